//! Times every kernel family over the layers of the zoo's networks, each kind of layer once: `cargo run --release -p graver-benches --bin kernels --
//! --help`.

use clap::Parser;
use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_model};
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::measure::machine;
use graver::report::bench::{Ceiling, LayerTimes};
use graver::report::quantity;
use graver::report::table::{Side, table};
use graver::zoo;
use graver_benches::distinct::{DistinctLayer, DistinctLayers};
use graver_benches::shapes::listed_layers;
use graver_benches::timing::time_layer;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Time every kind of layer of the zoo's networks against the machine's measured peaks
#[derive(Debug, Parser)]
#[command(after_help = "With GRAVER_SHARED=FOLDER the layers of FOLDER/models/shapes_onednn/layer_shapes.json are timed as well (convolutions and fully \
connected layers of oneDNN's own benchmark).")]
struct Arguments {
    /// Networks of the zoo; all of them if none is given
    networks: Vec<String>,
    /// Only layers whose family, description or origin contains this
    #[arg(long)]
    only: Option<String>,
    /// The networks in floats
    #[arg(long)]
    fp32: bool,
    /// Workers
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: u32,
    /// Measuring time for each layer, beyond the least
    #[arg(long, default_value_t = 0.0)]
    seconds: f64,
    /// Write everything to FILE as well
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// A kind of layer with its times.
struct Measured {
    layer: DistinctLayer,
    times: LayerTimes,
    ceiling: Ceiling,
}

impl Measured {
    /// Seconds of all layers of this kind.
    fn seconds(&self) -> f64 {
        self.layer.count as f64 * self.times.times.min
    }

    /// What the roofline allows them.
    fn limit(&self) -> f64 {
        self.layer.count as f64 * self.ceiling.limit(&self.times.work)
    }

    fn operations(&self) -> f64 {
        2.0 * self.layer.count as f64 * self.times.work.nominal_macs as f64
    }

