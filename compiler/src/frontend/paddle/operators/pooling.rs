//! Pooling.

use super::super::operator::Operator;
use super::super::translate::{Translator, integer, integers};
use super::convolution::paddings;
use super::require_channels_first;
use crate::diagnostic::{Code, Diagnostic, Result};

/// `pool2d`, and `max_pool2d_with_index` without its indices.
pub fn pool<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_format")?;
    let maximum = match operator.text("pooling_type")? {
        _ if operator.kind() == "max_pool2d_with_index" => true,
        "max" => true,
        "avg" => false,
        other => return Err(operator.unsupported(format!("pooling_type = '{other}'"))),
    };
    let declared = |key: &str| operator.integers(key).filter(|numbers| numbers.len() == 2);
    let mut kernel = declared("ksize").unwrap_or_else(|| vec![1, 1]);
    let adaptive = operator.boolean("adaptive", false);
    if operator.boolean("global_pooling", false) || (adaptive && kernel == [1, 1]) {
        return t.finish_one(operator, if maximum { "GlobalMaxPool" } else { "GlobalAveragePool" }, []);
    }
    let kind = if maximum { "MaxPool" } else { "AveragePool" };
    if adaptive {
        kernel = match adaptive_kernel(t, operator, &kernel)? {
            Some(kernel) => kernel,
            None => return unequal_parts(t, operator, maximum, &kernel),
        };
        return t.finish_one(operator, kind, [integers("kernel_shape", kernel.clone()), integers("strides", kernel)]);
    }
    let strides = declared("strides").unwrap_or_else(|| vec![1, 1]);
    let ceiling = operator.boolean("ceil_mode", false);
    let exclusive = operator.boolean("exclusive", true);
    let mut attributes = vec![integers("kernel_shape", kernel), integers("strides", strides)];
    attributes.extend([paddings(operator)?, integer("ceil_mode", i64::from(ceiling))]);
    if !maximum {
        attributes.push(integer("count_include_pad", i64::from(!exclusive)));
    }
    t.finish_one(operator, kind, attributes)
}

/// Extents of the images that an adaptive pooling reads.
fn image<'p>(t: &Translator<'p>, operator: &Operator<'p>, parts: &[i64]) -> Result<[i64; 2]> {
    match *t.extents(operator.required("X")?).unwrap_or_default() {
        [_, _, height, width] if height > 0 && width > 0 && parts.iter().all(|&parts| parts > 0) => Ok([height, width]),
        ref other => Err(Diagnostic::error(Code::Unsupported, format!("an adaptive pooling of images {other:?} into {parts:?} parts is not read"))
            .hint("save the model with a fixed size of its images")),
    }
}

/// Windows that cut the image into so many equal parts, where there are such.
fn adaptive_kernel(t: &Translator, operator: &Operator, parts: &[i64]) -> Result<Option<Vec<i64>>> {
    let extents = image(t, operator, parts)?;
    Ok(extents.iter().zip(parts).map(|(extent, parts)| (extent % parts == 0).then(|| extent / parts)).collect())
}

/// Most parts of an axis; each is an operator.
const MOST_PARTS: i64 = 64;

/// Part i of n of an extent e reaches from ⌊i e / n⌋ to ⌈(i + 1) e / n⌉ (`AdaptStartIndex` and `AdaptEndIndex`): rows first, then columns, of which parts are
/// rectangles, so that the mean of means is the mean.
fn unequal_parts<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, maximum: bool, parts: &[i64]) -> Result<()> {
    if let Some(most) = parts.iter().find(|&&parts| parts > MOST_PARTS) {
        return Err(operator.unsupported(format!("{most} parts that are not equal")));
    }
    let extents = image(t, operator, parts)?;
    let name = operator.output("Out")?;
    let mut value = t.operand(operator.required("X")?)?;
    let kind = if maximum { "ReduceMax" } else { "ReduceMean" };
    for (axis, (extent, &count)) in [2i64, 3].into_iter().zip(extents.into_iter().zip(parts)) {
        let axes = t.list(&format!("{name}.axis"), [axis]);
        let mut joined = Vec::new();
        for part in 0..count {
            let bound = |name: String, at: i128, t: &mut Translator| t.list(&name, [at as i64]);
            let (part, count, extent) = (i128::from(part), i128::from(count), i128::from(extent));
            let start = bound(format!("{name}.start"), part * extent / count, t);
            let end = bound(format!("{name}.end"), ((part + 1) * extent + count - 1) / count, t);
            let cut = t.part("Slice", [value.clone(), start, end, axes.clone()], &format!("{name}.cut"), []);
            joined.push(t.part(kind, [cut, axes.clone()], &format!("{name}.part"), [integer("keepdims", 1)]));
        }
        if axis == 3 {
            return t.finish_with(operator, "Out", "Concat", joined, [integer("axis", axis)]);
        }
        value = t.part("Concat", joined, &format!("{name}.rows"), [integer("axis", axis)]);
    }
    Ok(())
}
