//! Elements around a tensor.

use super::super::operator::Operator;
use super::super::translate::{Translator, text};
use super::require_channels_first;
use crate::diagnostic::{Code, Diagnostic, Result};

/// The mode in ONNX.
fn mode(operator: &Operator) -> Result<&'static str> {
    match operator.text("mode")? {
        "" | "constant" => Ok("constant"),
        "reflect" => Ok("reflect"),
        "edge" | "replicate" => Ok("edge"),
        "circular" => Ok("wrap"),
        other => Err(operator.unsupported(format!("mode = '{other}'"))),
    }
}

fn finish<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, pads: Vec<i64>, value: f32) -> Result<()> {
    let (name, x) = (operator.output("Out")?, t.operand(operator.required("X")?)?);
    let mode = mode(operator)?;
    let (pads, value) = (t.list(&format!("{name}.pads"), pads), t.scalar(&format!("{name}.value"), value)?);
    t.finish_with(operator, "Out", "Pad", [x, pads, value], [text("mode", mode)])
}

fn misfit(paddings: &[i64]) -> Diagnostic {
    Diagnostic::error(Code::Malformed, format!("attribute 'paddings' is {paddings:?}"))
}

/// `pad`: before and after, axis by axis.
pub fn pad<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let paddings = operator.integers("paddings").unwrap_or_default();
    let (before, after): (Vec<i64>, Vec<i64>) = paddings.chunks(2).map(|pair| (pair[0], pair.last().copied().unwrap_or(0))).unzip();
    finish(t, operator, [before, after].concat(), operator.float("pad_value", 0.0)?)
}

/// `pad2d`: top, bottom, left, right.
pub fn pad_2d<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_format")?;
    operator.without(&["Paddings"])?;
    let paddings = operator.integers("paddings").unwrap_or_default();
    let &[top, bottom, left, right] = &paddings[..] else { return Err(misfit(&paddings)) };
    finish(t, operator, vec![0, 0, top, left, 0, 0, bottom, right], operator.float("pad_value", 0.0)?)
}

/// `pad3d`: left, right, top, bottom, front, back.
pub fn pad_3d<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    require_channels_first(operator, "data_format")?;
    operator.without(&["Paddings"])?;
    let paddings = operator.integers("paddings").unwrap_or_default();
    let &[left, right, top, bottom, front, back] = &paddings[..] else { return Err(misfit(&paddings)) };
    finish(t, operator, vec![0, 0, front, top, left, 0, 0, back, bottom, right], operator.float("value", 0.0)?)
}
