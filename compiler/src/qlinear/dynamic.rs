//! DynamicQuantizeLinear: the range of a tensor is found when the model runs.

use crate::compose;
use crate::diagnostic::Result;
use crate::graph::{DType, End, Epilogue, Function, Graph, Op, Operand, Reduction, Step, TensorType, ValueId};
use crate::numerics::proof;

/// A tensor of floats as u8, with scale and zero point as f32 scalars.
#[derive(Debug, Clone, Copy)]
pub struct Dynamic {
    pub integers: ValueId,
    pub scale: ValueId,
    /// `None` where it is 0 whatever the data is, because no number is negative.
    pub zero_point: Option<ValueId>,
}

/// With mn = min(least x, 0) and mx = max(largest x, 0): s = F(F(mx − mn) / 255), or 1 where both are equal; z = rne(clamp(0 − F(mn / s), 0, 255)); the
/// integers are rne(F(x / s)) + z, saturated.
///
/// # Errors
/// Those of shapes that are too large.
pub fn dynamic_quantize(graph: &mut Graph, name: &str, value: ValueId) -> Result<Dynamic> {
    let part = |part: &str| format!("{name}.{part}");
    let constant = Operand::Constant;
    let shape = graph.ty(value).shape.clone();
    let axes: Vec<usize> = (0..shape.rank()).collect();
    let extreme = |graph: &mut Graph, label: &str, reduction: Reduction, bound: Step| {
        let extreme = compose::reduce(graph, &part(&format!("{label}.whole")), value, reduction, &axes, [bound])?;
        compose::reshape(graph, &part(label), extreme, [])
    };
    let is_never_negative = proof::float_interval(graph, value).lo >= 0.0;
    let largest = extreme(graph, "largest", Reduction::Maximum, Step::Maximum(constant(0.0)))?;
    let (range, least) = match is_never_negative {
        true => (largest, None),
        false => {
            let least = extreme(graph, "least", Reduction::Minimum, Step::Minimum(constant(0.0)))?;
            (compose::map(graph, &part("range"), largest, [Step::Subtract(Operand::Value(least))]), Some(least))
        }
    };
    let nothing = Step::Where { condition: Operand::Value(range), otherwise: constant(1.0) };
    let scale = compose::map(graph, &part("scale"), range, [Step::Divide(constant(255.0)), nothing]);
    let zero_point = least.map(|least| {
        let clamp = [Step::Maximum(constant(0.0)), Step::Minimum(constant(255.0)), Step::Apply(Function::Round)];
        let steps = [&[Step::Divide(Operand::Value(scale)), Step::Multiply(constant(-1.0))][..], &clamp].concat();
        compose::map(graph, &part("zero_point"), least, steps)
    });
    let mut steps = vec![Step::Divide(Operand::Value(scale))];
    if let Some(zero_point) = zero_point {
        steps.extend([Step::Apply(Function::Round), Step::Add(Operand::Value(zero_point))]);
    }
    let end = End::Saturate { zero_point: 0, lo: 0, hi: 255 };
    let integers = graph.push_node(name, TensorType::plain(DType::U8, shape), Op::Map, [value], Some(Epilogue::new(steps, end)));
    Ok(Dynamic { integers, scale, zero_point })
}
