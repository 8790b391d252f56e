use super::{INLINE_BYTES, ProgramText};
use crate::graph::TensorType;
use crate::graph::text::{Name, Quoted};
use crate::loop_ir::kernel::{Access, Address, Buffer, Kernel, Register, RegisterKind, Statement, Trips};
use crate::loop_ir::op::{LoadForm, Source, StoreForm, VectorOp};
use crate::loop_ir::program::{Base, Lanes, Port, Program, Stage};
use crate::loop_ir::tile::{Tile, TileOp};
use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};
use std::sync::Arc;

/// Prints a kernel; [`super::parse_kernel`] gives an equal one.
pub fn print_kernel(kernel: &Kernel) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = Printer::new(kernel, &mut out, 0).kernel();
    out
}

/// Prints a program; [`super::parse_program`] gives an equal one.
pub fn print_program(program: &Program) -> ProgramText {
    let mut printed = ProgramText { text: String::new(), constants: BTreeMap::new() };
    let _ = write_program(program, &mut printed);
    printed
}

fn write_program(program: &Program, printed: &mut ProgramText) -> fmt::Result {
    let out = &mut printed.text;
    write!(out, "program {} arena {}", Quoted(&program.name), program.arena_bytes)?;
    if program.lanes != Lanes::default() {
        write!(out, " lanes {} of {}", program.lanes.count, program.lanes.bytes)?;
    }
    writeln!(out, " {{")?;
    for (word, ports) in [("input", &program.inputs), ("output", &program.outputs)] {
        for Port { name, dtype, shape, quantization } in ports {
            let ty = TensorType { dtype: *dtype, shape: shape.clone(), quantization: quantization.clone() };
            writeln!(out, "  {word} {}: {ty}", Quoted(name))?;
        }
    }
    for constant in &program.constants {
        let name = Quoted(&constant.name);
        if constant.bytes.len() <= INLINE_BYTES {
            let digits = constant.bytes.iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
            writeln!(out, "  constant {name} = hex \"{digits}\"")?;
        } else {
            writeln!(out, "  constant {name} = @{name} {} bytes", constant.bytes.len())?;
            printed.constants.insert(constant.name.clone(), Arc::clone(&constant.bytes));
        }
    }
    for kernel in &program.kernels {
        Printer::new(kernel, out, 1).kernel()?;
    }
    for pass in &program.passes {
        if pass.repetitions == 1 {
            pass.stages.iter().try_for_each(|stage| write_stage(program, stage, "  ", out))?;
        } else {
            writeln!(out, "  pass {} times {{", pass.repetitions)?;
            pass.stages.iter().try_for_each(|stage| write_stage(program, stage, "    ", out))?;
            writeln!(out, "  }}")?;
        }
    }
    writeln!(out, "}}")
}

fn write_stage(program: &Program, stage: &Stage, indent: &str, out: &mut String) -> fmt::Result {
    let Stage { name, description, nominal_macs, valid_macs, bytes, .. } = stage;
    writeln!(out, "{indent}stage {} {} macs {nominal_macs} valid {valid_macs} bytes {bytes} {{", Quoted(name), Quoted(description))?;
    let prepared = stage.preparation.iter().map(|call| ("prepare", call));
    for (word, call) in prepared.chain(stage.calls.iter().map(|call| ("call", call))) {
        // What does not exist is printed as a name that the parser does not find.
        let missing = String::new();
        let kernel = program.kernels.get(call.kernel.0 as usize).map_or(&missing, |k| &k.name);
        let continues = if call.continues { "on " } else { "" };
        write!(out, "{indent}  {word} {continues}{} (", Quoted(kernel))?;
        for (i, argument) in call.arguments.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            match argument.base {
                Base::Arena => write!(out, "{comma}arena")?,
                Base::Lane => write!(out, "{comma}lane")?,
                Base::Constant(id) => {
                    let name = program.constants.get(id.0 as usize).map_or(&missing, |c| &c.name);
                    write!(out, "{comma}constant {}", Quoted(name))?;
                }
                Base::Input(i) => write!(out, "{comma}input {i}")?,
                Base::Output(i) => write!(out, "{comma}output {i}")?,
                Base::Scratch => write!(out, "{comma}scratch")?,
            }
            write!(out, " + {}", argument.offset)?;
            if argument.step != 0 {
                write!(out, " step {}", argument.step)?;
            }
        }
        writeln!(out, ")")?;
    }
    writeln!(out, "{indent}}}")
}

struct Printer<'a> {
    kernel: &'a Kernel,
    out: &'a mut String,
    depth: usize,
    /// Whether a register's kind stands in the text already.
    introduced: Vec<bool>,
}

impl<'a> Printer<'a> {
    fn new(kernel: &'a Kernel, out: &'a mut String, depth: usize) -> Self {
        Self { kernel, out, depth, introduced: vec![false; kernel.registers.len()] }
    }

