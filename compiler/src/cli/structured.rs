//! Files that people write settings in: JSON, or YAML with the same entries.

use crate::diagnostic::{Code, Diagnostic, Result};
use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value};
use std::path::Path;

/// Lists inside of lists that a file may have.
const MOST_DEPTH: usize = 64;

/// Reads a file; what ends in `.yaml` or `.yml` is YAML.
pub fn read(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).map_err(|e| Diagnostic::error(Code::Io, format!("cannot read {}: {e}", path.display())))?;
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    if is_yaml { parse_yaml(&text) } else { parse_json(&text) }
}

fn malformed(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message)
}

pub fn parse_json(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| malformed(format!("not a JSON file: {e}")))
}

pub fn parse_yaml(text: &str) -> Result<Value> {
    if depth(text) > MOST_DEPTH {
        return Err(malformed(format!("lists are nested more than {MOST_DEPTH} deep")));
    }
    let documents = Yaml::load_from_str(text).map_err(|e| malformed(format!("not a YAML file: {e}")))?;
    match &documents[..] {
        [] => Ok(Value::Object(Map::new())),
        [document] => from_yaml(document),
        _ => Err(malformed("several YAML documents in a file")),
    }
}

/// At least as deep as lists and mappings of a YAML text are nested.
fn depth(text: &str) -> usize {
    let of_line = |line: &str| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let marks = line.split_whitespace().take_while(|word| matches!(*word, "-" | "?" | ":")).count();
        indent / 2 + marks
    };
    let brackets = text.bytes().scan(0usize, |open, byte| {
        match byte {
            b'[' | b'{' => *open += 1,
            b']' | b'}' => *open = open.saturating_sub(1),
            _ => {}
        }
        Some(*open)
    });
    text.lines().map(of_line).max().unwrap_or(0).max(brackets.max().unwrap_or(0))
}

fn from_yaml(yaml: &Yaml) -> Result<Value> {
    Ok(match yaml {
        Yaml::Value(Scalar::Null) => Value::Null,
        Yaml::Value(Scalar::Boolean(boolean)) => Value::Bool(*boolean),
        Yaml::Value(Scalar::Integer(number)) => Value::from(*number),
        Yaml::Value(Scalar::FloatingPoint(number)) => Value::from(number.into_inner()),
        Yaml::Value(Scalar::String(text)) => Value::from(text.as_ref()),
        Yaml::Sequence(items) => Value::Array(items.iter().map(from_yaml).collect::<Result<_>>()?),
        Yaml::Mapping(entries) => {
            let entry = |(key, value): (&Yaml, &Yaml)| match from_yaml(key)? {
                Value::String(key) => Ok((key, from_yaml(value)?)),
                // A layer may be called 0.
                Value::Number(key) => Ok((key.to_string(), from_yaml(value)?)),
                _ => Err(malformed("a name is a text")),
            };
            Value::Object(entries.iter().map(entry).collect::<Result<_>>()?)
        }
        _ => return Err(malformed("tags and aliases are not read")),
    })
}
