//! What can be chosen for each layer, and one choice for all of them.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::{Choices, Coverage, Granularity, IntegerType, LayerChoices, Pattern, Quantizable, Threshold};
use crate::similar::nearest;
use serde_json::{Map, Value, json};

/// How a layer becomes integers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variant {
    /// How the range of its result follows from calibration.
    pub calibration: Threshold,
    /// Whether that range lies around 0: s8, and not u8 with a zero point.
    pub symmetric: bool,
    /// Scales of its weights.
    pub granularity: Granularity,
}

/// A layer, or a tensor of floats that becomes integers where a layer reads it so.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// The name of its operator.
    pub name: String,
    /// The name of its result, which is another one where bounds cut it off.
    pub result: String,
    /// What people call its operator; `input` and `tensor` for tensors.
    pub operator: String,
    /// At least one.
    pub variants: Vec<Variant>,
    pub may_be_float: bool,
    pub may_be_integer: bool,
}

impl Layer {
    /// Whether it is an input or what an operator in floats computes: something that only its readers make integers of.
    pub fn is_tensor(&self) -> bool {
        self.operator == INPUT || self.operator == TENSOR
    }

    /// Whether it can be both.
    pub fn is_open(&self) -> bool {
        self.may_be_float && self.may_be_integer
    }
}

/// The operator of an input.
pub const INPUT: &str = "input";
/// The operator of any other tensor that is computed in floats whatever is chosen.
pub const TENSOR: &str = "tensor";

/// The choice for one layer. One that is computed in floats has a variant as well: by it its result becomes integers where an integer layer reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Choice {
    pub float: bool,
    /// Index into [`Layer::variants`].
    pub variant: u16,
}

/// A value for everything that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Configuration {
    /// Index into [`Space::samples`].
    pub samples: usize,
    /// One for each of [`Space::layers`].
    pub choices: Vec<Choice>,
}

impl Configuration {
    /// The same with one layer in floats, or not.
    pub fn with_float(&self, layer: usize, float: bool) -> Self {
        let mut other = self.clone();
        other.choices[layer].float = float;
        other
    }
}

/// Everything that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// Numbers of calibration samples.
    pub samples: Vec<usize>,
    /// Tensors first, then layers, each in the order of the network.
    pub layers: Vec<Layer>,
    pub coverage: Coverage,
}

/// What is allowed for some layers; nothing said is nothing restricted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Restriction {
    /// All layers where there is none.
    pub of: Option<Pattern>,
    pub floats: Option<bool>,
    pub integers: Option<bool>,
    pub calibrations: Option<Vec<Threshold>>,
    pub symmetric: Option<Vec<bool>>,
    pub granularities: Option<Vec<Granularity>>,
}

/// The share of the numbers that calibration by percentile keeps.
pub const PERCENTILE: f64 = 99.99;
const CALIBRATIONS: [(&str, Threshold); 4] =
    [("naive", Threshold::Naive), ("entropy", Threshold::Entropy), ("percentile", Threshold::Percentile(PERCENTILE)), ("mse", Threshold::MeanSquare)];

/// The name of a calibration method.
pub fn calibration_name(calibration: Threshold) -> &'static str {
    match calibration {
        Threshold::Naive => "naive",
        Threshold::Entropy => "entropy",
        Threshold::Percentile(_) => "percentile",
        Threshold::MeanSquare => "mse",
    }
}

/// The calibration method of a name: ours, or one of Neural Compressor (`minmax`, `kl`).
pub fn calibration_of(name: &str) -> Option<Threshold> {
    let name = match name {
        "minmax" => "naive",
        "kl" => "entropy",
        other => other,
    };
    CALIBRATIONS.iter().find(|(known, _)| *known == name).map(|(_, calibration)| *calibration)
}

