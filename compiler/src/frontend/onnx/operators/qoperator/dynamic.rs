//! `DynamicQuantizeLinear`.

use super::super::super::import::Importer;
use super::super::super::node::Node;
use super::super::super::tensor::Tensor;
use crate::diagnostic::Result;
use crate::graph::{DType, End, Epilogue, Op, TensorType};
use crate::onnx_file::{Array, ElementType};
use crate::qlinear;

/// The integers, their scale and their zero point.
pub fn quantize<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.float_operand(node, 0, "x")?;
    let name = node.result()?;
    let dynamic = qlinear::dynamic_quantize(&mut importer.graph, name, data)?;
    if let Some(label) = node.output(1) {
        importer.graph.values.rename(dynamic.scale, label);
    }
    let zero_point = match dynamic.zero_point {
        None => Tensor::Known(Array::integers(ElementType::U8, [], [0])?),
        Some(number) => {
            let ty = TensorType::plain(DType::U8, importer.graph.ty(number).shape.clone());
            let end = End::Saturate { zero_point: 0, lo: 0, hi: 255 };
            let label = node.output(2).map_or_else(|| format!("{name}.zero_point.integer"), str::to_owned);
            let value = importer.graph.push_node(label, ty, Op::Map, [number], Some(Epilogue::new([], end)));
            Tensor::Live { value, ty: ElementType::U8 }
        }
    };
    Ok(vec![Tensor::Live { value: dynamic.integers, ty: ElementType::U8 }, Tensor::float(dynamic.scale), zero_point])
}
