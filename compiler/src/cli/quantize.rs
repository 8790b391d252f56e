//! `graver quantize`: a network in floats and calibration data → a network of integers.

use super::console::Console;
use super::model::{self, ModelOptions};
use super::rows::Slot;
use super::tensors::{self, Loaded, Preprocessing, TensorArgument};
use crate::compile::read_model;
use crate::dataset::Rows;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::export::{ExportOptions, export};
use crate::frontend::{ImportOptions, mxnet};
use crate::graph::{Graph, Shape, ValueId};
use crate::onnx_file;
use crate::quantize::{
    Choices, Coverage, Granularity, Histogram, IntegerType, Pattern, Quantizer, Range, Ranges, Span, Threshold, fold_batch_norm, gather, range,
};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver quantize net-symbol.json --calib images.npy -o net-int8-symbol.json        with net-int8-0000.params, for MXNet and for graver
  graver quantize net.onnx --calib images.npy --calib-mode entropy -o net-int8.onnx
  graver quantize net.onnx --calib photos.npy --mean 123.7,116.3,103.5 --scale 0.0171,0.0175,0.0174 --exclude 'conv0*' --exclude op:Gemm -o out.onnx
  graver quantize net.onnx --calib images.npy --save-ranges ranges.json -o out.onnx   ranges.json is to be edited, then
  graver quantize net.onnx --calib-mode custom --config ranges.json -o out.onnx

An MXNet symbol becomes a quantized symbol with its parameters, everything else an ONNX model with QuantizeLinear and DequantizeLinear.";

/// Quantize a network in floats to INT8, calibrated with data
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Network in floats: NAME.onnx, NAME-symbol.json with NAME-0000.params, or zoo:NAME-fp32
    model: PathBuf,
    /// Calibration data: .npy with any number of rows; NAME= says for which input
    #[arg(long, value_name = "[NAME=]x.npy", num_args = 1..)]
    calib: Vec<TensorArgument>,
    /// How ranges follow from the data. none: found at run time, for MXNet symbols; custom: those of --config
    #[arg(long, value_enum, default_value_t = CalibrationMode::Naive)]
    calib_mode: CalibrationMode,
    /// Share of the numbers that --calib-mode percentile keeps
    #[arg(long, value_name = "P", default_value_t = 99.99, value_parser = parse_percentile)]
    percentile: f64,
    /// Type of activations; auto: unsigned where there are no negative numbers
    #[arg(long, value_enum, default_value_t = TypeArgument::Auto)]
    dtype: TypeArgument,
    /// Which operators become integer operators: full: all that can; smart: weighted layers and what lies between them
    #[arg(long, value_enum, default_value_t = Mode::Smart)]
    mode: Mode,
    /// Scales of the weights of fully connected layers: one, or one for each channel; convolutions always have the latter
    #[arg(long, value_enum)]
    granularity: Option<GranularityArgument>,
    /// Node that stays in floats, a glob of names, or op:TYPE; may be repeated
    #[arg(long, value_name = "NAME|GLOB|op:TYPE")]
    exclude: Vec<String>,
    /// Rows of the calibration data that are used
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    samples: Option<u64>,
    /// JSON with "ranges": {NAME: [MIN, MAX]}, which are used instead of calibrated ones, and "exclude": [PATTERN, …]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write all ranges as a file for --config
    #[arg(long, value_name = "FILE")]
    save_ranges: Option<PathBuf>,
    /// File to write: NAME-symbol.json for an MXNet symbol, else NAME.onnx
    #[arg(long = "out", short, value_name = "OUT")]
    output: PathBuf,
    #[command(flatten)]
    preprocessing: Preprocessing,
    #[command(flatten)]
    options: ModelOptions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CalibrationMode {
    None,
    Naive,
    Entropy,
    Percentile,
    Mse,
    Custom,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TypeArgument {
    Auto,
    Int8,
    Uint8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    Full,
    Smart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum GranularityArgument {
    Tensor,
    Channel,
}

/// What `--config` says.
#[derive(Debug, Default, PartialEq)]
struct Configuration {
    ranges: Ranges,
    exclude: Vec<String>,
}

/// Fewer samples than this hardly show what a network computes.
const FEW_SAMPLES: usize = 8;

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if model::is_library(&arguments.model)? {
        let message = format!("{} is compiled already", arguments.model.display());
        return Err(Diagnostic::error(Code::Usage, message).hint("name the model file it was made from"));
    }
    let configuration = arguments.config.as_deref().map(read_configuration).transpose()?.unwrap_or_default();
    if arguments.calib_mode == CalibrationMode::Custom && configuration.ranges.is_empty() {
        return Err(Diagnostic::error(Code::Usage, "--calib-mode custom takes ranges from a file that holds \"ranges\"")
            .hint("name it with --config; --save-ranges of another mode writes such a file"));
    }
    let needs_data = !matches!(arguments.calib_mode, CalibrationMode::None | CalibrationMode::Custom);
    if needs_data && arguments.calib.is_empty() {
        return Err(Diagnostic::error(Code::Usage, "there is no calibration data").hint("name it: --calib x.npy; or pass --calib-mode none"));
    }
    let loaded = tensors::load(&arguments.calib)?;
    let mut import = arguments.options.import()?;
    import.fallback_shapes = single_rows(&loaded);
    let is_symbol = arguments.model.extension().is_some_and(|extension| extension == "json");
    let expected = if is_symbol { "json" } else { "onnx" };
    if arguments.output.extension().is_none_or(|extension| extension != expected) {
        let message = format!("{} becomes a file that ends in .{expected}, not {}", arguments.model.display(), arguments.output.display());
        return Err(Diagnostic::error(Code::Usage, message).hint(match is_symbol {
            true => "-o NAME-symbol.json; `graver export` makes an ONNX model of it",
            false => "-o NAME.onnx",
        }));
    }
    let work = Work { arguments, configuration, loaded, console };
    if is_symbol { work.symbol(&import) } else { work.graph(&import) }
}

struct Work<'a> {
    arguments: &'a Arguments,
    configuration: Configuration,
    loaded: Vec<Loaded>,
    console: &'a Console,
}

