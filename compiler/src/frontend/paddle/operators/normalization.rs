//! Normalizations.

use super::super::operator::Operator;
use super::super::translate::{Translator, float, integer};
use super::{activation, require_channels_first};
use crate::diagnostic::Result;

/// `batch_norm` at inference.
pub fn batch_norm<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_layout")?;
    let inputs = ["X", "Scale", "Bias", "Mean", "Variance"].map(|slot| operator.required(slot).and_then(|name| t.operand(name)));
    let inputs = inputs.into_iter().collect::<Result<Vec<_>>>()?;
    let attributes = [float("epsilon", operator.float("epsilon", 1e-5)?)];
    if !operator.boolean("fuse_with_relu", false) {
        return t.finish_with(operator, "Y", "BatchNormalization", inputs, attributes);
    }
    let value = t.part("BatchNormalization", inputs, &format!("{}.norm", operator.output("Y")?), attributes);
    activation::fused(t, operator, "Y", "relu", value)
}

/// `layer_norm` over all axes from `begin_norm_axis` on; scale and bias are lists in the file.
pub fn layer_norm<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let variable = operator.required("X")?;
    let axis = operator.integer("begin_norm_axis").unwrap_or(1);
    if axis + 1 != t.rank(variable)? as i64 {
        return Err(operator.unsupported("more than one axis"));
    }
    let mut inputs = vec![t.operand(variable)?];
    for slot in ["Scale", "Bias"] {
        match operator.input(slot) {
            Some(name) => inputs.push(t.operand(name)?),
            None => return Err(operator.unsupported(format!("no {slot}"))),
        }
    }
    t.finish_with(operator, "Y", "LayerNormalization", inputs, [integer("axis", axis), float("epsilon", operator.float("epsilon", 1e-5)?)])
}

/// `instance_norm`.
pub fn instance_norm<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let inputs = ["X", "Scale", "Bias"].map(|slot| operator.required(slot).and_then(|name| t.operand(name)));
    let inputs = inputs.into_iter().collect::<Result<Vec<_>>>()?;
    t.finish_with(operator, "Y", "InstanceNormalization", inputs, [float("epsilon", operator.float("epsilon", 1e-5)?)])
}

/// `affine_channel`: x · scale + bias for each channel.
pub fn affine_channel<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_layout")?;
    let variable = operator.required("X")?;
    let name = operator.output("Out")?;
    let mut value = t.operand(variable)?;
    let target = t.list(&format!("{name}.axes"), [vec![-1], vec![1; t.rank(variable)?.saturating_sub(2)]].concat());
    let mut along = Vec::new();
    for slot in ["Scale", "Bias"] {
        let number = t.operand(operator.required(slot)?)?;
        along.push(t.part("Reshape", [number, target.clone()], &format!("{name}.{slot}"), []));
    }
    let bias = along.pop().unwrap_or_default();
    let scale = along.pop().unwrap_or_default();
    value = t.part("Mul", [value, scale], &format!("{name}.scaled"), []);
    t.finish_with(operator, "Out", "Add", [value, bias], [])
}
