//! Operators on two tensors, or on a tensor and a number, element by element.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::float_tensor;
use crate::compose::{self, Binary};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, Function, Operand, Shape, Step, ValueId};

/// What a name means. Old spellings are those of `elemwise_binary_op*.cc` and `elemwise_binary_scalar_op*.cc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Both tensors have one shape, unless `broadcasts`.
    Tensors { op: Binary, broadcasts: bool },
    /// y ∘ scalar
    Scalar(Binary),
    /// scalar ∘ y
    ReversedScalar(Binary),
    /// y to the power of the scalar
    Power,
}

impl Operator {
    pub fn named(name: &str) -> Option<Self> {
        let broadcast = |op| Some(Operator::Tensors { op, broadcasts: true });
        let elementwise = |op| Some(Operator::Tensors { op, broadcasts: false });
        let comparison = |name: &str| {
            Some(Binary::Compare(match name {
                "equal" => Comparison::Equal,
                "not_equal" => Comparison::NotEqual,
                "greater" => Comparison::Greater,
                "greater_equal" => Comparison::GreaterOrEqual,
                "lesser" => Comparison::Less,
                "lesser_equal" => Comparison::LessOrEqual,
                _ => return None,
            }))
        };
        match name {
            "elemwise_add" | "_add" | "_plus" | "_Plus" | "_grad_add" => elementwise(Binary::Add),
            "elemwise_sub" | "_sub" | "_minus" | "_Minus" => elementwise(Binary::Subtract),
            "elemwise_mul" | "_mul" | "_Mul" => elementwise(Binary::Multiply),
            "elemwise_div" | "_div" | "_Div" => elementwise(Binary::Divide),
            "_maximum" | "_Maximum" => elementwise(Binary::Maximum),
            "_minimum" | "_Minimum" => elementwise(Binary::Minimum),
            "broadcast_add" | "broadcast_plus" => broadcast(Binary::Add),
            "broadcast_sub" | "broadcast_minus" => broadcast(Binary::Subtract),
            "broadcast_mul" => broadcast(Binary::Multiply),
            "broadcast_div" => broadcast(Binary::Divide),
            "broadcast_maximum" => broadcast(Binary::Maximum),
            "broadcast_minimum" => broadcast(Binary::Minimum),
            "_plus_scalar" | "_PlusScalar" => Some(Operator::Scalar(Binary::Add)),
            "_minus_scalar" | "_MinusScalar" => Some(Operator::Scalar(Binary::Subtract)),
            "_rminus_scalar" | "_RMinusScalar" => Some(Operator::ReversedScalar(Binary::Subtract)),
            "_mul_scalar" | "_MulScalar" => Some(Operator::Scalar(Binary::Multiply)),
            "_div_scalar" | "_DivScalar" => Some(Operator::Scalar(Binary::Divide)),
            "_rdiv_scalar" | "_RDivScalar" => Some(Operator::ReversedScalar(Binary::Divide)),
            "_maximum_scalar" | "_MaximumScalar" => Some(Operator::Scalar(Binary::Maximum)),
            "_minimum_scalar" | "_MinimumScalar" => Some(Operator::Scalar(Binary::Minimum)),
            "_power_scalar" | "_PowerScalar" => Some(Operator::Power),
            _ => {
                if let Some(op) = name.strip_prefix("broadcast_").and_then(comparison) {
                    return broadcast(op);
                }
                let plain = name.strip_prefix('_')?;
                match plain.strip_suffix("_scalar") {
                    Some(plain) => comparison(plain).map(Operator::Scalar),
                    None => comparison(plain).and_then(elementwise),
                }
            }
        }
    }
}

/// Imports a node whose operator has the given meaning.
pub fn import(importer: &mut Importer, node: &Node, operator: Operator) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let lhs = float_tensor(importer, operands.next("lhs")?)?;
    let scalar = |importer: &mut Importer, operands: Operands, steps: &dyn Fn(Operand) -> Vec<Step>| {
        operands.finish()?;
        let number = node.attributes.required("scalar", node.attributes.float("scalar")?)?;
        Ok(vec![NodeOutput::Tensor(compose::map(importer.graph(), &node.name, lhs, steps(Operand::Constant(number))))])
    };
    match operator {
        Operator::Scalar(op) => scalar(importer, operands, &|number| vec![op.step(number)]),
        Operator::ReversedScalar(op) => scalar(importer, operands, &|number| op.reversed(number)),
        Operator::Power => {
            operands.finish()?;
            power(importer, node, lhs)
        }
        Operator::Tensors { op, broadcasts } => {
            let rhs = float_tensor(importer, operands.next("rhs")?)?;
            operands.finish()?;
            if !broadcasts {
                require_equal_shapes(importer, lhs, rhs)?;
            }
            Ok(vec![NodeOutput::Tensor(compose::binary(importer.graph(), &node.name, op, lhs, rhs)?)])
        }
    }
}

