//! Times the networks of the zoo with several numbers of workers and images: `cargo run --release -p graver-benches --bin models -- --help`.

use clap::{Parser, ValueEnum};
use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_model, generate};
use graver::diagnostic::{Code, Diagnostic, Result};
use graver::emit::jit::JitModel;
use graver::measure::{Settings, machine, measure};
use graver::report::bench::BenchRun;
use graver::report::quantity;
use graver::report::table::{Side, table};
use graver::zoo;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Numbers that a network computes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Numbers {
    Int8,
    Fp32,
}

impl Numbers {
    fn name(self) -> &'static str {
        match self {
            Numbers::Int8 => "INT8",
            Numbers::Fp32 => "FP32",
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Numbers::Int8 => "",
            Numbers::Fp32 => "-fp32",
        }
    }

    /// Multiply-accumulates of an instruction that multiplies bytes, for each of one that multiplies these numbers.
    fn per_multiply(self) -> f64 {
        match self {
            Numbers::Int8 => 1.0,
            Numbers::Fp32 => 4.0,
        }
    }
}

/// Time the networks of the zoo against the machine's measured peaks
#[derive(Debug, Parser)]
struct Arguments {
    /// Networks of the zoo; all of them if none is given
    networks: Vec<String>,
    /// Numbers of workers
    #[arg(long, value_delimiter = ',', default_value = "1,2", value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Vec<u32>,
    /// Images in a batch
    #[arg(long, value_delimiter = ',', default_value = "1,8,32", value_parser = clap::value_parser!(u32).range(1..=4096))]
    batch: Vec<u32>,
    /// Numbers that the networks compute with
    #[arg(long, value_delimiter = ',', default_value = "int8,fp32")]
    numbers: Vec<Numbers>,
    /// Measuring time for each row
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Print a table of layers for each row as well
    #[arg(long)]
    per_layer: bool,
    /// Write everything to FILE as well
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// One row.
struct Row {
    network: String,
    numbers: Numbers,
    batch: u32,
    run: BenchRun,
}

impl Row {
    fn images_per_second(&self) -> f64 {
        f64::from(self.batch) / self.run.times.min
    }

    /// Customary operations against what as many workers multiply at best.
    fn peak_share(&self) -> f64 {
        2e-9 * self.run.work.nominal_macs as f64 / self.run.times.min / self.run.ceiling.gops
    }

    fn limit_share(&self) -> f64 {
        self.run.limit / self.run.times.min
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.network.clone(),
            self.numbers.name().to_owned(),
            self.batch.to_string(),
            self.run.threads.to_string(),
            quantity::seconds(self.run.times.min),
            quantity::seconds(self.run.times.median),
            format!("{:.1}", self.images_per_second()),
            quantity::percent(self.peak_share()),
            quantity::percent(self.limit_share()),
        ]
    }

    fn json(&self) -> Value {
        json!({
            "network": self.network,
            "numbers": self.numbers.name(),
            "batch": self.batch,
            "threads": self.run.threads,
            "min_ms": self.run.times.min * 1e3,
            "median_ms": self.run.times.median * 1e3,
            "images_per_second": self.images_per_second(),
            "peak_gops": self.run.ceiling.gops,
            "gigabytes_per_second": self.run.ceiling.gigabytes,
            "peak_share": self.peak_share(),
            "limit_share": self.limit_share(),
            "layers": self.run.layers.iter().map(|layer| layer.json(&self.run.ceiling)).collect::<Vec<_>>(),
        })
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

/// One network with one batch, for every number of workers.
fn rows(arguments: &Arguments, network: &str, numbers: Numbers, batch: u32, target: Target) -> Result<Vec<Row>> {
    let mut options = CompileOptions::new(target);
    options.import.batch = Some(batch as usize);
    let mut observer = Observer::default();
    let compiled = compile_model(Path::new(&format!("zoo:{network}{}", numbers.suffix())), &options, &mut observer)?;
    let works = compiled.program.stages().map(|s| (s.valid_macs, s.bytes)).collect::<Vec<_>>();
    let model = Arc::new(JitModel::load(&generate(compiled.program, target, &mut observer)?)?.into_model()?);
    let settings = Settings { threads: arguments.threads.clone(), seconds: arguments.seconds, per_layer: arguments.per_layer };
    let runs = measure(&model, &target, &settings)?.runs;
    let row = |mut run: BenchRun| {
        run.ceiling.gops /= numbers.per_multiply();
        let ceiling = run.ceiling;
        let limit = |&(valid_macs, bytes): &(u64, u64)| ceiling.limit(&graver::report::bench::Work { nominal_macs: 0, valid_macs, bytes });
        run.limit = works.iter().map(limit).sum();
        Row { network: network.to_owned(), numbers, batch, run }
    };
    Ok(runs.into_iter().map(row).collect())
}

fn run(arguments: &Arguments) -> Result<()> {
    let target = Target::best_here()?;
    let networks: Vec<String> = if arguments.networks.is_empty() { zoo::names().map(str::to_owned).collect() } else { arguments.networks.clone() };
    let mut all = Vec::new();
    for network in &networks {
        for &numbers in &arguments.numbers {
            for &batch in &arguments.batch {
                let rows = rows(arguments, network, numbers, batch, target)?;
                for row in rows.iter().filter(|_| arguments.per_layer) {
                    println!("{network} {}, batch {batch}, threads {}\n{}\n", numbers.name(), row.run.threads, row.run.layer_table());
                }
                all.extend(rows);
            }
        }
    }
    if let Some(path) = &arguments.json {
        let value = json!({ "machine": machine(), "rows": all.iter().map(Row::json).collect::<Vec<_>>() });
        std::fs::write(path, format!("{value:#}\n")).map_err(|e| Diagnostic::error(Code::Io, format!("{}: {e}", path.display())))?;
    }
    let (left, right) = (Side::Left, Side::Right);
    let columns = [
        ("network", left),
        ("numbers", left),
        ("batch", right),
        ("threads", right),
        ("min", right),
        ("median", right),
        ("images/s", right),
        ("of peak", right),
        ("of limit", right),
    ];
    println!("{}", machine());
    println!("{}", table(&columns, all.iter().map(Row::cells)));
    Ok(())
}
