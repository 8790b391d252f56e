//! `_contrib_quantized_embedding`: rows of a table of bytes.

use super::super::arithmetic;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::range::Range;
use super::super::symbol_json::Node;
use super::{float_tensor, saturate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Function, Op, Operand, Shape, Step, TensorData, TensorType};

/// Inputs: indices (floats, cut off to integers and clipped to the table), weight, min_weight, max_weight. The indices become rows with one 1 each,
/// which the table multiplies.
pub fn quantized(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let attributes = &node.attributes;
    let extent = |key: &str| attributes.required(key, attributes.count(key)?.filter(|&n| n > 0));
    let (rows, columns) = (extent("input_dim")?, extent("output_dim")?);
    if rows > 1 << 24 {
        return Err(Diagnostic::error(Code::Unsupported, format!("an f32 index cannot tell the {rows} rows of this table apart")));
    }
    let mut operands = Operands::new(node);
    let indices = float_tensor(importer, operands.next("data")?)?;
    let weight = importer.signed_bytes(operands.next("weight")?, &[rows, columns])?;
    let (min, max) = importer.parameter_pair(operands.next("min_weight")?, operands.next("max_weight")?)?;
    operands.finish()?;
    let range = Range::known(min, max)?;
    let name = |part: &str| format!("{}.{part}", node.name);
    let mut shape = importer.ty(indices).shape.extents().to_vec();
    let count: usize = shape.iter().product();
    shape.push(columns);

    let column = TensorType::plain(DType::F32, Shape::new([count, 1])?);
    let listed = importer.push_node(&name("list"), column.clone(), Op::Reshape, vec![indices], None);
    let (first, last) = (Operand::Constant(0.0), Operand::Constant((rows - 1) as f32));
    let clip = [Step::Apply(Function::Truncate), Step::Maximum(first), Step::Minimum(last)];
    let clipped = importer.push_map(&name("row"), column, listed, clip, End::F32);
    let table = TensorType::plain(DType::F32, Shape::new([count, rows])?);
    let repeated = importer.push_node(&name("repeated"), table, Op::Repeat { axis: 1, count: rows }, vec![clipped], None);
    let numbers: Vec<f32> = (0..rows).map(|row| row as f32).collect();
    let numbers = importer.push_constant(&name("numbers"), Shape::new([rows])?, TensorData::F32(numbers.into()))?;
    let bits = TensorType::plain(DType::U8, Shape::new([count, rows])?);
    let equal = [Step::Compare(crate::graph::Comparison::Equal, Operand::Value(numbers))];
    let bits = importer.push_map(&name("bits"), bits, repeated, equal, saturate(DType::U8));

    let scale = crate::graph::Scale::new(arithmetic::absmax(min, max) / arithmetic::SIGNED_RANGE)?;
    let transposed: Vec<i8> = (0..columns).flat_map(|c| (0..rows).map(move |r| (r, c))).map(|(r, c)| weight[r * columns + c]).collect();
    let ty = TensorType::quantized(DType::S8, Shape::new([columns, rows])?, scale, 0);
    let weight = importer.push_typed_constant(&name("weight"), ty, TensorData::S8(transposed.into()));
    let ty = range.tensor_type(DType::S8, Shape::new([count, columns])?)?;
    let found = importer.push_node(&name("found"), ty.clone(), Op::FullyConnected, vec![bits, weight], Some(Epilogue::new([], saturate(DType::S8))));
    let ty = TensorType { shape: Shape::new(shape)?, ..ty };
    Ok(triplet(importer.push_node(&node.name, ty, Op::Reshape, vec![found], None), range))
}
