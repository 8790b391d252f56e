use super::statement::KernelParser;
use crate::diagnostic::{Diagnostic, Result};
use crate::graph::text::Cursor;
use crate::loop_ir::kernel::{Access, Buffer, Kernel, RegisterKind};
use crate::loop_ir::program::{Argument, Base, Call, ConstantBlob, ConstantId, KernelId, Lanes, Pass, Port, Program, Stage};
use crate::loop_ir::tile::Tile;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Parses what [`super::print_kernel`] prints.
///
/// The text may come from anywhere: an error says line and column, and nothing is allocated that the text does not hold. The kernel
/// is as written; [`verify_kernel`](crate::loop_ir::verify::verify_kernel) says whether it makes sense.
pub fn parse_kernel(text: &str) -> Result<Kernel> {
    let mut cursor = Cursor::new(text);
    cursor.expect_word("kernel")?;
    let kernel = kernel(&mut cursor)?;
    if cursor.at_end() { Ok(kernel) } else { Err(cursor.expected("the end of the text")) }
}

/// Parses what [`super::print_program`] prints. `constants` holds those that the text refers to. As [`parse_kernel`] otherwise.
pub fn parse_program(text: &str, constants: &BTreeMap<String, Arc<[u8]>>) -> Result<Program> {
    let mut cursor = Cursor::new(text);
    let program = program(&mut cursor, constants)?;
    if cursor.at_end() { Ok(program) } else { Err(cursor.expected("the end of the text")) }
}

/// A kernel after its first word.
fn kernel(cursor: &mut Cursor) -> Result<Kernel> {
    let name = cursor.string()?;
    cursor.expect_word("width")?;
    let vector_bytes = cursor.integer()?;
    cursor.expect_word("range")?;
    let range = cursor.integer()?;
    cursor.expect("(")?;
    let mut buffers: Vec<Buffer> = Vec::new();
    let mut ids = BTreeMap::new();
    while !cursor.take(")") {
        if !buffers.is_empty() {
            cursor.expect(",")?;
        }
        let access = match cursor.take_word("read") {
            true => Access::Read,
            false if cursor.take_word("write") => Access::Write,
            false if cursor.take_word("scratch") => Access::Scratch,
            false => return Err(cursor.expected("'read', 'write' or 'scratch'")),
        };
        let at = cursor.offset();
        let name = cursor.name()?;
        if ids.insert(name.clone(), buffers.len() as u32).is_some() {
            return Err(cursor.error_at(at, format!("there is a buffer '{name}' already")));
        }
        cursor.expect(":")?;
        buffers.push(Buffer { name, bytes: cursor.integer()?, access });
    }
    let tiles = tiles(cursor)?;
    let (registers, body) = KernelParser::new(cursor, vector_bytes, &ids).parse()?;
    Ok(Kernel { name, vector_bytes, buffers, range, registers, tiles, body })
}

/// `tiles i32 16x64, u8 16x64`, or nothing.
fn tiles(cursor: &mut Cursor) -> Result<Vec<Tile>> {
    let mut tiles = Vec::new();
    if !cursor.take_word("tiles") {
        return Ok(tiles);
    }
    loop {
        let at = cursor.offset();
        let word = cursor.word()?;
        let kind = RegisterKind::ALL.into_iter().find(|kind| kind.name() == word);
        let kind = kind.ok_or_else(|| cursor.error_at(at, format!("expected i32, u8 or s8, found '{word}'")))?;
        let rows = cursor.integer()?;
        cursor.expect("x")?;
        tiles.push(Tile { kind, rows, row_bytes: cursor.integer()? });
        if !cursor.take(",") {
            return Ok(tiles);
        }
    }
}

fn program(cursor: &mut Cursor, constants: &BTreeMap<String, Arc<[u8]>>) -> Result<Program> {
    cursor.expect_word("program")?;
    let name = cursor.string()?;
    cursor.expect_word("arena")?;
    let arena_bytes = cursor.integer()?;
    let mut lanes = Lanes::default();
    if cursor.take_word("lanes") {
        lanes.count = cursor.integer()?;
        cursor.expect_word("of")?;
        lanes.bytes = cursor.integer()?;
    }
    let (kernels, passes) = (Vec::new(), Vec::new());
    let mut program = Program { name, kernels, constants: Vec::new(), inputs: Vec::new(), outputs: Vec::new(), arena_bytes, lanes, passes };
    // Whether the last pass is of stages that stand alone in the text.
    let mut open = false;
    let (mut kernels, mut blobs) = (BTreeMap::new(), BTreeMap::new());
    cursor.expect("{")?;
    while !cursor.take("}") {
        let at = cursor.offset();
        if cursor.take_word("input") {
            program.inputs.push(port(cursor)?);
        } else if cursor.take_word("output") {
            program.outputs.push(port(cursor)?);
        } else if cursor.take_word("constant") {
            let blob = constant(cursor, constants)?;
            if blobs.insert(blob.name.clone(), ConstantId(program.constants.len() as u32)).is_some() {
                return Err(cursor.error_at(at, format!("there is a constant '{}' already", blob.name)));
            }
            program.constants.push(blob);
        } else if cursor.take_word("kernel") {
            let kernel = kernel(cursor)?;
            if kernels.insert(kernel.name.clone(), KernelId(program.kernels.len() as u32)).is_some() {
                return Err(cursor.error_at(at, format!("there is a kernel '{}' already", kernel.name)));
            }
            program.kernels.push(kernel);
        } else if cursor.take_word("stage") {
            let stage = stage(cursor, &kernels, &blobs)?;
            match program.passes.last_mut().filter(|_| open) {
                Some(last) => last.stages.push(stage),
                None => program.passes.push(Pass { repetitions: 1, stages: vec![stage] }),
            }
            open = true;
        } else if cursor.take_word("pass") {
            open = false;
            let at = cursor.offset();
            let mut pass = Pass { repetitions: cursor.integer()?, stages: Vec::new() };
            if pass.repetitions < 2 {
                return Err(cursor.error_at(at, "expected 2 repetitions or more: stages that run once stand alone"));
            }
            cursor.expect_word("times")?;
            cursor.expect("{")?;
            while !cursor.take("}") {
                cursor.expect_word("stage")?;
                pass.stages.push(stage(cursor, &kernels, &blobs)?);
            }
            program.passes.push(pass);
        } else {
            return Err(cursor.expected("'input', 'output', 'constant', 'kernel', 'stage', 'pass' or '}'"));
        }
    }
    Ok(program)
}