impl Work<'_> {
    fn choices(&self, granularity: Granularity) -> Choices {
        let arguments = self.arguments;
        let threshold = match arguments.calib_mode {
            CalibrationMode::None => None,
            CalibrationMode::Naive | CalibrationMode::Custom => Some(Threshold::Naive),
            CalibrationMode::Entropy => Some(Threshold::Entropy),
            CalibrationMode::Percentile => Some(Threshold::Percentile(arguments.percentile)),
            CalibrationMode::Mse => Some(Threshold::MeanSquare),
        };
        Choices {
            threshold,
            integers: match arguments.dtype {
                TypeArgument::Auto => IntegerType::Auto,
                TypeArgument::Int8 => IntegerType::Signed,
                TypeArgument::Uint8 => IntegerType::Unsigned,
            },
            coverage: if arguments.mode == Mode::Full { Coverage::Full } else { Coverage::Smart },
            granularity: match arguments.granularity {
                None => granularity,
                Some(GranularityArgument::Tensor) => Granularity::Tensor,
                Some(GranularityArgument::Channel) => Granularity::Channel,
            },
            excluded: arguments.exclude.iter().chain(&self.configuration.exclude).map(|pattern| Pattern::parse(pattern)).collect(),
        }
    }

    /// An MXNet symbol.
    fn symbol(&self, import: &ImportOptions) -> Result<ExitCode> {
        let choices = self.choices(Granularity::Tensor);
        let network = mxnet::quantize::Network::open(&self.arguments.model, import, &choices)?;
        let values: Vec<ValueId> = network.observed().iter().map(|observed| observed.value).collect();
        let names: Vec<&str> = network.observed().iter().map(|observed| observed.name.as_str()).collect();
        let ranges = self.ranges(network.graph(), &values, &names, &choices, |at, threshold, seen| network.observed()[at].range(threshold, seen))?;
        let files = network.quantize(&ranges)?;
        let stem = self.arguments.output.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let params = self.arguments.output.with_file_name(format!("{}-0000.params", stem.strip_suffix("-symbol").unwrap_or(stem)));
        write_whole(&params, &files.params)?;
        write_whole(&self.arguments.output, &files.symbol)?;
        self.finish(&ranges, network.decisions(), &[&self.arguments.output, &params])
    }

    /// Any other model.
    fn graph(&self, import: &ImportOptions) -> Result<ExitCode> {
        if self.arguments.calib_mode == CalibrationMode::None {
            return Err(Diagnostic::error(Code::Unsupported, "an ONNX model with QuantizeLinear holds calibrated ranges only")
                .hint("calibrate: --calib x.npy; ranges at run time exist for MXNet symbols"));
        }
        let choices = self.choices(Granularity::Channel);
        let imported = read_model(&self.arguments.model, import)?;
        self.console.diagnostics(&imported.warnings);
        let float = fold_batch_norm(&imported.graph)?;
        let quantizer = Quantizer::new(&float, &choices)?;
        let values = quantizer.observed();
        let names: Vec<&str> = values.iter().map(|&value| float.value(value).name.as_str()).collect();
        let ranges = self.ranges(&float, &values, &names, &choices, |_, threshold, seen| {
            range(threshold, if choices.integers == IntegerType::Signed { Span::Symmetric } else { Span::Any }, seen)
        })?;
        let exported = export(&quantizer.rewrite(&ranges)?, ExportOptions::default())?;
        let partial = partial(&self.arguments.output);
        onnx_file::write(&partial, &exported.model).and_then(|_| rename(&partial, &self.arguments.output)).inspect_err(|_| {
            // The error that is reported is the first one.
            let _ = std::fs::remove_file(&partial);
        })?;
        self.finish(&ranges, quantizer.decisions(), &[&self.arguments.output])
    }

    /// The ranges of some values: calibrated, then replaced by those of the person.
    fn ranges(
        &self,
        graph: &Graph,
        values: &[ValueId],
        names: &[&str],
        choices: &Choices,
        of: impl Fn(usize, Threshold, &Histogram) -> Range,
    ) -> Result<Ranges> {
        let mut ranges = Ranges::new();
        if let (Some(threshold), true) = (choices.threshold, self.arguments.calib_mode != CalibrationMode::Custom) {
            let rows = self.rows(graph)?;
            if rows.rows() < FEW_SAMPLES {
                let warning = Diagnostic::warning(Code::Range, format!("{} rows of calibration data: ranges may be too narrow", rows.rows()));
                self.console.diagnostics(&[warning.hint("some hundred typical rows are customary")]);
            }
            let progress = self.console.progress(rows.runs() as u64);
            progress.step(0, "calibrating");
            let histograms = gather(graph, values, threshold.needs_histogram(), rows.samples(), |done| progress.step(done, "calibrating"))?;
            drop(progress);
            ranges.extend(names.iter().zip(&histograms).enumerate().map(|(at, (name, histogram))| ((*name).to_owned(), of(at, threshold, histogram))));
        }
        for (name, &range) in &self.configuration.ranges {
            if !names.contains(&name.as_str()) {
                let near = crate::similar::nearest(name, names.iter().copied(), 3);
                return Err(Diagnostic::error(Code::Usage, format!("no tensor '{name}' is quantized, but --config holds a range for it"))
                    .hint(format!("did you mean {}?", near.join(", "))));
            }
            ranges.insert(name.clone(), range);
        }
        if let Some(path) = &self.arguments.save_ranges {
            let all: serde_json::Map<String, Value> = ranges.iter().map(|(name, range)| (name.clone(), json!([range.min, range.max]))).collect();
            write_whole(path, format!("{:#}\n", json!({ "ranges": all })).as_bytes())?;
        }
        Ok(ranges)
    }

    fn rows(&self, graph: &Graph) -> Result<Rows> {
        let slots: Vec<Slot> = graph
            .inputs()
            .map(|id| (graph.value(id).name.clone(), graph.ty(id).clone()))
            .map(|(name, ty)| Slot { name, dtype: ty.dtype, shape: ty.shape })
            .collect();
        let inputs = tensors::inputs(&self.loaded, &slots, &self.arguments.preprocessing)?;
        let most = self.arguments.samples.map_or(usize::MAX, |samples| usize::try_from(samples).unwrap_or(usize::MAX));
        Rows::new(slots.into_iter().zip(inputs).map(|(slot, tensor)| (slot.name, slot.shape, tensor)), most)
    }

    fn finish(&self, ranges: &Ranges, (integers, floats): (Vec<&str>, Vec<&str>), files: &[&PathBuf]) -> Result<ExitCode> {
        let stay = match floats.len() {
            0 => "none stays in floats".to_owned(),
            1..=4 => format!("{} in floats: {}", floats.len(), floats.join(", ")),
            count => format!("{count} in floats: {}, …", floats[..4].join(", ")),
        };
        self.console.note(format!("{} integer operators, {} ranges; {stay}", integers.len(), ranges.len()));
        files.iter().for_each(|path| self.console.note(format!("wrote {}", path.display())));
        Ok(ExitCode::SUCCESS)
    }
}

