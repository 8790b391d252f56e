//! Operators that give the same bytes another shape or order; the range passes through.

use super::super::attributes::Attributes;
use super::super::import::{Importer, NodeOutput, Operands, triplet};
use super::super::symbol_json::Node;
use super::{require_byte, shape};
use crate::diagnostic::{Code, Diagnostic, Result};

/// What `movement` does with a tensor alone, on data, min_data and max_data.
fn with_range(importer: &mut Importer, node: &Node, movement: fn(&mut Importer, &Node) -> Result<Vec<NodeOutput>>) -> Result<Vec<NodeOutput>> {
    let mut operands = Operands::new(node);
    let data = operands.next("data")?;
    let range = importer.range(operands.next("min_data")?, operands.next("max_data")?)?;
    operands.finish()?;
    let value = importer.tensor(data)?;
    require_byte(importer.ty(value))?;
    let alone = Node { inputs: vec![data], ..node.clone() };
    match movement(importer, &alone)?[..] {
        [NodeOutput::Tensor(value)] => Ok(triplet(value, range)),
        _ => Err(Diagnostic::error(Code::Invalid, "a movement has one output")),
    }
}

/// `_contrib_quantized_reshape`.
pub fn reshape(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    with_range(importer, node, shape::reshape)
}

/// `_contrib_quantized_transpose`.
pub fn transpose(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    with_range(importer, node, shape::transpose)
}

/// `_npx_quantized_reshape` of 2.x.
pub fn numpy_reshape(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    with_range(importer, node, unquantized_numpy_reshape)
}

/// `_npx_reshape` of 2.x: the codes of `newshape` say in other numbers what those of `Reshape` say (`NumpyXReshapeInferShape`, `np_matrix_op.cc`).
pub fn unquantized_numpy_reshape(importer: &mut Importer, node: &Node) -> Result<Vec<NodeOutput>> {
    let text = node.attributes.required("newshape", node.attributes.text("newshape"))?;
    let mut codes = Vec::new();
    for code in text.trim_matches(['(', ')', '[', ']']).split(',').map(str::trim).filter(|code| !code.is_empty()) {
        codes.push(match code {
            // Keep an extent, keep the rest, join two, split one.
            "-2" => "0",
            "-4" => "-2",
            "-5" => "-3",
            "-6" => "-4",
            "0" | "-3" => {
                return Err(Diagnostic::error(Code::Unsupported, format!("the code {code} of 'newshape' is not read"))
                    .hint("write the shape out, or reshape in two steps"));
            }
            other => other,
        });
    }
    let mut attributes = node.attributes.0.clone();
    attributes.insert("shape".into(), format!("({})", codes.join(", ")));
    shape::reshape(importer, &Node { attributes: Attributes(attributes), ..node.clone() })
}
