//! How far each layer of a quantized network is from the same layer in floats.

use super::bars::{Bar, Bars};
use super::table::{Side, table};
use serde_json::{Value, json};

/// A tensor that both networks compute, over all samples.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LayerNoise {
    /// Its name in the network in floats.
    pub name: String,
    /// Its name in the quantized network.
    pub quantized_name: String,
    /// The operator that computes it, `input` for what is handed in.
    pub operator: String,
    /// Whether the quantized network computes it with integers.
    pub integers: bool,
    /// Σ x² of the network in floats.
    pub signal: f64,
    /// Σ (x − y)² against the quantized network.
    pub noise: f64,
    /// The rows that it is computed from.
    pub sources: Vec<usize>,
}

impl LayerNoise {
    /// Counts the numbers of one sample.
    pub fn add(&mut self, floats: &[f32], quantized: impl Iterator<Item = f64>) {
        for (&x, y) in floats.iter().zip(quantized) {
            let x = f64::from(x);
            self.signal += x * x;
            self.noise += (x - y) * (x - y);
        }
    }

    /// Power of the noise as a share of that of the signal; no signal counts as 1.
    fn share(&self) -> f64 {
        if self.signal > 0.0 { self.noise / self.signal } else { self.noise }
    }
}

/// All layers, in the order in which they are computed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LayerNoises {
    pub layers: Vec<LayerNoise>,
}

/// Layers that are suggested at most.
const SUGGESTIONS: usize = 3;
/// Further layers are suggested whose own noise is at least this share of the largest.
const NOTEWORTHY: f64 = 0.25;

fn decibels(share: f64) -> f64 {
    -10.0 * share.log10()
}

fn ratio(share: f64) -> String {
    if share > 0.0 { format!("{:.1} dB", decibels(share)) } else { String::from("exact") }
}

/// An infinite ratio is null.
fn ratio_json(share: f64) -> Value {
    if share > 0.0 { json!(decibels(share)) } else { Value::Null }
}

impl LayerNoises {
    /// The noise that a layer has beyond the noisiest tensor that it is computed from, as a share of its signal.
    fn own(&self, layer: &LayerNoise) -> f64 {
        let brought = layer.sources.iter().filter_map(|&source| self.layers.get(source)).map(LayerNoise::share).fold(0.0, f64::max);
        (layer.share() - brought).max(0.0)
    }

    /// The noisiest layers first; of equal ones the earlier.
    fn worst_first(&self) -> Vec<&LayerNoise> {
        let mut layers: Vec<&LayerNoise> = self.layers.iter().collect();
        layers.sort_by(|a, b| b.share().total_cmp(&a.share()));
        layers
    }

    /// Integer layers that add most noise of their own: first what helps most in floats.
    pub fn suggested(&self) -> Vec<&str> {
        let mut layers: Vec<(&LayerNoise, f64)> =
            self.layers.iter().filter(|layer| layer.integers && layer.operator != "input").map(|layer| (layer, self.own(layer))).collect();
        layers.sort_by(|a, b| b.1.total_cmp(&a.1));
        let least = layers.first().map_or(0.0, |(_, own)| own * NOTEWORTHY);
        layers.iter().filter(|(_, own)| *own > 0.0 && *own >= least).take(SUGGESTIONS).map(|(layer, _)| layer.name.as_str()).collect()
    }

    /// Options of `graver quantize` that leave the suggested layers in floats.
    pub fn suggestion(&self) -> String {
        self.suggested().into_iter().map(|name| format!("--exclude {}", quoted(name))).collect::<Vec<_>>().join(" ")
    }

    /// For people: the worst layers first.
    pub fn table(&self) -> String {
        let rows = self.worst_first().into_iter().map(|layer| {
            let kind = if layer.integers { "integers" } else { "floats" };
            vec![layer.name.clone(), layer.operator.clone(), kind.to_owned(), ratio(layer.share()), ratio(self.own(layer))]
        });
        let (left, right) = (Side::Left, Side::Right);
        table(&[("layer", left), ("what", left), ("in", left), ("SQNR", right), ("of its own", right)], rows)
    }