    fn indent(&mut self) {
        (0..self.depth).for_each(|_| self.out.push_str("  "));
    }

    fn kernel(&mut self) -> fmt::Result {
        let kernel = self.kernel;
        self.indent();
        write!(self.out, "kernel {} width {} range {} (", Quoted(&kernel.name), kernel.vector_bytes, kernel.range)?;
        for (i, Buffer { name, bytes, access }) in kernel.buffers.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            let access = match access {
                Access::Read => "read",
                Access::Write => "write",
                Access::Scratch => "scratch",
            };
            write!(self.out, "{comma}{access} {}: {bytes}", Name(name))?;
        }
        write!(self.out, ")")?;
        for (i, Tile { kind, rows, row_bytes }) in kernel.tiles.iter().enumerate() {
            write!(self.out, "{} {} {rows}x{row_bytes}", if i == 0 { " tiles" } else { "," }, kind.name())?;
        }
        writeln!(self.out, " {{")?;
        self.depth += 1;
        let mut set = vec![false; kernel.registers.len()];
        kernel.visit_ops(&mut |op| {
            if let Some(set) = op.destination().and_then(|to| set.get_mut(to.0 as usize)) {
                *set = true;
            }
        });
        for register in (0..set.len()).filter(|&register| !set[register]) {
            self.indent();
            let text = self.introduce(Register(register as u32));
            writeln!(self.out, "unset {text}")?;
        }
        self.body(&kernel.body)?;
        self.depth -= 1;
        self.indent();
        writeln!(self.out, "}}")
    }

    fn body(&mut self, body: &'a [Statement]) -> fmt::Result {
        for statement in body {
            self.indent();
            match statement {
                Statement::Op(op) => self.operation(op)?,
                Statement::Loop(l) => {
                    match l.trips {
                        Trips::Share => writeln!(self.out, "share c{} {{", l.counter.0)?,
                        Trips::Fixed(trips) => writeln!(self.out, "for c{} in {trips} {{", l.counter.0)?,
                    }
                    self.depth += 1;
                    self.body(&l.body)?;
                    self.depth -= 1;
                    self.indent();
                    writeln!(self.out, "}}")?;
                }
            }
        }
        Ok(())
    }

    /// A register where it is set: with its kind the first time.
    fn introduce(&mut self, register: Register) -> String {
        let at = register.0 as usize;
        let known = self.introduced.get_mut(at).is_none_or(|introduced| std::mem::replace(introduced, true));
        if known { format!("v{at}") } else { format!("v{at}:{}", self.kind(register).name()) }
    }

    fn kind(&self, register: Register) -> RegisterKind {
        self.kernel.registers.get(register.0 as usize).copied().unwrap_or(RegisterKind::I32)
    }

    /// ` lanes N` unless the access is of a whole register.
    fn lanes(lanes: u32, whole: u32) -> String {
        if lanes == whole { String::new() } else { format!(" lanes {lanes}") }
    }

    fn operation(&mut self, op: &'a VectorOp) -> fmt::Result {
        let kernel = self.kernel;
        let place = |address: &'a Address| Place { kernel, address };
        let source = |source: &'a Source| match source {
            Source::Register(register) => format!("v{}", register.0),
            Source::Memory(address) => place(address).to_string(),
        };
        let list = |registers: &[Register]| registers.iter().map(|r| format!("v{}", r.0)).collect::<Vec<_>>().join(", ");
        let whole = |kind: RegisterKind| kernel.vector_bytes / kind.bytes();
        if let VectorOp::Store { from, form, address, lanes } = op {
            let (from, kind, place) = (from.0, self.kind(*from), place(address));
            return match form {
                StoreForm::Full => writeln!(self.out, "store {place}, v{from}{}", Self::lanes(*lanes, whole(kind))),
                StoreForm::Narrow8 => writeln!(self.out, "store.b {place}, v{from}{}", Self::lanes(*lanes, kernel.lanes())),
                StoreForm::Strided { stride } => writeln!(self.out, "scatter4 {place}, v{from} stride {stride}{}", Self::lanes(*lanes, kernel.lanes())),
            };
        }
        if let VectorOp::Prefetch { address } = op {
            return writeln!(self.out, "prefetch {}", place(address));
        }
        if let VectorOp::Tile(op) = op {
            return match op {
                TileOp::Zero { to } => writeln!(self.out, "tile.zero t{}", to.0),
                TileOp::Load { to, address, stride } => writeln!(self.out, "tile.load t{}, {} stride {stride}", to.0, place(address)),
                TileOp::Store { from, address, stride } => writeln!(self.out, "tile.store {}, t{} stride {stride}", place(address), from.0),
                TileOp::Dot4 { to, a, b } => writeln!(self.out, "tile.dot4 t{}, t{}, t{}", to.0, a.0, b.0),
            };
        }
        if let Some(to) = op.destination() {
            let to = self.introduce(to);
            write!(self.out, "{to} = ")?;
        }
        match op {
            VectorOp::Store { .. } | VectorOp::Prefetch { .. } | VectorOp::Tile(_) => Ok(()),
            VectorOp::Load { to, form, address, lanes } => {
                let (kind, place) = (self.kind(*to), place(address));
                match form {
                    LoadForm::Full => writeln!(self.out, "load {place}{}", Self::lanes(*lanes, whole(kind))),
                    LoadForm::WidenU8 => writeln!(self.out, "load.u8 {place}{}", Self::lanes(*lanes, kernel.lanes())),
                    LoadForm::Broadcast4 => writeln!(self.out, "broadcast4 {place}{}", Self::lanes(*lanes, kernel.lanes())),
                    LoadForm::Strided { stride } => writeln!(self.out, "gather4 {place} stride {stride}{}", Self::lanes(*lanes, kernel.lanes())),
                }
            }
            VectorOp::Splat { to, bits } => {
                let number = Number { kind: self.kind(*to), bits: *bits };
                writeln!(self.out, "splat {number}")
            }
            VectorOp::Unary { op, from, .. } => writeln!(self.out, "{} v{}", op.name(), from.0),
            VectorOp::Binary { op, a, b, .. } => writeln!(self.out, "{} v{}, {}", op.name(), a.0, source(b)),
            VectorOp::Shift { from, left, .. } => {
                let word = if *left >= 0 { "shl.i32" } else { "shr.i32" };
                writeln!(self.out, "{word} v{}, {}", from.0, left.unsigned_abs())
            }
            VectorOp::Fma { a, b, c, .. } => writeln!(self.out, "fma.f32 v{}, {}, v{}", a.0, source(b), c.0),
            VectorOp::Dot4 { to, a, b } => writeln!(self.out, "dot4 v{}, v{}, {}", to.0, a.0, source(b)),
            VectorOp::SelectPositive { condition, a, b, .. } => writeln!(self.out, "select.positive v{}, v{}, v{}", condition.0, a.0, b.0),
            VectorOp::Permute32 { from, lanes, .. } => {
                let lanes: Vec<String> = lanes.iter().map(u8::to_string).collect();
                writeln!(self.out, "permute4 v{} [{}]", from.0, lanes.join(", "))
            }
            VectorOp::LookupWords { address, index, .. } => writeln!(self.out, "lookup4 v{}, {}", index.0, place(address)),
            VectorOp::Lookup { table, index, .. } => writeln!(self.out, "lookup v{} [{}]", index.0, list(table)),
        }
    }
}

