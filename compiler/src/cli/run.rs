//! `graver run`: a model on `.npy` files.

use super::console::Console;
use super::engine::Engine;
use super::model::{self, ModelOptions};
use super::rows::{Batches, Slot};
use super::tensors::{self, Preprocessing, TensorArgument};
use crate::compile::{Observer, compile_model, generate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Tensor, TensorData};
use crate::report::table::{Side, table};
use crate::tensor_file::write_npy;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver run digits.so --input images.npy                  prints the largest values of each row
  graver run digits-symbol.json --input data=images.npy --output-dir results --threads 2
  graver run net-symbol.json --input photos_u8.npy --mean 123.7,116.3,103.5 --scale 0.0171,0.0175,0.0174";

/// Run a model, or a shared object made by `compile`, on .npy files
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Model file (NAME.onnx, NAME-symbol.json, NAME.pdmodel, a folder with __model__) or zoo:NAME, compiled in memory, or compiled NAME.so
    model: PathBuf,
    /// Data of an input: any number of rows; integers become the input's type
    #[arg(long = "input", short, value_name = "[NAME=]x.npy", required = true, num_args = 1..)]
    inputs: Vec<TensorArgument>,
    /// Folder for the outputs, one NAME.npy each; without it they are printed
    #[arg(long, short, value_name = "DIR")]
    output_dir: Option<PathBuf>,
    /// Workers that share each layer
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: u32,
    #[command(flatten)]
    preprocessing: Preprocessing,
    #[command(flatten)]
    options: ModelOptions,
}

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    let loaded = tensors::load(&arguments.inputs)?;
    let engine = if model::is_library(&arguments.model)? {
        arguments.options.reject_for_library(&arguments.model)?;
        Engine::open(&arguments.model)?
    } else {
        let mut options = arguments.options.compile_options()?;
        options.import.fallback_shapes = tensors::fallback_shapes(&loaded);
        let mut observer = Observer::default();
        let compiled = compile_model(&arguments.model, &options, &mut observer)?;
        console.diagnostics(&compiled.warnings);
        Engine::load(&generate(compiled.program, options.target, &mut observer)?)?
    };
    let inputs = tensors::inputs(&loaded, &engine.inputs, &arguments.preprocessing)?;
    let batches = Batches::new(&engine.inputs, &inputs)?;
    let mut runner = engine.runner(arguments.threads)?;
    let mut runs: Vec<Vec<Tensor>> = vec![Vec::new(); engine.outputs.len()];
    for run in 0..batches.runs() {
        let results = runner.run(&batches.inputs(run, &engine.inputs, &inputs)?)?;
        runs.iter_mut().zip(results).for_each(|(of_output, tensor)| of_output.push(tensor));
    }
    for (slot, of_output) in engine.outputs.iter().zip(&runs) {
        let tensor = batches.join(&slot.name, of_output)?;
        match &arguments.output_dir {
            Some(folder) => {
                std::fs::create_dir_all(folder).map_err(|e| Diagnostic::error(Code::Io, format!("cannot create {}: {e}", folder.display())))?;
                let path = folder.join(format!("{}.npy", file_name(&slot.name)));
                write_npy(&path, &tensor)?;
                console.note(format!("wrote {}: {}<{}>", path.display(), tensor.dtype(), tensor.shape));
            }
            None => console.result(describe(slot, &tensor)),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A tensor's name without what a file name cannot hold.
fn file_name(name: &str) -> String {
    let clean: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    if clean.trim_matches('.').is_empty() { "output".to_owned() } else { clean }
}

/// Rows that are printed.
const MOST_ROWS: usize = 20;
/// Values of a row that are printed.
const LARGEST: usize = 5;

/// The largest values of each row with their places, which for a classifier are the classes.
fn describe(slot: &Slot, tensor: &Tensor) -> String {
    let rows = tensor.shape.extents().first().copied().unwrap_or(1);
    let row_length = tensor.data.len() / rows;
    let lines = (0..rows.min(MOST_ROWS)).map(|row| {
        let mut values: Vec<(usize, f64)> = (0..row_length).map(|i| (i, number(&tensor.data, row * row_length + i))).collect();
        // NaN last, equal values in order.
        values.sort_by(|a, b| a.1.is_nan().cmp(&b.1.is_nan()).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
        let largest: Vec<String> = values.iter().take(LARGEST).map(|(i, v)| format!("[{i}] {v}")).collect();
        vec![row.to_string(), largest.join("   ")]
    });
    let mut text = format!("{} {}<{}>\n{}", slot.name, tensor.dtype(), tensor.shape, table(&[("row", Side::Right), ("largest values", Side::Left)], lines));
    if rows > MOST_ROWS {
        text.push_str(&format!("\n… {} more rows; --output-dir writes all of them", rows - MOST_ROWS));
    }
    text
}

fn number(data: &TensorData, index: usize) -> f64 {
    match data {
        // As many digits as the f32 has.
        TensorData::F32(v) => v[index].to_string().parse().unwrap_or(f64::NAN),
        TensorData::U8(v) => v[index].into(),
        TensorData::S8(v) => v[index].into(),
        TensorData::S32(v) => v[index].into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{DType, Shape};

    #[test]
    fn rows_show_their_largest_values() {
        let shape = Shape::new([25, 3]).unwrap();
        let slot = Slot { name: "logits".into(), dtype: DType::F32, shape: shape.clone() };
        let mut values = vec![0.5f32; 75];
        values[1] = f32::NAN;
        values[2] = 0.1;
        let text = describe(&slot, &Tensor::new(shape, TensorData::F32(values.into())).unwrap());
        assert!(text.starts_with("logits f32<25x3>"), "{text}");
        assert!(text.contains("[0] 0.5   [2] 0.1   [1] NaN"), "{text}");
        assert!(text.ends_with("5 more rows; --output-dir writes all of them"), "{text}");
    }

    #[test]
    fn files_stay_in_their_folder() {
        for (name, file) in [("softmax_output", "softmax_output"), ("a/../b:0", "a_.._b_0"), ("..", "output"), ("", "output")] {
            assert_eq!(file_name(name), file);
        }
    }
}