impl Space {
    /// All that is possible with `tensors` (names, and whether they are inputs) and `layers` (the names of each, that of its result first and that of its operator last,
    /// with what the quantizer says of it), within `restrictions`.
    ///
    /// # Errors
    /// `Usage` where a restriction means no layer, or leaves nothing to choose.
    pub fn new(
        tensors: &[(&str, bool)],
        layers: &[(Vec<&str>, &Quantizable)],
        samples: Vec<usize>,
        coverage: Coverage,
        restrictions: &[Restriction],
    ) -> Result<Self> {
        let names = || tensors.iter().map(|(name, _)| *name).chain(layers.iter().flat_map(|(names, _)| names.iter().copied()));
        for pattern in restrictions.iter().filter_map(|restriction| restriction.of.as_ref()) {
            let operators = || layers.iter().flat_map(|(_, layer)| layer.operators.iter().copied());
            if !(tensors.iter().any(|(name, _)| pattern.matches(&[name], &[])) || layers.iter().any(|(names, layer)| pattern.matches(names, layer.operators))) {
                return Err(pattern.unmatched(names(), operators()));
            }
        }
        let tensor = |&(name, is_input): &(&str, bool)| layer(&[name], if is_input { &[INPUT] } else { &[TENSOR] }, false, restrictions);
        let of = |(names, kind): &(Vec<&str>, &Quantizable)| layer(names, kind.operators, kind.fully_connected, restrictions);
        let layers: Vec<Layer> = tensors.iter().map(tensor).chain(layers.iter().map(of)).collect::<Result<_>>()?;
        if !layers.iter().any(|layer| layer.may_be_integer && !layer.is_tensor()) {
            return Err(Diagnostic::error(Code::Usage, "no layer of the network may become integers")
                .hint("convolutions, fully connected layers, sums and averages can; are they excluded, or is the network quantized already?"));
        }
        Ok(Self { samples, layers, coverage })
    }

    /// Every variant of any layer, each once: what can be chosen for all layers alike.
    pub fn variants(&self) -> Vec<Variant> {
        let mut all: Vec<Variant> = Vec::new();
        for variant in self.layers.iter().flat_map(|layer| &layer.variants) {
            if !all.contains(variant) {
                all.push(*variant);
            }
        }
        all
    }

    /// One variant for all layers, as near as each allows; integers wherever they may be.
    pub fn uniform(&self, samples: usize, wanted: Variant) -> Configuration {
        let nearest = |layer: &Layer| {
            let distance = |variant: &Variant| {
                (variant.calibration != wanted.calibration, variant.symmetric != wanted.symmetric, variant.granularity != wanted.granularity)
            };
            (0..layer.variants.len()).min_by_key(|&at| (distance(&layer.variants[at]), at)).unwrap_or(0) as u16
        };
        let choice = |layer: &Layer| Choice { float: !layer.may_be_integer && !layer.is_tensor(), variant: nearest(layer) };
        Configuration { samples, choices: self.layers.iter().map(choice).collect() }
    }

