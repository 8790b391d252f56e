//! `graver quantize`: a network in floats and calibration data → a network of integers.

use super::console::{Console, Progress};
use super::data::{self, DataOptions};
use super::model::{self, ModelOptions};
use super::observer::ExternalObserver;
use super::quantize_config::{self, Configuration};
use super::rows::Slot;
use super::tensors::TensorArgument;
use crate::compile::read_model;
use crate::dataset::{NamedSource, Rows};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::export::{ExportOptions, export};
use crate::frontend::{ImportOptions, mxnet};
use crate::graph::{Graph, ValueId};
use crate::onnx_file;
use crate::quantize::{
    Choices, Coverage, Granularity, Histogram, IntegerType, Pattern, Quantizer, Range, Ranges, Threshold, fold_batch_norm, gather, implied_ranges, show,
};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  graver quantize net-symbol.json --calib images.npy -o net-int8-symbol.json        with net-int8-0000.params, for MXNet and for graver
  graver quantize net.onnx --calib images.npy --calib-mode entropy -o net-int8.onnx
  graver quantize net.onnx --calib photos.npy --mean 123.7,116.3,103.5 --scale 0.0171,0.0175,0.0174 --exclude 'conv0*' --exclude op:Gemm -o out.onnx
  graver quantize net.onnx --calib images.npy --save-ranges ranges.json -o out.onnx   ranges.json is to be edited, then
  graver quantize net.onnx --calib-mode custom --config ranges.json -o out.onnx
  graver quantize net.onnx --calib-mode custom --calib photos/ --resize 256 --crop --observer 'python observe.py' -o out.onnx

An MXNet symbol becomes a quantized symbol with its parameters, everything else an ONNX model with QuantizeLinear and DequantizeLinear.";

/// Quantize a network in floats to INT8, calibrated with data
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Network in floats: NAME.onnx, NAME-symbol.json with NAME-0000.params, NAME.pdmodel with NAME.pdiparams, or zoo:NAME-fp32
    model: PathBuf,
    /// Calibration data: .npy with any number of rows, .npz, a folder of .jpg and .png files, .rec, or Paddle's .bin; NAME= says for which input
    #[arg(long, value_name = "[NAME=]DATA", num_args = 1..)]
    calib: Vec<TensorArgument>,
    /// How ranges follow from the data; naive, smallest and largest number, serves most networks.
    /// percentile, mse: where few numbers lie far out; entropy: MXNet's, cuts off most: compare with `graver eval`; none: found at run time, for MXNet
    /// symbols; custom: those of --config
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
    /// Only such nodes may become integers; may be repeated
    #[arg(long, value_name = "NAME|GLOB|op:TYPE")]
    calibrate_only: Vec<String>,
    /// Samples of the calibration data that are used
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    samples: Option<u64>,
    /// JSON or YAML with "ranges": {NAME: [MIN, MAX]}, which are used instead of calibrated ones, "exclude" and "calibrate-only": [PATTERN, …], and
    /// "layers": {PATTERN: {"dtype": …, "calib-mode": …, "granularity": …}} for what is decided otherwise
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// For --calib-mode custom: command that reads tensors and writes ranges. Each tensor is a line {"name": …, "shape": […]} and its f32 numbers; the answer
    /// is {NAME: [MIN, MAX], …}
    #[arg(long, value_name = "COMMAND")]
    observer: Option<String>,
    /// Write all ranges as a file for --config
    #[arg(long, value_name = "FILE")]
    save_ranges: Option<PathBuf>,
    /// File to write: NAME-symbol.json for an MXNet symbol, else NAME.onnx
    #[arg(long = "out", short, value_name = "OUT")]
    output: PathBuf,
    #[command(flatten)]
    data: DataOptions,
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

/// Fewer samples than this hardly show what a network computes.
const FEW_SAMPLES: usize = 8;

