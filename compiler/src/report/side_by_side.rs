//! Times of a network beside those of the same network in floats, layer by layer.

use super::bench::{BenchReport, BenchRun, Times};
use super::quantity;
use super::table::{Side, table};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A layer of one network or of both.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    name: String,
    times: Option<Times>,
    baseline: Option<Times>,
}

/// Two reports on equal numbers of workers.
#[derive(Debug, Clone)]
pub struct SideBySide {
    report: BenchReport,
    baseline: BenchReport,
    /// For each run the layers, in the order in which they are computed.
    layers: Vec<Vec<Row>>,
}

/// How many times as long the baseline takes.
fn ratio(row: &Row) -> Option<f64> {
    Some(row.baseline?.min / row.times?.min)
}

impl SideBySide {
    /// `names` says which layers of the baseline a layer may be, the likeliest first; each is matched once.
    pub fn new<'n>(report: BenchReport, baseline: BenchReport, names: impl Fn(&str) -> Vec<String> + 'n) -> Self {
        let layers = report.runs.iter().zip(&baseline.runs).map(|(run, other)| match_layers(run, other, &names)).collect();
        Self { report, baseline, layers }
    }

    /// For people: the layers of one run.
    pub fn layer_table(&self, run: usize) -> String {
        let time = |times: Option<Times>| times.map_or(String::new(), |times| quantity::seconds(times.min));
        let line = |row: &Row| vec![row.name.clone(), time(row.times), time(row.baseline), ratio(row).map_or(String::new(), times_as_long)];
        let rows = self.layers.get(run).into_iter().flatten().map(line).chain([self.total(run)]);
        self.table_of("layer", rows)
    }

    /// Sums over all layers.
    fn total(&self, run: usize) -> Vec<String> {
        let layers = self.layers.get(run).map(Vec::as_slice).unwrap_or_default();
        let (own, baseline) = sums(layers);
        vec!["all layers".to_owned(), quantity::seconds(own), quantity::seconds(baseline), times_as_long(baseline / own)]
    }

    /// For people: whole inferences.
    pub fn table(&self) -> String {
        let rows = self.report.runs.iter().zip(&self.baseline.runs).map(|(run, other)| {
            let workers = format!("{} worker{}", run.threads, if run.threads == 1 { "" } else { "s" });
            vec![workers, quantity::seconds(run.times.min), quantity::seconds(other.times.min), times_as_long(other.times.min / run.times.min)]
        });
        self.table_of("inference", rows.collect::<Vec<_>>())
    }

    fn table_of(&self, first: &str, rows: impl IntoIterator<Item = Vec<String>>) -> String {
        let right = Side::Right;
        table(&[(first, Side::Left), (self.report.model.as_str(), right), (self.baseline.model.as_str(), right), ("ratio", right)], rows)
    }

    /// `{"model", "baseline", "runs": [{"threads", "min_ms", "baseline_min_ms", "ratio", "layers": [{"name", "min_ms", "baseline_min_ms", "ratio"}],
    /// "layers_min_ms", "baseline_layers_min_ms"}]}`: the first two are what `bench` says of each network, times are least ones, a time is null where the other
    /// network alone has the layer.
    pub fn json(&self) -> Value {
        let milliseconds = |seconds: f64| rounded(seconds * 1e3);
        let layer = |row: &Row| {
            json!({
                "name": row.name,
                "min_ms": row.times.map(|times| milliseconds(times.min)),
                "baseline_min_ms": row.baseline.map(|times| milliseconds(times.min)),
                "ratio": ratio(row).map(rounded),
            })
        };
        let runs = self.report.runs.iter().zip(&self.baseline.runs).zip(&self.layers).map(|((run, other), layers)| {
            let (own, baseline) = sums(layers);
            json!({
                "threads": run.threads,
                "min_ms": milliseconds(run.times.min),
                "baseline_min_ms": milliseconds(other.times.min),
                "ratio": rounded(other.times.min / run.times.min),
                "layers": layers.iter().map(layer).collect::<Vec<_>>(),
                "layers_min_ms": milliseconds(own),
                "baseline_layers_min_ms": milliseconds(baseline),
            })
        });
        json!({ "model": self.report.json(), "baseline": self.baseline.json(), "runs": runs.collect::<Vec<_>>() })
    }
}

fn sums(layers: &[Row]) -> (f64, f64) {
    let sum = |of: fn(&Row) -> Option<Times>| layers.iter().filter_map(of).map(|times| times.min).sum::<f64>();
    (sum(|row| row.times), sum(|row| row.baseline))
}

