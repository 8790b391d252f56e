//! The file for `graver tune --config`: the keys of Neural Compressor's YAML, as they are.

use super::structured;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::{Granularity, Pattern, Threshold};
use crate::similar::nearest;
use crate::tune::{Loss, Objective, Restriction, calibration_of};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configured {
    pub strategy: Option<String>,
    /// The program of the strategy `command`; a key of our own.
    pub strategy_command: Option<String>,
    pub loss: Option<Loss>,
    pub higher_is_better: Option<bool>,
    pub objective: Option<Objective>,
    pub timeout: Option<f64>,
    pub max_trials: Option<usize>,
    pub performance_only: Option<bool>,
    pub seed: Option<u64>,
    pub samples: Vec<usize>,
    pub top: Option<usize>,
    pub workspace: Option<PathBuf>,
    pub resume: bool,
    pub restrictions: Vec<Restriction>,
    pub warnings: Vec<Diagnostic>,
}

/// Reads a file; what ends in `.yaml` or `.yml` is YAML.
pub fn read(path: &Path) -> Result<Configured> {
    structured::read(path).and_then(|value| parse(&value)).map_err(|d| match d.code {
        Code::Io => d,
        _ => Diagnostic { message: format!("{}: {}", path.display(), d.message), ..d },
    })
}

/// Keys that hold other keys.
const SECTIONS: [&str; 12] = [
    "model",
    "quantization",
    "quantization.calibration",
    "evaluation",
    "evaluation.accuracy",
    "evaluation.accuracy.metric",
    "tuning",
    "tuning.strategy",
    "tuning.accuracy_criterion",
    "tuning.exit_policy",
    "tuning.workspace",
    "quantization.recipes",
];

/// Keys whose values are used.
const USED: [&str; 21] = [
    "device",
    "quantization.approach",
    "quantization.calibration.sampling_size",
    "quantization.model_wise",
    "quantization.op_wise",
    "quantization.optype_wise",
    "evaluation.accuracy.metric.topk",
    "tuning.strategy.name",
    "tuning.strategy.command",
    "tuning.accuracy_criterion.relative",
    "tuning.accuracy_criterion.absolute",
    "tuning.accuracy_criterion.higher_is_better",
    "tuning.objective",
    "tuning.exit_policy.timeout",
    "tuning.exit_policy.max_trials",
    "tuning.exit_policy.performance_only",
    "tuning.random_seed",
    "tuning.workspace.path",
    "tuning.workspace.resume",
    "version",
    "model.name",
];

/// Keys of Neural Compressor that say what the command line says here, or what there is no choice about; with what to do instead.
const WITHOUT_EFFECT: [(&str, &str); 19] = [
    ("model.framework", ""),
    ("model.inputs", "inputs are those of the model"),
    ("model.outputs", "--output NODE ends the network elsewhere"),
    ("quantization.calibration.dataloader", "name the data: --calib DATA, with --mean, --std, --resize …"),
    ("quantization.recipes.scale_propagation_max_pooling", "maxima always keep the range of what they choose from"),
    ("quantization.recipes.scale_propagation_concat", "what is concatenated always has one range"),
    ("quantization.recipes.first_conv_or_matmul_quantization", "--exclude NAME leaves a layer in floats"),
    ("quantization.recipes.last_conv_or_matmul_quantization", "--exclude NAME leaves a layer in floats"),
    ("evaluation.accuracy.configs", "--threads N"),
    ("evaluation.accuracy.dataloader", "name the data: --eval DATA --labels y.npy"),
    ("evaluation.accuracy.postprocess", "--metric-command judges outputs in any way"),
    ("evaluation.performance", "every trial is timed with one worker"),
    ("tuning.strategy.sigopt_api_token", ""),
    ("tuning.strategy.sigopt_project_id", ""),
    ("tuning.strategy.sigopt_experiment_name", ""),
    ("tuning.strategy.accuracy_weight", ""),
    ("tuning.strategy.latency_weight", ""),
    ("tuning.tensorboard", "the report shows the noise of layers"),
    ("tuning.diagnosis", "the report shows the noise of layers"),
];

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message)
        .hint("the keys are those of Neural Compressor 1.13: tuning: {accuracy_criterion: {relative: 0.01}, exit_policy: {timeout: 0}}")
}