pub fn run(arguments: &Arguments, console: &Console) -> Result<ExitCode> {
    if model::is_library(&arguments.model)? {
        let message = format!("{} is compiled already", arguments.model.display());
        return Err(Diagnostic::error(Code::Usage, message).hint("name the model file it was made from"));
    }
    let configuration = arguments.config.as_deref().map(|path| quantize_config::read(path, arguments.percentile)).transpose()?.unwrap_or_default();
    let custom = arguments.calib_mode == CalibrationMode::Custom;
    if custom && configuration.ranges.is_empty() && arguments.observer.is_none() {
        return Err(Diagnostic::error(Code::Usage, "--calib-mode custom takes ranges from a file that holds \"ranges\", or from --observer")
            .hint("name it with --config; --save-ranges of another mode writes such a file"));
    }
    if !custom && arguments.observer.is_some() {
        return Err(Diagnostic::error(Code::Usage, "--observer is for --calib-mode custom").hint("leave one of them out"));
    }
    let needs_data = if custom { arguments.observer.is_some() } else { arguments.calib_mode != CalibrationMode::None };
    if needs_data && arguments.calib.is_empty() {
        return Err(Diagnostic::error(Code::Usage, "there is no calibration data").hint("name it: --calib x.npy; or pass --calib-mode none"));
    }
    let most = arguments.samples.map_or(usize::MAX, |samples| usize::try_from(samples).unwrap_or(usize::MAX));
    let sources = data::open(&arguments.calib, most)?;
    let mut import = arguments.options.import()?;
    import.fallback_shapes = data::fallback_shapes(&sources, 1);
    let is_symbol = arguments.model.extension().is_some_and(|extension| extension == "json");
    let expected = if is_symbol { "json" } else { "onnx" };
    if arguments.output.extension().is_none_or(|extension| extension != expected) {
        let message = format!("{} becomes a file that ends in .{expected}, not {}", arguments.model.display(), arguments.output.display());
        return Err(Diagnostic::error(Code::Usage, message).hint(match is_symbol {
            true => "-o NAME-symbol.json; `graver export` makes an ONNX model of it",
            false => "-o NAME.onnx",
        }));
    }
    let work = Work { arguments, configuration, sources, most, console };
    if is_symbol { work.symbol(&import) } else { work.graph(&import) }
}

