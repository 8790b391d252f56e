//! Pooling.

use super::super::operator::Operator;
use super::super::translate::{Translator, integer, integers};
use super::convolution::{explicit, paddings};
use super::require_channels_first;
use crate::diagnostic::{Code, Diagnostic, Result};

/// `pool2d`.
pub fn pool<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_format")?;
    let maximum = match operator.text("pooling_type")? {
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
        kernel = adaptive_kernel(t, operator, &kernel)?;
        return t.finish_one(operator, kind, [integers("kernel_shape", kernel.clone()), integers("strides", kernel)]);
    }
    let strides = declared("strides").unwrap_or_else(|| vec![1, 1]);
    let ceiling = operator.boolean("ceil_mode", false);
    let exclusive = operator.boolean("exclusive", true);
    let mut attributes = vec![integers("kernel_shape", kernel), integers("strides", strides.clone())];
    if ceiling && !exclusive && !maximum && operator.text("padding_algorithm")? != "SAME" {
        // Here an average divides by the whole window even where it hangs over the edge: more padding gives those windows.
        let [top, left, bottom, right] = if operator.text("padding_algorithm")? == "VALID" { [0; 4] } else { explicit(operator)? };
        let more = |pad: i64, stride: i64| pad.saturating_add(stride - 1);
        attributes.extend([integers("pads", [top, left, more(bottom, strides[0]), more(right, strides[1])]), integer("count_include_pad", 1)]);
        return t.finish_one(operator, kind, attributes);
    }
    attributes.extend([paddings(operator)?, integer("ceil_mode", i64::from(ceiling))]);
    if !maximum {
        attributes.push(integer("count_include_pad", i64::from(!exclusive)));
    }
    t.finish_one(operator, kind, attributes)
}

/// Windows that cut the image into so many equal parts.
fn adaptive_kernel(t: &Translator, operator: &Operator, parts: &[i64]) -> Result<Vec<i64>> {
    let extents = t.extents(operator.required("X")?).unwrap_or_default();
    let kernel: Option<Vec<i64>> = match extents {
        [_, _, image @ ..] if image.len() == parts.len() => {
            image.iter().zip(parts).map(|(&extent, &parts)| (parts > 0 && extent > 0 && extent % parts == 0).then(|| extent / parts)).collect()
        }
        _ => None,
    };
    kernel.ok_or_else(|| {
        Diagnostic::error(Code::Unsupported, format!("an adaptive pooling of an image {extents:?} into {parts:?} parts that are not equal is not read"))
            .hint("save the model with a fixed size of its images that the parts divide")
    })
}
