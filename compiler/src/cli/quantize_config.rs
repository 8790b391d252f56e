//! The file for `graver quantize --config`: JSON, or YAML with the same entries.

use super::structured;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::{Granularity, IntegerType, LayerChoices, Pattern, Range, Ranges, Threshold};
use crate::similar::nearest;
use serde_json::Value;
use std::path::Path;

/// What a file says.
#[derive(Debug, Default, PartialEq)]
pub struct Configuration {
    pub ranges: Ranges,
    pub exclude: Vec<Pattern>,
    pub calibrate_only: Vec<Pattern>,
    pub layers: Vec<(Pattern, LayerChoices)>,
}

const ENTRIES: [&str; 4] = ["ranges", "exclude", "calibrate-only", "layers"];
const LAYER_ENTRIES: [&str; 3] = ["dtype", "calib-mode", "granularity"];

/// Reads a file; what ends in `.yaml` or `.yml` is YAML. `percentile` goes for layers that ask for that mode.
pub fn read(path: &Path, percentile: f64) -> Result<Configuration> {
    structured::read(path).and_then(|value| parse(&value, percentile)).map_err(|d| match d.code {
        Code::Io => d,
        _ => Diagnostic { message: format!("{}: {}", path.display(), d.message), ..d },
    })
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message)
        .hint(r#"it looks like {"ranges": {"NAME": [-1.0, 1.0]}, "exclude": ["conv0*"], "layers": {"dense*": {"dtype": "int8", "calib-mode": "entropy"}}}"#)
}

fn parse(value: &Value, percentile: f64) -> Result<Configuration> {
    let object = value.as_object().ok_or_else(|| malformed("a configuration is a JSON object"))?;
    let mut configuration = Configuration::default();
    for (key, value) in object {
        match (key.as_str(), value) {
            ("ranges", Value::Object(_)) => configuration.ranges = self::ranges(value)?,
            ("exclude", list) => configuration.exclude.extend(patterns(key, list)?),
            ("calibrate-only", list) => configuration.calibrate_only.extend(patterns(key, list)?),
            ("layers", Value::Object(layers)) => {
                for (name, choices) in layers {
                    layer(name, choices, percentile, &mut configuration)?;
                }
            }
            ("ranges" | "layers", _) => return Err(malformed(format!("\"{key}\" has the wrong type"))),
            _ => return Err(unknown(key, &ENTRIES)),
        }
    }
    Ok(configuration)
}

fn unknown(key: &str, entries: &[&str]) -> Diagnostic {
    let near = nearest(key, entries.iter().copied(), 1);
    Diagnostic::error(Code::Malformed, format!("there is no setting \"{key}\"")).hint(format!("did you mean {}?", near.join(", ")))
}

fn range(name: &str, ends: &Value) -> Result<Range> {
    let numbers: Option<Vec<f64>> = ends.as_array().and_then(|list| list.iter().map(Value::as_f64).collect());
    let range = match numbers.as_deref() {
        Some(&[min, max]) => Range { min: min as f32, max: max as f32 },
        _ => return Err(malformed(format!("the range of '{name}' must be [MIN, MAX]"))),
    };
    match range.min <= range.max && range.magnitude().is_finite() {
        true => Ok(range),
        false => Err(malformed(format!("the range of '{name}' is empty or not finite"))),
    }
}

/// Ranges by name: what a file holds under "ranges", and what an observer answers.
pub fn ranges(value: &Value) -> Result<Ranges> {
    let object = value.as_object().ok_or_else(|| malformed("ranges are a JSON object"))?;
    object.iter().map(|(name, ends)| Ok((name.clone(), range(name, ends)?))).collect()
}

fn patterns(key: &str, list: &Value) -> Result<Vec<Pattern>> {
    let wrong = || malformed(format!("\"{key}\" is a list of texts"));
    list.as_array().ok_or_else(wrong)?.iter().map(|pattern| pattern.as_str().map(Pattern::parse).ok_or_else(wrong)).collect()
}