struct Work<'a> {
    arguments: &'a Arguments,
    configuration: Configuration,
    sources: Vec<NamedSource>,
    most: usize,
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
            excluded: patterns(&arguments.exclude, &self.configuration.exclude),
            only: patterns(&arguments.calibrate_only, &self.configuration.calibrate_only),
            layers: self.configuration.layers.clone(),
        }
    }

    /// An MXNet symbol.
    fn symbol(&self, import: &ImportOptions) -> Result<ExitCode> {
        let choices = self.choices(Granularity::Tensor);
        let network = mxnet::quantize::Network::open(&self.arguments.model, import, &choices)?;
        let values: Vec<ValueId> = network.observed().iter().map(|observed| observed.value).collect();
        let names: Vec<&str> = network.observed().iter().map(|observed| observed.name.as_str()).collect();
        let tensors = network.tensors();
        let ranges = self.ranges(network.graph(), &values, &names, &tensors, &choices, |at, threshold, seen| network.observed()[at].range(threshold, seen))?;
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
        let values = quantizer.needed();
        let names: Vec<&str> = values.iter().map(|&value| float.value(value).name.as_str()).collect();
        let tensors = float.ids().filter(|&id| float.constant(id).is_none()).map(|id| (float.value(id).name.clone(), Some(id))).collect();
        let ranges = self.ranges(&float, &values, &names, &tensors, &choices, |at, _, seen| quantizer.range(values[at], seen))?;
        let exported = export(&quantizer.rewrite(&ranges)?, ExportOptions::default())?;
        let partial = partial(&self.arguments.output);
        onnx_file::write(&partial, &exported.model).and_then(|_| rename(&partial, &self.arguments.output)).inspect_err(|_| {
            // The error that is reported is the first one.
            let _ = std::fs::remove_file(&partial);
        })?;
        self.finish(&ranges, quantizer.decisions(), &[&self.arguments.output])
    }

    /// The ranges of some values: calibrated, then replaced by those of the person. A file of ranges serves for other decisions than those it was saved with: of the
    /// `tensors` of the network it may name those that stay in floats, and of what only moves elements the results or the operands.
    fn ranges(
        &self,
        graph: &Graph,
        values: &[ValueId],
        names: &[&str],
        tensors: &BTreeMap<String, Option<ValueId>>,
        choices: &Choices,
        of: impl Fn(usize, Threshold, &Histogram) -> Range + Sync,
    ) -> Result<Ranges> {
        let mut ranges = Ranges::new();
        match (choices.threshold, &self.arguments.observer) {
            (None, _) => {}
            (Some(_), Some(command)) => ranges = self.observed(command, graph, values, names)?,
            (Some(_), None) if self.arguments.calib_mode == CalibrationMode::Custom => {}
            (Some(threshold), None) => {
                let rows = self.rows(graph)?;
                let progress = self.console.samples("calibrating", rows.runs() as u64);
                let histograms = gather(graph, values, choices.need_histograms(), rows.samples(), |done| progress.step(done, "calibrating"))?;
                self.calibrated(&rows, progress);
                self.warn_of_constants(names, &histograms);
                let found = crate::quantize::ranges(&histograms, |at, histogram| of(at, threshold, histogram));
                ranges.extend(names.iter().map(|name| (*name).to_owned()).zip(found));
            }
        }
        for (name, &range) in &self.configuration.ranges {
            if names.contains(&name.as_str()) {
                ranges.insert(name.clone(), range);
            } else if !tensors.contains_key(name) {
                let near = crate::similar::nearest(name, names.iter().copied(), 3);
                return Err(Diagnostic::error(Code::Usage, format!("no tensor '{name}' is quantized, but --config holds a range for it"))
                    .hint(format!("did you mean {}?", near.join(", "))));
            }
        }
        let known = self.configuration.ranges.iter().filter_map(|(name, &range)| Some(((*tensors.get(name)?)?, range))).collect();
        let implied = implied_ranges(graph, &known);
        for (value, name) in values.iter().zip(names).filter(|(value, _)| implied[value.index()] != Range::EMPTY) {
            ranges.entry((*name).to_owned()).or_insert(implied[value.index()]);
        }
        if let Some(path) = &self.arguments.save_ranges {
            let all: serde_json::Map<String, Value> = ranges.iter().map(|(name, range)| (name.clone(), json!([range.min, range.max]))).collect();
            write_whole(path, format!("{:#}\n", json!({ "ranges": all })).as_bytes())?;
        }
        Ok(ranges)
    }

    /// The ranges that a command finds.
    fn observed(&self, command: &str, graph: &Graph, values: &[ValueId], names: &[&str]) -> Result<Ranges> {
        let rows = self.rows(graph)?;
        let mut observer = ExternalObserver::start(command)?;
        let progress = self.console.samples("observing", rows.runs() as u64);
        show(
            graph,
            values,
            rows.samples(),
            |done| progress.step(done, "observing"),
            |at, numbers| observer.tensor(names[at], graph.ty(values[at]).shape.extents(), numbers),
        )?;
        self.calibrated(&rows, progress);
        let ranges = observer.ranges()?;
        match names.iter().find(|name| !ranges.contains_key(**name) && !self.configuration.ranges.contains_key(**name)) {
            None => Ok(ranges.into_iter().filter(|(name, _)| names.contains(&name.as_str())).collect()),
            Some(name) => Err(Diagnostic::error(Code::Missing, format!("the observer '{command}' found no range of this tensor"))
                .at(*name)
                .hint("it must answer with a range for every name that it was given")),
        }
    }

    /// Says how long calibration took, and warns where it saw little.
    fn calibrated(&self, rows: &Rows, progress: Progress) {
        let seconds = progress.elapsed().as_secs_f64();
        drop(progress);
        self.console.note(format!("{} samples in {seconds:.1} s, {:.1} a second", rows.rows(), rows.rows() as f64 / seconds.max(1e-9)));
        if rows.rows() < FEW_SAMPLES {
            let warning = Diagnostic::warning(Code::Range, format!("{} rows of calibration data: ranges may be too narrow", rows.rows()));
            self.console.diagnostics(&[warning.hint("some hundred typical rows are customary")]);
        }
    }

    fn warn_of_constants(&self, names: &[&str], histograms: &[Histogram]) {
        let constant = names.iter().zip(histograms).filter(|(_, histogram)| histogram.range().min == histogram.range().max);
        let warning = |name: &str| {
            Diagnostic::warning(Code::Range, "all numbers of this tensor are the same, whatever the sample")
                .at(name)
                .hint("its range may be too narrow; are the samples typical, and --mean and --scale right?")
        };
        self.console.diagnostics(&constant.map(|(name, _)| warning(name)).collect::<Vec<_>>());
    }

    fn rows(&self, graph: &Graph) -> Result<Rows<'_>> {
        let slots: Vec<Slot> = graph
            .inputs()
            .map(|id| (graph.value(id).name.clone(), graph.ty(id).clone()))
            .map(|(name, ty)| Slot { name, dtype: ty.dtype, shape: ty.shape })
            .collect();
        data::rows(&slots, &self.sources, &self.arguments.data, self.most)
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

fn patterns(arguments: &[String], configured: &[Pattern]) -> Vec<Pattern> {
    arguments.iter().map(|pattern| Pattern::parse(pattern)).chain(configured.iter().cloned()).collect()
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
