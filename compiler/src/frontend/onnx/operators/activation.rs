//! Functions of one number.

use super::super::import::Importer;
use super::super::node::Node;
use super::super::tensor::Tensor;
use super::elementwise;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Comparison, DType, End, Epilogue, Function, Op, Operand, Quantization, Step, TensorType, ValueId};
use crate::onnx_file::{Array, ElementType};

/// Whether [`function`] knows the operator.
pub fn is_function(operator: &str) -> bool {
    matches!(
        operator,
        "Exp"
            | "Log"
            | "Sqrt"
            | "Abs"
            | "Neg"
            | "Floor"
            | "Ceil"
            | "Round"
            | "Reciprocal"
            | "Sign"
            | "Erf"
            | "Sigmoid"
            | "Tanh"
            | "Softplus"
            | "Softsign"
            | "Gelu"
            | "Elu"
            | "Celu"
            | "Selu"
            | "LeakyRelu"
            | "ThresholdedRelu"
            | "HardSigmoid"
            | "HardSwish"
            | "Mish"
    )
}

/// A function of one float, by its operator's name.
pub fn function<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let y = importer.float_operand(node, 0, "X")?;
    let name = node.result()?;
    let value = match node.operator() {
        "Sign" => compose::sign(&mut importer.graph, name, y),
        _ => {
            let own = importer.graph.each(y);
            compose::map(&mut importer.graph, name, y, steps(node, own)?)
        }
    };
    Ok(vec![Tensor::float(value)])
}

/// max(0, min(1, alpha · y + beta)), as ONNX Runtime orders it.
fn hard_sigmoid(alpha: f32, beta: f32) -> [Step; 4] {
    let constant = Operand::Constant;
    [Step::Multiply(constant(alpha)), Step::Add(constant(beta)), Step::Minimum(constant(1.0)), Step::Maximum(constant(0.0))]
}

/// Steps on y; `own` is y as an operand.
fn steps(node: &Node, own: Operand) -> Result<Vec<Step>> {
    let constant = Operand::Constant;
    let apply = |function| vec![Step::Apply(function)];
    let number = |key: &str, default: f32| match node.float(key).unwrap_or(default) {
        number if number.is_finite() => Ok(number),
        number => Err(Diagnostic::error(Code::Range, format!("attribute '{key}' is {number}"))),
    };
    Ok(match node.operator() {
        "Exp" => apply(Function::Exponential),
        "Log" => apply(Function::Logarithm),
        "Sqrt" => apply(Function::SquareRoot),
        "Abs" => apply(Function::Absolute),
        "Floor" => apply(Function::Floor),
        "Ceil" => apply(Function::Ceiling),
        "Round" => apply(Function::Round),
        "Erf" => apply(Function::Error),
        "Sigmoid" => apply(Function::Logistic),
        "Tanh" => apply(Function::HyperbolicTangent),
        "Softplus" => apply(Function::Softplus),
        "Neg" => vec![Step::Multiply(constant(-1.0))],
        "Reciprocal" => vec![Step::DivideInto(constant(1.0))],
        "Softsign" => vec![Step::Apply(Function::Absolute), Step::Add(constant(1.0)), Step::DivideInto(own)],
        "LeakyRelu" => vec![Step::LeakyRelu { slope: constant(number("alpha", 0.01)?) }],
        "Elu" => vec![Step::Elu { alpha: constant(number("alpha", 1.0)?) }],
        "Celu" => {
            let alpha = constant(number("alpha", 1.0)?);
            vec![Step::Divide(alpha), Step::Elu { alpha: constant(1.0) }, Step::Multiply(alpha)]
        }
        "Selu" => {
            let (alpha, gamma) = (number("alpha", 1.673_263_2)?, number("gamma", 1.050_701)?);
            vec![Step::Elu { alpha: constant(alpha) }, Step::Multiply(constant(gamma))]
        }
        "ThresholdedRelu" => vec![Step::Compare(Comparison::Greater, constant(number("alpha", 1.0)?)), Step::Multiply(own)],
        "HardSigmoid" => hard_sigmoid(number("alpha", 0.2)?, number("beta", 0.5)?).to_vec(),
        "HardSwish" => [&hard_sigmoid(1.0 / 6.0, 0.5)[..], &[Step::Multiply(own)]].concat(),
        "Mish" => vec![Step::Apply(Function::Softplus), Step::Apply(Function::HyperbolicTangent), Step::Multiply(own)],
        "Gelu" => match node.text("approximate")?.unwrap_or("none") {
            "none" => apply(Function::Gelu),
            // y · (1 + tanh(√(2 / π) · (y + 0.044715 · y³))) / 2
            "tanh" => vec![
                Step::Multiply(own),
                Step::Multiply(constant(0.044_715)),
                Step::Add(constant(1.0)),
                Step::Multiply(own),
                Step::Multiply(constant(0.797_884_6)),
                Step::Apply(Function::HyperbolicTangent),
                Step::Add(constant(1.0)),
                Step::Multiply(own),
                Step::Multiply(constant(0.5)),
            ],
            other => return Err(node.unsupported(format!("approximate = '{other}'"))),
        },
        other => return Err(Diagnostic::error(Code::Invalid, format!("{other} is no function"))),
    })
}

