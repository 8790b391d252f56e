//! Functions of one number, constants, and changes of the element type.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::float_tensor;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, DType, End, Function, Operand, Shape, Step, Tensor, TensorData, TensorType, ValueId};

/// Steps of a function that needs nothing but its argument, which is also `own`.
fn steps(name: &str, own: Operand) -> Option<Vec<Step>> {
    let constant = Operand::Constant;
    let apply = |function| vec![Step::Apply(function)];
    Some(match name {
        "exp" => apply(Function::Exponential),
        "expm1" => vec![Step::Apply(Function::Exponential), Step::Subtract(constant(1.0))],
        "log" => apply(Function::Logarithm),
        "log1p" => vec![Step::Add(constant(1.0)), Step::Apply(Function::Logarithm)],
        "sqrt" => apply(Function::SquareRoot),
        "rsqrt" => vec![Step::Apply(Function::SquareRoot), Step::DivideInto(constant(1.0))],
        "square" => vec![Step::Multiply(own)],
        "abs" => apply(Function::Absolute),
        "negative" | "_np_negative" => vec![Step::Multiply(constant(-1.0))],
        "reciprocal" => vec![Step::DivideInto(constant(1.0))],
        "sigmoid" => apply(Function::Logistic),
        "tanh" => apply(Function::HyperbolicTangent),
        "relu" => vec![Step::Maximum(constant(0.0))],
        "erf" => apply(Function::Error),
        "floor" => apply(Function::Floor),
        "ceil" => apply(Function::Ceiling),
        "trunc" | "fix" => apply(Function::Truncate),
        "softsign" => vec![Step::Apply(Function::Absolute), Step::Add(constant(1.0)), Step::DivideInto(own)],
        _ => return None,
    })
}

/// A function by its name; `None` for a name that is none.
pub fn function(importer: &mut Importer, node: &Node) -> Result<Option<Vec<NodeOutput>>> {
    let composite = matches!(node.operator.as_str(), "round" | "rint" | "sign" | "hard_sigmoid");
    if !composite && steps(&node.operator, Operand::Constant(0.0)).is_none() {
        return Ok(None);
    }
    let mut operands = Operands::new(node);
    let y = float_tensor(importer, operands.next("data")?)?;
    operands.finish()?;
    let value = match node.operator.as_str() {
        "round" => round_half_away(importer, &node.name, y),
        "rint" => round_half_down(importer, &node.name, y),
        "sign" => compose::sign(importer.graph(), &node.name, y),
        "hard_sigmoid" => {
            let (alpha, beta) = (node.attributes.float("alpha")?.unwrap_or(0.2), node.attributes.float("beta")?.unwrap_or(0.5));
            let constant = Operand::Constant;
            let steps = [Step::Multiply(constant(alpha)), Step::Add(constant(beta)), Step::Maximum(constant(0.0)), Step::Minimum(constant(1.0))];
            compose::map(importer.graph(), &node.name, y, steps)
        }
        name => {
            let steps = steps(name, importer.each(y)).unwrap_or_default();
            compose::map(importer.graph(), &node.name, y, steps)
        }
    };
    Ok(Some(vec![NodeOutput::Tensor(value)]))
}

/// `rint` of MXNet: the nearer of floor and ceiling, the floor where both are equally near (`mshadow_op.h`). The distance to the floor
/// is exact.
fn round_half_down(importer: &mut Importer, name: &str, y: ValueId) -> ValueId {
    let floor = compose::map(importer.graph(), &format!("{name}.floor"), y, [Step::Apply(Function::Floor)]);
    let steps =
        [Step::Subtract(importer.each(floor)), Step::Compare(Comparison::Greater, Operand::Constant(0.5)), importer.residual(floor, Operand::Constant(1.0))];
    compose::map(importer.graph(), name, y, steps)
}

/// `round`: C's `roundf`, on magnitudes first, then with the sign.
fn round_half_away(importer: &mut Importer, name: &str, y: ValueId) -> ValueId {
    let absolute = Step::Apply(Function::Absolute);
    let floor = compose::map(importer.graph(), &format!("{name}.floor"), y, [absolute, Step::Apply(Function::Floor)]);
    let steps = [
        absolute,
        Step::Subtract(importer.each(floor)),
        Step::Compare(Comparison::GreaterOrEqual, Operand::Constant(0.5)),
        importer.residual(floor, Operand::Constant(1.0)),
    ];
    let magnitude = compose::map(importer.graph(), &format!("{name}.magnitude"), y, steps);
    let steps = [
        Step::Compare(Comparison::Less, Operand::Constant(0.0)),
        Step::Multiply(Operand::Constant(-2.0)),
        Step::Add(Operand::Constant(1.0)),
        Step::Multiply(importer.each(magnitude)),
    ];
    compose::map(importer.graph(), name, y, steps)
}

