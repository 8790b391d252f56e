//! Times single layers against the machine's measured peak: `cargo run --release -p graver-benches -- --help`.

use clap::Parser;
use graver::codegen::target::Target;
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::measure::machine;
use graver::report::quantity;
use graver::report::table::{Side, table};
use graver_benches::layer::Layer;
use graver_benches::timing::time_layer;
use std::process::ExitCode;

/// Layers of ResNet-50, MobileNet and the digits networks.
const DEFAULT: &[&str] = &[
    "ic64ih56oc64",
    "ic64ih56oc256",
    "ic64ih56oc256res",
    "ic256ih56oc64",
    "ic512ih28oc128",
    "ic1024ih14oc256",
    "ic2048ih7oc512",
    "ic512ih7oc2048res",
    "ic64ih56oc64kh3ph1",
    "ic128ih28oc128kh3ph1",
    "ic256ih14oc256kh3ph1",
    "ic512ih7oc512kh3ph1",
    "ic128ih56oc128kh3sh2ph1",
    "ic256ih56oc512sh2",
    "ic3ih224oc64kh7sh2ph3",
    "ic3ih224oc32kh3sh2ph1",
    "ic32oc32g32ih112kh3ph1",
    "ic128oc128g128ih56kh3ph1",
    "ic512oc512g512ih14kh3ph1",
    "ic128oc128g32ih28kh3ph1",
    "ic2048oc1000",
    "ic16ih8oc16kh3ph1",
    "ic32ih4oc32kh3ph1res",
];

/// Time single convolution layers against the machine's measured multiply peak
#[derive(Debug, Parser)]
#[command(after_help = "A layer is written as in benchdnn: mb batch, g groups, ic oc channels, ih iw image, kh kw kernel, sh sw stride, \
ph pw padding, dh dw dilation (0 is dense), res for an added residual. Example: ic64ih56oc64kh3ph1")]
struct Arguments {
    /// Layers to time; a list of well-known ones if none is given
    layers: Vec<String>,
    /// Workers
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: u32,
    /// Measuring time for each layer
    #[arg(long, default_value_t = 0.3)]
    seconds: f64,
    /// Print JSON lines instead of a table
    #[arg(long)]
    json: bool,
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

fn run(arguments: &Arguments) -> Result<()> {
    let target = Target::best_here()?;
    let layers: Vec<&str> = if arguments.layers.is_empty() { DEFAULT.to_vec() } else { arguments.layers.iter().map(String::as_str).collect() };
    let mut measured = Vec::new();
    for text in layers {
        let usage = |message: String| Diagnostic::error(Code::Usage, message);
        let graph = text.parse::<Layer>().map_err(usage)?.graph(text).map_err(usage)?;
        measured.push(time_layer(graph, text, &target, arguments.threads, arguments.seconds)?);
    }
    // The multiplier's peak is the machine's, whichever layer it was measured beside; the bandwidth belongs to the layer's own size.
    let peak = measured.iter().map(|(_, ceiling)| ceiling.gops).fold(0.0, f64::max);
    measured.iter_mut().for_each(|(_, ceiling)| ceiling.gops = peak);
    if arguments.json {
        for (layer, ceiling) in &measured {
            let mut value = layer.json(ceiling);
            value["threads"] = arguments.threads.into();
            value["peak_gops"] = peak.into();
            println!("{value}");
        }
        return Ok(());
    }
    let rows = measured.iter().map(|(layer, ceiling)| {
        vec![
            layer.name.clone(),
            layer.description.clone(),
            quantity::seconds(layer.times.min),
            quantity::seconds(layer.times.median),
            format!("{:.0}", layer.gops()),
            quantity::percent(layer.gops() / peak),
            quantity::percent(ceiling.limit(&layer.work) / layer.times.min),
        ]
    });
    let (left, right) = (Side::Left, Side::Right);
    let columns = [("layer", left), ("what", left), ("min", right), ("median", right), ("GOPS", right), ("of peak", right), ("of limit", right)];
    println!("{}, {} worker{}, peak {peak:.0} GOPS", machine(), arguments.threads, if arguments.threads == 1 { "" } else { "s" });
    println!("{}", table(&columns, rows));
    Ok(())
}
