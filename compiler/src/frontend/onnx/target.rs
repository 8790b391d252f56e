//! What comes after an operator: perhaps the QuantizeLinear that makes one integer node of both.
//!
//! An activation between the two becomes part of the range; what only moves elements in between changes nothing.

use super::import::Importer;
use super::node::Node;
use crate::diagnostic::Result;
use crate::graph::{DType, Scale};
use crate::onnx_file::{Array, ElementType};
use crate::qlinear::Quantized;

/// Where the result of an operator ends up.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Type, scale and zero point that QuantizeLinear asks for, with the bounds that an activation leaves.
    pub quantized: Quantized,
    /// What the integers are called: QuantizeLinear's result, or the node's own where elements are moved in between.
    pub name: String,
    /// The activation's node, where there is one.
    activation: Option<usize>,
}

/// Operators that move elements, and those that do nothing while a network is not trained.
const MOVING: [&str; 7] = ["Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "Identity", "Dropout"];

impl<'m> Importer<'m> {
    /// The QuantizeLinear behind the first result of a node, if the node can end in it; otherwise why not.
    pub fn target(&mut self, node: &Node<'m>) -> Result<Target, String> {
        let mut name = node.output(0).ok_or("it has no result")?;
        let own = name;
        let mut moved = false;
        let mut activation: Option<(usize, [f32; 2])> = None;
        loop {
            if self.outputs.contains(name) {
                return Err(format!("its result '{name}' is an output of the network"));
            }
            let next = match *self.consumers(name) {
                [next] => self.nodes[next],
                ref readers => return Err(format!("its result '{name}' is read {} times", readers.len())),
            };
            if next.input(0) != Some(name) {
                return Err(format!("its result '{name}' is no data of {}", next.operator()));
            }
            if next.is("QuantizeLinear") {
                let quantized = self.quantized_type(&next).map_err(|reason| format!("QuantizeLinear '{}' {reason}", next.name()))?;
                let (lo, hi) = activation.map_or((f32::NEG_INFINITY, f32::INFINITY), |(_, [lo, hi])| (lo, hi));
                let target = Target {
                    quantized: quantized.clamped(lo, hi).ok_or("the activation leaves no range")?,
                    name: if moved { own.to_owned() } else { next.output(0).ok_or("QuantizeLinear has no result")?.to_owned() },
                    activation: activation.map(|(index, _)| index),
                };
                return Ok(target);
            }
            if MOVING.iter().any(|operator| next.is(operator)) {
                // Nothing happens to the elements.
                moved = true;
            } else if let Some(range) = self.activation_range(&next).filter(|_| activation.is_none()) {
                activation = Some((next.index, range));
            } else {
                return Err(format!("its result '{name}' goes to {}, not to QuantizeLinear", next.operator()));
            }
            name = next.output(0).ok_or_else(|| format!("{} has no result", next.operator()))?;
        }
    }

    /// Notes that the node computes the activation too.
    pub fn absorb(&mut self, target: &Target) {
        self.absorbed.extend(target.activation);
    }

    /// What Relu and Clip cut off.
    fn activation_range(&mut self, node: &Node<'m>) -> Option<[f32; 2]> {
        if node.is("Relu") {
            return Some([0.0, f32::INFINITY]);
        }
        if !node.is("Clip") {
            return None;
        }
        let mut bound = |index: usize, key: &str, default: f32| match node.input(index) {
            Some(name) => self.ahead(name)?.single_float().ok(),
            None => Some(node.float(key).unwrap_or(default)),
        };
        Some([bound(1, "min", f32::NEG_INFINITY)?, bound(2, "max", f32::INFINITY)?])
    }

    /// Type, scale and zero point of a QuantizeLinear with one scale for the whole tensor.
    pub fn quantized_type(&mut self, node: &Node<'m>) -> Result<Quantized, String> {
        let constant = |array: Option<Array>, what: &str| array.ok_or(format!("has a {what} that is computed when the model runs"));
        let scale = constant(self.ahead(node.input(1).ok_or("has no scale")?), "scale")?;
        let zero_point = match node.input(2) {
            Some(name) => Some(constant(self.ahead(name), "zero point")?),
            None => None,
        };
        let ty = match (&zero_point, node.integer("output_dtype").filter(|&t| t != 0)) {
            (Some(zero_point), _) => zero_point.ty,
            (None, Some(number)) => ElementType::from_number(number as i32).map_err(|d| d.message)?,
            (None, None) => ElementType::U8,
        };
        let dtype = match ty {
            ElementType::U8 => DType::U8,
            ElementType::S8 => DType::S8,
            other => return Err(format!("gives {}; 8-bit integers are compiled", other.name())),
        };
        let scale = scale.single_float().map_err(|_| "has more than one scale".to_owned())?;
        let zero_point = zero_point.map_or(Ok(0), |z| z.single_integer()).map_err(|_| "has more than one zero point".to_owned())?;
        let scale = Scale::new(scale).map_err(|d| d.message)?;
        let zero_point = i32::try_from(zero_point).map_err(|_| "has a zero point beyond its type")?;
        Quantized::new(dtype, scale, zero_point).map_err(|d| d.message)
    }
}