fn match_layers(run: &BenchRun, baseline: &BenchRun, names: &impl Fn(&str) -> Vec<String>) -> Vec<Row> {
    let mut free: BTreeMap<&str, usize> = baseline.layers.iter().enumerate().map(|(at, layer)| (layer.name.as_str(), at)).collect();
    let partners: Vec<Option<usize>> = run.layers.iter().map(|layer| names(&layer.name).iter().find_map(|name| free.remove(name.as_str()))).collect();
    let mut rows = Vec::new();
    let alone = |at: usize| Row { name: baseline.layers[at].name.clone(), times: None, baseline: Some(baseline.layers[at].times) };
    let mut next = 0;
    for (layer, &partner) in run.layers.iter().zip(&partners) {
        if let Some(partner) = partner {
            rows.extend((next..partner).filter(|at| !partners.contains(&Some(*at))).map(alone));
            next = next.max(partner + 1);
        }
        let name = partner.map_or(&layer.name, |at| &baseline.layers[at].name).clone();
        rows.push(Row { name, times: Some(layer.times), baseline: partner.map(|at| baseline.layers[at].times) });
    }
    rows.extend((next..baseline.layers.len()).filter(|at| !partners.contains(&Some(*at))).map(alone));
    rows
}

fn times_as_long(ratio: f64) -> String {
    if ratio.is_finite() { format!("{ratio:.2}x") } else { String::new() }
}

/// Six significant digits: more would be noise.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::super::bench::{Ceiling, LayerTimes, Work};
    use super::*;

    fn report(model: &str, layers: &[(&str, f64)]) -> BenchReport {
        let times = |seconds: f64| Times { min: seconds, median: seconds };
        let layers = layers
            .iter()
            .map(|&(name, seconds)| LayerTimes { name: name.into(), description: "conv".into(), work: Work::default(), times: times(seconds) })
            .collect();
        let ceiling = Ceiling { gops: 1.0, gigabytes: 1.0 };
        let run = BenchRun { threads: 1, ceiling, work: Work::default(), times: times(model.len() as f64), limit: 1.0, layers };
        BenchReport { model: model.into(), machine: "cpu".into(), peak_gops: 1.0, runs: vec![run] }
    }

    fn both() -> SideBySide {
        let own = report("i8", &[("x.quantized", 0.1), ("q_a", 1.0), ("q_b", 2.0), ("new", 0.4)]);
        let float = report("float", &[("a", 4.0), ("norm", 0.5), ("b", 6.0), ("last", 0.25)]);
        SideBySide::new(own, float, |name| vec![name.to_owned(), name.trim_start_matches("q_").to_owned()])
    }

    #[test]
    fn layers_stand_beside_their_partners_or_alone() {
        let rows: Vec<(String, Option<f64>, Option<f64>)> =
            both().layers[0].iter().map(|row| (row.name.clone(), row.times.map(|t| t.min), row.baseline.map(|t| t.min))).collect();
        let expected = [
            ("x.quantized", Some(0.1), None),
            ("a", Some(1.0), Some(4.0)),
            ("norm", None, Some(0.5)),
            ("b", Some(2.0), Some(6.0)),
            ("new", Some(0.4), None),
            ("last", None, Some(0.25)),
        ];
        assert_eq!(rows, expected.map(|(name, own, float)| (name.to_owned(), own, float)));
    }

    #[test]
    fn every_layer_once_whatever_the_order() {
        let crossed = SideBySide::new(report("i8", &[("b", 1.0), ("a", 1.0), ("a", 1.0)]), report("float", &[("a", 2.0), ("c", 2.0), ("b", 2.0)]), |name| {
            vec![name.to_owned()]
        });
        let names: Vec<&str> = crossed.layers[0].iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["c", "b", "a", "a"]);
        assert_eq!(sums(&crossed.layers[0]), (3.0, 6.0));
    }

    #[test]
    fn tables_and_json_have_sums_and_ratios() {
        let both = both();
        let text = both.layer_table(0);
        assert!(text.contains("4.00x") && text.contains("3.00x") && text.lines().last().unwrap().contains("3.07x"), "{text}");
        assert!(both.table().contains("2.50x"), "{}", both.table());
        let json = both.json();
        assert_eq!((&json["runs"][0]["layers"][1]["ratio"], &json["runs"][0]["layers"][2]["min_ms"]), (&json!(4.0), &Value::Null));
        assert_eq!((&json["runs"][0]["layers_min_ms"], &json["baseline"]["model"]), (&json!(3500.0), &json!("float")));
    }
}
