//! Arithmetic on known arrays, element by element. Integers wrap as their type does; division of integers truncates.

use super::super::import::Importer;
use super::super::node::Node;
use super::movement::broadcast;
use super::{operand, reserve};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Function;
use crate::numerics::function;
use crate::onnx_file::{Array, ElementType, Elements, volume};

/// Whether [`evaluate`] knows the operator.
pub fn evaluates(operator: &str) -> bool {
    binary(operator).is_some() || unary(operator).is_some() || matches!(operator, "Where" | "Cast" | "CastLike" | "Clip" | "Not" | "Sum" | "Mean")
}

/// An operation on two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Minimum,
    Maximum,
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Xor,
}

fn binary(operator: &str) -> Option<Binary> {
    Some(match operator {
        "Add" => Binary::Add,
        "Sub" => Binary::Subtract,
        "Mul" => Binary::Multiply,
        "Div" => Binary::Divide,
        "Mod" => Binary::Modulo,
        "Pow" => Binary::Power,
        "Min" => Binary::Minimum,
        "Max" => Binary::Maximum,
        "Equal" => Binary::Equal,
        "Less" => Binary::Less,
        "LessOrEqual" => Binary::LessOrEqual,
        "Greater" => Binary::Greater,
        "GreaterOrEqual" => Binary::GreaterOrEqual,
        "And" => Binary::And,
        "Or" => Binary::Or,
        "Xor" => Binary::Xor,
        _ => return None,
    })
}

impl Binary {
    /// Whether the result is a truth value.
    fn decides(self) -> bool {
        self.logical() || matches!(self, Binary::Equal | Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual)
    }

    fn logical(self) -> bool {
        matches!(self, Binary::And | Binary::Or | Binary::Xor)
    }

    fn of_floats(self, a: f32, b: f32, truncates: bool) -> f32 {
        let truth = |t: bool| f32::from(u8::from(t));
        match self {
            Binary::Add => a + b,
            Binary::Subtract => a - b,
            Binary::Multiply => a * b,
            Binary::Divide => a / b,
            Binary::Modulo if truncates => a % b,
            Binary::Modulo => a - (a / b).floor() * b,
            Binary::Power => a.powf(b),
            Binary::Minimum => a.min(b),
            Binary::Maximum => a.max(b),
            Binary::Equal => truth(a == b),
            Binary::Less => truth(a < b),
            Binary::LessOrEqual => truth(a <= b),
            Binary::Greater => truth(a > b),
            Binary::GreaterOrEqual => truth(a >= b),
            Binary::And => truth(a != 0.0 && b != 0.0),
            Binary::Or => truth(a != 0.0 || b != 0.0),
            Binary::Xor => truth((a != 0.0) != (b != 0.0)),
        }
    }

    /// `None` for a division by 0, and for a negative power.
    fn of_integers(self, a: i64, b: i64, truncates: bool) -> Option<i64> {
        Some(match self {
            Binary::Add => a.wrapping_add(b),
            Binary::Subtract => a.wrapping_sub(b),
            Binary::Multiply => a.wrapping_mul(b),
            Binary::Divide => (b != 0).then(|| a.wrapping_div(b))?,
            Binary::Modulo if b == 0 => return None,
            Binary::Modulo if truncates => a.wrapping_rem(b),
            // The remainder has the sign of the divisor, as in Python.
            Binary::Modulo => {
                let rest = a.wrapping_rem(b);
                if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }
            }
            Binary::Power => a.wrapping_pow(u32::try_from(b).ok()?),
            Binary::Minimum => a.min(b),
            Binary::Maximum => a.max(b),
            Binary::Equal => i64::from(a == b),
            Binary::Less => i64::from(a < b),
            Binary::LessOrEqual => i64::from(a <= b),
            Binary::Greater => i64::from(a > b),
            Binary::GreaterOrEqual => i64::from(a >= b),
            Binary::And => i64::from(a != 0 && b != 0),
            Binary::Or => i64::from(a != 0 || b != 0),
            Binary::Xor => i64::from((a != 0) != (b != 0)),
        })
    }
}

/// A function of one number: of a float, and of an integer where there is one.
type Unary = (fn(f32) -> f32, Option<fn(i64) -> i64>);

fn unary(operator: &str) -> Option<Unary> {
    fn apply(which: Function, y: f32) -> f32 {
        function::apply(which, y)
    }
    Some(match operator {
        "Neg" => (|y| -y, Some(i64::wrapping_neg)),
        "Abs" => (f32::abs, Some(i64::wrapping_abs)),
        "Sign" => (
            |y| {
                if y > 0.0 {
                    1.0
                } else if y < 0.0 {
                    -1.0
                } else {
                    y
                }
            },
            Some(i64::signum),
        ),
        "Relu" => (|y| if y > 0.0 { y } else { 0.0 }, Some(|y| y.max(0))),
        "Floor" => (f32::floor, None),
        "Ceil" => (f32::ceil, None),
        "Round" => (f32::round_ties_even, None),
        "Sqrt" => (f32::sqrt, None),
        "Reciprocal" => (|y| 1.0 / y, None),
        "Exp" => (|y| apply(Function::Exponential, y), None),
        "Log" => (|y| apply(Function::Logarithm, y), None),
        "Sigmoid" => (|y| apply(Function::Logistic, y), None),
        "Tanh" => (|y| apply(Function::HyperbolicTangent, y), None),
        _ => return None,
    })
}

