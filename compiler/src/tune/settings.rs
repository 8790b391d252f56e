//! What a person wants of a search: a criterion, an objective, when to end, and what may be chosen.

use super::space::Restriction;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::Coverage;
use crate::similar::nearest;
use serde_json::{Value, json};

/// How much accuracy may be lost against the network in floats.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Loss {
    /// A share of the baseline's accuracy.
    Relative(f64),
    /// In the unit of the accuracy: 0.01 is a point where that is a share of rows.
    Absolute(f64),
}

/// When an accuracy is good enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Criterion {
    pub loss: Loss,
    pub higher_is_better: bool,
}

impl Default for Criterion {
    fn default() -> Self {
        Self { loss: Loss::Relative(0.01), higher_is_better: true }
    }
}

impl Criterion {
    /// The accuracy that must be reached.
    pub fn goal(&self, baseline: f64) -> f64 {
        match (self.loss, self.higher_is_better) {
            (Loss::Relative(share), true) => baseline * (1.0 - share),
            (Loss::Relative(share), false) => baseline * (1.0 + share),
            (Loss::Absolute(loss), true) => baseline - loss,
            (Loss::Absolute(loss), false) => baseline + loss,
        }
    }

    /// Whether an accuracy reaches the goal: at least it where higher is better, strictly below it where lower is, as Neural Compressor has it.
    pub fn met(&self, accuracy: f64, baseline: f64) -> bool {
        if self.higher_is_better { accuracy >= self.goal(baseline) } else { accuracy < self.goal(baseline) }
    }

    /// Whether `accuracy` is better than `other`.
    pub fn better(&self, accuracy: f64, other: f64) -> bool {
        if self.higher_is_better { accuracy > other } else { accuracy < other }
    }

    /// The share of the baseline's accuracy that is lost; below 0 where nothing is.
    pub fn relative_loss(&self, accuracy: f64, baseline: f64) -> f64 {
        let lost = if self.higher_is_better { baseline - accuracy } else { accuracy - baseline };
        if baseline == 0.0 { lost } else { lost / baseline.abs() }
    }

    /// The largest such share that is allowed.
    pub fn allowed(&self, baseline: f64) -> f64 {
        self.relative_loss(self.goal(baseline), baseline)
    }
}

/// Of the configurations that are accurate enough, which one is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Objective {
    /// The one that answers soonest.
    #[default]
    Performance,
    /// The one with the fewest bytes of memory at run time.
    Footprint,
    /// The one with the fewest bytes of constants.
    ModelSize,
}

impl Objective {
    pub const ALL: [(&'static str, Self); 3] = [("performance", Self::Performance), ("footprint", Self::Footprint), ("modelsize", Self::ModelSize)];

    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, objective)| *objective == self).map_or("", |(name, _)| name)
    }
}

/// When a search ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExitPolicy {
    /// Seconds; 0 ends at the first success, more goes on looking for something better until they are over.
    pub timeout: f64,
    pub max_trials: usize,
    /// Whether the first configuration is taken, however accurate it is.
    pub performance_only: bool,
}

impl Default for ExitPolicy {
    fn default() -> Self {
        Self { timeout: 0.0, max_trials: 100, performance_only: false }
    }
}

/// How configurations are proposed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Method {
    #[default]
    Auto,
    Basic,
    Mse,
    MseV2,
    Bayesian,
    Random,
    Exhaustive,
    Conservative,
    /// A command for the shell.
    Command(String),
}

impl Method {
    /// All but the one that needs a command.
    pub const NAMED: [(&'static str, Self); 8] = [
        ("auto", Self::Auto),
        ("basic", Self::Basic),
        ("mse", Self::Mse),
        ("mse_v2", Self::MseV2),
        ("bayesian", Self::Bayesian),
        ("random", Self::Random),
        ("exhaustive", Self::Exhaustive),
        ("conservative", Self::Conservative),
    ];

    pub fn name(&self) -> &'static str {
        Self::NAMED.iter().find(|(_, method)| method == self).map_or("command", |(name, _)| name)
    }

