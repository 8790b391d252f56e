//! Convolutions and their transposes.

use super::super::operator::Operator;
use super::super::translate::{Translator, integer, integers, text};
use super::{activation, require_channels_first};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::AttributeProto;

/// `paddings` and `padding_algorithm` as attributes of ONNX: two numbers are both sides of an axis, four are top, bottom, left and right.
pub fn paddings(operator: &Operator) -> Result<AttributeProto> {
    Ok(match operator.text("padding_algorithm")? {
        "SAME" => text("auto_pad", "SAME_UPPER"),
        "VALID" => text("auto_pad", "VALID"),
        "" | "EXPLICIT" => integers("pads", explicit(operator)?),
        other => return Err(operator.unsupported(format!("padding_algorithm = {other}"))),
    })
}

/// Explicit paddings in the order of ONNX: top, left, bottom, right.
pub fn explicit(operator: &Operator) -> Result<[i64; 4]> {
    let declared = operator.integers("paddings").unwrap_or_else(|| vec![0, 0]);
    match declared[..] {
        [vertical, horizontal] => Ok([vertical, horizontal, vertical, horizontal]),
        [top, bottom, left, right] => Ok([top, left, bottom, right]),
        _ => Err(Diagnostic::error(Code::Malformed, format!("attribute 'paddings' is {declared:?}"))),
    }
}

fn window(operator: &Operator) -> Result<Vec<AttributeProto>> {
    let both = |key: &str| operator.integers(key).unwrap_or_else(|| vec![1, 1]);
    let same = operator.text("padding_algorithm")? == "SAME";
    // Paddle has no dilation where it chooses the padding itself (`UpdatePaddingAndDilation`).
    let dilations = if same { vec![1, 1] } else { both("dilations") };
    Ok(vec![
        integers("strides", both("strides")),
        integers("dilations", dilations),
        integer("group", operator.integer("groups").unwrap_or(1)),
        paddings(operator)?,
    ])
}

/// `conv2d` and `depthwise_conv2d`, also with what optimized models have fused in: bias, residual and activation.
pub fn convolution<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_format")?;
    let mut inputs = vec![t.operand(operator.required("Input")?)?, t.weight(operator, "Filter", 0)?];
    if let Some(bias) = operator.input("Bias") {
        inputs.push(t.operand(bias)?);
    }
    let attributes = window(operator)?;
    let activation = operator.text("fuse_activation")?;
    let residual = operator.input("ResidualData");
    if activation.is_empty() && residual.is_none() && !operator.boolean("fuse_relu", false) {
        return t.finish_with(operator, "Output", "Conv", inputs, attributes);
    }
    let name = operator.output("Output")?;
    let mut value = t.part("Conv", inputs, &format!("{name}.convolution"), attributes);
    if let Some(residual) = residual {
        let residual = t.operand(residual)?;
        value = t.part("Add", [value, residual], &format!("{name}.sum"), []);
    }
    let activation = if activation.is_empty() && operator.boolean("fuse_relu", false) { "relu" } else { activation };
    activation::fused(t, operator, "Output", activation, value)
}

/// `conv2d_transpose`: weights C, O / groups, height, width.
pub fn transposed<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_format")?;
    operator.without(&["OutputSizeTensor"])?;
    let mut inputs = vec![t.operand(operator.required("Input")?)?, t.weight(operator, "Filter", 1)?];
    if let Some(bias) = operator.input("Bias") {
        inputs.push(t.operand(bias)?);
    }
    if operator.integers("output_size").is_some_and(|size| !size.is_empty()) {
        return Err(operator.unsupported("output_size").hint("give output_padding instead"));
    }
    let mut attributes = window(operator)?;
    if let Some(padding) = operator.integers("output_padding").filter(|padding| !padding.is_empty()) {
        attributes.push(integers("output_padding", padding));
    }
    t.finish_with(operator, "Output", "ConvTranspose", inputs, attributes)
}