/// The shape of which two shapes are parts, aligned at their last axes; extents may be 0.
pub fn broadcast_shape(a: &[usize], b: &[usize]) -> Result<Vec<usize>> {
    let rank = a.len().max(b.len());
    let extent = |shape: &[usize], axis: usize| (axis + shape.len()).checked_sub(rank).map_or(1, |axis| shape[axis]);
    let joined: Option<Vec<usize>> = (0..rank)
        .map(|axis| match (extent(a, axis), extent(b, axis)) {
            (x, y) if x == y => Some(x),
            (1, other) | (other, 1) => Some(other),
            _ => None,
        })
        .collect();
    joined.ok_or_else(|| Diagnostic::error(Code::Shape, format!("the shapes {a:?} and {b:?} cannot be broadcast to one")))
}

/// The result of a node that [`evaluates`] knows.
pub fn evaluate(importer: &mut Importer, node: &Node, operands: &[Option<Array>]) -> Result<Array> {
    let operator = node.operator();
    let first = operand(node, operands, 0)?;
    reserve(importer, first.len())?;
    if let Some((floats, integers)) = unary(operator) {
        return match (&first.elements, integers) {
            (Elements::Floats(numbers), _) => Ok(Array { elements: Elements::Floats(numbers.iter().map(|&y| floats(y)).collect()), ..first.clone() }),
            (_, Some(of)) => wrapped(first.ty, first.shape.clone(), first.to_integers()?.into_iter().map(of).collect()),
            (_, None) => Err(node.unsupported(format!("operands of {}", first.ty.name()))),
        };
    }
    match operator {
        "Not" => Array::integers(ElementType::Bool, first.shape.clone(), first.to_integers()?.iter().map(|&t| i64::from(t == 0)).collect::<Vec<_>>()),
        "Cast" => {
            let to = node.integer("to").ok_or_else(|| Diagnostic::error(Code::Malformed, "the attribute 'to' is missing"))?;
            cast(first, ElementType::from_number(i32::try_from(to).unwrap_or(0))?)
        }
        "CastLike" => cast(first, operand(node, operands, 1)?.ty),
        "Clip" => clip(importer, node, operands),
        "Where" => select(importer, first, operand(node, operands, 1)?, operand(node, operands, 2)?),
        _ => {
            let op = match operator {
                "Sum" | "Mean" => Binary::Add,
                name => binary(name).ok_or_else(|| node.unsupported("known operands"))?,
            };
            let truncates = node.boolean("fmod", false);
            let mut result = first.clone();
            for index in 1..operands.len() {
                result = combine(importer, op, &result, operand(node, operands, index)?, truncates)?;
            }
            if operator == "Mean" {
                let count = Array::floats([], [operands.len() as f32])?;
                result = combine(importer, Binary::Divide, &result, &count, false)?;
            }
            Ok(result)
        }
    }
}

/// Integers brought back into the range of their type.
pub fn wrapped(ty: ElementType, shape: Vec<usize>, mut numbers: Vec<i64>) -> Result<Array> {
    for number in &mut numbers {
        *number = match ty {
            ElementType::U16 => i64::from(*number as u16),
            ElementType::S16 => i64::from(*number as i16),
            ElementType::S32 => i64::from(*number as i32),
            ElementType::U32 => i64::from(*number as u32),
            ElementType::U4 => *number & 15,
            ElementType::S4 => *number << 60 >> 60,
            ElementType::Bool => i64::from(*number != 0),
            _ => *number,
        };
    }
    Array::integers(ty, shape, numbers)
}

fn combine(importer: &mut Importer, op: Binary, a: &Array, b: &Array, truncates: bool) -> Result<Array> {
    let shape = broadcast_shape(&a.shape, &b.shape)?;
    reserve(importer, volume(&shape)?)?;
    let (left, right) = (broadcast(a, &shape)?, broadcast(b, &shape)?);
    if let (Elements::Floats(left), Elements::Floats(right)) = (&left.elements, &right.elements) {
        let numbers = left.iter().zip(right.iter()).map(|(&a, &b)| op.of_floats(a, b, truncates));
        return match op.decides() {
            true => Array::integers(ElementType::Bool, shape, numbers.map(|t| t as i64).collect::<Vec<_>>()),
            false => Ok(Array { ty: a.ty, shape, elements: Elements::Floats(numbers.collect()) }),
        };
    }
    if a.ty.is_float() || b.ty.is_float() {
        return Err(Diagnostic::error(Code::Malformed, format!("operands of one type are expected, found {} and {}", a.describe(), b.describe())));
    }
    let (left, right) = (left.to_integers()?, right.to_integers()?);
    let numbers: Option<Vec<i64>> = left.iter().zip(&right).map(|(&a, &b)| op.of_integers(a, b, truncates)).collect();
    let numbers = numbers.ok_or_else(|| {
        Diagnostic::error(Code::Range, "integers are divided by 0 or raised to a negative power").hint("the model divides by a shape or constant that is 0")
    })?;
    wrapped(if op.decides() { ElementType::Bool } else { a.ty }, shape, numbers)
}

