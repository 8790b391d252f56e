//! What `bench` says: times of a model and of its layers, held against what the machine can do.

use super::quantity;
use super::table::{Side, table};
use serde_json::{Value, json};

/// What a layer, or a whole model, has to do in one inference.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Work {
    /// Multiply-accumulates over whole windows, padding included: the customary count.
    pub nominal_macs: u64,
    /// Multiply-accumulates on taps inside the image: what must really be computed.
    pub valid_macs: u64,
    /// Bytes that must be moved at least: inputs, weights and outputs, each once.
    pub bytes: u64,
}

/// What the machine does at best with a number of workers, measured in the same run as the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ceiling {
    /// 8-bit operations (two for each multiply-accumulate) a second, from registers, in units of 10⁹.
    pub gops: f64,
    /// Bytes read a second from a buffer as large as the model's constants and arena, in units of 10⁹.
    pub gigabytes: f64,
}

impl Ceiling {
    /// Seconds that the work takes at least (roofline): whichever of computing and moving takes longer.
    pub fn limit(&self, work: &Work) -> f64 {
        (2.0 * work.valid_macs as f64 / (self.gops * 1e9)).max(work.bytes as f64 / (self.gigabytes * 1e9))
    }
}

/// Times of repeated runs, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times {
    pub min: f64,
    pub median: f64,
}

impl Times {
    /// Least and median of some times; `None` of none.
    pub fn of(mut seconds: Vec<f64>) -> Option<Self> {
        seconds.sort_by(f64::total_cmp);
        let (min, median) = (*seconds.first()?, *seconds.get(seconds.len() / 2)?);
        Some(Self { min, median })
    }
}

/// One layer of one run.
#[derive(Debug, Clone)]
pub struct LayerTimes {
    pub name: String,
    pub description: String,
    pub work: Work,
    pub times: Times,
}

/// A model with one number of workers.
#[derive(Debug, Clone)]
pub struct BenchRun {
    pub threads: u32,
    pub ceiling: Ceiling,
    pub work: Work,
    pub times: Times,
    /// Least possible seconds, layer after layer.
    pub limit: f64,
    /// Empty where layers were not timed. Their times are taken in runs of their own, with a clock reading between layers.
    pub layers: Vec<LayerTimes>,
}

/// Everything that one `bench` measured.
#[derive(Debug, Clone)]
pub struct BenchReport {
    pub model: String,
    pub machine: String,
    /// Peak of one worker, in 10⁹ operations a second.
    pub peak_gops: f64,
    pub runs: Vec<BenchRun>,
}