/// Shapes for inputs whose shape the model does not state: those of the files, one row at a time.
fn single_rows(loaded: &[Loaded]) -> std::collections::BTreeMap<String, Shape> {
    let mut shapes = tensors::fallback_shapes(loaded);
    for shape in shapes.values_mut() {
        let mut extents = shape.extents().to_vec();
        if let Some(rows) = extents.first_mut() {
            *rows = 1;
        }
        if let Ok(single) = Shape::new(extents) {
            *shape = single;
        }
    }
    shapes
}

/// Where a file is written before it is whole.
fn partial(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.partial", std::process::id()))
}

/// Writes a file so that nobody ever sees a part of it under its name.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let partial = partial(path);
    std::fs::write(&partial, bytes)
        .map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())))
        .and_then(|()| rename(&partial, path))
        .inspect_err(|_| {
            // The error that is reported is the first one.
            let _ = std::fs::remove_file(&partial);
        })
}

fn rename(partial: &Path, path: &Path) -> Result<()> {
    std::fs::rename(partial, path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())))
}

fn read_configuration(path: &Path) -> Result<Configuration> {
    let text = std::fs::read_to_string(path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot read {}: {e}", path.display())))?;
    parse_configuration(&text).map_err(|d| Diagnostic { message: format!("{}: {}", path.display(), d.message), ..d })
}

fn parse_configuration(text: &str) -> Result<Configuration> {
    let malformed =
        |message: String| Diagnostic::error(Code::Malformed, message).hint(r#"it looks like {"ranges": {"NAME": [-1.0, 1.0]}, "exclude": ["conv0*"]}"#);
    let value: Value = serde_json::from_str(text).map_err(|e| malformed(format!("not a JSON file: {e}")))?;
    let object = value.as_object().ok_or_else(|| malformed("a configuration is a JSON object".into()))?;
    let mut configuration = Configuration::default();
    for (key, value) in object {
        match (key.as_str(), value) {
            ("ranges", Value::Object(ranges)) => {
                for (name, ends) in ranges {
                    let numbers: Option<Vec<f64>> = ends.as_array().map(|list| list.iter().filter_map(Value::as_f64).collect());
                    let range = match numbers.as_deref() {
                        Some(&[min, max]) => Range { min: min as f32, max: max as f32 },
                        _ => return Err(malformed(format!("the range of '{name}' must be [MIN, MAX]"))),
                    };
                    if !(range.min <= range.max && range.magnitude().is_finite()) {
                        return Err(malformed(format!("the range of '{name}' is empty or not finite")));
                    }
                    configuration.ranges.insert(name.clone(), range);
                }
            }
            ("exclude", Value::Array(patterns)) => {
                for pattern in patterns {
                    let pattern = pattern.as_str().ok_or_else(|| malformed("\"exclude\" lists strings".into()))?;
                    configuration.exclude.push(pattern.to_owned());
                }
            }
            ("ranges" | "exclude", _) => return Err(malformed(format!("\"{key}\" has the wrong type"))),
            _ => {
                let near = crate::similar::nearest(key, ["ranges", "exclude"], 1);
                return Err(Diagnostic::error(Code::Malformed, format!("there is no setting \"{key}\"")).hint(format!("did you mean {}?", near.join(", "))));
            }
        }
    }
    Ok(configuration)
}

fn parse_percentile(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if share > 50.0 && share <= 100.0 => Ok(share),
        _ => Err("a percentile is a number above 50, up to 100".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn configurations_hold_ranges_and_exclusions() {
        let found = parse_configuration(r#"{"ranges": {"a": [-1, 2.5]}, "exclude": ["x*"]}"#).unwrap();
        assert_eq!(found, Configuration { ranges: Ranges::from([("a".to_owned(), Range { min: -1.0, max: 2.5 })]), exclude: vec!["x*".to_owned()] });
        for bad in [
            "",
            "[]",
            r#"{"ranges": []}"#,
            r#"{"ranges": {"a": [1]}}"#,
            r#"{"ranges": {"a": [1, 0]}}"#,
            r#"{"ranges": {"a": [0, 1e999]}}"#,
            r#"{"exclude": [1]}"#,
        ] {
            assert_eq!(parse_configuration(bad).unwrap_err().code, Code::Malformed, "{bad}");
        }
        assert!(parse_configuration(r#"{"excluded": []}"#).unwrap_err().hint.unwrap().contains("did you mean exclude"));
    }

    #[test]
    fn files_appear_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(write_whole(&folder.path().join("none/a"), b"").unwrap_err().code, Code::Io);
    }
}