    fn json(&self) -> Value {
        let mut value = self.times.json(&self.ceiling);
        value["family"] = self.layer.family.into();
        value["layer"] = self.layer.description.as_str().into();
        value["origin"] = self.layer.origin.as_str().into();
        value["count"] = self.layer.count.into();
        value
    }
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

/// Every kind of layer that is asked for.
fn layers(arguments: &Arguments, target: Target) -> Result<Vec<DistinctLayer>> {
    let mut layers = DistinctLayers::default();
    let networks: Vec<String> = if arguments.networks.is_empty() { zoo::names().map(str::to_owned).collect() } else { arguments.networks.clone() };
    for name in &networks {
        let path = format!("zoo:{name}{}", if arguments.fp32 { "-fp32" } else { "" });
        layers.add_network(name, &compile_model(Path::new(&path), &CompileOptions::new(target), &mut Observer::default())?);
    }
    match std::env::var_os("GRAVER_SHARED") {
        None => eprintln!("kernels: GRAVER_SHARED is not set (skipped oneDNN's layers)"),
        Some(_) if arguments.fp32 => {}
        Some(folder) => {
            let path = Path::new(&folder).join("models/shapes_onednn/layer_shapes.json");
            let malformed = |what: String| Diagnostic::error(Code::Io, format!("{}: {what}", path.display()));
            let text = std::fs::read_to_string(&path).map_err(|e| malformed(e.to_string()))?;
            let file: Value = serde_json::from_str(&text).map_err(|e| malformed(e.to_string()))?;
            let listed = listed_layers(&file);
            let impossible = listed.iter().filter(|l| layers.add_layer(&format!("oneDNN {}", l.name), &l.layer, l.repeat).is_err()).count();
            if impossible > 0 {
                eprintln!("kernels: {impossible} of oneDNN's layers have a window that does not fit the image (skipped)");
            }
        }
    }
    let wanted = |layer: &DistinctLayer| {
        let only = arguments.only.as_deref().unwrap_or_default();
        [layer.family, &layer.description, &layer.origin].iter().any(|text| text.contains(only))
    };
    Ok(layers.into_layers().into_iter().filter(wanted).collect())
}

fn run(arguments: &Arguments) -> Result<()> {
    let target = Target::best_here()?;
    let layers = layers(arguments, target)?;
    let mut measured = Vec::new();
    for layer in layers {
        match time_layer(layer.graph.clone(), &layer.name, &target, arguments.threads, arguments.seconds) {
            Ok((times, ceiling)) => measured.push(Measured { layer, times, ceiling }),
            // Alone it may vanish in what hands tensors in and out.
            Err(error) if error.code == Code::Missing => eprintln!("{} {}: {error} (skipped)", layer.origin, layer.description),
            Err(error) => return Err(error),
        }
    }
    // The multiplier's peak is the machine's, whichever layer it was measured beside.
    let peak = measured.iter().map(|m| m.ceiling.gops).fold(0.0, f64::max);
    measured.iter_mut().for_each(|m| m.ceiling.gops = peak);
    measured.sort_by(|a, b| a.layer.family.cmp(b.layer.family).then(b.seconds().total_cmp(&a.seconds())));
    if let Some(path) = &arguments.json {
        let value = json!({
            "machine": machine(),
            "threads": arguments.threads,
            "peak_gops": peak,
            "layers": measured.iter().map(Measured::json).collect::<Vec<_>>(),
        });
        std::fs::write(path, format!("{value:#}\n")).map_err(|e| Diagnostic::error(Code::Io, format!("{}: {e}", path.display())))?;
    }
    println!("{}, {} worker{}, peak {peak:.0} GOPS\n", machine(), arguments.threads, if arguments.threads == 1 { "" } else { "s" });
    println!("{}\n", layer_table(&measured, peak));
    println!("{}", family_table(&measured, peak));
    Ok(())
}

fn layer_table(measured: &[Measured], peak: f64) -> String {
    let total: f64 = measured.iter().map(Measured::seconds).sum();
    let rows = measured.iter().map(|m| {
        vec![
            m.layer.family.to_owned(),
            m.layer.description.clone(),
            m.layer.origin.clone(),
            m.layer.count.to_string(),
            quantity::seconds(m.times.times.min),
            quantity::seconds(m.times.times.median),
            quantity::percent(m.seconds() / total),
            quantity::percent(m.times.gops() / peak),
            quantity::percent(m.limit() / m.seconds()),
        ]
    });
    let (left, right) = (Side::Left, Side::Right);
    let columns = [
        ("family", left),
        ("layer", left),
        ("first in", left),
        ("times", right),
        ("min", right),
        ("median", right),
        ("of all", right),
        ("of peak", right),
        ("of limit", right),
    ];
    table(&columns, rows)
}

fn family_table(measured: &[Measured], peak: f64) -> String {
    let total: f64 = measured.iter().map(Measured::seconds).sum();
    let row = |name: &str, family: &[Measured]| {
        let seconds: f64 = family.iter().map(Measured::seconds).sum();
        let operations: f64 = family.iter().map(Measured::operations).sum();
        let limit: f64 = family.iter().map(Measured::limit).sum();
        vec![
            name.to_owned(),
            family.len().to_string(),
            family.iter().map(|m| m.layer.count).sum::<u64>().to_string(),
            quantity::seconds(seconds),
            quantity::percent(seconds / total),
            quantity::percent(operations / seconds / 1e9 / peak),
            quantity::percent(limit / seconds),
        ]
    };
    let families = measured.chunk_by(|a, b| a.layer.family == b.layer.family).map(|family| row(family[0].layer.family, family));
    let rows: Vec<Vec<String>> = families.chain([row("all", measured)]).collect();
    let (left, right) = (Side::Left, Side::Right);
    let columns = [("family", left), ("kinds", right), ("layers", right), ("time", right), ("of all", right), ("of peak", right), ("of limit", right)];
    table(&columns, rows)
}
