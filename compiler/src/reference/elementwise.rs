//! Element by element, and the two operators that only look at or move whole tensors.

use super::{Accumulators, Operand, accumulator, check, expect_shape, invalid};
use crate::diagnostic::Result;
use crate::graph::{Shape, Tensor, TensorData, TensorType};
use crate::numerics::{absmax_f32, absmax_s32};

/// `q − z` of each element.
pub fn map(data: Operand, output: &Shape) -> Result<Accumulators> {
    expect_shape(output, data.shape.extents())?;
    centred(data)
}

/// `q − z` of a whole tensor; floats as they are.
fn centred(data: Operand) -> Result<Accumulators> {
    let z = data.zero_point;
    let subtract = |q: i32| accumulator(i64::from(q) - i64::from(z));
    Ok(match data.data {
        TensorData::F32(values) => Accumulators::F32(values.to_vec()),
        TensorData::U8(values) => Accumulators::S32(values.iter().map(|&q| subtract(q.into())).collect::<Result<_>>()?),
        TensorData::S8(values) => Accumulators::S32(values.iter().map(|&q| subtract(q.into())).collect::<Result<_>>()?),
        TensorData::S32(values) => Accumulators::S32(values.iter().map(|&q| subtract(q)).collect::<Result<_>>()?),
    })
}

/// The largest |q − z| of the tensor, a scalar.
pub fn absmax(data: Operand, output: &Shape) -> Result<Accumulators> {
    expect_shape(output, &[])?;
    Ok(match centred(data)? {
        Accumulators::F32(values) => Accumulators::F32(vec![absmax_f32(values)]),
        Accumulators::S32(values) => Accumulators::S32(vec![absmax_s32(values)]),
    })
}

/// The inputs one after the other along `axis`.
pub fn concat(parts: &[Operand], axis: usize, ty: &TensorType) -> Result<Tensor> {
    let extents = ty.shape.extents();
    if axis >= extents.len() {
        return Err(invalid(format!("axis {axis} of a tensor of rank {}", extents.len())));
    }
    let fits = |part: &Operand| {
        let found = part.shape.extents();
        found.len() == extents.len() && (0..extents.len()).all(|i| i == axis || found[i] == extents[i])
    };
    if !parts.iter().all(fits) || parts.iter().map(|part| part.shape.extents()[axis]).sum::<usize>() != extents[axis] {
        return Err(invalid("the inputs of 'concat' do not add up to its shape"));
    }
    let outer: usize = extents[..axis].iter().product();
    let inner: usize = extents[axis + 1..].iter().product();

    fn join<'a, T: Copy + 'a>(slices: &[&'a [T]], outer: usize) -> Vec<T> {
        let mut joined = Vec::with_capacity(slices.iter().map(|s| s.len()).sum());
        for i in 0..outer {
            for slice in slices {
                let run = slice.len() / outer;
                joined.extend_from_slice(&slice[i * run..(i + 1) * run]);
            }
        }
        joined
    }
    debug_assert!(parts.iter().all(|part| part.data.len() == outer * part.shape.extents()[axis] * inner));

    macro_rules! join_as {
        ($variant:ident) => {{
            let slices = parts.iter().map(|part| match part.data {
                TensorData::$variant(values) => Ok(&values[..]),
                other => Err(invalid(format!("'concat' of {} and {}", ty.dtype, other.dtype()))),
            });
            TensorData::$variant(join(&slices.collect::<Result<Vec<_>>>()?, outer).into())
        }};
    }
    let data = match parts[0].data {
        TensorData::F32(_) => join_as!(F32),
        TensorData::U8(_) => join_as!(U8),
        TensorData::S8(_) => join_as!(S8),
        TensorData::S32(_) => join_as!(S32),
    };
    check(&Tensor::new(ty.shape.clone(), data)?, ty)
}
