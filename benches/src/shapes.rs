//! Layer shapes of other projects' benchmarks, from a JSON file: `{"conv/NETWORK": [{"name", "repeat", "groups", "ic", "ih", "iw", "oc", "kh", "kw",
//! "sh", "sw", "ph", "pw", "dilate_h", "dilate_w"}], "ip/NETWORK": [{"name", "mb", "ic", "ih", "iw", "oc"}]}`; a dilation of 1 is dense.

use crate::layer::Layer;
use graver::graph::Window;
use serde_json::Value;

/// A layer and how often its network has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedLayer {
    pub name: String,
    pub repeat: u64,
    pub layer: Layer,
}

/// What the lists name `conv/…` and `ip/…`; other lists and layers that are no layers of images are left out.
pub fn listed_layers(file: &Value) -> Vec<ListedLayer> {
    let lists = file.as_object().into_iter().flatten();
    let entries = lists.flat_map(|(list, entries)| entries.as_array().into_iter().flatten().map(move |entry| (list, entry)));
    entries
        .filter_map(|(list, entry)| {
            let layer = match list.split_once('/')?.0 {
                "conv" => convolution(entry)?,
                "ip" => fully_connected(entry)?,
                _ => return None,
            };
            layer.check().ok()?;
            let name = entry["name"].as_str().unwrap_or(list).to_owned();
            Some(ListedLayer { name, repeat: entry["repeat"].as_u64().unwrap_or(1).max(1), layer })
        })
        .collect()
}

/// A number that there must be, or a default.
fn number(entry: &Value, key: &str, default: Option<usize>) -> Option<usize> {
    entry[key].as_u64().map(|n| n as usize).or(default)
}

fn convolution(entry: &Value) -> Option<Layer> {
    let pair = |first: &str, second: &str, default: Option<usize>| Some([number(entry, first, default)?, number(entry, second, default)?]);
    let padding = pair("ph", "pw", Some(0))?;
    Some(Layer {
        batch: 1,
        groups: number(entry, "groups", Some(1))?,
        input_channels: number(entry, "ic", None)?,
        output_channels: number(entry, "oc", None)?,
        image: pair("ih", "iw", None)?,
        window: Window {
            kernel: pair("kh", "kw", None)?,
            stride: pair("sh", "sw", Some(1))?,
            dilation: pair("dilate_h", "dilate_w", Some(1))?,
            pad_before: padding,
            pad_after: padding,
        },
        residual: false,
    })
}

/// An image is one row of all its numbers, and the window is the whole image.
fn fully_connected(entry: &Value) -> Option<Layer> {
    let image = number(entry, "ih", Some(1))? * number(entry, "iw", Some(1))?;
    let window = Window { kernel: [1; 2], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
    Some(Layer {
        batch: number(entry, "mb", Some(1))?,
        groups: 1,
        input_channels: number(entry, "ic", None)? * image,
        output_channels: number(entry, "oc", None)?,
        image: [1, 1],
        window,
        residual: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_become_layers() {
        let file = json!({
            "source": "somewhere",
            "conv/net": [
                {"name": "a", "repeat": 4, "groups": 2, "ic": 8, "ih": 7, "iw": 5, "oc": 16, "kh": 3, "kw": 1, "sh": 2, "sw": 1, "ph": 1, "pw": 0, "dilate_h": 2, "dilate_w": 1},
                {"name": "no shape"},
            ],
            "ip/net": [{"name": "b", "mb": null, "ic": 512, "ih": 7, "iw": 7, "oc": 10}],
            "matmul/net": [{"name": "c", "ic": 1, "oc": 1}],
        });
        let found: Vec<_> = listed_layers(&file).iter().map(|l| (l.name.clone(), l.repeat, l.layer.to_string())).collect();
        let expected = [("a", 4, "g2ic8oc16ih7iw5kh3kw1sh2sw1ph1pw0dh1dw0"), ("b", 1, "ic25088oc10")];
        assert_eq!(found, expected.map(|(name, repeat, layer)| (name.to_owned(), repeat, layer.to_owned())));
        for layer in listed_layers(&file) {
            assert_eq!(layer.layer.to_string().parse::<Layer>().as_ref(), Ok(&layer.layer));
        }
    }
}
