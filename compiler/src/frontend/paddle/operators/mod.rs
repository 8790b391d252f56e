//! Operators of Paddle in operators of ONNX. One family a file; this page lists them.

mod activation;
mod convolution;
mod elementwise;
mod interpolation;
mod matrix;
mod normalization;
mod padding;
mod parts;
mod pooling;
mod reduce;
mod shape;

use super::operator::Operator;
use super::translate::Translator;
use crate::diagnostic::{Code, Diagnostic, Result};

/// Translates one operator.
pub fn translate<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    match operator.kind() {
        "conv2d" | "depthwise_conv2d" | "fused_conv2d" => convolution::convolution(t, operator),
        "conv2d_transpose" | "depthwise_conv2d_transpose" => convolution::transposed(t, operator),
        "pool2d" | "max_pool2d_with_index" => pooling::pool(t, operator),
        "mul" => matrix::mul(t, operator),
        "matmul" => matrix::matmul(t, operator, ["transpose_X", "transpose_Y"]),
        "matmul_v2" => matrix::matmul(t, operator, ["trans_x", "trans_y"]),
        "fc" => matrix::fc(t, operator),
        "batch_norm" => normalization::batch_norm(t, operator),
        "layer_norm" => normalization::layer_norm(t, operator),
        "instance_norm" => normalization::instance_norm(t, operator),
        "affine_channel" => normalization::affine_channel(t, operator),

        "elementwise_add" => elementwise::binary(t, operator, "Add"),
        "elementwise_sub" => elementwise::binary(t, operator, "Sub"),
        "elementwise_mul" => elementwise::binary(t, operator, "Mul"),
        "elementwise_div" => elementwise::binary(t, operator, "Div"),
        "elementwise_max" => elementwise::binary(t, operator, "Max"),
        "elementwise_min" => elementwise::binary(t, operator, "Min"),
        "elementwise_pow" => elementwise::binary(t, operator, "Pow"),
        "sum" => elementwise::sum(t, operator),
        "scale" => elementwise::scale(t, operator),
        kind if activation::is_activation(kind) => activation::activation(t, operator),

        "concat" => parts::concat(t, operator),
        "split" => parts::split(t, operator),
        "slice" => parts::slice(t, operator),
        "strided_slice" => parts::strided_slice(t, operator),
        "stack" => parts::stack(t, operator),
        "shuffle_channel" => parts::shuffle_channel(t, operator),
        "pixel_shuffle" => parts::pixel_shuffle(t, operator),
        "reshape" | "reshape2" => shape::reshape(t, operator),
        "flatten" | "flatten2" => t.finish_one(operator, "Flatten", [super::translate::integer("axis", operator.integer("axis").unwrap_or(1))]),
        "flatten_contiguous_range" => shape::flatten_range(t, operator),
        "transpose" | "transpose2" => shape::transpose(t, operator),
        "squeeze" | "squeeze2" => shape::squeeze(t, operator),
        "unsqueeze" | "unsqueeze2" => shape::unsqueeze(t, operator),
        "shape" => shape::shape(t, operator),
        "cast" => shape::cast(t, operator),
        "fill_constant" => shape::fill_constant(t, operator),
        "assign" | "share_data" => t.finish_one(operator, "Identity", []),
        "assign_value" => shape::assign_value(t, operator),
        "dropout" => shape::dropout(t, operator),

        "softmax" => reduce::softmax(t, operator, "Softmax"),
        "log_softmax" => reduce::softmax(t, operator, "LogSoftmax"),
        "mean" => reduce::mean_of_all(t, operator),
        "reduce_mean" => reduce::reduce(t, operator, "ReduceMean"),
        "reduce_sum" => reduce::reduce(t, operator, "ReduceSum"),
        "reduce_max" => reduce::reduce(t, operator, "ReduceMax"),
        "reduce_min" => reduce::reduce(t, operator, "ReduceMin"),
        "arg_max" => reduce::argument(t, operator, "ArgMax"),
        "arg_min" => reduce::argument(t, operator, "ArgMin"),
        "pad" => padding::pad(t, operator),
        "pad2d" => padding::pad_2d(t, operator),
        "pad3d" => padding::pad_3d(t, operator),
        "nearest_interp" | "nearest_interp_v2" => interpolation::interpolate(t, operator, "nearest"),
        "bilinear_interp" | "bilinear_interp_v2" => interpolation::interpolate(t, operator, "linear"),
        _ => Err(unsupported(t, operator)),
    }
}

/// Operators that run other blocks of a program, or choose between what those left.
const CONTROL_FLOW: [&str; 10] = [
    "while",
    "conditional_block",
    "conditional_block_infer",
    "select_input",
    "select_output",
    "write_to_array",
    "read_from_array",
    "recurrent",
    "static_rnn",
    "run_program",
];

/// Refuses programs whose way through them depends on data.
///
/// # Errors
/// `Unsupported` at the first such operator.
pub fn require_straight<'o>(mut operators: impl Iterator<Item = &'o Operator<'o>>) -> Result<()> {
    if let Some(operator) = operators.find(|operator| CONTROL_FLOW.contains(&operator.kind())) {
        let message = format!("the operator '{}' runs another part of the program as data decides, which is not compiled", operator.kind());
        let hint = "save the model without loops and branches, with fixed shapes; or end the network before with --output NAME";
        return Err(Diagnostic::error(Code::Unsupported, message).at(operator.name()).hint(hint));
    }
    Ok(())
}

/// Says where the network can be cut instead.
fn unsupported<'p>(t: &Translator<'p>, operator: &Operator<'p>) -> Diagnostic {
    let shown: String = operator.kind().chars().take(60).collect();
    let live: Vec<String> =
        operator.desc.inputs.iter().flat_map(|slot| &slot.arguments).filter(|name| !t.is_parameter(name)).map(|name| format!("--output {name}")).collect();
    let diagnostic = Diagnostic::error(Code::Unsupported, format!("the operator '{shown}' is not read"));
    match live.is_empty() {
        true => diagnostic,
        false => diagnostic.hint(format!("end the network before it and compute the rest outside: {}", live.join(" "))),
    }
}

impl<'p> Translator<'p> {
    /// An operator from slot `X` to slot `Out`.
    pub fn finish_one(&mut self, operator: &Operator<'p>, kind: &str, attributes: impl Into<Vec<crate::onnx_file::AttributeProto>>) -> Result<()> {
        let x = self.operand(operator.required("X")?)?;
        self.finish_with(operator, "Out", kind, [x], attributes)
    }
}

/// Refuses channels as the last axis.
fn require_channels_first(operator: &Operator, key: &str) -> Result<()> {
    match operator.text(key)? {
        "" | "NCHW" | "AnyLayout" | "NCDHW" => Ok(()),
        other => Err(operator.unsupported(format!("{key} = {other}")).hint("save the model with channels first (NCHW)")),
    }
}
