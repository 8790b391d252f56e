//! How good the answers of a network are: accuracy, agreement with a baseline, noise, speed.

use super::table::{Side, table};
use crate::diagnostic::{Code, Diagnostic, Result};
use serde_json::{Value, json};

/// What a network answers to some rows: one score for each class.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores {
    pub classes: usize,
    /// Row by row.
    pub numbers: Vec<f32>,
    pub seconds_per_row: f64,
}

impl Scores {
    pub fn rows(&self) -> usize {
        self.numbers.len() / self.classes.max(1)
    }

    /// How many classes score better than `class`; of equal ones the first is the best, and NaN is the worst.
    pub fn rank(&self, row: usize, class: usize) -> usize {
        let scores = &self.numbers[row * self.classes..][..self.classes];
        let number = |score: f32| if score.is_nan() { f32::NEG_INFINITY } else { score };
        let own = number(scores[class]);
        scores.iter().enumerate().filter(|&(other, &score)| number(score) > own || (number(score) == own && other < class)).count()
    }

    /// The class with the best score.
    pub fn best(&self, row: usize) -> usize {
        (0..self.classes).find(|&class| self.rank(row, class) == 0).unwrap_or(0)
    }

    /// Share of rows whose label is among the best `top`, in percent.
    fn accuracy(&self, labels: &[usize], top: usize) -> f64 {
        let right = labels.iter().enumerate().filter(|&(row, &label)| self.rank(row, label) < top).count();
        percent(right, labels.len())
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// How long runs of a network take, and of its baseline in turn with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Latency {
    /// Rows of a run.
    pub batch: usize,
    pub threads: u32,
    /// Of each run; there is at least one.
    pub seconds: Vec<f64>,
    /// As many, where there is a baseline.
    pub baseline: Option<Vec<f64>>,
}

/// The smallest number and the median.
fn least_and_median(numbers: &[f64]) -> [f64; 2] {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    [sorted.first(), sorted.get(sorted.len() / 2)].map(|found| found.copied().unwrap_or(f64::NAN))
}

impl Latency {
    /// The median over pairs of runs of the baseline's time to the network's.
    fn ratio(&self) -> Option<f64> {
        let ratios: Vec<f64> = self.baseline.as_ref()?.iter().zip(&self.seconds).map(|(other, own)| other / own).collect();
        Some(least_and_median(&ratios)[1])
    }

    fn table_rows(&self) -> Vec<Vec<String>> {
        let own = least_and_median(&self.seconds);
        let baseline = self.baseline.as_deref().map(least_and_median);
        let milliseconds = |seconds: f64| format!("{:.3} ms", seconds * 1e3);
        let other = |index: usize| baseline.map_or(String::new(), |times| milliseconds(times[index]));
        let unit = if self.batch == 1 { "latency".to_owned() } else { format!("latency of {} rows", self.batch) };
        let ratio = self.ratio().map_or(String::new(), |ratio| format!("{ratio:.2}x"));
        vec![
            vec![format!("{unit}, fastest"), milliseconds(own[0]), other(0), String::new()],
            vec![format!("{unit}, median"), milliseconds(own[1]), other(1), ratio],
        ]
    }

    fn json(&self) -> Value {
        let times = |seconds: &[f64]| {
            let [fastest, median] = least_and_median(seconds);
            json!({ "fastest_seconds": fastest, "median_seconds": median })
        };
        let baseline = self.baseline.as_deref().map(times);
        json!({ "batch": self.batch, "threads": self.threads, "runs": self.seconds.len(), "model": times(&self.seconds), "baseline": baseline, "ratio": self.ratio() })
    }
}

/// A network beside its baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    rows: usize,
    /// For each number of best answers: accuracy, and that of the baseline.
    accuracies: Vec<(usize, f64, Option<f64>)>,
    seconds_per_row: f64,
    comparison: Option<Comparison>,
    /// Where times were measured on their own.
    pub latency: Option<Latency>,
}

