//! What a person decides about the quantization of a network.

use super::threshold::Threshold;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::similar::nearest;

/// The type of quantized activations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IntegerType {
    /// u8 for tensors without negative numbers, else s8.
    #[default]
    Auto,
    Signed,
    Unsigned,
}

/// Which operators become integer operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Coverage {
    /// Every one that has an integer form.
    Full,
    /// Weighted layers, and others that lie between weighted layers.
    #[default]
    Smart,
}

/// How many scales the weights of a fully connected layer have; a convolution has one for each channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Granularity {
    #[default]
    Tensor,
    Channel,
}

/// All decisions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choices {
    /// How ranges follow from calibration data; `None` leaves them to the run time.
    pub threshold: Option<Threshold>,
    pub integers: IntegerType,
    pub coverage: Coverage,
    pub granularity: Granularity,
    /// Nodes that stay in floats.
    pub excluded: Vec<Pattern>,
}

/// Which nodes are meant: `NAME`, a glob with `*` and `?`, or `op:TYPE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    Name(String),
    Operator(String),
}

impl Pattern {
    pub fn parse(text: &str) -> Self {
        match text.strip_prefix("op:") {
            Some(operator) => Pattern::Operator(operator.to_owned()),
            None => Pattern::Name(text.to_owned()),
        }
    }

    /// Whether a node is meant that goes by these names and consists of these operators. The case of operators does not matter.
    pub fn matches(&self, names: &[&str], operators: &[&str]) -> bool {
        match self {
            Pattern::Name(glob) => names.iter().any(|name| glob_matches(glob, name)),
            Pattern::Operator(glob) => operators.iter().any(|operator| glob_matches(&glob.to_lowercase(), &operator.to_lowercase())),
        }
    }

    /// What to say where no node is meant.
    pub fn unmatched<'a>(&self, names: impl IntoIterator<Item = &'a str>, operators: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let (what, wanted, found) = match self {
            Pattern::Name(name) => ("node", name, nearest(name, names, 3)),
            Pattern::Operator(operator) => ("operator", operator, nearest(operator, operators, 3)),
        };
        Diagnostic::error(Code::Usage, format!("the network has no {what} '{wanted}' that could be excluded")).hint(match found[..] {
            [] => "it has nothing that would be quantized".to_owned(),
            _ => format!("did you mean {}?", found.join(", ")),
        })
    }
}

/// Checks that each pattern means some node.
///
/// # Errors
/// `Usage` with similar names for the first that does not.
pub fn check_patterns(patterns: &[Pattern], nodes: &[(Vec<&str>, Vec<&str>)]) -> Result<()> {
    match patterns.iter().find(|pattern| !nodes.iter().any(|(names, operators)| pattern.matches(names, operators))) {
        None => Ok(()),
        Some(pattern) => {
            Err(pattern.unmatched(nodes.iter().flat_map(|(names, _)| names.iter().copied()), nodes.iter().flat_map(|(_, ops)| ops.iter().copied())))
        }
    }
}

/// `*` stands for any characters, `?` for one.
fn glob_matches(glob: &str, text: &str) -> bool {
    let (glob, text): (Vec<char>, Vec<char>) = (glob.chars().collect(), text.chars().collect());
    let (mut g, mut t) = (0, 0);
    // Where the last star stands, and up to where it reaches.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match glob.get(g) {
            Some('*') => {
                star = Some((g, t));
                g += 1;
            }
            Some(&c) if c == '?' || c == text[t] => {
                g += 1;
                t += 1;
            }
            _ => match &mut star {
                Some((at, reach)) => {
                    *reach += 1;
                    (g, t) = (*at + 1, *reach);
                }
                None => return false,
            },
        }
    }
    glob[g..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (glob, text, expected) in [
            ("conv0", "conv0", true),
            ("conv0", "conv01", false),
            ("conv*", "conv01", true),
            ("*conv*", "my_conv_1", true),
            ("c?nv", "conv", true),
            ("c?nv", "cnv", false),
            ("*a*b", "xaxxbxb", true),
            ("*", "", true),
            ("", "x", false),
        ] {
            assert_eq!(glob_matches(glob, text), expected, "{glob} {text}");
        }
    }

    #[test]
    fn patterns_mean_names_and_operators() {
        assert!(Pattern::parse("op:pooling").matches(&["p"], &["Pooling"]));
        assert!(!Pattern::parse("pooling").matches(&["p"], &["Pooling"]));
        assert!(Pattern::parse("conv*").matches(&["fused", "conv0"], &[]));
        let nodes = [(vec!["conv0"], vec!["Convolution"]), (vec!["dense0"], vec!["FullyConnected"])];
        assert!(check_patterns(&[Pattern::parse("conv?"), Pattern::parse("op:fully*")], &nodes).is_ok());
        let error = check_patterns(&[Pattern::parse("cnv0")], &nodes).unwrap_err();
        assert!(error.hint.unwrap().contains("did you mean conv0"));
        let error = check_patterns(&[Pattern::parse("op:Convolutoin")], &nodes).unwrap_err();
        assert!(error.hint.unwrap().contains("did you mean Convolution"));
    }
}
