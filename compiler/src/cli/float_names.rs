//! What a tensor of a quantized network is called in the network in floats that it was made from.

use crate::diagnostic::Result;
use crate::frontend::mxnet;
use std::collections::BTreeMap;
use std::path::Path;

/// What tools hang on the name of a tensor in floats where they name its integers.
const ENDINGS: [&str; 5] = ["_QuantizeLinear_Output", "_DequantizeLinear_Output", "_quantized", ".quantized", ".quantizelinear"];

/// Names of one quantized network.
#[derive(Debug, Default)]
pub struct FloatNames {
    /// Those that the model file knows.
    known: BTreeMap<String, String>,
}

impl FloatNames {
    /// The names of a model file: symbols of MXNet say what their nodes were fused from, other tools keep names or hang something on them.
    pub fn of(path: &Path) -> Result<Self> {
        let is_symbol = path.extension().is_some_and(|extension| extension == "json");
        Ok(Self { known: if is_symbol { mxnet::float_names(path)? } else { BTreeMap::new() } })
    }

    /// The names that a tensor may have in floats, the likeliest first.
    pub fn candidates<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let whole = self.known.get(name).map_or(name, String::as_str);
        [Some(whole), ENDINGS.iter().find_map(|ending| whole.strip_suffix(ending)), whole.strip_prefix("quantized_")].into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(names: &FloatNames, name: &str) -> String {
        names.candidates(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_lose_what_tools_hang_on_them() {
        let names = FloatNames::default();
        assert_eq!(candidates(&names, "relu"), "relu");
        assert_eq!(candidates(&names, "relu_QuantizeLinear_Output"), "relu_QuantizeLinear_Output relu");
        assert_eq!(candidates(&names, "quantized_pool0"), "quantized_pool0 pool0");
    }

    #[test]
    fn symbols_say_what_their_nodes_were() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/digits/digits-symbol.json");
        let names = FloatNames::of(Path::new(path)).unwrap();
        let float = std::fs::read_to_string(path.replace("digits-symbol", "digits-fp32-symbol")).unwrap();
        let fused: Vec<&str> = names.known.keys().filter(|name| name.starts_with("quantized_sg_mkldnn")).map(|name| candidates_of(&names, name)).collect();
        assert!(fused.len() > 5, "{:?}", names.known);
        assert!(fused.iter().all(|name| float.contains(&format!("\"{name}\""))), "{fused:?}");
    }

    fn candidates_of<'a>(names: &'a FloatNames, name: &'a str) -> &'a str {
        names.candidates(name).next().unwrap()
    }
}