#[derive(Debug, Clone, PartialEq)]
struct Comparison {
    /// Rows with the same best answer, in percent.
    agreement: f64,
    /// In decibels; infinite where nothing differs.
    sqnr: f64,
    seconds_per_row: f64,
}

impl Evaluation {
    /// # Errors
    /// `Shape` where the baseline answers to other classes.
    pub fn new(scores: &Scores, baseline: Option<&Scores>, labels: Option<&[usize]>, top: &[usize]) -> Result<Self> {
        if let Some(other) = baseline.filter(|other| (other.classes, other.rows()) != (scores.classes, scores.rows())) {
            let message = format!("the baseline gives {} x {} scores, the model {} x {}", other.rows(), other.classes, scores.rows(), scores.classes);
            return Err(Diagnostic::error(Code::Shape, message).hint("name the network in floats that the model was made from"));
        }
        let accuracy = |labels: &[usize], top: usize| (top, scores.accuracy(labels, top), baseline.map(|other| other.accuracy(labels, top)));
        let accuracies = labels.map(|labels| top.iter().map(|&top| accuracy(labels, top)).collect()).unwrap_or_default();
        let comparison = baseline.map(|other| {
            let same = (0..scores.rows()).filter(|&row| scores.best(row) == other.best(row)).count();
            let power = |numbers: &mut dyn Iterator<Item = f64>| numbers.map(|x| x * x).sum::<f64>();
            let signal = power(&mut other.numbers.iter().map(|&x| f64::from(x)));
            let noise = power(&mut other.numbers.iter().zip(&scores.numbers).map(|(&a, &b)| f64::from(a) - f64::from(b)));
            Comparison { agreement: percent(same, scores.rows()), sqnr: 10.0 * (signal / noise).log10(), seconds_per_row: other.seconds_per_row }
        });
        Ok(Self { rows: scores.rows(), accuracies, seconds_per_row: scores.seconds_per_row, comparison, latency: None })
    }

    /// Points of the first accuracy that are lost against the baseline.
    pub fn drop(&self) -> Option<f64> {
        self.accuracies.first().and_then(|&(_, own, baseline)| Some(baseline? - own))
    }

    /// For people.
    pub fn table(&self) -> String {
        let microseconds = |seconds: f64| format!("{:.1} us", seconds * 1e6);
        let mut rows = Vec::new();
        for &(top, own, baseline) in &self.accuracies {
            let difference = baseline.map_or(String::new(), |baseline| format!("{:+.2}", own - baseline));
            rows.push(vec![format!("top-{top} accuracy"), format!("{own:.2} %"), baseline.map_or(String::new(), |b| format!("{b:.2} %")), difference]);
        }
        let (time, ratio) = match &self.comparison {
            Some(other) => (microseconds(other.seconds_per_row), format!("{:.2}x", other.seconds_per_row / self.seconds_per_row)),
            None => (String::new(), String::new()),
        };
        match &self.latency {
            Some(latency) => rows.extend(latency.table_rows()),
            None => rows.push(vec!["time of a row".into(), microseconds(self.seconds_per_row), time, ratio]),
        }
        if let Some(other) = &self.comparison {
            rows.push(vec!["same answer".into(), format!("{:.2} %", other.agreement), String::new(), String::new()]);
            rows.push(vec!["SQNR of the scores".into(), format!("{:.1} dB", other.sqnr), String::new(), String::new()]);
        }
        let head = format!("{} rows", self.rows);
        table(&[(head.as_str(), Side::Left), ("model", Side::Right), ("baseline", Side::Right), ("difference", Side::Right)], rows)
    }

