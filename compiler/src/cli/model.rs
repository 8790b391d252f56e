//! The arguments that say which model is meant and how it is read, shared by the subcommands.

use super::tensors::read_constant;
use crate::codegen::target::Target;
use crate::compile::CompileOptions;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::{ImportOptions, Numerics};
use crate::graph::{DType, Shape};
use crate::plan::{Choices, Machine};
use crate::report::table::{Side, table};
use crate::zoo;
use clap::{Args, ValueEnum};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Options of every subcommand that reads a model file.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Model options")]
pub struct ModelOptions {
    /// Parameter file, where it is not the one that the model's name implies (NAME-0000.params beside NAME-symbol.json, NAME.pdiparams beside NAME.pdmodel)
    #[arg(long, value_name = "FILE")]
    pub params: Option<PathBuf>,
    /// Shape of an input that the model does not state; `NAME=` may be left out where there is one input
    #[arg(long = "input-shape", value_name = "NAME=1,3,224,224", value_parser = parse_input_shape)]
    pub input_shapes: Vec<(String, Shape)>,
    /// Type in which an input is handed in (u8, s8), where the model reads floats; `NAME=` may be left out where there is one input
    #[arg(long = "input-dtype", value_name = "NAME=u8", value_parser = parse_input_dtype)]
    pub input_dtypes: Vec<(String, DType)>,
    /// Fix an input of an ONNX model that is always the same: a shape, axes, scales, weights (.npy, or .pb with a tensor)
    #[arg(long = "constant", value_name = "NAME=FILE", value_parser = parse_constant)]
    pub constants: Vec<(String, PathBuf)>,
    /// End the network at this node instead, perhaps before an operator that is not read; may be repeated
    #[arg(long = "output", value_name = "NODE[:N]")]
    pub outputs: Vec<String>,
    /// Make up the parameters that no file holds, to measure speed without them; other ones for a network of the zoo
    #[arg(long, value_name = "SEED")]
    pub random_weights: Option<u64>,
    /// Operators of a Paddle model that become integer operators, where it has scales for them; every one if left out
    #[arg(long, value_name = "conv2d,pool2d", value_delimiter = ',')]
    pub quantized_ops: Option<Vec<String>>,
    /// Images that are computed together; 1 where the model leaves it open and no data says more
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=65536))]
    pub batch: Option<u32>,
    /// Name of the model and prefix of its C functions
    #[arg(long, value_name = "IDENT", value_parser = parse_identifier)]
    pub name: Option<String>,
    /// Arithmetic: what the source framework computes, bit for bit, or what its calibrated ranges declare
    #[arg(long, value_enum, value_name = "source|ideal", default_value_t = NumericsArgument::Source)]
    pub numerics: NumericsArgument,
    /// Machine to generate code for: `auto` is the best that this machine runs, `portable` runs on any of its kind; --list-targets
    /// names all. `compile` takes several, with commas: the first one that the processor has is taken when the model runs
    #[arg(long = "target", value_name = "auto|avx512vnni|portable|TRIPLE", value_delimiter = ',', default_value = "auto", value_parser = parse_target)]
    pub targets: Vec<TargetArgument>,
    /// Processor whose figures (ports, caches) guide the choice of tiles; it changes speed, never results. `auto` is the one that this runs on
    /// where --target is auto as well, else generic
    #[arg(long, value_name = "auto|zen5|zen4|icelake-server|sapphire-rapids|generic", default_value = "auto", value_parser = parse_machine)]
    pub machine: MachineArgument,
}