/// `Relu`, on floats and on bytes; nothing where the node before computes it.
pub fn relu<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    clamped(importer, node, Some(0.0), None)
}

/// `Clip`, likewise. Bounds are operands, or attributes before version 11.
pub fn clip<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let lo = bound(importer, node, 1, "min")?;
    let hi = bound(importer, node, 2, "max")?;
    clamped(importer, node, lo, hi)
}

fn bound<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, key: &str) -> Result<Option<f64>> {
    let single = |array: Array| match array.ty.is_float() {
        true => array.single_float().map(f64::from),
        false => array.single_integer().map(|i| i as f64),
    };
    let bound = match importer.known(node, index, key)? {
        Some(array) => Some(single(array)?),
        None => node.float(key).map(f64::from),
    };
    match bound {
        Some(bound) if bound.is_nan() => Err(Diagnostic::error(Code::Range, format!("the bound '{key}' is NaN"))),
        // A bound beyond all numbers is none.
        other => Ok(other.filter(|bound| bound.abs() < f64::from(f32::MAX))),
    }
}

/// Smaller numbers than `lo` become `lo`, then larger ones than `hi` become `hi`.
fn clamped<'m>(importer: &mut Importer<'m>, node: &Node<'m>, lo: Option<f64>, hi: Option<f64>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "X")?;
    if importer.absorbed.contains(&node.index) || (lo.is_none() && hi.is_none()) {
        return Ok(vec![data]);
    }
    let name = node.result()?;
    let data_name = node.input(0).unwrap_or(name);
    match importer.element_type(&data) {
        ty @ (ElementType::U8 | ElementType::S8 | ElementType::S32 | ElementType::S64) => {
            let value = importer.value(data_name, &data)?;
            let from = importer.graph.ty(value).clone();
            let (least, most) = from.dtype.integer_bounds().unwrap_or_default();
            let within = |bound: Option<f64>, open: i32| bound.map_or(open, |b| b.clamp(f64::from(least), f64::from(most)) as i32);
            let hi = within(hi, most);
            // Where the bounds are reversed the upper one wins.
            let lo = within(lo, least).min(hi);
            let end = match from.dtype {
                DType::S32 => End::S32 { lo, hi },
                _ => End::Saturate { zero_point: from.zero_point(), lo, hi },
            };
            let value = importer.graph.push_node(name, from, Op::Map, [value], Some(Epilogue::new([], end)));
            Ok(vec![Tensor::Live { value, ty }])
        }
        _ => {
            let y = importer.float_value(data_name, &data)?;
            let mut steps: Vec<Step> = lo.map(|lo| Step::Maximum(Operand::Constant(lo as f32))).into_iter().collect();
            steps.extend(hi.map(|hi| Step::Minimum(Operand::Constant(hi as f32))));
            Ok(vec![Tensor::float(compose::map(&mut importer.graph, name, y, steps))])
        }
    }
}

