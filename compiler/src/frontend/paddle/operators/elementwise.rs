//! Arithmetic of tensors, element by element.

use super::super::operator::Operator;
use super::super::translate::Translator;
use super::activation;
use crate::diagnostic::{Code, Diagnostic, Result};

/// `elementwise_…`: the axes of Y are those of X from `axis` on, by default the last ones.
pub fn binary<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, kind: &str) -> Result<()> {
    let (x, y) = (operator.required("X")?, operator.required("Y")?);
    let (left, mut right) = (t.operand(x)?, t.operand(y)?);
    let axis = operator.integer("axis").unwrap_or(-1);
    let name = operator.output("Out")?;
    if axis != -1 {
        let (wide, narrow) = (t.rank(x)?, t.rank(y)?);
        let behind = usize::try_from(axis).ok().and_then(|axis| wide.checked_sub(axis)?.checked_sub(narrow));
        match behind {
            Some(0) => {}
            Some(behind) => {
                let axes = t.list(&format!("{name}.axes"), (narrow..narrow + behind).map(|axis| axis as i64).collect::<Vec<_>>());
                right = t.part("Unsqueeze", [right, axes], &format!("{name}.along"), []);
            }
            // Extents of 1 at the end of Y do not count (`trim_trailing_singular_dims`), which broadcasting sees by itself where ranks are equal.
            None if wide == narrow => {}
            None => return Err(Diagnostic::error(Code::Shape, format!("axis {axis} does not fit tensors of rank {wide} and {narrow}"))),
        }
    }
    let fused = operator.text("fuse_activation")?;
    if fused.is_empty() {
        return t.finish_with(operator, "Out", kind, [left, right], []);
    }
    let value = t.part(kind, [left, right], &format!("{name}.result"), []);
    activation::fused(t, operator, "Out", fused, value)
}

/// `sum` of any number of tensors.
pub fn sum<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let operands = operator.inputs("X").iter().map(|x| t.operand(x)).collect::<Result<Vec<_>>>()?;
    match operands[..] {
        [] => Err(Diagnostic::error(Code::Malformed, "a sum of nothing")),
        [_, _] => t.finish_with(operator, "Out", "Add", operands, []),
        _ => t.finish_with(operator, "Out", "Sum", operands, []),
    }
}

/// `scale`: x · scale + bias, or (x + bias) · scale.
pub fn scale<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    operator.without(&["ScaleTensor"])?;
    let mut value = t.operand(operator.required("X")?)?;
    let (scale, bias) = (operator.float("scale", 1.0)?, operator.float("bias", 0.0)?);
    let name = operator.output("Out")?;
    let mut steps = vec![("Mul", scale, scale != 1.0), ("Add", bias, bias != 0.0)];
    if !operator.boolean("bias_after_scale", true) {
        steps.reverse();
    }
    steps.retain(|(.., needed)| *needed);
    let Some((last, number, _)) = steps.pop() else { return t.finish_with(operator, "Out", "Identity", [value], []) };
    for (kind, number, _) in steps {
        let number = t.scalar(&format!("{name}.first"), number)?;
        value = t.part(kind, [value, number], &format!("{name}.part"), []);
    }
    let number = t.scalar(&format!("{name}.number"), number)?;
    t.finish_with(operator, "Out", last, [value, number], [])
}