impl ModelOptions {
    /// The description that plans are made with.
    pub fn machine(&self) -> &'static Machine {
        match self.machine {
            MachineArgument::Named(machine) => machine,
            MachineArgument::Auto if self.targets == [TargetArgument::Auto] => Machine::here(),
            MachineArgument::Auto => &Machine::GENERIC,
        }
    }

    /// What the frontend needs to know.
    pub fn import(&self) -> Result<ImportOptions> {
        let mut options = ImportOptions {
            numerics: match self.numerics {
                NumericsArgument::Source => Numerics::Source,
                NumericsArgument::Ideal => Numerics::Ideal,
            },
            params: self.params.clone(),
            batch: self.batch.map(|b| b as usize),
            name: self.name.clone(),
            outputs: self.outputs.clone(),
            random_weights: self.random_weights,
            quantized_operators: self.quantized_ops.clone(),
            ..ImportOptions::default()
        };
        for (name, shape) in &self.input_shapes {
            if options.input_shapes.insert(name.clone(), shape.clone()).is_some() {
                return Err(Diagnostic::error(Code::Usage, format!("--input-shape names the input '{name}' twice")));
            }
        }
        for (name, path) in &self.constants {
            if options.constants.insert(name.clone(), read_constant(path)?).is_some() {
                return Err(Diagnostic::error(Code::Usage, format!("--constant names the input '{name}' twice")));
            }
        }
        for (name, dtype) in &self.input_dtypes {
            if options.input_dtypes.insert(name.clone(), *dtype).is_some() {
                return Err(Diagnostic::error(Code::Usage, format!("--input-dtype names the input '{name}' twice")));
            }
        }
        Ok(options)
    }

    /// Targets in the order in which the code asks for them, each once: the fastest first.
    ///
    /// # Errors
    /// `Machine` where `auto` finds no target that this machine runs.
    pub fn targets(&self) -> Result<Vec<Target>> {
        let wanted = self.targets.iter().map(TargetArgument::resolve).collect::<Result<Vec<_>>>()?;
        Ok(Target::ALL.into_iter().filter(|t| wanted.contains(t)).collect())
    }

    /// The targets that a model is verified on: those that are named, or all that this machine runs.
    pub fn verified_targets(&self) -> Vec<Target> {
        match self.targets() {
            Ok(named) if self.targets != [TargetArgument::Auto] => named,
            _ => Target::all_here().collect(),
        }
    }

    /// The only target.
    fn target(&self) -> Result<Target> {
        match self.targets()?[..] {
            [target] => Ok(target),
            _ => Err(Diagnostic::error(Code::Usage, "only `graver compile` takes several targets").hint("name one with --target")),
        }
    }

    /// How the model is compiled for a machine that must exist.
    pub fn compile_options(&self) -> Result<CompileOptions> {
        Ok(CompileOptions { import: self.import()?, target: self.target()?, machine: self.machine(), choices: Choices::default(), keep: Vec::new() })
    }

    /// How the model is compiled where the code is only looked at or interpreted: any machine will do.
    pub fn compile_options_anywhere(&self) -> Result<CompileOptions> {
        let target = match self.target() {
            Err(error) if error.code == Code::Machine => Target::AVX512_VNNI,
            target => target?,
        };
        Ok(CompileOptions { import: self.import()?, target, machine: self.machine(), choices: Choices::default(), keep: Vec::new() })
    }

    /// Options that matter only while a model is compiled; a shared object has them baked.
    pub fn reject_for_library(&self, path: &Path) -> Result<()> {
        let given = [
            ("--params", self.params.is_some()),
            ("--input-shape", !self.input_shapes.is_empty()),
            ("--input-dtype", !self.input_dtypes.is_empty()),
            ("--constant", !self.constants.is_empty()),
            ("--output", !self.outputs.is_empty()),
            ("--random-weights", self.random_weights.is_some()),
            ("--quantized-ops", self.quantized_ops.is_some()),
            ("--batch", self.batch.is_some()),
            ("--name", self.name.is_some()),
            ("--numerics", self.numerics != NumericsArgument::Source),
            ("--target", self.targets != [TargetArgument::Auto]),
            ("--machine", self.machine != MachineArgument::Auto),
        ];
        match given.iter().find(|(_, given)| *given) {
            None => Ok(()),
            Some((option, _)) => Err(Diagnostic::error(Code::Usage, format!("{option} was decided when {} was compiled", path.display()))
                .hint("give it to `graver compile`, or name the model file instead of the shared object")),
        }
    }
}

/// Spelling of [`Numerics`] on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NumericsArgument {
    /// What the source framework computes, known quirks included (one warning each)
    Source,
    /// What the calibrated ranges declare: more accurate where the framework has a quirk
    Ideal,
}

/// Spelling of targets on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetArgument {
    /// The best that this machine runs
    Auto,
    Named(Target),
}

impl TargetArgument {
    /// The target meant; an error where `auto` finds none that this machine runs.
    pub fn resolve(&self) -> Result<Target> {
        match self {
            TargetArgument::Auto => Target::best_here(),
            TargetArgument::Named(target) => Ok(*target),
        }
    }
}

/// Spelling of machines on the command line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MachineArgument {
    Auto,
    Named(&'static Machine),
}

fn parse_machine(text: &str) -> Result<MachineArgument, String> {
    match text {
        "auto" => Ok(MachineArgument::Auto),
        _ => Machine::parse(text).map(MachineArgument::Named).map_err(|d| d.hint.map_or(d.message.clone(), |hint| format!("{}; {hint}", d.message))),
    }
}

fn parse_target(text: &str) -> Result<TargetArgument, String> {
    match text {
        "auto" => Ok(TargetArgument::Auto),
        _ => Target::parse(text).map(TargetArgument::Named).map_err(|d| d.hint.map_or(d.message.clone(), |hint| format!("{}; {hint}", d.message))),
    }
}

/// All targets, one a line.
pub fn target_list() -> String {
    let best = Target::best_here().ok();
    let row = |target: Target| {
        let note = if best == Some(target) {
            "runs here, the best"
        } else if target.runs_here() {
            "runs here"
        } else {
            ""
        };
        vec![target.to_string(), target.summary().to_owned(), note.to_owned()]
    };
    let mut text = table(&[("target", Side::Left), ("needs", Side::Left), ("", Side::Left)], Target::ALL.map(row));
    text += "\n\n`portable` is the portable target of this machine's architecture, a platform like aarch64-unknown-linux-gnu that of another one.";
    text
}