fn require_equal_shapes(importer: &Importer, lhs: ValueId, rhs: ValueId) -> Result<()> {
    let (lhs, rhs) = (importer.ty(lhs), importer.ty(rhs));
    if lhs.shape == rhs.shape {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Shape, format!("the operands must have one shape, found {lhs} and {rhs}")))
}

/// `_power_scalar` for exponents that a few operations compute.
fn power(importer: &mut Importer, node: &Node, y: ValueId) -> Result<Vec<NodeOutput>> {
    let exponent = node.attributes.required("scalar", node.attributes.double("scalar")?)?;
    let one = Operand::Constant(1.0);
    let (own, root) = (importer.each(y), Step::Apply(Function::SquareRoot));
    let steps = match exponent {
        0.0 => vec![Step::Multiply(Operand::Constant(0.0)), Step::Add(one)],
        1.0 => vec![],
        2.0 => vec![Step::Multiply(own)],
        3.0 => vec![Step::Multiply(own), Step::Multiply(own)],
        -1.0 => vec![Step::DivideInto(one)],
        -2.0 => vec![Step::Multiply(own), Step::DivideInto(one)],
        0.5 => vec![root],
        -0.5 => vec![root, Step::DivideInto(one)],
        other => {
            return Err(Diagnostic::error(Code::Unsupported, format!("the power {other} is not read; 0, 1, 2, 3, ½ and their negatives are"))
                .hint("end the network before it with --output, or write the power as exp and log"));
        }
    };
    Ok(vec![NodeOutput::Tensor(compose::map(importer.graph(), &node.name, y, steps))])
}

/// `add_n`: the sum of all operands, from the first to the last.
pub fn sum_of_all(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let first = float_tensor(importer, operands.next("arg0")?)?;
    let mut steps = Vec::new();
    for index in 1..node.inputs.len() {
        let value = float_tensor(importer, operands.next(&format!("arg{index}"))?)?;
        require_equal_shapes(importer, first, value)?;
        steps.push(importer.residual(value, Operand::Constant(1.0)));
    }
    operands.finish()?;
    Ok(vec![NodeOutput::Tensor(compose::map(importer.graph(), &node.name, first, steps))])
}

/// `where`: x where the condition is not 0, else y. A condition of rank 1 selects along the first axis.
pub fn select(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let condition = float_tensor(importer, operands.next("condition")?)?;
    let x = float_tensor(importer, operands.next("x")?)?;
    let y = float_tensor(importer, operands.next("y")?)?;
    operands.finish()?;
    require_equal_shapes(importer, x, y)?;
    let shape: Shape = importer.ty(x).shape.clone();
    let part = |part: &str| format!("{}.{part}", node.name);
    let condition_shape = importer.ty(condition).shape.clone();
    let condition = if condition_shape.rank() == 1 && shape.rank() > 1 && condition_shape.extents()[0] == shape.extents()[0] {
        let mut extents = vec![1; shape.rank()];
        extents[0] = shape.extents()[0];
        compose::reshape(importer.graph(), &part("rows"), condition, extents)?
    } else if condition_shape == shape {
        condition
    } else {
        let message = format!("the condition must have the shape {shape} of what it selects, or one number for each row; found {condition_shape}");
        return Err(Diagnostic::error(Code::Shape, message));
    };
    let condition = compose::operand(importer.graph(), &part("condition"), condition, &shape)?;
    let otherwise = compose::operand(importer.graph(), &part("otherwise"), y, &shape)?;
    Ok(vec![NodeOutput::Tensor(compose::map(importer.graph(), &node.name, x, [Step::Where { condition, otherwise }]))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_operators() {
        let tensors = |op, broadcasts| Some(Operator::Tensors { op, broadcasts });
        assert_eq!(Operator::named("broadcast_lesser"), tensors(Binary::Compare(Comparison::Less), true));
        assert_eq!(Operator::named("_greater_equal"), tensors(Binary::Compare(Comparison::GreaterOrEqual), false));
        assert_eq!(Operator::named("_not_equal_scalar"), Some(Operator::Scalar(Binary::Compare(Comparison::NotEqual))));
        assert_eq!(Operator::named("_Mul"), tensors(Binary::Multiply, false));
        assert_eq!(Operator::named("_RDivScalar"), Some(Operator::ReversedScalar(Binary::Divide)));
        for name in ["broadcast_", "_", "_scalar", "equal", "broadcast_power", ""] {
            assert_eq!(Operator::named(name), None, "{name}");
        }
    }
}
