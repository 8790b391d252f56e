//! Operators that change shapes, and those that are known before the network runs.

use super::super::operator::Operator;
use super::super::translate::{Translator, integer};
use super::activation::permutation;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::{Array, AttributeProto, ElementType, Elements, volume};
use crate::paddle_file::element_type;

/// `reshape2`: 0 keeps an extent, −1 is the rest.
pub fn reshape<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let x = t.operand(operator.required("X")?)?;
    let name = operator.output("Out")?;
    let shape = match (operator.input("Shape"), operator.inputs("ShapeTensor")) {
        (Some(shape), _) => {
            let shape = t.operand(shape)?;
            t.part("Cast", [shape], &format!("{name}.shape"), [int64()])
        }
        (None, []) => t.list(&format!("{name}.shape"), operator.integers("shape").unwrap_or_default()),
        (None, parts) => {
            // Each is an integer of some width.
            let mut extents = Vec::new();
            for part in parts {
                let part = t.operand(part)?;
                extents.push(t.part("Cast", [part], &format!("{name}.extent"), [int64()]));
            }
            t.part("Concat", extents, &format!("{name}.shape"), [integer("axis", 0)])
        }
    };
    t.finish_with(operator, "Out", "Reshape", [x, shape], [])
}

/// `flatten_contiguous_range`: the axes from `start_axis` to `stop_axis` become one.
pub fn flatten_range<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let variable = operator.required("X")?;
    let extents = t.extents(variable).unwrap_or_default();
    let rank = extents.len() as i64;
    let axis = |key: &str, default: i64| {
        let axis = operator.integer(key).unwrap_or(default);
        let axis = if axis < 0 { axis.saturating_add(rank) } else { axis };
        usize::try_from(axis).ok().filter(|&axis| axis < extents.len())
    };
    let (Some(start), Some(stop)) = (axis("start_axis", 1), axis("stop_axis", 1)) else {
        return Err(Diagnostic::error(Code::Shape, format!("the axes do not fit a tensor of rank {rank}")));
    };
    let behind = extents.get(stop + 1..).unwrap_or_default();
    if behind.iter().any(|&extent| extent < 1) {
        return Err(operator.unsupported("axes of unknown length behind"));
    }
    let x = t.operand(variable)?;
    let shape = t.list(&format!("{}.shape", operator.output("Out")?), [vec![0; start], vec![-1], behind.to_vec()].concat());
    t.finish_with(operator, "Out", "Reshape", [x, shape], [])
}

/// `transpose2`.
pub fn transpose<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    t.finish_one(operator, "Transpose", [permutation(operator.integers("axis").unwrap_or_default())])
}

/// `squeeze2`: without axes, all of extent 1.
pub fn squeeze<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let mut inputs = vec![t.operand(operator.required("X")?)?];
    if let Some(axes) = operator.integers("axes").filter(|axes| !axes.is_empty()) {
        inputs.push(t.list(&format!("{}.axes", operator.output("Out")?), axes));
    }
    t.finish_with(operator, "Out", "Squeeze", inputs, [])
}

/// `unsqueeze2`.
pub fn unsqueeze<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    operator.without(&["AxesTensor", "AxesTensorList"])?;
    let x = t.operand(operator.required("X")?)?;
    let axes = t.list(&format!("{}.axes", operator.output("Out")?), operator.integers("axes").unwrap_or_default());
    t.finish_with(operator, "Out", "Unsqueeze", [x, axes], [])
}

/// `shape`: a list of int32.
pub fn shape<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let x = t.operand(operator.required("Input")?)?;
    let extents = t.part("Shape", [x], &format!("{}.extents", operator.output("Out")?), []);
    t.finish_with(operator, "Out", "Cast", [extents], [integer("to", i64::from(ElementType::S32.number()))])
}

/// The type that ONNX has shapes in, as the attribute of a cast.
pub fn int64() -> AttributeProto {
    integer("to", i64::from(ElementType::S64.number()))
}

/// `cast`.
pub fn cast<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let to = operator.integer("out_dtype").and_then(|to| i32::try_from(to).ok()).unwrap_or(-1);
    t.finish_one(operator, "Cast", [integer("to", i64::from(element_type(to)?.number()))])
}

/// An array of floats or integers of a type that Paddle numbers.
fn array(kind: i64, shape: &[i64], floats: &[f32], whole: &[i64]) -> Result<Array> {
    let ty = element_type(i32::try_from(kind).unwrap_or(-1))?;
    let shape: Option<Vec<usize>> = shape.iter().map(|&extent| usize::try_from(extent).ok()).collect();
    let shape = shape.ok_or_else(|| Diagnostic::error(Code::Malformed, "a constant has a negative extent"))?;
    let count = volume(&shape)?;
    // A constant that is larger than this is data, and data lies in parameter files.
    if count > 1 << 24 {
        return Err(Diagnostic::error(Code::Overflow, format!("a constant of {count} elements in a program is too large")));
    }
    let all = |given: usize| given == 1 || given == count;
    if ty.is_float() && all(floats.len()) {
        let numbers: Vec<f32> = (0..count).map(|i| floats[if floats.len() == 1 { 0 } else { i }]).collect();
        return Ok(Array { ty, shape, elements: Elements::Floats(numbers.into()) });
    }
    match !ty.is_float() && all(whole.len()) {
        true => Array::integers(ty, shape, (0..count).map(|i| whole[if whole.len() == 1 { 0 } else { i }]).collect::<Vec<_>>()),
        false => Err(Diagnostic::error(Code::Malformed, format!("the values of a constant do not fill its shape {shape:?}"))),
    }
}

/// `fill_constant`: one number everywhere.
pub fn fill_constant<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    operator.without(&["ValueTensor", "ShapeTensor", "ShapeTensorList"])?;
    let written = operator.text("str_value")?;
    let number = match written.parse::<f32>() {
        Ok(number) => number,
        Err(_) if written.is_empty() => operator.float("value", 0.0)?,
        Err(_) => return Err(Diagnostic::error(Code::Malformed, format!("attribute 'str_value' is '{written}'"))),
    };
    let whole = written.parse::<i64>().unwrap_or(number as i64);
    let array = array(operator.integer("dtype").unwrap_or(5), &operator.integers("shape").unwrap_or_default(), &[number], &[whole])?;
    constant(t, operator, &array)
}

/// `assign_value`: numbers that the program holds.
pub fn assign_value<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let first = |keys: &[&str]| keys.iter().find_map(|key| operator.integers(key).filter(|list| !list.is_empty())).unwrap_or_default();
    let floats = ["fp32_values", "values"].iter().find_map(|key| operator.floats(key).filter(|list| !list.is_empty())).unwrap_or_default();
    let whole = first(&["int64_values", "int32_values", "bool_values", "values"]);
    let array = array(operator.integer("dtype").unwrap_or(5), &operator.integers("shape").unwrap_or_default(), &floats, &whole)?;
    constant(t, operator, &array)
}

fn constant<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, array: &Array) -> Result<()> {
    let variable = operator.output("Out")?;
    let name = t.constant(variable, array);
    t.alias(variable, name);
    Ok(())
}

/// `dropout` at inference: nothing, or with `downgrade_in_infer` a factor.
pub fn dropout<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let x = t.operand(operator.required("X")?)?;
    if operator.text("dropout_implementation")? == "upscale_in_train" {
        return t.finish_with(operator, "Out", "Identity", [x], []);
    }
    let factor = t.scalar(&format!("{}.kept", operator.output("Out")?), 1.0 - operator.float("dropout_prob", 0.5)?)?;
    t.finish_with(operator, "Out", "Mul", [x, factor], [])
}