    /// The strategy of a name; `command` is what `command` runs.
    ///
    /// # Errors
    /// `Usage` where there is no such strategy.
    pub fn parse(name: &str, command: Option<&str>) -> Result<Self> {
        if name == "command" {
            let missing = || Diagnostic::error(Code::Usage, "the strategy `command` needs a program").hint("name it: --strategy-command 'python mine.py'");
            return Ok(Self::Command(command.ok_or_else(missing)?.to_owned()));
        }
        let known = || Self::NAMED.iter().map(|(name, _)| *name).chain(["command"]);
        let found = Self::NAMED.iter().find(|(known, _)| *known == name).map(|(_, method)| method.clone());
        found.ok_or_else(|| {
            let near = nearest(name, known(), 1).join("");
            Diagnostic::error(Code::Usage, format!("there is no strategy '{name}'"))
                .hint(format!("did you mean {near}? There are: {}", known().collect::<Vec<_>>().join(", ")))
        })
    }
}

/// What accuracy means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Metric {
    /// The share of rows whose label is among so many best answers.
    Top(usize),
    /// The share of rows for which the best answer is that of the network in floats.
    Agreement,
    /// The number that a command for the shell prints.
    Command(String),
}

impl Metric {
    pub fn name(&self) -> String {
        match self {
            Metric::Top(top) => format!("top-{top}"),
            Metric::Agreement => "agreement".into(),
            Metric::Command(_) => "metric".into(),
        }
    }
}

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub method: Method,
    pub criterion: Criterion,
    pub objective: Objective,
    pub exit: ExitPolicy,
    pub metric: Metric,
    pub seed: u64,
    pub coverage: Coverage,
    /// Numbers of calibration samples to choose from; what is more than there are is all of them. Empty: all of them.
    pub samples: Vec<usize>,
    /// Later ones count before earlier ones.
    pub restrictions: Vec<Restriction>,
    /// How sure it must be that a trial fails before its evaluation ends; 1 is certain.
    pub confidence: f64,
    /// Workers in all.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            method: Method::default(),
            criterion: Criterion::default(),
            objective: Objective::default(),
            exit: ExitPolicy::default(),
            metric: Metric::Top(1),
            // That of Neural Compressor.
            seed: 1978,
            coverage: Coverage::default(),
            samples: Vec::new(),
            restrictions: Vec::new(),
            confidence: 1.0,
            threads: 1,
        }
    }
}

impl Settings {
    /// What decides about trials, for the head of a history: not when to end, and not how many workers there are. The space is described apart.
    pub fn json(&self) -> Value {
        let (loss, amount) = match self.criterion.loss {
            Loss::Relative(share) => ("relative", share),
            Loss::Absolute(loss) => ("absolute", loss),
        };
        let command = |text: &String| Value::from(text.as_str());
        json!({
            "strategy": self.method.name(),
            "strategy_command": if let Method::Command(text) = &self.method { command(text) } else { Value::Null },
            "criterion": { loss: amount, "higher_is_better": self.criterion.higher_is_better },
            "objective": self.objective.name(),
            "metric": self.metric.name(),
            "metric_command": if let Metric::Command(text) = &self.metric { command(text) } else { Value::Null },
            "random_seed": self.seed,
            "mode": if self.coverage == Coverage::Full { "full" } else { "smart" },
            "confidence": self.confidence,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_are_those_of_neural_compressor() {
        let of = |loss, higher_is_better| Criterion { loss, higher_is_better };
        let relative = of(Loss::Relative(0.1), true);
        assert_eq!((relative.goal(0.5), relative.met(0.45, 0.5), relative.met(0.44, 0.5)), (0.45, true, false));
        let absolute = of(Loss::Absolute(0.25), true);
        assert_eq!((absolute.goal(0.75), absolute.met(0.5, 0.75), absolute.better(0.6, 0.5)), (0.5, true, true));
        let lower = of(Loss::Absolute(1.0), false);
        assert_eq!((lower.goal(3.0), lower.met(4.0, 3.0), lower.met(3.9, 3.0), lower.better(2.0, 3.0)), (4.0, false, true, true));
        assert_eq!((of(Loss::Relative(0.5), false).goal(2.0), lower.relative_loss(4.0, 2.0), absolute.relative_loss(0.5, 1.0)), (3.0, 1.0, 0.5));
        assert_eq!(lower.allowed(2.0), 0.5);
    }

    #[test]
    fn strategies_have_names() {
        for (name, method) in Method::NAMED {
            assert_eq!((Method::parse(name, None).unwrap(), method.name()), (method.clone(), name));
        }
        assert_eq!(Method::parse("command", Some("x")).unwrap(), Method::Command("x".into()));
        assert!(Method::parse("command", None).unwrap_err().hint.unwrap().contains("--strategy-command"));
        assert!(Method::parse("msse", None).unwrap_err().hint.unwrap().contains("did you mean mse"));
    }
}