fn parse(value: &Value) -> Result<Configured> {
    let mut configured = Configured::default();
    match value {
        Value::Null => {}
        Value::Object(_) => configured.section("", value)?,
        _ => return Err(malformed("a configuration has keys and values")),
    }
    Ok(configured)
}

impl Configured {
    fn section(&mut self, path: &str, value: &Value) -> Result<()> {
        let Some(object) = value.as_object() else {
            return if value.is_null() { Ok(()) } else { Err(malformed(format!("{path} holds other keys, not {value}"))) };
        };
        for (key, value) in object {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if SECTIONS.contains(&path.as_str()) {
                self.section(&path, value)?;
            } else if USED.contains(&path.as_str()) {
                self.entry(&path, value)?;
            } else {
                self.pass_over(&path);
            }
        }
        Ok(())
    }

    fn pass_over(&mut self, path: &str) {
        let warning = |message: String| Diagnostic::warning(Code::Usage, message);
        self.warnings.push(match WITHOUT_EFFECT.iter().find(|(known, _)| *known == path) {
            Some((_, "")) => warning(format!("{path} has no effect here")),
            Some((_, instead)) => warning(format!("{path} has no effect here")).hint(*instead),
            None => {
                let known = SECTIONS.iter().chain(&USED).copied().chain(WITHOUT_EFFECT.iter().map(|(known, _)| *known));
                warning(format!("{path} is not known and is passed over")).hint(format!("did you mean {}?", nearest(path, known, 1).join("")))
            }
        });
    }

    fn entry(&mut self, path: &str, value: &Value) -> Result<()> {
        let wrong = |expected: &str| malformed(format!("{path} is {expected}, not {value}"));
        let text = || value.as_str().map(str::to_owned).ok_or_else(|| wrong("a text"));
        let boolean = || value.as_bool().ok_or_else(|| wrong("true or false"));
        let count = || value.as_u64().and_then(|number| usize::try_from(number).ok()).ok_or_else(|| wrong("a number of 0 or more"));
        let number = || value.as_f64().filter(|number| number.is_finite()).ok_or_else(|| wrong("a number"));
        match path {
            "device" if value.as_str() != Some("cpu") => {
                self.warnings.push(Diagnostic::warning(Code::Usage, format!("device {value} is passed over: models run on the processor")))
            }
            "quantization.approach" if value.as_str() != Some("post_training_static_quant") => {
                return Err(Diagnostic::error(Code::Unsupported, format!("quantization.approach is post_training_static_quant here, not {value}"))
                    .hint("networks are quantized after training, with ranges from calibration data"));
            }
            "quantization.calibration.sampling_size" => self.samples = counts(value).ok_or_else(|| wrong("a number of samples or a list of them"))?,
            "quantization.model_wise" => self.restrictions.insert(0, restriction(path, None, value)?),
            "quantization.op_wise" | "quantization.optype_wise" => {
                for (name, value) in value.as_object().ok_or_else(|| wrong("names with what is allowed"))? {
                    let pattern = Pattern::parse(&if path.ends_with("optype_wise") { format!("op:{name}") } else { name.clone() });
                    self.restrictions.push(restriction(&format!("{path}.{name}"), Some(pattern), value)?);
                }
            }
            "evaluation.accuracy.metric.topk" => self.top = Some(count()?.max(1)),
            "tuning.strategy.name" => self.strategy = Some(text()?),
            "tuning.strategy.command" => self.strategy_command = Some(text()?),
            "tuning.accuracy_criterion.relative" | "tuning.accuracy_criterion.absolute" => {
                if self.loss.is_some() {
                    return Err(malformed("tuning.accuracy_criterion is relative or absolute, not both"));
                }
                self.loss = Some(if path.ends_with("relative") { Loss::Relative(number()?) } else { Loss::Absolute(number()?) });
            }
            "tuning.accuracy_criterion.higher_is_better" => self.higher_is_better = Some(boolean()?),
            "tuning.objective" => {
                let name = text()?;
                let known = Objective::ALL.iter().find(|(known, _)| *known == name);
                self.objective = Some(known.ok_or_else(|| wrong("performance, footprint or modelsize"))?.1);
            }
            "tuning.exit_policy.timeout" => self.timeout = Some(number()?.max(0.0)),
            "tuning.exit_policy.max_trials" => self.max_trials = Some(count()?),
            "tuning.exit_policy.performance_only" => self.performance_only = Some(boolean()?),
            "tuning.random_seed" => self.seed = Some(count()? as u64),
            "tuning.workspace.path" => self.workspace = Some(text()?.into()),
            // Neural Compressor has a path here.
            "tuning.workspace.resume" => match value {
                Value::Bool(resume) => self.resume = *resume,
                Value::String(_) => self.resume = true,
                Value::Null => {}
                _ => return Err(wrong("true, false or a path")),
            },
            _ => {}
        }
        Ok(())
    }
}