    /// For scripts: the worst layers first. A ratio without noise is null.
    pub fn json(&self) -> Value {
        let row = |layer: &LayerNoise| {
            json!({
                "name": layer.name,
                "quantized_name": layer.quantized_name,
                "operator": layer.operator,
                "integers": layer.integers,
                "sqnr_db": ratio_json(layer.share()),
                "own_sqnr_db": ratio_json(self.own(layer)),
            })
        };
        json!({ "layers": self.worst_first().into_iter().map(row).collect::<Vec<_>>(), "suggested": self.suggested() })
    }

    /// A picture: the layers in the order in which they are computed, the suggested ones red.
    pub fn svg(&self, title: &str) -> String {
        let suggested = self.suggested();
        let bar = |layer: &LayerNoise| Bar {
            name: layer.name.clone(),
            length: if layer.share() > 0.0 { decibels(layer.share()) } else { f64::INFINITY },
            label: ratio(layer.share()),
            colour: match (layer.integers, suggested.contains(&layer.name.as_str())) {
                (_, true) => "#d62728",
                (true, false) => "#6baed6",
                (false, false) => "#c8c8c8",
            },
        };
        let legend = vec![("integers", "#6baed6"), ("floats", "#c8c8c8"), ("adds most noise", "#d62728")];
        Bars { title: format!("{title}: signal to quantization noise, dB"), legend, bars: self.layers.iter().map(bar).collect() }.svg()
    }
}

/// A name as a shell passes it on.
fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,+@%=".contains(c);
    if name.chars().all(plain) && !name.is_empty() { name.to_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, operator: &str, noise: f64, sources: &[usize]) -> LayerNoise {
        let integers = operator != "map";
        LayerNoise { name: name.into(), operator: operator.into(), integers, signal: 100.0, noise, sources: sources.into(), ..LayerNoise::default() }
    }

    fn network() -> LayerNoises {
        LayerNoises {
            layers: vec![
                layer("x", "input", 0.0, &[]),
                layer("a", "conv", 0.1, &[0]),
                layer("b c", "conv", 10.1, &[1]),
                layer("d", "map", 20.0, &[2]),
                layer("e", "fc", 14.0, &[1, 2]),
            ],
        }
    }

    #[test]
    fn numbers_are_counted() {
        let mut counted = layer("x", "conv", 0.0, &[]);
        counted.add(&[3.0, -4.0], [3.5, -4.0].into_iter());
        assert_eq!((counted.signal, counted.noise), (125.0, 0.25));
    }

    #[test]
    fn worst_layers_come_first_and_own_noise_is_suggested() {
        let network = network();
        let names: Vec<&str> = network.worst_first().iter().map(|layer| layer.name.as_str()).collect();
        assert_eq!(names, ["d", "e", "b c", "a", "x"]);
        // d is in floats already, and a adds a hundredth of what b adds.
        assert_eq!(network.suggested(), ["b c", "e"]);
        assert_eq!(network.suggestion(), "--exclude 'b c' --exclude e");
        let table = network.table();
        let row = |name: &str| table.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            (row("b c"), row("e"), row("x")),
            ("b c conv integers 10.0 dB 10.0 dB".into(), "e fc integers 8.5 dB 14.1 dB".into(), "x input integers exact exact".into())
        );
        let json = network.json();
        assert_eq!((&json["layers"][2]["name"], &json["layers"][4]["sqnr_db"], &json["suggested"][1]), (&json!("b c"), &Value::Null, &json!("e")));
    }

    #[test]
    fn pictures_show_every_layer_in_order() {
        let svg = network().svg("n<t");
        assert!(svg.starts_with("<svg") && svg.contains("n&lt;t") && svg.contains(">b c<"), "{svg}");
        assert!(svg.find(">a<") < svg.find(">e<"));
    }

    #[test]
    fn nothing_is_suggested_without_noise() {
        let quiet = LayerNoises { layers: vec![layer("a", "conv", 0.0, &[])] };
        assert_eq!((quiet.suggested().len(), quiet.suggestion()), (0, String::new()));
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