/// Where the condition holds `x`, else `y`.
fn select(importer: &mut Importer, condition: &Array, x: &Array, y: &Array) -> Result<Array> {
    let shape = broadcast_shape(&broadcast_shape(&condition.shape, &x.shape)?, &y.shape)?;
    reserve(importer, volume(&shape)?)?;
    let (condition, x, y) = (broadcast(condition, &shape)?, broadcast(x, &shape)?, broadcast(y, &shape)?);
    let condition = condition.to_integers()?;
    if let (Elements::Floats(x), Elements::Floats(y)) = (&x.elements, &y.elements) {
        let chosen: Vec<f32> = condition.iter().enumerate().map(|(i, &t)| if t != 0 { x[i] } else { y[i] }).collect();
        return Array::floats(shape, chosen);
    }
    let ty = x.ty;
    let (x, y) = (x.to_integers()?, y.to_integers()?);
    Array::integers(ty, shape, condition.iter().enumerate().map(|(i, &t)| if t != 0 { x[i] } else { y[i] }).collect::<Vec<_>>())
}

fn clip(importer: &mut Importer, node: &Node, operands: &[Option<Array>]) -> Result<Array> {
    let mut result = operand(node, operands, 0)?.clone();
    for (index, key, op) in [(1, "min", Binary::Maximum), (2, "max", Binary::Minimum)] {
        let bound = match (operands.get(index).and_then(Option::as_ref), node.float(key)) {
            (Some(bound), _) => bound.clone(),
            (None, Some(bound)) => Array::floats([], [bound])?,
            (None, None) => continue,
        };
        result = combine(importer, op, &result, &bound, false)?;
    }
    Ok(result)
}

/// Another element type: floats toward zero, integers wrap, anything but 0 is true.
pub fn cast(array: &Array, to: ElementType) -> Result<Array> {
    let shape = array.shape.clone();
    match (&array.elements, to.is_float()) {
        (Elements::Floats(numbers), true) => Ok(Array { ty: to, shape, elements: Elements::Floats(numbers.clone()) }),
        (Elements::Floats(numbers), false) if to == ElementType::Bool => {
            Array::integers(to, shape, numbers.iter().map(|&y| i64::from(y != 0.0)).collect::<Vec<_>>())
        }
        (Elements::Floats(numbers), false) => wrapped(to, shape, numbers.iter().map(|&y| y as i64).collect()),
        (_, true) => {
            let numbers: Vec<f32> = array.to_integers()?.iter().map(|&i| i as f32).collect();
            Ok(Array { ty: to, shape, elements: Elements::Floats(numbers.into()) })
        }
        (_, false) => wrapped(to, shape, array.to_integers()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        let of = |name: &str, a, b| binary(name).unwrap().of_integers(a, b, false);
        assert_eq!((of("Div", -7, 2), of("Mod", -7, 2), of("Mod", 7, -2)), (Some(-3), Some(1), Some(-1)));
        assert_eq!((of("Div", 1, 0), of("Mod", 1, 0), of("Pow", 2, -1)), (None, None, None));
        assert_eq!((of("Div", i64::MIN, -1), of("Mod", i64::MIN, -1)), (Some(i64::MIN), Some(0)));
        assert_eq!(Binary::Modulo.of_integers(-7, 2, true), Some(-1));
        assert_eq!(wrapped(ElementType::S4, vec![2], vec![9, -9]).unwrap().to_integers().unwrap(), [-7, 7]);
        assert_eq!(wrapped(ElementType::U16, vec![1], vec![-1]).unwrap().to_integers().unwrap(), [65535]);
    }

    #[test]
    fn casts() {
        let floats = Array::floats([4], [1.9, -1.9, f32::NAN, 300.0]).unwrap();
        assert_eq!(cast(&floats, ElementType::S64).unwrap().to_integers().unwrap(), [1, -1, 0, 300]);
        assert_eq!(cast(&floats, ElementType::U8).unwrap().to_integers().unwrap(), [1, 255, 0, 44]);
        assert_eq!(cast(&floats, ElementType::Bool).unwrap().to_integers().unwrap(), [1, 1, 1, 1]);
        let back = cast(&Array::list([3, -4]), ElementType::F32).unwrap();
        assert_eq!(&back.as_floats().unwrap()[..], [3.0, -4.0]);
    }

    #[test]
    fn shapes_join() {
        assert_eq!(broadcast_shape(&[2, 1], &[3]).unwrap(), [2, 3]);
        assert_eq!(broadcast_shape(&[0, 1], &[1, 4]).unwrap(), [0, 4]);
        assert!(broadcast_shape(&[0], &[2]).is_err());
    }
}