/// A number, a list of numbers, or numbers with commas between them.
fn counts(value: &Value) -> Option<Vec<usize>> {
    let one = |value: &Value| value.as_u64().filter(|&count| count > 0).and_then(|count| usize::try_from(count).ok());
    match value {
        Value::Array(list) if !list.is_empty() => list.iter().map(one).collect(),
        Value::String(text) => text.split(',').map(|part| part.trim().parse().ok().filter(|&count| count > 0)).collect(),
        value => Some(vec![one(value)?]),
    }
}

/// What is allowed for the weights and results of some layers.
fn restriction(path: &str, of: Option<Pattern>, value: &Value) -> Result<Restriction> {
    let mut restriction = Restriction { of, ..Restriction::default() };
    let object = value.as_object().ok_or_else(|| malformed(format!("{path} holds weight and activation, not {value}")))?;
    for (kind, value) in object {
        let object = value.as_object().ok_or_else(|| malformed(format!("{path}.{kind} holds dtype, scheme, granularity, algorithm, not {value}")))?;
        let of_weight = match kind.as_str() {
            "weight" => true,
            "activation" => false,
            _ => return Err(malformed(format!("{path} holds weight and activation, not {kind}"))),
        };
        for (key, value) in object {
            let wrong = |known: &str| malformed(format!("{path}.{kind}.{key} is one or several of {known}, not {value}"));
            let texts: Vec<&str> = match value {
                Value::Array(list) => list.iter().map(Value::as_str).collect::<Option<_>>().ok_or_else(|| wrong("some texts"))?,
                value => vec![value.as_str().ok_or_else(|| wrong("some texts"))?],
            };
            let all = |known: &[&str]| texts.iter().all(|text| known.contains(text)).then_some(()).ok_or_else(|| wrong(&known.join(", ")));
            match (key.as_str(), of_weight) {
                ("dtype", _) => {
                    all(&["int8", "uint8", "fp32"])?;
                    restriction.floats = Some(texts.contains(&"fp32"));
                    restriction.integers = Some(texts.iter().any(|text| *text != "fp32"));
                    if !of_weight && texts.iter().any(|text| *text != "fp32") {
                        restriction.symmetric = Some(texts.iter().filter(|text| **text != "fp32").map(|text| *text == "int8").collect());
                    }
                }
                ("scheme", false) => {
                    all(&["sym", "asym"])?;
                    restriction.symmetric = Some(texts.iter().map(|text| *text == "sym").collect());
                }
                // Weights are symmetric.
                ("scheme", true) => all(&["sym"])?,
                ("granularity", true) => {
                    all(&["per_channel", "per_tensor"])?;
                    let of = |text: &&str| if *text == "per_channel" { Granularity::Channel } else { Granularity::Tensor };
                    restriction.granularities = Some(texts.iter().map(of).collect());
                }
                // Results have one scale, weights their largest magnitude.
                ("granularity", false) => all(&["per_tensor"])?,
                ("algorithm", true) => all(&["minmax"])?,
                ("algorithm", false) => {
                    let of = |text: &&str| calibration_of(text).ok_or_else(|| wrong("minmax, kl, percentile, mse"));
                    restriction.calibrations = Some(texts.iter().map(of).collect::<Result<Vec<Threshold>>>()?);
                }
                _ => return Err(malformed(format!("{path}.{kind} holds dtype, scheme, granularity, algorithm, not {key}"))),
            }
        }
    }
    Ok(restriction)
}