    /// Layers that may be chosen to be floats or integers.
    pub fn open(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.layers.len()).filter(|&layer| self.layers[layer].is_open())
    }

    /// The names of layers in floats.
    pub fn floats(&self, configuration: &Configuration) -> Vec<&str> {
        self.layers.iter().zip(&configuration.choices).filter(|(_, choice)| choice.float).map(|(layer, _)| layer.name.as_str()).collect()
    }

    /// What the quantizer is told.
    pub fn choices(&self, configuration: &Configuration) -> Choices {
        let name = |layer: &Layer| Pattern::Exactly(layer.result.clone());
        let decided = |(layer, choice): (&Layer, &Choice)| {
            let Variant { calibration, symmetric, granularity } = layer.variants[usize::from(choice.variant)];
            let integers = if symmetric { IntegerType::Signed } else { IntegerType::Auto };
            (name(layer), LayerChoices { threshold: Some(calibration), integers: Some(integers), granularity: Some(granularity) })
        };
        Choices {
            threshold: Some(Threshold::Naive),
            integers: IntegerType::Auto,
            coverage: self.coverage,
            granularity: Granularity::Channel,
            excluded: self.layers.iter().zip(&configuration.choices).filter(|(_, choice)| choice.float).map(|(layer, _)| name(layer)).collect(),
            only: Vec::new(),
            layers: self.layers.iter().zip(&configuration.choices).map(decided).collect(),
        }
    }

    /// The choices for a head of a history: equal texts are equal spaces.
    pub fn json(&self) -> Value {
        let layer = |layer: &Layer| {
            let kinds = match (layer.may_be_integer, layer.may_be_float) {
                (true, true) => "both",
                (true, false) => "integers",
                (false, _) => "floats",
            };
            let variants: Vec<Value> = layer.variants.iter().map(|variant| Value::Object(variant_json(variant))).collect();
            json!({ "name": layer.name, "result": layer.result, "operator": layer.operator, "may_be": kinds, "variants": variants })
        };
        json!({ "samples": self.samples, "layers": self.layers.iter().map(layer).collect::<Vec<_>>() })
    }

    /// The space of a head of a history.
    ///
    /// # Errors
    /// `Malformed` where it is none.
    pub fn parse(value: &Value, coverage: Coverage) -> Result<Self> {
        let wrong = || Diagnostic::error(Code::Malformed, "the history describes no space of configurations").hint("it is damaged, or of another version");
        let layer = |value: &Value| {
            let text = |key: &str| value.get(key)?.as_str();
            let (may_be_integer, may_be_float) = match text("may_be")? {
                "both" => (true, true),
                "integers" => (true, false),
                "floats" => (false, true),
                _ => return None,
            };
            let variants = value.get("variants")?.as_array()?.iter().map(|variant| parse_variant(Some(variant), FIRST).ok()).collect::<Option<Vec<_>>>()?;
            let layer = Layer {
                name: text("name")?.to_owned(),
                result: text("result")?.to_owned(),
                operator: text("operator")?.to_owned(),
                variants,
                may_be_float,
                may_be_integer,
            };
            (!layer.variants.is_empty()).then_some(layer)
        };
        let samples = |value: &Value| value.as_array()?.iter().map(|count| count.as_u64().map(|count| count as usize)).collect::<Option<Vec<_>>>();
        let layers = |value: &Value| value.as_array()?.iter().map(layer).collect::<Option<Vec<_>>>();
        let samples = value.get("samples").and_then(samples).filter(|samples| !samples.is_empty()).ok_or_else(wrong)?;
        let layers = value.get("layers").and_then(layers).filter(|layers| !layers.is_empty()).ok_or_else(wrong)?;
        Ok(Self { samples, layers, coverage })
    }

    /// A configuration in the words of `graver quantize --config`: `base` is what most layers have, `layers` what others have.
    pub fn configuration_json(&self, configuration: &Configuration) -> Value {
        let of = |at: usize| self.layers[at].variants[usize::from(configuration.choices[at].variant)];
        let count = |variant: &Variant| (0..self.layers.len()).filter(|&at| of(at) == *variant).count();
        let mut base = of(0);
        for variant in self.variants() {
            if count(&variant) > count(&base) {
                base = variant;
            }
        }
        let mut layers = Map::new();
        for (at, (layer, choice)) in self.layers.iter().zip(&configuration.choices).enumerate() {
            let mut own = variant_json(&of(at));
            let of_base = variant_json(&base);
            own.retain(|key, value| of_base.get(key) != Some(value));
            if choice.float {
                own.insert("float".into(), true.into());
            }
            if !own.is_empty() {
                layers.insert(layer.name.clone(), Value::Object(own));
            }
        }
        json!({ "samples": self.samples[configuration.samples], "base": variant_json(&base), "layers": layers })
    }

    /// The configuration that such a text means. What is not said of a layer is what `base` says, as near as the layer allows.
    ///
    /// # Errors
    /// `Malformed` for what is no configuration of this space.
    pub fn parse_configuration(&self, value: &Value) -> Result<Configuration> {
        let wrong = |message: String| {
            Diagnostic::error(Code::Malformed, message)
                .hint(r#"a configuration looks like {"samples": 100, "base": {"calib-mode": "naive"}, "layers": {"conv0": {"float": true}}}"#)
        };
        let object = value.as_object().ok_or_else(|| wrong("a configuration is a JSON object".into()))?;
        if let Some(key) = object.keys().find(|key| !["samples", "base", "layers"].contains(&key.as_str())) {
            return Err(wrong(format!("a configuration has no \"{key}\"")));
        }
        let samples = match object.get("samples") {
            None => self.samples.len() - 1,
            Some(count) => self
                .samples
                .iter()
                .position(|samples| Some(*samples as u64) == count.as_u64())
                .ok_or_else(|| wrong(format!("{count} samples are not among {:?}", self.samples)))?,
        };
        let base = parse_variant(object.get("base"), FIRST).map_err(wrong)?;
        let mut configuration = self.uniform(samples, base);
        let Some(layers) = object.get("layers") else { return Ok(configuration) };
        for (name, own) in layers.as_object().ok_or_else(|| wrong("\"layers\" is a JSON object".into()))? {
            let unknown = || {
                let near = nearest(name, self.layers.iter().map(|layer| layer.name.as_str()), 1).join("");
                wrong(format!("there is no layer '{name}' to decide about; did you mean {near}?"))
            };
            let at = self.layers.iter().position(|layer| layer.name == *name).ok_or_else(unknown)?;
            let layer = &self.layers[at];
            let wanted = parse_variant(Some(own), base).map_err(wrong)?;
            configuration.choices[at] = self.uniform(samples, wanted).choices[at];
            let float = own.get("float").and_then(Value::as_bool).unwrap_or(configuration.choices[at].float);
            if layer.is_tensor() && float || !layer.is_tensor() && (if float { !layer.may_be_float } else { !layer.may_be_integer }) {
                return Err(wrong(format!("'{name}' may not be {}", if float { "floats" } else { "integers" })));
            }
            configuration.choices[at].float = float;
        }
        Ok(configuration)
    }
}

