//! Single layers in the notation of benchdnn (`ic64ih56oc64kh3ph1`), as graphs with seeded weights.

use graver::graph::{DType, End, Epilogue, Graph, Op, Operand, Output, Scale, Shape, Step, Tensor, TensorData, TensorType, Window};
use std::fmt;
use std::str::FromStr;

/// A convolution; a fully connected layer is a 1x1 convolution of a 1x1 image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    pub batch: usize,
    pub groups: usize,
    pub input_channels: usize,
    pub output_channels: usize,
    /// Height and width
    pub image: [usize; 2],
    pub window: Window,
    /// Whether a tensor of the output's shape is added before the result is stored
    pub residual: bool,
}

impl FromStr for Layer {
    type Err = String;

    /// Letters name what the number after them says: `mb` batch, `g` groups, `ic` `oc` channels, `ih` `iw` image, `kh` `kw` kernel, `sh`
    /// `sw` stride, `ph` `pw` padding before and after, `dh` `dw` dilation (0 is dense, as in benchdnn); `res` adds a residual. A width that
    /// is not given is the height.
    fn from_str(text: &str) -> Result<Self, String> {
        let keys = ["mb", "g", "ic", "oc", "ih", "iw", "kh", "kw", "sh", "sw", "ph", "pw", "dh", "dw"];
        let mut given = [None; 14];
        let mut residual = false;
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("res") {
                (residual, rest) = (true, after);
                continue;
            }
            let letters = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
            let (key, after) = rest.split_at(letters);
            let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            let (number, after) = after.split_at(digits);
            let index = keys.iter().position(|k| *k == key).ok_or_else(|| format!("'{key}' in '{text}' is none of {}", keys.join(", ")))?;
            let number: usize = number.parse().map_err(|_| format!("no number after '{key}' in '{text}'"))?;
            if number > 1 << 20 {
                return Err(format!("{key}{number} is too large"));
            }
            given[index] = Some(number);
            rest = after;
        }
        let value = |key: &str| keys.iter().position(|k| *k == key).and_then(|i| given[i]);
        let pair = |first: &str, second: &str, default: usize| {
            let first = value(first).unwrap_or(default);
            [first, value(second).unwrap_or(first)]
        };
        let required = |key: &str| value(key).ok_or_else(|| format!("'{text}' does not say {key}"));
        let padding = pair("ph", "pw", 0);
        let dilation = pair("dh", "dw", 0);
        let layer = Self {
            batch: value("mb").unwrap_or(1),
            groups: value("g").unwrap_or(1),
            input_channels: required("ic")?,
            output_channels: required("oc")?,
            image: pair("ih", "iw", 1),
            window: Window {
                kernel: pair("kh", "kw", 1),
                stride: pair("sh", "sw", 1),
                dilation: [dilation[0] + 1, dilation[1] + 1],
                pad_before: padding,
                pad_after: padding,
            },
            residual,
        };
        layer.check().map(|()| layer)
    }
}

impl fmt::Display for Layer {
    /// The notation, with what is not its default.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut one = |key: &str, value: usize, default: usize| if value == default { Ok(()) } else { write!(f, "{key}{value}") };
        let Window { kernel, stride, dilation, pad_before, .. } = self.window;
        one("mb", self.batch, 1)?;
        one("g", self.groups, 1)?;
        one("ic", self.input_channels, 0)?;
        one("oc", self.output_channels, 0)?;
        let dilation = dilation.map(|d| d - 1);
        for ([first, second], [height, width], default) in
            [(["ih", "iw"], self.image, 1), (["kh", "kw"], kernel, 1), (["sh", "sw"], stride, 1), (["ph", "pw"], pad_before, 0), (["dh", "dw"], dilation, 0)]
        {
            // A width that is not the height has to be said even where it is the default.
            if height != width || height != default {
                one(first, height, usize::MAX)?;
            }
            one(second, width, height)?;
        }
        f.write_str(if self.residual { "res" } else { "" })
    }
}

