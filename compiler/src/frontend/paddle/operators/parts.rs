//! Operators that take parts of tensors and put parts together.

use super::super::operator::Operator;
use super::super::translate::{Translator, integer, text};
use super::activation::permutation;
use crate::diagnostic::{Code, Diagnostic, Result};

/// `concat`.
pub fn concat<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    operator.without(&["AxisTensor"])?;
    let operands = operator.inputs("X").iter().map(|x| t.operand(x)).collect::<Result<Vec<_>>>()?;
    t.finish_with(operator, "Out", "Concat", operands, [integer("axis", operator.integer("axis").unwrap_or(0))])
}

/// `stack`: a new axis counts the operands.
pub fn stack<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let name = operator.output("Y")?;
    let axis = operator.integer("axis").unwrap_or(0);
    let axes = t.list(&format!("{name}.axes"), [axis]);
    let mut operands = Vec::new();
    for x in operator.inputs("X") {
        let x = t.operand(x)?;
        operands.push(t.part("Unsqueeze", [x, axes.clone()], &format!("{name}.part"), []));
    }
    t.finish_with(operator, "Y", "Concat", operands, [integer("axis", axis)])
}

/// `split`: parts of the lengths that are given, one of which may be −1, or a number of equal ones.
pub fn split<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    operator.without(&["AxisTensor", "SectionsTensorList"])?;
    let variable = operator.required("X")?;
    let axis = operator.integer("axis").unwrap_or(0);
    let x = t.operand(variable)?;
    let names = operator.outputs("Out");
    let first = operator.output("Out")?;
    let mut sections = operator.integers("sections").unwrap_or_default();
    if let Some(open) = sections.iter().position(|&length| length == -1) {
        let extents = t.extents(variable).unwrap_or_default();
        let along = if axis < 0 { axis.saturating_add(extents.len() as i64) } else { axis };
        let extent = usize::try_from(along).ok().and_then(|along| extents.get(along)).copied().filter(|&extent| extent > 0);
        let others = sections.iter().fold(1i64, |sum, &length| sum.saturating_add(length));
        sections[open] = extent.ok_or_else(|| Diagnostic::error(Code::Unsupported, "an axis of unknown length cannot be split"))?.saturating_sub(others);
    }
    let (mut inputs, mut attributes) = (vec![x], vec![integer("axis", axis)]);
    match sections.is_empty() {
        false => inputs.push(t.list(&format!("{first}.sections"), sections)),
        true => attributes.push(integer("num_outputs", names.len() as i64)),
    }
    let outputs: Vec<String> = names.iter().map(|name| t.result(name)).collect();
    t.node_of_many("Split", inputs, outputs, attributes);
    Ok(())
}

/// `slice`: `decrease_axis` are axes of one element that go.
pub fn slice<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    operator.without(&["StartsTensor", "EndsTensor", "StartsTensorList", "EndsTensorList"])?;
    let x = t.operand(operator.required("Input")?)?;
    let name = operator.output("Out")?;
    let list = |key: &str| operator.integers(key).unwrap_or_default();
    let (axes, starts, ends) = (list("axes"), list("starts"), list("ends"));
    let starts = t.list(&format!("{name}.starts"), starts);
    let ends = t.list(&format!("{name}.ends"), ends);
    let axes = t.list(&format!("{name}.axes"), axes);
    let decreased = list("decrease_axis");
    if decreased.is_empty() {
        return t.finish_with(operator, "Out", "Slice", [x, starts, ends, axes], []);
    }
    let part = t.part("Slice", [x, starts, ends, axes], &format!("{name}.part"), []);
    let decreased = t.list(&format!("{name}.decreased"), decreased);
    t.finish_with(operator, "Out", "Squeeze", [part, decreased], [])
}

/// `strided_slice`.
pub fn strided_slice<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    operator.without(&["StartsTensor", "EndsTensor", "StridesTensor", "StartsTensorList", "EndsTensorList", "StridesTensorList"])?;
    let mut inputs = vec![t.operand(operator.required("Input")?)?];
    let name = operator.output("Out")?;
    if operator.integers("decrease_axis").is_some_and(|axes| !axes.is_empty()) {
        return Err(operator.unsupported("decrease_axis"));
    }
    for key in ["starts", "ends", "axes", "strides"] {
        inputs.push(t.list(&format!("{name}.{key}"), operator.integers(key).unwrap_or_default()));
    }
    t.finish_with(operator, "Out", "Slice", inputs, [])
}

/// `shuffle_channel`: channels as a matrix of `group` rows, transposed.
pub fn shuffle_channel<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let variable = operator.required("X")?;
    let group = operator.integer("group").unwrap_or(1);
    let channels = t.extents(variable).and_then(|extents| extents.get(1)).copied().unwrap_or(-1);
    if group < 1 || channels < 1 || channels % group != 0 || t.rank(variable)? != 4 {
        return Err(Diagnostic::error(Code::Shape, format!("{group} groups do not divide {channels} channels of images")));
    }
    let x = t.operand(variable)?;
    let name = operator.output("Out")?;
    let whole = t.part("Shape", [x.clone()], &format!("{name}.whole"), []);
    // Height and width as one axis.
    let apart = t.list(&format!("{name}.apart"), [0, group, channels / group, -1]);
    let rows = t.part("Reshape", [x, apart], &format!("{name}.rows"), []);
    let turned = t.part("Transpose", [rows], &format!("{name}.turned"), [permutation(vec![0, 2, 1, 3])]);
    t.finish_with(operator, "Out", "Reshape", [turned, whole], [])
}

/// `pixel_shuffle`: channels become pixels.
pub fn pixel_shuffle<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    super::require_channels_first(operator, "data_format")?;
    t.finish_one(operator, "DepthToSpace", [integer("blocksize", operator.integer("upscale_factor").unwrap_or(1)), text("mode", "CRD")])
}