/// What is tried first, and where nothing is said.
const FIRST: Variant = Variant { calibration: Threshold::Naive, symmetric: false, granularity: Granularity::Channel };

fn layer(names: &[&str], operators: &[&str], fully_connected: bool, restrictions: &[Restriction]) -> Result<Layer> {
    let is_tensor = operators == [INPUT] || operators == [TENSOR];
    let meant = |restriction: &&Restriction| match &restriction.of {
        None => true,
        Some(pattern) => pattern.matches(names, operators),
    };
    let restrictions = || restrictions.iter().rev().filter(meant);
    let calibrations = restrictions().find_map(|r| r.calibrations.clone()).unwrap_or_else(|| CALIBRATIONS.map(|(_, calibration)| calibration).to_vec());
    let symmetric = restrictions().find_map(|r| r.symmetric.clone()).unwrap_or_else(|| vec![false, true]);
    let granularities = match fully_connected {
        true => restrictions().find_map(|r| r.granularities.clone()).unwrap_or_else(|| vec![Granularity::Channel, Granularity::Tensor]),
        false => vec![Granularity::Channel],
    };
    let mut variants = Vec::new();
    for &granularity in &granularities {
        for &symmetric in &symmetric {
            variants.extend(calibrations.iter().map(|&calibration| Variant { calibration, symmetric, granularity }));
        }
    }
    let may_be_float = !is_tensor && restrictions().find_map(|r| r.floats).unwrap_or(true);
    let may_be_integer = restrictions().find_map(|r| r.integers).unwrap_or(true);
    if variants.is_empty() || !(may_be_float || may_be_integer) {
        return Err(Diagnostic::error(Code::Usage, "the restrictions leave nothing to choose for this layer")
            .at(names.last().copied().unwrap_or_default())
            .hint("allow at least one value of each kind"));
    }
    Ok(Layer {
        name: names.last().map_or(String::new(), |name| (*name).to_owned()),
        result: names.first().map_or(String::new(), |name| (*name).to_owned()),
        operator: operators.first().map_or(String::new(), |operator| (*operator).to_owned()),
        variants,
        may_be_float,
        may_be_integer,
    })
}

fn variant_json(variant: &Variant) -> Map<String, Value> {
    let granularity = if variant.granularity == Granularity::Tensor { "tensor" } else { "channel" };
    let entries =
        [("calib-mode", calibration_name(variant.calibration)), ("dtype", if variant.symmetric { "int8" } else { "auto" }), ("granularity", granularity)];
    entries.into_iter().map(|(key, text)| (key.to_owned(), Value::from(text))).collect()
}