impl Layer {
    /// Whether the groups divide the channels.
    ///
    /// # Errors
    /// A sentence that says where they do not.
    pub fn check(&self) -> Result<(), String> {
        let divides = self.groups > 0 && self.input_channels.is_multiple_of(self.groups) && self.output_channels.is_multiple_of(self.groups);
        match divides {
            true => Ok(()),
            false => Err(format!("{} groups do not divide {} and {} channels", self.groups, self.input_channels, self.output_channels)),
        }
    }

    /// The layer between an input and an output; what moves them in and out are nodes of their own.
    pub fn graph(&self, name: &str) -> Result<Graph, String> {
        let shape = |extents: &[usize]| Shape::new(extents).map_err(|d| d.to_string());
        let scale = Scale::new(1.0).map_err(|d| d.to_string())?;
        let extent = |axis: usize| self.window.output_extent(axis, self.image[axis]).ok_or_else(|| format!("{name}: the window does not fit the image"));
        let input_shape = shape(&[self.batch, self.input_channels, self.image[0], self.image[1]])?;
        let output_shape = shape(&[self.batch, self.output_channels, extent(0)?, extent(1)?])?;
        let weight_shape = shape(&[self.output_channels, self.input_channels / self.groups, self.window.kernel[0], self.window.kernel[1]])?;

        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let weights: Vec<i8> = (0..weight_shape.volume())
            .map(|_| {
                // xorshift64 (Marsaglia 2003)
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 56) as i8
            })
            .collect();
        let constant = |shape: Shape, data: TensorData| Tensor::new(shape, data).map_err(|d| d.to_string());
        let channels = self.output_channels;

        let mut graph = Graph::new(name);
        let data = graph.push_input("data", TensorType::quantized(DType::U8, input_shape, scale, 0));
        let weight = graph.push_constant("weight", constant(weight_shape, TensorData::S8(weights.into()))?);
        let bias = graph.push_constant("bias", constant(shape(&[channels])?, TensorData::S32(vec![100; channels].into()))?);
        let multiplier = graph.push_constant("multiplier", constant(shape(&[channels])?, TensorData::F32(vec![0.001; channels].into()))?);
        let mut steps = vec![Step::Convert, Step::Multiply(Operand::Value(multiplier))];
        let output_type = TensorType::quantized(DType::U8, output_shape, scale, 0);
        if self.residual {
            let value = graph.push_input("residual", output_type.clone());
            steps.push(graph.residual(value, Operand::Constant(0.5)));
        }
        steps.push(Step::Maximum(Operand::Constant(0.0)));
        let op = Op::Convolution { window: self.window, groups: self.groups };
        let layer = graph.push_node(name, output_type, op, [data, weight, bias], Some(Epilogue::new(steps, saturate())));
        graph.outputs.push(Output { name: "output".into(), value: layer });
        Ok(graph)
    }
}

fn saturate() -> End {
    End::Saturate { zero_point: 0, lo: 0, hi: 255 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use graver::graph::verify;

    #[test]
    fn notation_is_read() {
        let layer: Layer = "mb2ic64ih56oc128kh3sh2ph1res".parse().unwrap();
        assert_eq!((layer.batch, layer.input_channels, layer.output_channels, layer.image), (2, 64, 128, [56, 56]));
        assert_eq!((layer.window.kernel, layer.window.stride, layer.window.pad_after, layer.window.dilation), ([3, 3], [2, 2], [1, 1], [1, 1]));
        assert!(layer.residual);
        let layer: Layer = "ic8oc8g8ih9iw5kh3kw1dh1".parse().unwrap();
        assert_eq!((layer.groups, layer.image, layer.window.kernel, layer.window.dilation), (8, [9, 5], [3, 1], [2, 2]));
        assert_eq!(layer.to_string(), "g8ic8oc8ih9iw5kh3kw1dh1");
        for bad in ["", "ic64", "ic64oc", "ic64oc64zz3", "ic64oc64g3", "ic64oc64ih99999999999"] {
            assert!(bad.parse::<Layer>().is_err(), "{bad}");
        }
    }

    #[test]
    fn graphs_are_valid() {
        for text in ["ic64ih8oc32kh3ph1", "ic16oc16g16ih7kh3ph1", "ic64oc10", "ic16ih8oc16res"] {
            let graph = text.parse::<Layer>().unwrap().graph(text).unwrap();
            verify(&graph).unwrap();
        }
    }
}
