//! Integers with a scale, and bytes without one.

use super::*;
use crate::graph::{DType, Op};

/// DequantizeLinear → operator → QuantizeLinear, each with scale ½ and zero point 10, on bytes.
fn group(operator: &str, extents: &[usize], operands: &[Operand], attributes: Vec<(&str, Attribute)>) -> Model {
    let mut model = Model::new(13);
    model.input("x", ElementType::U8, extents).constant("s", &Array::floats([], [0.5]).unwrap());
    model.constant("z", &Array::integers(ElementType::U8, [], [10]).unwrap());
    let names: Vec<String> = (0..operands.len()).map(|i| format!("c{i}")).collect();
    for (name, operand) in names.iter().zip(operands) {
        if let Operand::Known(array) = operand {
            model.constant(name, array);
        }
    }
    let inputs: Vec<&str> = ["real"].into_iter().chain(names.iter().map(String::as_str)).collect();
    model.node("DequantizeLinear", &["x", "s", "z"], "real", vec![]).node(operator, &inputs, "moved", attributes);
    model.node("QuantizeLinear", &["moved", "s", "z"], "y", vec![]).output("y");
    model
}

/// Operators that move or compare elements leave integers integers.
#[test]
fn movement_keeps_integers() {
    let bytes = |extents: &[usize], numbers: &[u8]| Tensor::new(crate::graph::Shape::new(extents).unwrap(), TensorData::U8(numbers.into())).unwrap();
    let cases: Vec<(Model, Tensor, &[f64])> = vec![
        (group("Transpose", &[2, 2], &[], vec![]), bytes(&[2, 2], &[1, 2, 3, 4]), &[1.0, 3.0, 2.0, 4.0]),
        (group("MaxPool", &[1, 1, 1, 3], &[], vec![("kernel_shape", Ints(vec![1, 2]))]), bytes(&[1, 1, 1, 3], &[1, 5, 2]), &[5.0, 5.0]),
        (group("Pad", &[2], &[known(&[1, 0]), floats(&[], &[3.5])], vec![]), bytes(&[2], &[1, 2]), &[17.0, 1.0, 2.0]),
        (group("Pad", &[2], &[known(&[1, 1])], vec![("mode", Text("edge"))]), bytes(&[2], &[1, 2]), &[1.0, 1.0, 2.0, 2.0]),
        (group("ReduceMax", &[2], &[], vec![]), bytes(&[2], &[1, 2]), &[2.0]),
        (group("Slice", &[3], &[known(&[2]), known(&[i64::MIN]), known(&[0]), known(&[-1])], vec![]), bytes(&[3], &[1, 2, 3]), &[3.0, 2.0, 1.0]),
        (group("Gather", &[3], &[known(&[2, 0])], vec![]), bytes(&[3], &[1, 2, 3]), &[3.0, 1.0]),
        (group("Concat", &[2], &[], vec![("axis", Int(0))]), bytes(&[2], &[1, 2]), &[1.0, 2.0]),
    ];
    for (model, input, expected) in cases {
        let graph = model.graph().unwrap();
        assert!(graph.values.iter().all(|value| value.ty.dtype == DType::U8), "{}", crate::graph::text::print(&graph).text);
        assert_eq!(numbers(&model.computed(&[input]).unwrap()[0]), expected, "{:?}", model.graph.node[1].op_type);
    }
}

/// What a type cannot hold is computed in floats.
#[test]
fn padding_between_two_integers() {
    let model = group("Pad", &[2], &[known(&[1, 0]), floats(&[], &[0.25])], vec![]);
    let graph = model.graph().unwrap();
    assert!(graph.nodes().any(|(id, node)| matches!(node.op, Op::Pad { .. }) && graph.ty(id).dtype == DType::F32));
}

fn bytes(ty: ElementType, numbers: &[i64]) -> Operand {
    Operand::Live(Array::integers(ty, [numbers.len()], numbers).unwrap())
}

#[test]
fn integers_without_a_scale() {
    assert_one(13, "Max", &[bytes(ElementType::S8, &[-3, 4]), bytes(ElementType::S8, &[-4, 5])], vec![], &[2], &[-3.0, 5.0]);
    assert_one(13, "Relu", &[bytes(ElementType::S8, &[-3, 4])], vec![], &[2], &[0.0, 4.0]);
    assert_one(13, "Clip", &[bytes(ElementType::U8, &[3, 200]), bytes_known(ElementType::U8, 5)], vec![], &[2], &[5.0, 200.0]);
    assert_one(13, "Less", &[bytes(ElementType::U8, &[3, 200]), bytes_known(ElementType::U8, 5)], vec![], &[2], &[1.0, 0.0]);
    assert_one(13, "Cast", &[bytes(ElementType::S8, &[-3, 4])], vec![("to", Int(7))], &[2], &[-3.0, 4.0]);
    assert_one(13, "Cast", &[bytes(ElementType::S8, &[-3, 4])], vec![("to", Int(1))], &[2], &[-3.0, 4.0]);
    assert_one(13, "Cast", &[live(&[2], &[-3.7, 4.2])], vec![("to", Int(6))], &[2], &[-3.0, 4.0]);
    let error = one(13, "Add", &[bytes(ElementType::U8, &[1]), bytes(ElementType::U8, &[2])], vec![]).unwrap_err();
    assert!(error.message.contains("uint8") && error.hint.is_some(), "{error}");
}

fn bytes_known(ty: ElementType, number: i64) -> Operand {
    Operand::Known(Array::integers(ty, [], [number]).unwrap())
}

/// Weights that a model transposes or reshapes behind DequantizeLinear stay quantized: a matrix product reads them as integers.
#[test]
fn weights_stay_quantized() {
    let mut model = Model::new(13);
    model.input("x", ElementType::U8, &[1, 2]).constant("s", &Array::floats([], [0.5]).unwrap());
    model.constant("z", &Array::integers(ElementType::U8, [], [10]).unwrap());
    model.constant("w", &Array::integers(ElementType::S8, [3, 2], [1, 2, 3, 4, 5, 6]).unwrap());
    model.constant("ws", &Array::floats([3], [0.1, 0.2, 0.3]).unwrap());
    model.node("DequantizeLinear", &["x", "s", "z"], "real", vec![]).node("DequantizeLinear", &["w", "ws"], "weights", vec![("axis", Int(0))]);
    model.node("Transpose", &["weights"], "turned", vec![]).node("MatMul", &["real", "turned"], "product", vec![]);
    model.node("QuantizeLinear", &["product", "s", "z"], "y", vec![]).output("y");
    let graph = model.graph().unwrap();
    assert!(graph.values.iter().all(|value| value.ty.dtype != DType::F32 || value.ty.shape.rank() < 2), "{}", crate::graph::text::print(&graph).text);
}