/// `Cast`: to integers toward zero. What does not fit saturates here; in C it has no defined value.
pub fn cast(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    let from = importer.ty(data).clone();
    let target = match node.attributes.required("dtype", node.attributes.text("dtype"))? {
        "float32" => DType::F32,
        "uint8" => DType::U8,
        "int8" => DType::S8,
        "int32" => DType::S32,
        other => {
            return Err(Diagnostic::error(Code::Unsupported, format!("a cast to {other} is not read; float32, uint8, int8 and int32 are"))
                .hint("end the network before it with --output"));
        }
    };
    if from.dtype == target {
        return Ok(vec![NodeOutput::Tensor(data)]);
    }
    let steps = if from.dtype == DType::F32 { vec![Step::Apply(Function::Truncate)] } else { vec![Step::Convert] };
    let end = match target {
        DType::F32 => End::F32,
        DType::U8 => End::Saturate { zero_point: 0, lo: 0, hi: 255 },
        DType::S8 => End::Saturate { zero_point: 0, lo: -128, hi: 127 },
        DType::S32 => End::S32 { lo: i32::MIN, hi: i32::MAX },
    };
    Ok(vec![NodeOutput::Tensor(importer.push_map(&node.name, TensorType::plain(target, from.shape), data, steps, end))])
}

/// `zeros_like`, `ones_like`: nothing of the operand but its shape.
pub fn filled_like(importer: &mut Importer, node: &Node, number: f32) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = importer.tensor(operands.next("data")?)?;
    operands.finish()?;
    let shape = importer.ty(data).shape.clone();
    Ok(vec![NodeOutput::Tensor(compose::filled(importer.graph(), &node.name, &shape, number)?)])
}

/// `_zeros`, `_ones`, `_full`.
pub fn filled(importer: &mut Importer, node: &Node, number: Option<f32>) -> Result<Vec<NodeOutput>> {
    Operands::new(node).finish()?;
    require_f32(node)?;
    let number = match number {
        Some(number) => number,
        None => node.attributes.required("value", node.attributes.float("value")?)?,
    };
    let shape = Shape::new(node.attributes.required("shape", node.attributes.tuple("shape")?)?)?;
    Ok(vec![NodeOutput::Tensor(compose::filled(importer.graph(), &node.name, &shape, number)?)])
}

/// `_arange`: numbers from `start` to below `stop` in steps, each `repeat` times.
pub fn range(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    /// More numbers than any shape of a network asks for.
    const MOST: f64 = (1u32 << 16) as f64;
    Operands::new(node).finish()?;
    require_f32(node)?;
    let attributes = &node.attributes;
    let first = attributes.double("start")?.unwrap_or(0.0);
    let (start, stop) = attributes.double("stop")?.map_or((0.0, first), |stop| (first, stop));
    let (step, repeat) = (attributes.double("step")?.unwrap_or(1.0), attributes.count("repeat")?.unwrap_or(1));
    let count = ((stop - start) / step).ceil();
    if step == 0.0 || !(1.0..=MOST).contains(&count) || !(1.0..=MOST).contains(&(count * repeat as f64)) {
        return Err(Diagnostic::error(Code::Shape, format!("a range from {start} to {stop} in steps of {step} has no length that can be built")));
    }
    let numbers: Vec<f32> = (0..count as u32).flat_map(|i| std::iter::repeat_n((start + f64::from(i) * step) as f32, repeat)).collect();
    super::require_finite("a number of the range", &numbers)?;
    let tensor = Tensor::new(Shape::new([numbers.len()])?, TensorData::F32(numbers.into()))?;
    Ok(vec![NodeOutput::Tensor(importer.graph().push_constant(&node.name, tensor))])
}

fn require_f32(node: &Node) -> Result<()> {
    match node.attributes.text("dtype") {
        None | Some("float32" | "-1") => Ok(()),
        Some(other) => Err(Diagnostic::error(Code::Unsupported, format!("a constant of {other} is not read; only float32 is"))),
    }
}
