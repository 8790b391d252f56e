//! Names in object files.

use std::collections::BTreeSet;

/// A C identifier from any text: letters, digits and underscores, not starting with a digit, never empty.
pub fn c_identifier(text: &str) -> String {
    let mut identifier = String::with_capacity(text.len());
    for c in text.chars() {
        let keep = c.is_ascii_alphanumeric() || c == '_';
        if !keep && identifier.ends_with('_') {
            continue;
        }
        identifier.push(if keep { c } else { '_' });
    }
    let trimmed = identifier.trim_end_matches('_');
    match trimmed.chars().next() {
        None => "model".into(),
        Some(c) if c.is_ascii_digit() => format!("model_{trimmed}"),
        Some(_) => trimmed.into(),
    }
}

/// Hands out local symbol names, each once. They hold a dot, so they cannot meet a C name.
#[derive(Debug, Default)]
pub struct SymbolNames {
    taken: BTreeSet<String>,
}

impl SymbolNames {
    /// `model.text`, with what linkers and profilers would stumble over replaced, and a number where it is taken.
    pub fn local(&mut self, model: &str, text: &str) -> String {
        let clean: String = text.chars().map(|c| if c.is_ascii_alphanumeric() || "_.+-/".contains(c) { c } else { '_' }).collect();
        let base = format!("{model}.{clean}");
        let mut name = base.clone();
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{base}.{number}");
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_valid_c() {
        for (text, expected) in [
            ("digits", "digits"),
            ("digits-symbol.v2", "digits_symbol_v2"),
            ("8bit", "model_8bit"),
            ("", "model"),
            ("--", "model"),
            ("a  b", "a_b"),
            ("_x", "_x"),
        ] {
            assert_eq!(c_identifier(text), expected);
        }
    }

    #[test]
    fn local_names_are_unique() {
        let mut names = SymbolNames::default();
        assert_eq!(names.local("m", "conv 3x3"), "m.conv_3x3");
        assert_eq!(names.local("m", "conv_3x3"), "m.conv_3x3.2");
        assert_eq!(names.local("m", "conv_3x3"), "m.conv_3x3.3");
    }
}
