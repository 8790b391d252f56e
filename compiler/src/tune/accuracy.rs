//! How accurate a network is, and when that is known well enough.

use super::data::EvaluationData;
use super::engine::{Engine, floats};
use super::settings::Criterion;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Shape, Tensor, TensorData};
use crate::report::evaluation::Scores;
use crate::tensor_file::write_npz;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Which answers are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// The label of each row must be among so many best.
    Labels { labels: Vec<usize>, top: usize },
    /// The best one must be this of each row.
    Best(Vec<usize>),
}

impl Answers {
    /// How many of some rows are answered rightly.
    fn right(&self, rows: std::ops::Range<usize>, scores: &Scores) -> usize {
        let right = |(at, row): (usize, usize)| match self {
            Answers::Labels { labels, top } => scores.rank(at, labels[row]) < *top,
            Answers::Best(best) => scores.best(at) == best[row],
        };
        rows.enumerate().filter(|&row| right(row)).count()
    }
}

/// When an evaluation may end early.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interest {
    /// Fewer right answers than this are of no interest.
    pub least: usize,
    /// How sure that must be; 1 is certain.
    pub confidence: f64,
}

impl Interest {
    /// Every row counts.
    pub const ALL: Self = Self { least: 0, confidence: 1.0 };

    /// Interest in what reaches the criterion, or at least what the best one so far reaches (right answers of all rows).
    pub fn new(criterion: &Criterion, baseline: f64, rows: usize, best: Option<usize>, confidence: f64) -> Self {
        // The fewest right answers that are enough; more than there are rows where nothing is.
        let met = |right: usize| criterion.met(share(right, rows), baseline);
        let (mut low, mut high) = (0, rows + 1);
        while low < high {
            let middle = low.midpoint(high);
            if middle <= rows && !met(middle) { low = middle + 1 } else { high = middle }
        }
        Self { least: best.map_or(0, |best| best.min(low)), confidence }
    }

    /// Whether `right` of `seen` rows, taken by chance of `rows`, show that it is of no interest. `looks` is how often that is asked in all.
    fn is_hopeless(&self, right: usize, seen: usize, rows: usize, looks: usize) -> bool {
        if right + (rows - seen) < self.least {
            return true;
        }
        // Each look may be wrong, so all of them share what doubt is allowed (Bonferroni).
        self.confidence < 1.0 && seen > 0 && chance_of_so_few(right, seen, self.least, rows) < (1.0 - self.confidence) / looks.max(1) as f64
    }
}

/// The chance that at most `right` of `seen` rows, drawn from `rows` of which `all_right` are right, are right: the tail of a hypergeometric distribution.
fn chance_of_so_few(right: usize, seen: usize, all_right: usize, rows: usize) -> f64 {
    let wrong = rows - all_right.min(rows);
    let all_right = rows - wrong;
    // ln C(n, k) by a sum of logarithms, exact enough for any number of rows.
    let factorials: Vec<f64> = std::iter::once(0.0)
        .chain((1..=rows).scan(0.0, |sum, n| {
            *sum += (n as f64).ln();
            Some(*sum)
        }))
        .collect();
    let choose = |n: usize, k: usize| factorials[n] - factorials[k] - factorials[n - k];
    let term = |k: usize| (choose(all_right, k) + choose(wrong, seen - k) - choose(rows, seen)).exp();
    (seen.saturating_sub(wrong)..=right.min(all_right)).map(term).sum::<f64>().min(1.0)
}

/// A part of all rows.
pub fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// What an evaluation saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub right: usize,
    /// Rows that were looked at.
    pub rows: usize,
    /// Whether these are all.
    pub whole: bool,
}

/// Right answers and rows of each look, in order, as far as was evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks {
    seen: Vec<(usize, usize)>,
    /// Looks that all rows take.
    all: usize,
}

impl Looks {
    /// What they show to somebody with this interest, or more: whatever comes after the look that decides does not count.
    pub fn counted(&self, rows: usize, interest: Interest) -> Counted {
        let mut counted = Counted { right: 0, rows: 0, whole: rows == 0 };
        for (right, seen) in &self.seen {
            counted.right += right;
            counted.rows += seen;
            counted.whole = counted.rows == rows;
            if interest.is_hopeless(counted.right, counted.rows, rows, self.all) {
                break;
            }
        }
        counted
    }
}

/// Rows between two looks at what is known.
const LOOK: usize = 16;

