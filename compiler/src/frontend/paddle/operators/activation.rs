//! Functions of one number.

use super::super::operator::Operator;
use super::super::translate::{Translator, float, integers, text};
use crate::diagnostic::Result;

/// Functions without attributes, with their names in ONNX.
const PLAIN: [(&str, &str); 13] = [
    ("relu", "Relu"),
    ("sigmoid", "Sigmoid"),
    ("tanh", "Tanh"),
    ("exp", "Exp"),
    ("log", "Log"),
    ("sqrt", "Sqrt"),
    ("abs", "Abs"),
    ("floor", "Floor"),
    ("ceil", "Ceil"),
    ("reciprocal", "Reciprocal"),
    ("softsign", "Softsign"),
    ("mish", "Mish"),
    ("erf", "Erf"),
];

/// Whether [`activation`] knows the operator.
pub fn is_activation(kind: &str) -> bool {
    PLAIN.iter().any(|(name, _)| *name == kind)
        || matches!(kind, "relu6" | "clip" | "leaky_relu" | "elu" | "hard_swish" | "hard_sigmoid" | "swish" | "silu" | "gelu" | "prelu" | "square" | "softplus")
}

/// An operator that is a function of its operand.
pub fn activation<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let x = t.operand(operator.required("X")?)?;
    function(t, operator, "Out", operator.kind(), x)
}

/// The function that an optimized operator ends in; "" is none.
pub fn fused<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, slot: &str, kind: &str, x: String) -> Result<()> {
    match kind {
        "" | "identity" => t.finish_with(operator, slot, "Identity", [x], []),
        // What attributes these have, optimized operators call `fuse_alpha` and `fuse_beta`.
        "relu6" => clip(t, operator, slot, x, 0.0, operator.float("fuse_alpha", 6.0)?),
        "leaky_relu" => t.finish_with(operator, slot, "LeakyRelu", [x], [float("alpha", operator.float("fuse_alpha", 0.02)?)]),
        kind if is_activation(kind) && kind != "prelu" => function(t, operator, slot, kind, x),
        other => Err(operator.unsupported(format!("the activation '{other}'"))),
    }
}

fn clip<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, slot: &str, x: String, lo: f32, hi: f32) -> Result<()> {
    let name = operator.output(slot)?;
    let (lo, hi) = (t.scalar(&format!("{name}.lo"), lo)?, t.scalar(&format!("{name}.hi"), hi)?);
    t.finish_with(operator, slot, "Clip", [x, lo, hi], [])
}

fn function<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, slot: &str, kind: &str, x: String) -> Result<()> {
    if let Some((_, name)) = PLAIN.iter().find(|(paddle, _)| *paddle == kind) {
        return t.finish_with(operator, slot, name, [x], []);
    }
    let name = operator.output(slot)?;
    match kind {
        "relu6" => clip(t, operator, slot, x, 0.0, operator.float("threshold", 6.0)?),
        "clip" => {
            operator.without(&["Min", "Max"])?;
            clip(t, operator, slot, x, operator.float("min", f32::MIN)?, operator.float("max", f32::MAX)?)
        }
        "leaky_relu" => t.finish_with(operator, slot, "LeakyRelu", [x], [float("alpha", operator.float("alpha", 0.02)?)]),
        "elu" => t.finish_with(operator, slot, "Elu", [x], [float("alpha", operator.float("alpha", 1.0)?)]),
        "hard_sigmoid" => {
            let attributes = [float("alpha", operator.float("slope", 0.2)?), float("beta", operator.float("offset", 0.5)?)];
            t.finish_with(operator, slot, "HardSigmoid", [x], attributes)
        }
        "hard_swish" => hard_swish(t, operator, slot, name, x),
        "swish" | "silu" => {
            let beta = if kind == "swish" { operator.float("beta", 1.0)? } else { 1.0 };
            let mut inner = x.clone();
            if beta != 1.0 {
                let beta = t.scalar(&format!("{name}.beta"), beta)?;
                inner = t.part("Mul", [inner, beta], &format!("{name}.scaled"), []);
            }
            let gate = t.part("Sigmoid", [inner], &format!("{name}.gate"), []);
            t.finish_with(operator, slot, "Mul", [x, gate], [])
        }
        "gelu" => {
            let approximate = operator.boolean("approximate", false);
            t.finish_with(operator, slot, "Gelu", [x], [text("approximate", if approximate { "tanh" } else { "none" })])
        }
        "square" => t.finish_with(operator, slot, "Mul", [x.clone(), x], []),
        "softplus" => match (operator.float("beta", 1.0)?, operator.float("threshold", 20.0)?) {
            (1.0, _) => t.finish_with(operator, slot, "Softplus", [x], []),
            (beta, _) => Err(operator.unsupported(format!("beta = {beta}"))),
        },
        _ => parametric(t, operator, slot, name, x),
    }
}

/// x · min(max(x + offset, 0), threshold) / scale
fn hard_swish<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, slot: &str, name: &str, x: String) -> Result<()> {
    let (offset, threshold, scale) = (operator.float("offset", 3.0)?, operator.float("threshold", 6.0)?, operator.float("scale", 6.0)?);
    if (offset, threshold, scale) == (3.0, 6.0, 6.0) {
        return t.finish_with(operator, slot, "HardSwish", [x], []);
    }
    let part = |part: &str| format!("{name}.{part}");
    let (offset, zero) = (t.scalar(&part("offset"), offset)?, t.scalar(&part("zero"), 0.0)?);
    let (threshold, scale) = (t.scalar(&part("threshold"), threshold)?, t.scalar(&part("scale"), scale)?);
    let moved = t.part("Add", [x.clone(), offset], &part("moved"), []);
    let cut = t.part("Clip", [moved, zero, threshold], &part("cut"), []);
    let product = t.part("Mul", [cut, x], &part("product"), []);
    t.finish_with(operator, slot, "Div", [product, scale], [])
}

/// `prelu`: one slope, one for each channel, or one for each element of a sample.
fn parametric<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, slot: &str, name: &str, x: String) -> Result<()> {
    super::require_channels_first(operator, "data_format")?;
    let mut alpha = t.operand(operator.required("Alpha")?)?;
    if operator.text("mode")? == "channel" {
        let rank = t.rank(operator.required("X")?)?;
        let target = t.list(&format!("{name}.along"), [vec![-1], vec![1; rank.saturating_sub(2)]].concat());
        alpha = t.part("Reshape", [alpha, target], &format!("{name}.slopes"), []);
    } else if operator.text("mode")? == "all" {
        let target = t.list(&format!("{name}.along"), vec![1]);
        alpha = t.part("Reshape", [alpha, target], &format!("{name}.slopes"), []);
    }
    t.finish_with(operator, slot, "PRelu", [x, alpha], [])
}

/// A list as an attribute, for the other families.
pub fn permutation(order: Vec<i64>) -> crate::onnx_file::AttributeProto {
    integers("perm", order)
}