    /// For scripts. An infinite ratio is null.
    pub fn json(&self) -> Value {
        let accuracies: Vec<Value> =
            self.accuracies.iter().map(|(top, own, baseline)| json!({ "top": top, "accuracy": own, "baseline_accuracy": baseline })).collect();
        let mut report = json!({ "rows": self.rows, "accuracy": accuracies, "seconds_per_row": self.seconds_per_row });
        if let Some(other) = &self.comparison {
            report["drop_points"] = json!(self.drop());
            report["agreement"] = json!(other.agreement);
            report["sqnr_db"] = json!(other.sqnr);
            report["baseline_seconds_per_row"] = json!(other.seconds_per_row);
            report["speed_ratio"] = json!(other.seconds_per_row / self.seconds_per_row);
        }
        if let Some(latency) = &self.latency {
            report["latency"] = latency.json();
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(numbers: &[f32]) -> Scores {
        Scores { classes: 3, numbers: numbers.to_vec(), seconds_per_row: 0.5 }
    }

    #[test]
    fn answers_are_ranked() {
        let scores = scores(&[1.0, 3.0, 2.0, f32::NAN, 0.0, 0.0]);
        assert_eq!(((0..3).map(|c| scores.rank(0, c)).collect::<Vec<_>>(), scores.best(0)), (vec![2, 0, 1], 1));
        assert_eq!(((0..3).map(|c| scores.rank(1, c)).collect::<Vec<_>>(), scores.best(1)), (vec![2, 0, 1], 1));
        assert_eq!((scores.accuracy(&[2, 1], 1), scores.accuracy(&[2, 1], 2), scores.accuracy(&[0, 0], 3)), (50.0, 100.0, 100.0));
    }

    #[test]
    fn times_in_turn() {
        let mut evaluation = Evaluation::new(&scores(&[1.0, 2.0, 3.0]), None, None, &[1]).unwrap();
        assert!(evaluation.table().contains("time of a row"));
        let latency = Latency { batch: 1, threads: 2, seconds: vec![0.003, 0.001, 0.002], baseline: Some(vec![0.006, 0.004, 0.002]) };
        evaluation.latency = Some(latency.clone());
        let json = &evaluation.json()["latency"];
        assert_eq!((&json["model"]["fastest_seconds"], &json["model"]["median_seconds"], &json["ratio"]), (&json!(0.001), &json!(0.002), &json!(2.0)));
        assert_eq!(json["baseline"]["median_seconds"], json!(0.004));
        let table = evaluation.table();
        assert!(table.contains("latency, median") && table.contains("2.00x") && !table.contains("time of a row"), "{table}");
        evaluation.latency = Some(Latency { batch: 4, baseline: None, ..latency });
        assert!(evaluation.table().contains("latency of 4 rows, fastest") && evaluation.json()["latency"]["ratio"].is_null());
    }

    #[test]
    fn models_stand_beside_their_baseline() {
        let (own, baseline) = (scores(&[1.0, 3.0, 2.0, 0.0, 2.0, 1.0]), Scores { seconds_per_row: 1.0, ..scores(&[1.0, 2.0, 3.0, 0.0, 2.0, 1.0]) });
        let evaluation = Evaluation::new(&own, Some(&baseline), Some(&[2, 1]), &[1, 2]).unwrap();
        assert_eq!(evaluation.drop(), Some(50.0));
        let json = evaluation.json();
        assert_eq!((&json["agreement"], &json["speed_ratio"], &json["accuracy"][1]["accuracy"]), (&json!(50.0), &json!(2.0), &json!(100.0)));
        assert!((json["sqnr_db"].as_f64().unwrap() - 10.0 * (19.0f64 / 2.0).log10()).abs() < 1e-9);
        assert!(evaluation.table().contains("top-1 accuracy"), "{}", evaluation.table());
        let alone = Evaluation::new(&own, None, None, &[1]).unwrap();
        assert_eq!((alone.drop(), alone.json()["rows"].as_u64()), (None, Some(2)));
        let other = Scores { classes: 2, ..baseline };
        assert_eq!(Evaluation::new(&own, Some(&other), None, &[1]).unwrap_err().code, Code::Shape);
    }
}