/// `PRelu`: the slope below 0 is an operand that broadcasts.
pub fn parametric_relu<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let y = importer.float_operand(node, 0, "X")?;
    let slope = importer.float_operand(node, 1, "slope")?;
    // Before version 7 a list of slopes is one for each channel.
    let per_channel = importer.graph.ty(slope).shape.rank() == 1 && importer.graph.ty(y).shape.rank() > 1;
    let slope = if per_channel { elementwise::begin_at_axis(importer, node, y, slope, Some(1))? } else { slope };
    let name = node.result()?;
    let shape = importer.graph.ty(y).shape.clone();
    let slope = compose::operand(&mut importer.graph, &format!("{name}.slope"), slope, &shape)?;
    Ok(vec![Tensor::float(compose::map(&mut importer.graph, name, y, [Step::LeakyRelu { slope }]))])
}

/// `Cast`: between floats nothing happens; floats become integers toward zero, and saturate; smaller integers become larger ones.
pub fn cast<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "input")?;
    let to = match node.is("CastLike") {
        true => {
            let like = importer.operand(node, 1, "target_type")?;
            importer.element_type(&like)
        }
        false => ElementType::from_number(i32::try_from(node.integer("to").unwrap_or(0)).unwrap_or(0))?,
    };
    let from = importer.element_type(&data);
    if from == to {
        return Ok(vec![data]);
    }
    let name = node.result()?;
    let data_name = node.input(0).unwrap_or(name);
    let unsupported = || {
        node.unsupported(format!("a tensor of {} to {}", from.name(), to.name()))
            .hint("end the network before it with --output, or export the model with floats")
    };
    let floats = |importer: &mut Importer, ty: ElementType| -> Result<ValueId> {
        match ty {
            ty if ty.is_float() || ty == ElementType::Bool => importer.float_value(data_name, &data),
            ElementType::U8 | ElementType::S8 | ElementType::U16 | ElementType::S16 | ElementType::S32 | ElementType::S64 => {
                let value = importer.value(data_name, &data)?;
                let plain = crate::qlinear::plain(&mut importer.graph, &format!("{name}.plain"), value);
                Ok(compose::map(&mut importer.graph, name, plain, [Step::Convert]))
            }
            _ => Err(unsupported()),
        }
    };
    if to.is_float() {
        return Ok(vec![Tensor::float(floats(importer, from)?)]);
    }
    let (dtype, end) = match to {
        ElementType::Bool => {
            let y = floats(importer, from)?;
            let value = compose::map(&mut importer.graph, name, y, [Step::Compare(Comparison::NotEqual, Operand::Constant(0.0))]);
            return Ok(vec![Tensor::Live { value, ty: to }]);
        }
        ElementType::U8 => (DType::U8, End::Saturate { zero_point: 0, lo: 0, hi: 255 }),
        ElementType::S8 => (DType::S8, End::Saturate { zero_point: 0, lo: -128, hi: 127 }),
        ElementType::S32 | ElementType::S64 => (DType::S32, End::S32 { lo: i32::MIN, hi: i32::MAX }),
        _ => return Err(unsupported()),
    };
    let (value, steps) = match from {
        ElementType::S32 | ElementType::S64 if dtype == DType::S32 => return Ok(vec![Tensor::Live { value: importer.value(data_name, &data)?, ty: to }]),
        ElementType::U8 | ElementType::S8 if dtype == DType::S32 => {
            let value = importer.value(data_name, &data)?;
            (crate::qlinear::plain(&mut importer.graph, &format!("{name}.plain"), value), vec![])
        }
        from if from.is_float() || from == ElementType::Bool => (importer.float_value(data_name, &data)?, vec![Step::Apply(Function::Truncate)]),
        // What does not fit would wrap.
        _ => return Err(unsupported()),
    };
    let ty = TensorType { dtype, quantization: Quantization::None, shape: importer.graph.ty(value).shape.clone() };
    let value = importer.graph.push_node(name, ty, Op::Map, [value], Some(Epilogue::new(steps, end)));
    Ok(vec![Tensor::Live { value, ty: to }])
}