fn layer(name: &str, choices: &Value, percentile: f64, configuration: &mut Configuration) -> Result<()> {
    let mut layer = LayerChoices::default();
    let object = choices.as_object().ok_or_else(|| malformed(format!("the choices for '{name}' are an object")))?;
    for (key, value) in object {
        let wrong = |known: &str| malformed(format!("\"{key}\" of '{name}' is one of {known}"));
        let text = value.as_str().unwrap_or_default();
        match key.as_str() {
            "dtype" => match text {
                "auto" => layer.integers = Some(IntegerType::Auto),
                "int8" => layer.integers = Some(IntegerType::Signed),
                "uint8" => layer.integers = Some(IntegerType::Unsigned),
                "float32" => configuration.exclude.push(Pattern::parse(name)),
                _ => return Err(wrong("auto, int8, uint8, float32")),
            },
            "calib-mode" => {
                layer.threshold = Some(match text {
                    "naive" => Threshold::Naive,
                    "entropy" => Threshold::Entropy,
                    "percentile" => Threshold::Percentile(percentile),
                    "mse" => Threshold::MeanSquare,
                    _ => return Err(wrong("naive, entropy, percentile, mse")),
                });
            }
            "granularity" => {
                layer.granularity = Some(match text {
                    "tensor" => Granularity::Tensor,
                    "channel" => Granularity::Channel,
                    _ => return Err(wrong("tensor, channel")),
                });
            }
            _ => return Err(unknown(key, &LAYER_ENTRIES)),
        }
    }
    configuration.layers.push((Pattern::parse(name), layer));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::structured::{parse_json, parse_yaml};
    use super::*;

    fn json(text: &str) -> Result<Configuration> {
        parse_json(text).and_then(|value| parse(&value, 99.0))
    }

    fn yaml(text: &str) -> Result<Configuration> {
        parse_yaml(text).and_then(|value| parse(&value, 99.0))
    }

    #[test]
    fn both_formats_say_the_same() {
        let found = json(
            r#"{"ranges": {"a": [-1, 2.5]}, "exclude": ["x*"], "calibrate-only": ["op:Conv"], "layers": {"fc*": {"dtype": "int8", "calib-mode": "percentile",
            "granularity": "channel"}, "7": {"dtype": "float32"}}}"#,
        )
        .unwrap();
        let choices =
            LayerChoices { threshold: Some(Threshold::Percentile(99.0)), integers: Some(IntegerType::Signed), granularity: Some(Granularity::Channel) };
        let expected = Configuration {
            ranges: Ranges::from([("a".to_owned(), Range { min: -1.0, max: 2.5 })]),
            exclude: vec![Pattern::parse("x*"), Pattern::parse("7")],
            calibrate_only: vec![Pattern::parse("op:Conv")],
            layers: vec![(Pattern::parse("fc*"), choices), (Pattern::parse("7"), LayerChoices::default())],
        };
        assert_eq!(found, expected);
        let text = "# of ours\nranges:\n  a: [-1, 2.5]\nexclude: ['x*']\ncalibrate-only:\n- op:Conv\nlayers:\n  fc*:\n    dtype: int8\n    calib-mode: percentile\n    granularity: channel\n  7: {dtype: float32}\n";
        assert_eq!(yaml(text).unwrap(), expected);
        assert_eq!(yaml("").unwrap(), Configuration::default());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for bad in [
            "",
            "[]",
            r#"{"ranges": []}"#,
            r#"{"ranges": {"a": [1]}}"#,
            r#"{"ranges": {"a": [1, 0]}}"#,
            r#"{"ranges": {"a": [0, 1e999]}}"#,
            r#"{"ranges": {"a": [0, 1, "x"]}}"#,
            r#"{"exclude": [1]}"#,
            r#"{"layers": {"a": 1}}"#,
            r#"{"layers": {"a": {"dtype": "int4"}}}"#,
            r#"{"layers": {"a": {"calib-mode": "none"}}}"#,
        ] {
            assert_eq!(json(bad).unwrap_err().code, Code::Malformed, "{bad}");
        }
        assert!(json(r#"{"excluded": []}"#).unwrap_err().hint.unwrap().contains("did you mean exclude"));
        assert!(yaml("layers:\n  a:\n    dtyp: int8").unwrap_err().hint.unwrap().contains("did you mean dtype"));
        let bomb = "a: &a [x,x]\nb: &b [*a,*a]\n";
        for bad in ["[", "- 1", "a: *b", "ranges: {a: [.inf, .nan]}", &"[".repeat(100_000), &"- ".repeat(100_000), &"? ".repeat(1000), "--- 1\n--- 2", bomb] {
            assert!(yaml(bad).is_err(), "{}", &bad[..bad.len().min(40)]);
        }
    }
}
