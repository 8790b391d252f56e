//! `graver compile`: model file → artifacts.

use super::console::Console;
use super::model::{self, ModelOptions};
use super::tiles::TileOptions;
use crate::codegen::CompiledProgram;
use crate::codegen::driver::symbol::c_identifier;
use crate::compile::{CompileOptions, Compiled, Observer, Step, compile_graph, compile_model, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::emit;
use crate::plan::Choices;
use crate::report::summary::{CompileSummary, layer_table};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver compile digits-symbol.json                        writes digits.so, digits.h and digits.hpp here
  graver compile digits-symbol.json -o build/net.so --emit so,obj,header,manifest
  graver compile digits-symbol.json --machine zen5         tiles for that processor, whichever this one is
  graver compile digits-symbol.json --autotile             tiles that were measured here
  graver compile digits-symbol.json --target avx512vnni,portable       for both kinds of machine; the code asks which one it is on
  graver compile digits-symbol.json --target aarch64-unknown-linux-gnu --emit obj,header
  graver compile resnet-symbol.json --input-shape data=1,3,224,224 --batch 8 --numerics ideal";

/// Compile a model into a shared object, an object file, headers, a manifest
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__), or zoo:NAME
    model: PathBuf,
    /// Path of the shared object, which also names the model; the other artifacts go beside it. A folder keeps the model's own name [default: NAME.so]
    #[arg(long = "out", short, value_name = "OUT")]
    output: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, value_name = "so,obj,header,manifest", value_delimiter = ',', default_values_t = [Artifact::So, Artifact::Header])]
    emit: Vec<Artifact>,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    tiles: TileOptions,
    #[command(flatten)]
    options: ModelOptions,
}

/// Kinds of artifacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Artifact {
    /// OUT.so, for dlopen and the runtime
    So,
    /// OUT.o, for linking into a program
    Obj,
    /// OUT.h and OUT.hpp
    Header,
    /// OUT.json: names, shapes, types, scales, layers
    Manifest,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if model::is_library(&arguments.model)? {
        return Err(Diagnostic::error(Code::Usage, format!("{} is compiled already", arguments.model.display())).hint("name the model file it was made from"));
    }
    let targets = arguments.options.targets()?;
    let [first, others @ ..] = &targets[..] else { unreachable!("every argument names a target") };
    let mut options = CompileOptions {
        import: arguments.options.import()?,
        target: *first,
        machine: arguments.options.machine(),
        choices: Choices::default(),
        keep: Vec::new(),
    };
    let base = arguments.output.as_deref().map(base_path).transpose()?;
    if let (None, Some(Base::File(path))) = (&options.import.name, &base) {
        options.import.name = path.file_name().map(|n| c_identifier(&n.to_string_lossy()));
    }
    let (program, warnings, summary) = {
        let progress = console.progress(Step::ALL.len() as u64);
        let mut observer = Observer::new(|step: Step| progress.step(step as u64, step.name()));
        let stages = compile_model(&arguments.model, &options, &mut observer)?;
        let stages = arguments.tiles.tuned(stages, &mut options, console, &mut observer)?;
        let mut code = generate(stages.program.clone(), options.target, &mut observer)?;
        code.planned_for = Some(options.machine.name);
        let mut fallbacks = Vec::new();
        for &target in others {
            // Everything but the plan and what follows from it is the same.
            let stages = compile_graph(stages.imported.clone(), &CompileOptions { target, ..options.clone() }, &mut observer)?;
            fallbacks.push(generate(stages.program, target, &mut observer)?);
        }
        code = code.with_fallbacks(fallbacks)?;
        // The graphs' weights are as large as those of the program, and nobody needs them any more.
        let Compiled { program, warnings, .. } = stages;
        let mut summary = CompileSummary::new(&code);
        let base = match base {
            Some(Base::File(path)) => path,
            Some(Base::Folder(path)) => path.join(code.identifier()),
            None => PathBuf::from(code.identifier()),
        };
        summary.files = observer.step(Step::Emit, || write_artifacts(&code, &arguments.emit, &base))?;
        summary.timings = observer.timings.iter().map(|(step, time)| (step.name(), time.as_secs_f64())).collect();
        (program, warnings, summary)
    };
    console.diagnostics(&warnings);
    if arguments.json {
        console.result(format!("{:#}", summary.json()));
    } else {
        console.note(layer_table(&program));
        console.note(summary.table());
    }
    Ok(ExitCode::SUCCESS)
}

/// Where artifacts go: a path without its ending, or a folder.
#[derive(Debug, PartialEq)]
enum Base {
    File(PathBuf),
    Folder(PathBuf),
}

/// Whichever artifact `-o` names, the others go beside it.
fn base_path(output: &Path) -> Result<Base> {
    let trailing_separator = output.as_os_str().as_encoded_bytes().last() == Some(&b'/');
    if trailing_separator || output.is_dir() {
        return Ok(Base::Folder(output.to_owned()));
    }
    let known = ["so", "o", "h", "hpp", "json"];
    let base = if output.extension().is_some_and(|e| known.iter().any(|k| e == *k)) { output.with_extension("") } else { output.to_owned() };
    if base.file_name().is_none() {
        return Err(Diagnostic::error(Code::Usage, format!("-o {} names no file", output.display())));
    }
    Ok(Base::File(base))
}

fn write_artifacts(code: &CompiledProgram, wanted: &[Artifact], base: &Path) -> Result<Vec<PathBuf>> {
    let ending = |ending: &str| {
        let mut name = base.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        base.with_file_name(name)
    };
    if let Some(folder) = base.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|e| Diagnostic::error(Code::Io, format!("cannot create {}: {e}", folder.display())))?;
    }
    let mut files = Vec::new();
    let mut write = |path: PathBuf, bytes: &[u8]| {
        std::fs::write(&path, bytes).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())))?;
        files.push(path);
        Ok(())
    };
    let wanted: BTreeSet<Artifact> = wanted.iter().copied().collect();
    for artifact in wanted {
        match artifact {
            Artifact::So => write(ending(".so"), &emit::shared_object(code)?)?,
            Artifact::Obj => write(ending(".o"), &emit::object_file(code)?)?,
            // One header includes the other by the model's name.
            Artifact::Header => {
                write(base.with_file_name(format!("{}.h", code.identifier())), emit::c_header(code).as_bytes())?;
                write(base.with_file_name(format!("{}.hpp", code.identifier())), emit::cpp_header(code).as_bytes())?;
            }
            Artifact::Manifest => write(ending(".json"), emit::manifest(code)?.as_bytes())?,
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn artifacts_share_a_path_without_its_ending() {
        for (given, base) in [("a/net.so", "a/net"), ("net.o", "net"), ("net.v2", "net.v2"), ("net.v2.json", "net.v2"), ("net", "net")] {
            assert_eq!(base_path(Path::new(given)).unwrap(), Base::File(base.into()));
        }
        assert_eq!(base_path(Path::new("no/such/folder/")).unwrap(), Base::Folder("no/such/folder/".into()));
        assert!(base_path(Path::new("..so/..")).is_err());
    }
}