/// Runs a network on the rows, on several workers, until all are done or they show that it is of no interest. What [`Looks::counted`] makes of it does not depend on
/// the number of workers. `seen` is told how many rows are done; where it says so, everything ends without a result.
///
/// # Errors
/// Those of reading and of running; `Shape` where outputs have no rows.
pub fn count(
    engine: &Engine,
    data: &EvaluationData,
    answers: &Answers,
    interest: Interest,
    workers: usize,
    seen: &(dyn Fn(usize) -> ControlFlow<()> + Sync),
) -> Result<Option<Looks>> {
    let runs_of_look = LOOK.div_ceil(data.batch());
    let all = data.runs().div_ceil(runs_of_look);
    let next = AtomicUsize::new(0);
    let progress = Mutex::new(Progress { looks: vec![None; all], known: Looks { seen: Vec::new(), all }, over: false });
    let is_cut_short = AtomicBool::new(false);
    let lock = || progress.lock().unwrap_or_else(PoisonError::into_inner);
    on_workers(workers.min(all), || {
        let mut runner = engine.runner()?;
        loop {
            let look = next.fetch_add(1, Ordering::Relaxed);
            if look >= all || lock().over {
                return Ok(());
            }
            let (mut right, mut rows) = (0, 0);
            for run in look * runs_of_look..((look + 1) * runs_of_look).min(data.runs()) {
                let scores = scores(engine, runner.run(&data.inputs(run)?)?, data.batch())?;
                right += answers.right(data.rows_of(run), &scores);
                rows += data.rows_of(run).len();
            }
            let mut progress = lock();
            progress.looks[look] = Some((right, rows));
            let done = progress.go_on(data.rows(), interest);
            if seen(done).is_break() && !progress.over {
                progress.over = true;
                is_cut_short.store(true, Ordering::Relaxed);
            }
        }
    })?;
    let known = progress.into_inner().unwrap_or_else(PoisonError::into_inner).known;
    Ok((!is_cut_short.into_inner()).then_some(known))
}

/// Looks that came back, in whatever order.
struct Progress {
    looks: Vec<Option<(usize, usize)>>,
    /// Those of which all before are known.
    known: Looks,
    over: bool,
}

impl Progress {
    /// Rows of the looks that count.
    fn go_on(&mut self, rows: usize, interest: Interest) -> usize {
        while let Some(Some(look)) = self.looks.get(self.known.seen.len()) {
            self.known.seen.push(*look);
        }
        let counted = self.known.counted(rows, interest);
        let seen: usize = self.known.seen.iter().map(|(_, rows)| rows).sum();
        self.over |= counted.whole || counted.rows < seen || interest.is_hopeless(counted.right, counted.rows, rows, self.known.all);
        counted.rows
    }
}

/// Runs the same on several threads, this one among them; the first error.
pub fn on_workers(workers: usize, work: impl Fn() -> Result<()> + Sync) -> Result<()> {
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(&work)).collect();
        let own = work();
        let lost = || Err(Diagnostic::error(Code::Invalid, "a worker was lost"));
        others.into_iter().fold(own, |result, other| result.and(other.join().unwrap_or_else(|_| lost())))
    })
}

fn scores(engine: &Engine, outputs: &[Vec<u8>], batch: usize) -> Result<Scores> {
    let (Some((name, dtype, shape)), Some(bytes)) = (engine.outputs.first(), outputs.first()) else {
        return Err(Diagnostic::error(Code::Usage, "the network has no output"));
    };
    if shape.volume() % batch != 0 {
        return Err(Diagnostic::error(Code::Shape, format!("an output of shape {shape} has no rows for a batch of {batch}")).at(name));
    }
    Ok(Scores { classes: shape.volume() / batch, numbers: floats(*dtype, bytes), seconds_per_row: 0.0 })
}

/// What a network answers to a row.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Answered {
    /// The class with the best score.
    pub best: usize,
    /// By how much the score that makes the answer right is above the one that would make it wrong; `None` where it is wrong.
    pub margin: Option<f32>,
}