/// 10⁹ operations a second.
fn gops(work: &Work, seconds: f64) -> f64 {
    2.0 * work.nominal_macs as f64 / seconds / 1e9
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

impl BenchReport {
    /// `{"model","machine","peak_gops","runs":[{"threads","min_ms","median_ms","gops","peak_share","limit_share","layers":[…]}]}`.
    ///
    /// `gops` and the shares follow from the least time. `peak_share`: nominal operations against the peak of as many workers.
    /// `limit_share`: the time that valid taps and bytes need by the roofline against the time taken.
    pub fn json(&self) -> Value {
        json!({
            "model": self.model,
            "machine": self.machine,
            "peak_gops": rounded(self.peak_gops),
            "runs": self.runs.iter().map(BenchRun::json).collect::<Vec<_>>(),
        })
    }

    /// The table of runs.
    pub fn table(&self) -> String {
        let rows = self.runs.iter().map(|run| {
            let rate = gops(&run.work, run.times.min);
            vec![
                run.threads.to_string(),
                quantity::seconds(run.times.min),
                quantity::seconds(run.times.median),
                format!("{rate:.1}"),
                format!("{:.0}", run.ceiling.gops),
                quantity::percent(share(rate, run.ceiling.gops)),
                quantity::percent(share(run.limit, run.times.min)),
            ]
        });
        let right = Side::Right;
        let columns = ["threads", "min", "median", "GOPS", "peak GOPS", "of peak", "of limit"].map(|name| (name, right));
        table(&columns, rows)
    }
}

impl BenchRun {
    fn json(&self) -> Value {
        let rate = gops(&self.work, self.times.min);
        json!({
            "threads": self.threads,
            "min_ms": rounded(self.times.min * 1e3),
            "median_ms": rounded(self.times.median * 1e3),
            "gops": rounded(rate),
            "peak_share": rounded(share(rate, self.ceiling.gops)),
            "limit_share": rounded(share(self.limit, self.times.min)),
            "peak_gops": rounded(self.ceiling.gops),
            "gigabytes_per_second": rounded(self.ceiling.gigabytes),
            "layers": self.layers.iter().map(|layer| layer.json(&self.ceiling)).collect::<Vec<_>>(),
        })
    }

    /// The table of layers, in execution order.
    pub fn layer_table(&self) -> String {
        let total: f64 = self.layers.iter().map(|l| l.times.min).sum();
        let rows = self.layers.iter().map(|layer| {
            let rate = gops(&layer.work, layer.times.min);
            vec![
                layer.name.clone(),
                layer.description.clone(),
                quantity::seconds(layer.times.min),
                quantity::percent(share(layer.times.min, total)),
                format!("{rate:.1}"),
                quantity::percent(share(rate, self.ceiling.gops)),
                quantity::percent(share(self.ceiling.limit(&layer.work), layer.times.min)),
            ]
        });
        let (left, right) = (Side::Left, Side::Right);
        let columns = [("layer", left), ("what", left), ("min", right), ("of all", right), ("GOPS", right), ("of peak", right), ("of limit", right)];
        table(&columns, rows)
    }
}

impl LayerTimes {
    /// 10⁹ nominal operations a second, in the least time.
    pub fn gops(&self) -> f64 {
        gops(&self.work, self.times.min)
    }

    /// One entry of `layers`.
    pub fn json(&self, ceiling: &Ceiling) -> Value {
        let rate = self.gops();
        json!({
            "name": self.name,
            "description": self.description,
            "min_ms": rounded(self.times.min * 1e3),
            "median_ms": rounded(self.times.median * 1e3),
            "nominal_macs": self.work.nominal_macs,
            "valid_macs": self.work.valid_macs,
            "bytes": self.work.bytes,
            "gops": rounded(rate),
            "peak_share": rounded(share(rate, ceiling.gops)),
            "limit_share": rounded(share(ceiling.limit(&self.work), self.times.min)),
        })
    }
}

/// Six significant digits: more would be noise.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> BenchReport {
        let work = Work { nominal_macs: 1_000_000, valid_macs: 900_000, bytes: 50_000 };
        let ceiling = Ceiling { gops: 1000.0, gigabytes: 100.0 };
        let times = Times::of(vec![4e-6, 3e-6, 5e-6]).unwrap();
        let layer = LayerTimes { name: "conv0".into(), description: "conv 3x3".into(), work, times };
        let run = BenchRun { threads: 1, ceiling, work, times, limit: ceiling.limit(&work), layers: vec![layer] };
        BenchReport { model: "m".into(), machine: "cpu".into(), peak_gops: 1000.0, runs: vec![run] }
    }

    #[test]
    fn json_has_the_documented_keys_and_figures() {
        let value = report().json();
        let run = &value["runs"][0];
        assert_eq!(value["peak_gops"], 1000.0);
        assert_eq!((&run["threads"], &run["min_ms"], &run["median_ms"]), (&json!(1), &json!(0.003), &json!(0.004)));
        assert_eq!((&run["gops"], &run["peak_share"]), (&json!(666.667), &json!(0.666667)));
        // 1.8 MOP at 1000 GOPS take 1.8 µs, 50 kB at 100 GB/s take 0.5 µs: computing is the limit.
        assert_eq!((&run["limit_share"], &run["layers"][0]["limit_share"]), (&json!(0.6), &json!(0.6)));
        assert_eq!(run["layers"][0]["name"], "conv0");
    }

    #[test]
    fn moving_can_be_the_limit() {
        let ceiling = Ceiling { gops: 1000.0, gigabytes: 10.0 };
        assert_eq!(ceiling.limit(&Work { nominal_macs: 1000, valid_macs: 1000, bytes: 10_000 }), 1e-6);
    }

    #[test]
    fn tables_show_every_layer() {
        let report = report();
        assert!(report.table().contains("66.7 %"), "{}", report.table());
        assert!(report.runs[0].layer_table().contains("conv0"));
        assert!(Times::of(vec![]).is_none());
    }
}
