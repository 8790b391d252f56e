//! Operators that join the elements of axes.

use super::super::operator::Operator;
use super::super::translate::{Translator, integer};
use crate::diagnostic::{Code, Diagnostic, Result};

/// `softmax` and its logarithm.
pub fn softmax<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, kind: &str) -> Result<()> {
    t.finish_one(operator, kind, [integer("axis", operator.integer("axis").unwrap_or(-1))])
}

/// `mean` of all elements.
pub fn mean_of_all<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let name = operator.output("Out")?;
    let x = t.operand(operator.required("X")?)?;
    // One element, as an array of rank 1 or a scalar, as the program notes it.
    let rank = t.extents(name).map_or(0, <[i64]>::len);
    let mean = t.part("ReduceMean", [x], &format!("{name}.mean"), [integer("keepdims", 0)]);
    let shape = t.list(&format!("{name}.shape"), vec![1; rank.min(8)]);
    t.finish_with(operator, "Out", "Reshape", [mean, shape], [])
}

/// `reduce_…` over some axes.
pub fn reduce<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, kind: &str) -> Result<()> {
    let name = operator.output("Out")?;
    let keep = integer("keepdims", i64::from(operator.boolean("keep_dim", false)));
    let rank = t.rank(operator.required("X")?)? as i64;
    let axes = operator.integers("dim").filter(|axes| !axes.is_empty() && !operator.boolean("reduce_all", false));
    let mut axes: Vec<i64> = match axes {
        Some(axes) => axes.iter().map(|&axis| if axis < 0 { axis.saturating_add(rank) } else { axis }).collect(),
        None => (0..rank).collect(),
    };
    axes.sort_unstable();
    axes.dedup();
    let x = t.operand(operator.required("X")?)?;
    let list = t.list(&format!("{name}.axes"), axes.clone());
    // All elements of older programs give an array of rank 1.
    let whole = axes.len() as i64 == rank && !operator.boolean("keep_dim", false) && t.extents(name).is_some_and(|extents| extents == [1]);
    if !whole {
        return t.finish_with(operator, "Out", kind, [x, list], [keep]);
    }
    let joined = t.part(kind, [x, list], &format!("{name}.joined"), [keep]);
    let shape = t.list(&format!("{name}.shape"), [1]);
    t.finish_with(operator, "Out", "Reshape", [joined, shape], [])
}

/// `arg_max` and `arg_min`.
pub fn argument<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, kind: &str) -> Result<()> {
    operator.without(&["AxisTensor"])?;
    if operator.boolean("flatten", false) {
        return Err(operator.unsupported("flatten"));
    }
    let axis = operator.integer("axis").ok_or_else(|| Diagnostic::error(Code::Malformed, "the attribute 'axis' is missing"))?;
    t.finish_one(operator, kind, [integer("axis", axis), integer("keepdims", i64::from(operator.boolean("keepdims", false)))])
}