#[cfg(test)]
mod tests {
    use super::super::structured::parse_yaml;
    use super::*;

    fn yaml(text: &str) -> Result<Configured> {
        parse(&parse_yaml(text)?)
    }

    #[test]
    fn keys_of_neural_compressor_are_read_as_they_are() {
        // The form of its own examples.
        let found = yaml(
            "
version: 1.0
model:
  name: resnet50v2
  framework: mxnet
quantization:
  calibration:
    sampling_size: [192, 64]
    dataloader: {batch_size: 64}
  model_wise:
    activation: {algorithm: [minmax, kl], scheme: asym}
    weight: {granularity: per_channel, dtype: int8}
  op_wise:
    'conv0*': {weight: {dtype: fp32}, activation: {dtype: [fp32]}}
evaluation: {accuracy: {metric: {topk: 5}}}
tuning:
  strategy: {name: mse}
  accuracy_criterion: {relative: 0.015, higher_is_better: true}
  objective: performance
  exit_policy: {timeout: 0, max_trials: 500, performance_only: False}
  random_seed: 9527
  workspace: {path: ./work}
",
        )
        .unwrap();
        let all = Restriction {
            calibrations: Some(vec![Threshold::Naive, Threshold::Entropy]),
            symmetric: Some(vec![false]),
            granularities: Some(vec![Granularity::Channel]),
            floats: Some(false),
            integers: Some(true),
            of: None,
        };
        let first = Restriction { of: Some(Pattern::parse("conv0*")), floats: Some(true), integers: Some(false), ..Restriction::default() };
        let expected = Configured {
            strategy: Some("mse".into()),
            loss: Some(Loss::Relative(0.015)),
            higher_is_better: Some(true),
            objective: Some(Objective::Performance),
            timeout: Some(0.0),
            max_trials: Some(500),
            performance_only: Some(false),
            seed: Some(9527),
            samples: vec![192, 64],
            top: Some(5),
            workspace: Some("./work".into()),
            restrictions: vec![all, first],
            warnings: found.warnings.clone(),
            ..Configured::default()
        };
        assert_eq!(found, expected);
        let warnings: Vec<&str> = found.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert_eq!(warnings, ["model.framework has no effect here", "quantization.calibration.dataloader has no effect here"]);
        assert_eq!(yaml("quantization: {calibration: {sampling_size: '50, 100'}}").unwrap().samples, [50, 100]);
        assert_eq!(yaml("").unwrap(), Configured::default());
    }

    #[test]
    fn unknown_keys_are_named() {
        let found = yaml("tuning: {exit_policy: {max_trails: 3}, xyz: {a: 1}}\nprune: 1").unwrap();
        let text: Vec<String> = found.warnings.iter().map(|warning| warning.to_string()).collect();
        assert_eq!(text.len(), 3);
        assert!(text[0].contains("tuning.exit_policy.max_trails is not known") && text[0].contains("did you mean tuning.exit_policy.max_trials?"), "{text:?}");
        assert!(text[1].contains("tuning.xyz is not known") && text[2].contains("prune is not known"), "{text:?}");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (bad, message) in [
            ("tuning: 3", "tuning holds other keys"),
            ("tuning: {accuracy_criterion: {relative: 0.1, absolute: 0.1}}", "not both"),
            ("tuning: {accuracy_criterion: {relative: much}}", "a number"),
            ("tuning: {objective: speed}", "performance, footprint or modelsize"),
            ("tuning: {exit_policy: {max_trials: -1}}", "0 or more"),
            ("quantization: {calibration: {sampling_size: [0]}}", "samples"),
            ("quantization: {approach: quant_aware_training}", "post_training_static_quant"),
            ("quantization: {model_wise: {activation: {algorithm: magic}}}", "minmax, kl"),
            ("quantization: {model_wise: {weight: {scheme: asym}}}", "sym"),
            ("quantization: {op_wise: {a: {bias: {}}}}", "weight and activation"),
            ("- 1", "keys and values"),
        ] {
            let error = yaml(bad).unwrap_err();
            assert!(error.message.contains(message), "{bad}: {error}");
        }
    }
}