/// The answer to each row, in the order of the file. Where nothing is said of what is right, the best answers are.
///
/// # Errors
/// As [`count`].
pub fn answered(engine: &Engine, data: &EvaluationData, right: Option<&Answers>, workers: usize, seen: &(dyn Fn(usize) + Sync)) -> Result<Vec<Answered>> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let all = Mutex::new(vec![Answered::default(); data.rows()]);
    on_workers(workers.min(data.runs()), || {
        let mut runner = engine.runner()?;
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if run >= data.runs() {
                return Ok(());
            }
            let scores = scores(engine, runner.run(&data.inputs(run)?)?, data.batch())?;
            let of = |(at, row): (usize, usize)| {
                let best = scores.best(at);
                let (label, top) = match right {
                    Some(Answers::Labels { labels, top }) => (labels[row], *top),
                    Some(Answers::Best(best)) => (best[row], 1),
                    None => (best, 1),
                };
                (row, Answered { best, margin: margin(&scores, at, label, top) })
            };
            let found: Vec<(usize, Answered)> = data.rows_of(run).enumerate().map(of).collect();
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            found.into_iter().for_each(|(row, answer)| all[row] = answer);
            seen(done.fetch_add(data.rows_of(run).len(), Ordering::Relaxed));
        }
    })?;
    Ok(all.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// How far the score of `label` is above the first that is not among the `top` best beside it; `None` where it is not among them itself.
fn margin(scores: &Scores, row: usize, label: usize, top: usize) -> Option<f32> {
    if scores.rank(row, label) >= top {
        return None;
    }
    let own = &scores.numbers[row * scores.classes..][..scores.classes];
    let mut others: Vec<f32> = own.iter().enumerate().filter(|(class, _)| *class != label).map(|(_, &score)| score).collect();
    if others.len() < top {
        return Some(f32::MAX);
    }
    let (_, limit, _) = others.select_nth_unstable_by(top - 1, |a, b| b.total_cmp(a));
    let margin = own[label] - *limit;
    // Of infinite scores nothing is known.
    Some(if margin.is_finite() { margin } else { 0.0 })
}

/// Asks a command: it is given the model file as GRAVER_MODEL, and as GRAVER_OUTPUTS an archive of all outputs for all rows; it prints a number.
///
/// # Errors
/// As [`count`]; `Usage` where the command fails or prints no number.
pub fn by_command(
    command: &str,
    engine: &Engine,
    model: &Path,
    outputs: &Path,
    data: &EvaluationData,
    workers: usize,
    seen: &(dyn Fn(usize) + Sync),
) -> Result<f64> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    // Row by row, in the order of the file.
    let all: Vec<Mutex<Vec<Vec<u8>>>> = engine.outputs.iter().map(|_| Mutex::new(vec![Vec::new(); data.rows()])).collect();
    on_workers(workers.min(data.runs()), || {
        let mut runner = engine.runner()?;
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if run >= data.runs() {
                return Ok(());
            }
            for (bytes, rows) in runner.run(&data.inputs(run)?)?.iter().zip(&all) {
                let mut rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
                let size = (bytes.len() / data.batch()).max(1);
                data.rows_of(run).zip(bytes.chunks(size)).for_each(|(row, bytes)| rows[row] = bytes.to_vec());
            }
            seen(done.fetch_add(data.rows_of(run).len(), Ordering::Relaxed));
        }
    })?;
    let mut tensors = Vec::new();
    for ((name, dtype, shape), rows) in engine.outputs.iter().zip(all) {
        let bytes = rows.into_inner().unwrap_or_else(PoisonError::into_inner).concat();
        let mut extents = shape.extents().to_vec();
        match extents.first_mut() {
            Some(first) => *first = *first / data.batch() * data.rows(),
            None => extents.push(data.rows()),
        }
        tensors.push((name.as_str(), Tensor::new(Shape::new(extents)?, TensorData::from_bytes(*dtype, &bytes))?));
    }
    write_npz(outputs, tensors.iter().map(|(name, tensor)| (*name, tensor)))?;
    let failed = |what: String| Diagnostic::error(Code::Usage, format!("the metric '{command}' {what}")).hint("it must print a number and end with status 0");
    let output = Command::new("sh")
        .args(["-c", command])
        .env("GRAVER_MODEL", model)
        .env("GRAVER_OUTPUTS", outputs)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output();
    let output = output.map_err(|e| failed(format!("cannot be started: {e}")))?;
    if !output.status.success() {
        return Err(failed(format!("failed: {}", output.status)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let last = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    last.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(|| failed(format!("printed '{last}', no number")).shortened())
}

#[cfg(test)]
mod tests {
    use super::super::settings::Loss;
    use super::*;

    #[test]
    fn ends_exactly_when_nothing_can_be_reached() {
        let criterion = Criterion { loss: Loss::Relative(0.015), higher_is_better: true };
        // 98.5 % of 576 rows are 567.36.
        let interest = Interest::new(&criterion, 1.0, 576, Some(576), 1.0);
        assert_eq!(interest.least, 568);
        assert!(!interest.is_hopeless(92, 100, 576, 36) && interest.is_hopeless(91, 100, 576, 36));
        // Whatever ties with the best so far is of interest, and everything where there is no best.
        assert_eq!(Interest::new(&criterion, 1.0, 576, Some(500), 1.0).least, 500);
        assert_eq!(Interest::new(&criterion, 1.0, 576, None, 1.0).least, 0);
        // A goal that nothing reaches.
        let above = Criterion { loss: Loss::Absolute(-1.0), higher_is_better: true };
        assert_eq!(Interest::new(&above, 1.0, 10, Some(20), 1.0).least, 11);
    }

    #[test]
    fn ends_sooner_where_doubt_is_allowed() {
        // 3 of 4 rows are right; a draw of 2 has none right with chance 0, one with 1/2.
        assert!(chance_of_so_few(0, 2, 3, 4).abs() < 1e-12);
        assert!((chance_of_so_few(1, 2, 3, 4) - 0.5).abs() < 1e-12);
        assert!((chance_of_so_few(2, 2, 3, 4) - 1.0).abs() < 1e-12);
        let sure = Interest { least: 900, confidence: 1.0 };
        let doubtful = Interest { confidence: 0.99, ..sure };
        assert!(!sure.is_hopeless(60, 100, 1000, 10) && doubtful.is_hopeless(60, 100, 1000, 10));
        assert!(!doubtful.is_hopeless(89, 100, 1000, 10));
    }

    #[test]
    fn rows_count_in_order() {
        let mut progress = Progress { looks: vec![None; 3], known: Looks { seen: Vec::new(), all: 3 }, over: false };
        let interest = Interest { least: 9, confidence: 1.0 };
        progress.looks[1] = Some((0, 4));
        assert_eq!(progress.go_on(12, interest), 0);
        progress.looks[0] = Some((4, 4));
        progress.looks[2] = Some((4, 4));
        // The third look came too late: after the second, 8 was all that could be reached.
        assert_eq!((progress.go_on(12, interest), progress.over), (8, true));
        let counted = |least| progress.known.counted(12, Interest { least, confidence: 1.0 });
        assert_eq!(counted(9), Counted { right: 4, rows: 8, whole: false });
        assert_eq!(counted(8), Counted { right: 8, rows: 12, whole: true });
        assert_eq!(counted(0), counted(8));
    }

    #[test]
    fn an_evaluation_can_be_cut_short() {
        use super::super::engine::Build;
        use crate::codegen::KnownCode;
        use crate::codegen::target::Target;
        use crate::compile::CompileOptions;
        use crate::dataset::{Input, NamedSource, Preparation, Rows};
        use crate::graph::DType;
        use crate::tensor_file::write_npy;
        let Ok(target) = Target::best_here() else { return };
        let graph = crate::transform::testing::graph("input %x: f32<1x4>\n%y: f32<1x4> = map %x | max 0.0 | f32\noutput \"y\" = %y\n");
        let (options, known) = (CompileOptions::new(target), KnownCode::default());
        let engine = Engine::compile(graph, Build { options: &options, known: &known }).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.npy");
        let numbers: Vec<f32> = (0..400).flat_map(|row| [0, 1, 2, 3].map(|class| f32::from(u8::from(class == row % 4)))).collect();
        write_npy(&path, &Tensor::new(Shape::new([400, 4]).unwrap(), TensorData::F32(numbers.into())).unwrap()).unwrap();
        let sources = NamedSource::open(&path, None, usize::MAX).unwrap();
        let input = Input { name: "x".into(), dtype: DType::F32, shape: Shape::new([1, 4]).unwrap() };
        let rows = Rows::new(&[input], &sources, Preparation::default(), usize::MAX).unwrap();
        let data = EvaluationData::new(&rows, 3);
        let answers = Answers::Labels { labels: (0..400).map(|row| row % 4).collect(), top: 1 };
        for workers in [1, 3] {
            let until = |last: usize| {
                count(&engine, &data, &answers, Interest::ALL, workers, &|done| if done < last { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
                    .unwrap()
            };
            assert_eq!(until(100), None);
            let whole = Counted { right: 400, rows: 400, whole: true };
            // What is complete is no longer cut short.
            assert_eq!([400, 401].map(|last| until(last).unwrap().counted(400, Interest::ALL)), [whole; 2]);
        }
        let answered = answered(&engine, &data, Some(&answers), 2, &|_| ()).unwrap();
        assert!(answered.iter().enumerate().all(|(row, answer)| *answer == Answered { best: row % 4, margin: Some(1.0) }));
    }

    #[test]
    fn answers_are_right_or_wrong() {
        let scores = Scores { classes: 3, numbers: vec![0.0, 2.0, 1.0, 5.0, 4.0, 3.0], seconds_per_row: 0.0 };
        let labels = |top| Answers::Labels { labels: vec![9, 2, 0], top };
        assert_eq!((labels(1).right(1..3, &scores), labels(2).right(1..3, &scores)), (1, 2));
        assert_eq!(Answers::Best(vec![9, 1, 1]).right(1..3, &scores), 1);
        let margins = |row: usize| [(0, 1), (0, 2), (1, 1), (2, 2)].map(|(label, top)| margin(&scores, row, label, top));
        assert_eq!(margins(0), [None, None, Some(1.0), Some(1.0)]);
        assert_eq!(margins(1), [Some(1.0), Some(2.0), None, None]);
        assert_eq!(margin(&scores, 0, 0, 3), Some(f32::MAX));
    }
}
