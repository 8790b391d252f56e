//! Activation functions: what `Activation`, `LeakyReLU`, `clip` and a few functions of one number compute, alone or fused into a layer.

use super::super::import::{Importer, NodeOutput, Operands};
use super::super::symbol_json::Node;
use super::float_tensor;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::random_weights::Distribution;
use crate::graph::{End, Function, Operand, Step};

/// The constants of SELU (`mshadow_op.h`).
const SELU_ALPHA: f32 = 1.673_263_2;
const SELU_LAMBDA: f32 = 1.050_701;

/// A function of one number that a few steps compute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Activation {
    Relu,
    /// y > 0 ? y : y · slope
    Leaky {
        slope: f32,
    },
    Clip {
        min: f32,
        max: f32,
    },
    /// y > 0 ? y : (eʸ − 1) · alpha
    Elu {
        alpha: f32,
    },
    Selu,
    /// `sigmoid`, `tanh`, `softrelu`, `gelu` (with erf), `sqrt`, `exp`, `abs`.
    Function(Function),
}

impl Activation {
    /// Reads `Activation`, `LeakyReLU` (but for `prelu`, which has a parameter), `clip`, `sqrt`, `exp` or `abs`.
    pub fn read(node: &Node) -> Result<Self> {
        let kind = node.attributes.text("act_type");
        let slope = || Ok::<_, Diagnostic>(node.attributes.float("slope")?.unwrap_or(0.25));
        let required = |key: &str| node.attributes.required(key, node.attributes.float(key)?);
        Ok(match (node.operator.as_str(), kind) {
            ("Activation", Some("relu")) => Activation::Relu,
            ("Activation", Some("sigmoid")) => Activation::Function(Function::Logistic),
            ("Activation", Some("tanh")) => Activation::Function(Function::HyperbolicTangent),
            ("Activation", Some("softrelu")) => Activation::Function(Function::Softplus),
            ("LeakyReLU", None | Some("leaky")) => Activation::Leaky { slope: slope()? },
            // At inference the random slope is the middle of its range (`leaky_relu-inl.h`).
            ("LeakyReLU", Some("rrelu")) => {
                let lower = node.attributes.float("lower_bound")?.unwrap_or(0.125);
                let upper = node.attributes.float("upper_bound")?.unwrap_or(0.334);
                Activation::Leaky { slope: (lower + upper) / 2.0 }
            }
            ("LeakyReLU", Some("elu")) => Activation::Elu { alpha: slope()? },
            ("LeakyReLU", Some("selu")) => Activation::Selu,
            ("LeakyReLU", Some("gelu")) => Activation::Function(Function::Gelu),
            ("sqrt", _) => Activation::Function(Function::SquareRoot),
            ("exp", _) => Activation::Function(Function::Exponential),
            ("abs", _) => Activation::Function(Function::Absolute),
            ("clip", _) => {
                let (min, max) = (required("a_min")?, required("a_max")?);
                if min > max {
                    return Err(Diagnostic::error(Code::Range, format!("the bounds of clip are reversed: [{min}, {max}]")));
                }
                Activation::Clip { min, max }
            }
            (operator, kind) => {
                return Err(Diagnostic::error(Code::Unsupported, format!("{operator} of the kind {} is not read", kind.unwrap_or("(none given)"))).hint(
                    "relu, sigmoid, tanh, softrelu, leaky, elu, selu, gelu and clip are; exclude this layer from quantization and cut the network there",
                ));
            }
        })
    }

    /// The function on real values.
    pub fn steps(self) -> Vec<Step> {
        let constant = Operand::Constant;
        match self {
            Activation::Relu => vec![Step::Maximum(constant(0.0))],
            Activation::Leaky { slope } => vec![Step::LeakyRelu { slope: constant(slope) }],
            Activation::Clip { min, max } => vec![Step::Maximum(constant(min)), Step::Minimum(constant(max))],
            Activation::Elu { alpha } => vec![Step::Elu { alpha: constant(alpha) }],
            Activation::Selu => vec![Step::Elu { alpha: constant(SELU_ALPHA) }, Step::Multiply(constant(SELU_LAMBDA))],
            Activation::Function(function) => vec![Step::Apply(function)],
        }
    }

    /// Whether f(k · y) = k · f(y) for k > 0, so that it does not matter in which units the function runs.
    pub fn homogeneous(self) -> bool {
        matches!(self, Activation::Relu | Activation::Leaky { .. } | Activation::Function(Function::Absolute))
    }
}

/// Functions that only a node of their own computes, as steps on what is also `own`: most read their argument twice.
fn with_argument(kind: &str, own: Operand) -> Option<Vec<Step>> {
    match kind {
        "softsign" => Some(vec![Step::Apply(Function::Absolute), Step::Add(Operand::Constant(1.0)), Step::DivideInto(own)]),
        _ => None,
    }
}

/// `Activation`, `LeakyReLU`, `clip` on floats.
pub fn float(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = float_tensor(importer, operands.next("data")?)?;
    let ty = importer.ty(data).clone();
    let kind = node.attributes.text("act_type").unwrap_or_default();
    let steps = match (node.operator.as_str(), kind) {
        // One slope for each channel, or one for all.
        ("LeakyReLU", "prelu") => {
            let channels = ty.shape.extents().get(1).copied().unwrap_or(1);
            let slopes = importer.floats_or_random(operands.next("gamma")?, &[&[channels], &[1]], Distribution::Slope)?;
            vec![Step::LeakyRelu { slope: importer.channel_operand(&format!("{}.slope", node.name), slopes)? }]
        }
        ("Activation", kind) => match with_argument(kind, importer.each(data)) {
            Some(steps) => steps,
            None => Activation::read(node)?.steps(),
        },
        _ => Activation::read(node)?.steps(),
    };
    operands.finish()?;
    Ok(vec![NodeOutput::Tensor(importer.push_map(&node.name, ty, data, steps, End::F32))])
}