/// `%x[c0*64 - c1*4 + 12]`
struct Place<'a> {
    kernel: &'a Kernel,
    address: &'a Address,
}

impl Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Address { buffer, offset, terms } = self.address;
        match self.kernel.buffers.get(buffer.0 as usize) {
            Some(buffer) => write!(f, "{}[", Name(&buffer.name))?,
            // Only in a kernel that does not verify; printed for the person who debugs it.
            None => write!(f, "%<buffer {}>[", buffer.0)?,
        }
        let sign = |negative: bool, first: bool| match (negative, first) {
            (true, true) => "-",
            (true, false) => " - ",
            (false, true) => "",
            (false, false) => " + ",
        };
        for (i, (counter, coefficient)) in terms.iter().enumerate() {
            write!(f, "{}c{}", sign(*coefficient < 0, i == 0), counter.0)?;
            if coefficient.unsigned_abs() != 1 {
                write!(f, "*{}", coefficient.unsigned_abs())?;
            }
        }
        if *offset != 0 || terms.is_empty() {
            write!(f, "{}{}", sign(*offset < 0, terms.is_empty()), offset.unsigned_abs())?;
        }
        f.write_str("]")
    }
}

/// A splat's number.
struct Number {
    kind: RegisterKind,
    bits: u32,
}

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.bits;
        let (byte, half) = (bits as u8, bits as u16);
        match self.kind {
            RegisterKind::I32 => write!(f, "{}", bits as i32),
            RegisterKind::F32 if f32::from_bits(bits).is_finite() => write!(f, "{:?}", f32::from_bits(bits)),
            RegisterKind::U8 if bits == u32::from(byte) * 0x0101_0101 => write!(f, "{byte}"),
            RegisterKind::S8 if bits == u32::from(byte) * 0x0101_0101 => write!(f, "{}", byte as i8),
            RegisterKind::I16 if bits == u32::from(half) * 0x0001_0001 => write!(f, "{}", half as i16),
            _ => write!(f, "0x{bits:08x}"),
        }
    }
}