fn port(cursor: &mut Cursor) -> Result<Port> {
    let name = cursor.string()?;
    cursor.expect(":")?;
    let ty = cursor.tensor_type()?;
    Ok(Port { name, dtype: ty.dtype, shape: ty.shape, quantization: ty.quantization })
}

/// A constant after its first word.
fn constant(cursor: &mut Cursor, constants: &BTreeMap<String, Arc<[u8]>>) -> Result<ConstantBlob> {
    let name = cursor.string()?;
    cursor.expect("=")?;
    let at = cursor.offset();
    if cursor.take("@") {
        let key = cursor.string()?;
        let bytes = constants.get(&key).ok_or_else(|| cursor.error_at(at, format!("there is no constant '{key}' beside the text")))?;
        let expected: usize = cursor.integer()?;
        cursor.expect_word("bytes")?;
        if expected != bytes.len() {
            return Err(cursor.error_at(at, format!("constant '{key}' has {} bytes beside the text, expected {expected}", bytes.len())));
        }
        return Ok(ConstantBlob { name, bytes: Arc::clone(bytes) });
    }
    cursor.expect_word("hex")?;
    let at = cursor.offset();
    let digits = cursor.string()?;
    let bytes = decode(&digits).ok_or_else(|| cursor.error_at(at, "expected pairs of hexadecimal digits"))?;
    Ok(ConstantBlob { name, bytes: bytes.into() })
}

fn decode(digits: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16);
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|&[high, low]| Some((digit(high)? * 16 + digit(low)?) as u8)).collect();
    if rest.is_empty() { bytes } else { None }
}

/// A stage after its first word.
fn stage(cursor: &mut Cursor, kernels: &BTreeMap<String, KernelId>, constants: &BTreeMap<String, ConstantId>) -> Result<Stage> {
    let mut stage =
        Stage { name: cursor.string()?, description: cursor.string()?, nominal_macs: 0, valid_macs: 0, bytes: 0, preparation: Vec::new(), calls: Vec::new() };
    for (word, number) in [("macs", &mut stage.nominal_macs), ("valid", &mut stage.valid_macs), ("bytes", &mut stage.bytes)] {
        cursor.expect_word(word)?;
        *number = cursor.integer()?;
    }
    cursor.expect("{")?;
    while !cursor.take("}") {
        let prepares = cursor.take_word("prepare");
        if !prepares {
            cursor.expect_word("call")?;
        }
        let continues = cursor.take_word("on");
        let kernel = reference(cursor, "kernel", kernels)?;
        cursor.expect("(")?;
        let mut arguments = Vec::new();
        while !cursor.take(")") {
            if !arguments.is_empty() {
                cursor.expect(",")?;
            }
            let base = if cursor.take_word("arena") {
                Base::Arena
            } else if cursor.take_word("lane") {
                Base::Lane
            } else if cursor.take_word("constant") {
                Base::Constant(reference(cursor, "constant", constants)?)
            } else if cursor.take_word("input") {
                Base::Input(cursor.integer()?)
            } else if cursor.take_word("output") {
                Base::Output(cursor.integer()?)
            } else if cursor.take_word("scratch") {
                Base::Scratch
            } else {
                return Err(cursor.expected("'arena', 'lane', 'constant', 'input', 'output' or 'scratch'"));
            };
            cursor.expect("+")?;
            let offset = cursor.integer()?;
            let step = if cursor.take_word("step") { cursor.integer()? } else { 0 };
            arguments.push(Argument { base, offset, step });
        }
        let calls = if prepares { &mut stage.preparation } else { &mut stage.calls };
        calls.push(Call { kernel, arguments, continues });
    }
    Ok(stage)
}

/// The id behind a name in quotes.
fn reference<T: Copy>(cursor: &mut Cursor, what: &str, known: &BTreeMap<String, T>) -> Result<T> {
    let at = cursor.offset();
    let name = cursor.string()?;
    let missing = || -> Diagnostic { cursor.error_at(at, format!("no {what} '{name}' is defined before here")) };
    known.get(&name).copied().ok_or_else(missing)
}