/// What `--help` says about networks without files.
pub fn zoo_help() -> String {
    let names: Vec<&str> = zoo::names().collect();
    format!("Instead of a model file, zoo:NAME is a well-known network with made-up parameters, zoo:NAME-fp32 the same in floats:\n  {}", names.join(", "))
}

/// Whether a path is a compiled model: an ELF file, whatever its name.
pub fn is_library(path: &Path) -> Result<bool> {
    if zoo::is_name(path) {
        return Ok(false);
    }
    let mut magic = [0u8; 4];
    let mut file = std::fs::File::open(path).map_err(|e| {
        Diagnostic::error(Code::Io, format!("cannot open {}: {e}", path.display()))
            .hint("name a model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__) or a compiled NAME.so")
    })?;
    Ok(file.read_exact(&mut magic).is_ok() && magic == *b"\x7fELF")
}

fn parse_identifier(text: &str) -> Result<String, String> {
    let mut characters = text.chars();
    let begins = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    if begins && characters.all(|c| c.is_ascii_alphanumeric() || c == '_') && text.len() <= 200 {
        Ok(text.to_owned())
    } else {
        Err("a name is a C identifier: a letter or _, then letters, digits and _".to_owned())
    }
}

fn parse_input_shape(text: &str) -> Result<(String, Shape), String> {
    let (name, extents) = text.rsplit_once('=').unwrap_or(("", text));
    let extents: Vec<usize> = extents
        .split(',')
        .map(|e| e.trim().parse().map_err(|_| format!("'{e}' is not an extent; a shape looks like 1,3,224,224")))
        .collect::<Result<_, _>>()?;
    let shape = Shape::new(extents).map_err(|d| d.message)?;
    Ok((name.to_owned(), shape))
}

fn parse_constant(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, path)) if !name.is_empty() && !path.is_empty() => Ok((name.to_owned(), path.into())),
        _ => Err("a constant looks like NAME=FILE.npy or NAME=FILE.pb".to_owned()),
    }
}

fn parse_input_dtype(text: &str) -> Result<(String, DType), String> {
    let (name, dtype) = text.rsplit_once('=').unwrap_or(("", text));
    let dtype = DType::parse(dtype.trim()).ok_or_else(|| format!("'{dtype}' is not a type of an input: u8, s8 and f32 are"))?;
    Ok((name.to_owned(), dtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_shapes_with_and_without_a_name() {
        let (name, shape) = parse_input_shape("data=1,3,224,224").unwrap();
        assert_eq!((name.as_str(), shape.extents()), ("data", &[1, 3, 224, 224][..]));
        let (name, shape) = parse_input_shape("8, 8").unwrap();
        assert_eq!((name.as_str(), shape.extents()), ("", &[8, 8][..]));
        for bad in ["", "data=", "data=1,x", "data=1,-1", "data=0,3", "x=99999999999999999999", "data=65536,65536"] {
            assert!(parse_input_shape(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn input_types_with_and_without_a_name() {
        assert_eq!(parse_input_dtype("data=u8").unwrap(), ("data".to_owned(), DType::U8));
        assert_eq!(parse_input_dtype("s8").unwrap(), (String::new(), DType::S8));
        for bad in ["", "data=", "uint8", "u8=data"] {
            assert!(parse_input_dtype(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn targets_by_name_and_by_platform() {
        let named = |text| parse_target(text).unwrap();
        assert_eq!(named("auto"), TargetArgument::Auto);
        assert_eq!(named("avx512vnni"), TargetArgument::Named(Target::AVX512_VNNI));
        assert_eq!(named("aarch64-unknown-linux-gnu"), TargetArgument::Named(Target::PORTABLE_AARCH64));
        assert_eq!(named("aarch64-linux-musl"), TargetArgument::Named(Target::PORTABLE_AARCH64));
        assert_eq!(named("x86_64-unknown-linux-gnu"), TargetArgument::Named(Target::PORTABLE_X86_64));
        for target in Target::ALL {
            assert_eq!(parse_target(&target.to_string()).unwrap(), TargetArgument::Named(target));
        }
        for bad in ["", "avx2", "riscv64gc-unknown-linux-gnu", "x86_64-pc-windows-msvc"] {
            assert!(parse_target(bad).unwrap_err().contains("--list-targets"), "{bad}");
        }
    }

    #[test]
    fn names_are_c_identifiers() {
        assert!(parse_identifier("digits_v2").is_ok());
        for bad in ["", "2digits", "a-b", "a b", "größe", "a;b"] {
            assert!(parse_identifier(bad).is_err(), "{bad}");
        }
    }
}