/// `base` but for what the text says.
fn parse_variant(value: Option<&Value>, base: Variant) -> Result<Variant, String> {
    let mut variant = base;
    let Some(value) = value else { return Ok(variant) };
    for (key, value) in value.as_object().ok_or("what is decided about a layer is a JSON object")? {
        let text = value.as_str().unwrap_or_default();
        match (key.as_str(), text) {
            ("calib-mode", name) => variant.calibration = calibration_of(name).ok_or_else(|| format!("there is no calibration '{name}'"))?,
            ("dtype", "auto" | "int8") => variant.symmetric = text == "int8",
            ("granularity", "tensor") => variant.granularity = Granularity::Tensor,
            ("granularity", "channel") => variant.granularity = Granularity::Channel,
            ("float", _) if value.is_boolean() => {}
            _ => return Err(format!("\"{key}\": {value} decides nothing about a layer")),
        }
    }
    Ok(variant)
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::graph::ValueId;

    /// An input, three convolutions, a sum and a fully connected layer, within restrictions.
    pub fn space(restrictions: &[Restriction]) -> Result<Space> {
        let kind = |operators: &'static [&'static str], fully_connected| Quantizable {
            value: ValueId(0),
            operators,
            weighted: true,
            fully_connected,
            reads: Vec::new(),
        };
        let (conv, add, fc) = (kind(&["Conv", "Convolution"], false), kind(&["Add"], false), kind(&["Gemm"], true));
        Space::new(
            &[("x", true)],
            &[(vec!["a"], &conv), (vec!["b.relu", "b"], &conv), (vec!["c"], &conv), (vec!["sum"], &add), (vec!["fc"], &fc)],
            vec![8, 64],
            Coverage::Smart,
            restrictions,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::testing::space;
    use super::*;

    #[test]
    fn configurations_are_text_and_back() {
        let space = space(&[]).unwrap();
        assert_eq!((space.layers.len(), space.layers[0].variants.len(), space.layers[5].variants.len(), space.variants().len()), (6, 8, 16, 16));
        assert_eq!(Space::parse(&space.json(), Coverage::Smart).unwrap(), space);
        assert_eq!(Space::parse(&json!({ "samples": [1], "layers": [{}] }), Coverage::Smart).unwrap_err().code, Code::Malformed);
        let mut configuration = space.uniform(1, Variant { calibration: Threshold::Entropy, symmetric: true, granularity: Granularity::Tensor });
        configuration.choices[2] = Choice { float: true, variant: 2 };
        configuration.choices[4].float = true;
        let text = space.configuration_json(&configuration);
        let expected = json!({
            "samples": 64,
            "base": { "calib-mode": "entropy", "dtype": "int8", "granularity": "channel" },
            "layers": { "b": { "calib-mode": "percentile", "dtype": "auto", "float": true }, "sum": { "float": true }, "fc": { "granularity": "tensor" } },
        });
        assert_eq!((&text, space.floats(&configuration)), (&expected, vec!["b", "sum"]));
        assert_eq!(space.parse_configuration(&text).unwrap(), configuration);
        assert_eq!(space.parse_configuration(&json!({})).unwrap(), space.uniform(1, FIRST));
        for bad in [
            json!([]),
            json!({ "samples": 9 }),
            json!({ "layer": {} }),
            json!({ "layers": { "d": {} } }),
            json!({ "layers": { "x": { "float": true } } }),
            json!({ "layers": { "a": { "calib-mode": "none" } } }),
            json!({ "base": { "dtype": 7 } }),
        ] {
            assert_eq!(space.parse_configuration(&bad).unwrap_err().code, Code::Malformed, "{bad}");
        }
    }

    #[test]
    fn restrictions_leave_less() {
        let of = |pattern: &str| Restriction { of: Some(Pattern::parse(pattern)), ..Restriction::default() };
        let naive = Restriction { calibrations: Some(vec![Threshold::Naive]), symmetric: Some(vec![false]), ..Restriction::default() };
        let restricted =
            space(&[naive.clone(), Restriction { floats: Some(false), ..of("a") }, Restriction { integers: Some(false), ..of("op:add") }]).unwrap();
        assert_eq!(restricted.layers.iter().map(|layer| layer.variants.len()).collect::<Vec<_>>(), [1, 1, 1, 1, 1, 2]);
        assert_eq!(restricted.open().collect::<Vec<_>>(), [2, 3, 5]);
        let base = restricted.uniform(0, FIRST);
        assert_eq!(restricted.floats(&base), ["sum"]);
        let choices = restricted.choices(&base.with_float(2, true));
        assert_eq!(choices.excluded, ["b.relu", "sum"].map(|name| Pattern::Exactly(name.into())));
        assert_eq!(choices.layers[1].1.integers, Some(IntegerType::Auto));
        assert!(space(&[of("conv")]).unwrap_err().message.contains("conv"));
        assert_eq!(space(&[Restriction { calibrations: Some(Vec::new()), ..Restriction::default() }]).unwrap_err().code, Code::Usage);
        assert_eq!(space(&[Restriction { integers: Some(false), ..Restriction::default() }]).unwrap_err().code, Code::Usage);
    }
}
