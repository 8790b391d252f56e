//! How times grow with channels, image, batch and workers, as pictures: `cargo run --release -p graver-benches --bin figures`.

use clap::Parser;
use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_model, generate};
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::emit::jit::JitModel;
use graver::measure::{Settings, measure};
use graver::report::bench::BenchRun;
use graver_benches::chart::{Chart, Series};
use graver_benches::layer::Layer;
use graver_benches::timing::time_layer;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Measure how times grow with channels, image, batch and workers, and draw it
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder that the pictures are written to
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/figures"))]
    folder: PathBuf,
    /// Networks of the zoo for the pictures of batches and workers
    #[arg(long, value_delimiter = ',', default_value = "squeezenet1_1,mobilenet_v2,mobilenet_v1,resnet18_v1")]
    networks: Vec<String>,
    /// Measuring time for each point
    #[arg(long, default_value_t = 0.5)]
    seconds: f64,
}

const CHANNELS: [usize; 10] = [16, 32, 48, 64, 96, 128, 192, 256, 384, 512];
const IMAGES: [usize; 9] = [7, 10, 14, 20, 28, 40, 56, 80, 112];
const BATCHES: [usize; 6] = [1, 2, 4, 8, 16, 32];

fn usage(message: String) -> Diagnostic {
    Diagnostic::error(Code::Usage, message)
}

/// Microseconds of layers over one of their extents, and the roofline's.
fn layer_curves(arguments: &Arguments, target: &Target, layers: impl Iterator<Item = (usize, String)>, name: &str) -> Result<Vec<Series>> {
    let mut measured = Vec::new();
    let mut limit = Vec::new();
    for (extent, notation) in layers {
        let graph = notation.parse::<Layer>().and_then(|layer| layer.graph(&notation)).map_err(usage)?;
        let (layer, ceiling) = time_layer(graph, &notation, target, 1, arguments.seconds)?;
        measured.push((extent as f64, layer.times.min * 1e6));
        limit.push((extent as f64, ceiling.limit(&layer.work) * 1e6));
    }
    let series = |name: &str, points, ideal| Series { name: name.to_owned(), points, ideal };
    Ok(vec![series(name, measured, false), series("limit", limit, true)])
}

/// Runs of a network with a batch, one for each number of workers.
fn runs(arguments: &Arguments, target: Target, network: &str, batch: usize, threads: Vec<u32>) -> Result<Vec<BenchRun>> {
    let mut options = CompileOptions::new(target);
    options.import.batch = Some(batch);
    let mut observer = Observer::default();
    let compiled = compile_model(Path::new(&format!("zoo:{network}")), &options, &mut observer)?;
    let model = Arc::new(JitModel::load(&generate(compiled.program, target, &mut observer)?)?.into_model()?);
    Ok(measure(&model, &target, &Settings { threads, seconds: arguments.seconds, per_layer: false })?.runs)
}

fn run(arguments: &Arguments) -> Result<()> {
    let target = Target::best_here()?;
    let failed = |e: std::io::Error| Diagnostic::error(Code::Io, format!("{}: {e}", arguments.folder.display()));
    std::fs::create_dir_all(&arguments.folder).map_err(failed)?;
    let draw = |file: &str, title: &str, [across, up]: [&str; 2], series: Vec<Series>| {
        let chart = Chart { title: title.to_owned(), across: across.to_owned(), up: up.to_owned(), series };
        let path = arguments.folder.join(file);
        println!("{}", path.display());
        std::fs::write(path, chart.svg()).map_err(failed)
    };

    let channels = CHANNELS.iter().map(|&c| (c, format!("ic{c}ih14oc{c}kh3ph1")));
    let mut curves = layer_curves(arguments, &target, channels, "3x3")?;
    let channels = CHANNELS.iter().map(|&c| (c, format!("ic{c}ih14oc{c}")));
    curves.extend(layer_curves(arguments, &target, channels, "1x1")?);
    draw("channels.svg", "Convolutions of 14 x 14 images, as many channels in as out, one worker", ["channels", "µs"], curves)?;

    let images = IMAGES.iter().map(|&i| (i, format!("ic64ih{i}oc64kh3ph1")));
    let mut curves = layer_curves(arguments, &target, images, "3x3")?;
    let images = IMAGES.iter().map(|&i| (i, format!("g64ic64ih{i}oc64kh3ph1")));
    curves.extend(layer_curves(arguments, &target, images, "3x3 depthwise")?);
    draw("images.svg", "Convolutions of 64 channels, one worker", ["rows and columns", "µs"], curves)?;

    let (mut batches, mut threads) = (Vec::new(), Vec::new());
    let most = std::thread::available_parallelism().map_or(1, |n| n.get().min(64)) as u32;
    for network in &arguments.networks {
        let mut points = Vec::new();
        for batch in BATCHES {
            let run = runs(arguments, target, network, batch, vec![1])?.remove(0);
            points.push((batch as f64, run.times.min * 1e3 / batch as f64));
        }
        batches.push(Series { name: network.clone(), points, ideal: false });
        let runs = runs(arguments, target, network, 1, (1..=most).collect())?;
        let points: Vec<(f64, f64)> = runs.iter().map(|run| (f64::from(run.threads), run.times.min * 1e3)).collect();
        let ideal = points.iter().map(|&(workers, _)| (workers, points[0].1 / workers)).collect();
        threads.push(Series { name: network.clone(), points, ideal: false });
        threads.push(Series { name: "shared out evenly".to_owned(), points: ideal, ideal: true });
    }
    draw("batch.svg", "Time for each image of a batch, one worker", ["images in a batch", "ms for an image"], batches)?;
    draw("threads.svg", "Workers, one image", ["workers", "ms"], threads)
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
