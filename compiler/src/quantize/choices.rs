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
    /// One for each channel, and the one that the weights have already where they are integers times a number: those of networks that were trained so.
    Trained,
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
    /// The only nodes that may become integers; all where there is none.
    pub only: Vec<Pattern>,
    /// What is decided otherwise for some nodes and inputs. Of several that mean a node, the last one counts.
    pub layers: Vec<(Pattern, LayerChoices)>,
}

/// What is decided otherwise for a node: about the range and the type of its result, and about its weights.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LayerChoices {
    pub threshold: Option<Threshold>,
    pub integers: Option<IntegerType>,
    pub granularity: Option<Granularity>,
}

/// What goes for one node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layer {
    pub threshold: Option<Threshold>,
    pub integers: IntegerType,
    pub granularity: Granularity,
}

impl Choices {
    /// Whether a node that goes by these names and consists of these operators stays in floats.
    pub fn leave(&self, names: &[&str], operators: &[&str]) -> bool {
        let meant = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(names, operators));
        meant(&self.excluded) || !(self.only.is_empty() || meant(&self.only))
    }

    /// What goes for such a node, or for an input.
    pub fn layer(&self, names: &[&str], operators: &[&str]) -> Layer {
        let mut layer = Layer { threshold: self.threshold, integers: self.integers, granularity: self.granularity };
        for (_, other) in self.layers.iter().filter(|(pattern, _)| pattern.matches(names, operators)) {
            layer = Layer {
                threshold: if layer.threshold.is_some() { other.threshold.or(layer.threshold) } else { None },
                integers: other.integers.unwrap_or(layer.integers),
                granularity: other.granularity.unwrap_or(layer.granularity),
            };
        }
        layer
    }

    /// Whether extremes are enough to know of every tensor.
    pub fn need_histograms(&self) -> bool {
        self.threshold.into_iter().chain(self.layers.iter().filter_map(|(_, layer)| layer.threshold)).any(Threshold::needs_histogram)
    }

    /// Checks that each pattern means some node that could be quantized; those of [`Choices::layers`] may mean an input, and exact names any value.
    ///
    /// # Errors
    /// `Usage` with similar names for the first that does not.
    pub fn check(&self, nodes: &[(Vec<&str>, Vec<&str>)], inputs: &[&str]) -> Result<()> {
        self.excluded.iter().chain(&self.only).try_for_each(|pattern| check_pattern(pattern, nodes, &[]))?;
        // Whoever names a value exactly knows it: it may be one that is computed in floats.
        let patterns = self.layers.iter().map(|(pattern, _)| pattern).filter(|pattern| !matches!(pattern, Pattern::Exactly(_)));
        patterns.into_iter().try_for_each(|pattern| check_pattern(pattern, nodes, inputs))
    }
}

/// Which nodes are meant: `NAME`, a glob with `*` and `?`, or `op:TYPE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    Name(String),
    Operator(String),
    /// The node of this name, whatever characters it has. Nothing that is parsed means this.
    Exactly(String),
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
            Pattern::Exactly(whole) => names.iter().any(|name| name == whole),
            Pattern::Operator(glob) => operators.iter().any(|operator| glob_matches(&glob.to_lowercase(), &operator.to_lowercase())),
        }
    }

    /// What to say where no node is meant.
    pub fn unmatched<'a>(&self, names: impl IntoIterator<Item = &'a str>, operators: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        let (what, wanted, found) = match self {
            Pattern::Name(name) | Pattern::Exactly(name) => ("node", name, nearest(name, names, 3)),
            Pattern::Operator(operator) => ("operator", operator, nearest(operator, operators, 3)),
        };
        Diagnostic::error(Code::Usage, format!("the network has no {what} '{wanted}' that could be quantized")).hint(match found[..] {
            [] => "it has nothing that would be quantized".to_owned(),
            _ => format!("did you mean {}?", found.join(", ")),
        })
    }
}

fn check_pattern(pattern: &Pattern, nodes: &[(Vec<&str>, Vec<&str>)], inputs: &[&str]) -> Result<()> {
    if nodes.iter().any(|(names, operators)| pattern.matches(names, operators)) || pattern.matches(inputs, &[]) {
        return Ok(());
    }
    let names = nodes.iter().flat_map(|(names, _)| names.iter().copied()).chain(inputs.iter().copied());
    Err(pattern.unmatched(names, nodes.iter().flat_map(|(_, operators)| operators.iter().copied())))
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
        let whole = Pattern::Exactly("a*".to_owned());
        assert!(whole.matches(&["a*"], &[]) && !whole.matches(&["ab"], &[]));
        let nodes = [(vec!["conv0"], vec!["Convolution"]), (vec!["dense0"], vec!["FullyConnected"])];
        let excluded = |patterns: &[&str]| Choices { excluded: patterns.iter().map(|pattern| Pattern::parse(pattern)).collect(), ..Choices::default() };
        assert!(excluded(&["conv?", "op:fully*"]).check(&nodes, &[]).is_ok());
        assert!(excluded(&["cnv0"]).check(&nodes, &[]).unwrap_err().hint.unwrap().contains("did you mean conv0"));
        assert!(excluded(&["op:Convolutoin"]).check(&nodes, &[]).unwrap_err().hint.unwrap().contains("did you mean Convolution"));
        assert!(excluded(&["data"]).check(&nodes, &["data"]).is_err());
    }

    #[test]
    fn nodes_are_left_and_decided_one_by_one() {
        let choices = Choices {
            threshold: Some(Threshold::Naive),
            only: vec![Pattern::parse("conv*"), Pattern::parse("op:Pooling")],
            excluded: vec![Pattern::parse("conv7")],
            layers: vec![
                (Pattern::parse("conv*"), LayerChoices { threshold: Some(Threshold::Entropy), integers: Some(IntegerType::Signed), granularity: None }),
                (Pattern::parse("conv1"), LayerChoices { threshold: Some(Threshold::MeanSquare), ..LayerChoices::default() }),
                (Pattern::parse("data"), LayerChoices::default()),
            ],
            ..Choices::default()
        };
        let left = |name: &str, operator: &str| choices.leave(&[name], &[operator]);
        assert!(!left("conv1", "Conv") && left("conv7", "Conv") && left("dense", "Gemm") && !left("x", "Pooling"));
        let layer = choices.layer(&["conv1"], &[]);
        assert_eq!((layer.threshold, layer.integers), (Some(Threshold::MeanSquare), IntegerType::Signed));
        assert_eq!(choices.layer(&["dense"], &[]).threshold, Some(Threshold::Naive));
        assert!(choices.need_histograms());
        let nodes = [(vec!["conv1", "conv7"], vec!["Pooling"])];
        assert!(choices.check(&nodes, &["data"]).is_ok() && choices.check(&nodes, &["date"]).unwrap_err().hint.unwrap().contains("did you mean date"));
    }
}
