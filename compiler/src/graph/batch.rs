//! Batches: which nodes work on each image alone, and the same graph on fewer images.

use super::{Definition, Graph, Node, Op, Quantization, Shape, TensorType, ValueId, infer_shape};
use crate::diagnostic::Result;

/// The images of a graph: axis 0 of its first input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// At least 2.
    pub images: usize,
    /// By value: whether axis 0 is that of the images, as far as the type says.
    per_image: Vec<bool>,
    /// By value: whether it is a node that computes an image of its result from the same image of what it reads.
    separable: Vec<bool>,
}

impl Batch {
    /// `None` for a graph of one image.
    pub fn of(graph: &Graph) -> Option<Self> {
        let first = graph.inputs().next()?;
        let images = *graph.ty(first).shape.extents().first().filter(|&&images| images > 1)?;
        let per_image = graph.values.iter().map(|value| {
            let along = matches!(value.ty.quantization, Quantization::PerAxis { axis: 0, .. });
            let constant = matches!(value.definition, Definition::Constant(_));
            !constant && !along && value.ty.shape.extents().first() == Some(&images)
        });
        let mut batch = Self { images, per_image: per_image.collect(), separable: Vec::new() };
        batch.separable = vec![false; graph.values.len()];
        for (id, node) in graph.nodes() {
            batch.separable[id.index()] = batch.separates(graph, id, node);
        }
        Some(batch)
    }

    pub fn is_per_image(&self, value: ValueId) -> bool {
        self.per_image[value.index()]
    }

    pub fn is_separable(&self, node: ValueId) -> bool {
        self.separable[node.index()]
    }

    /// On one image in place of all of them, the rule of the operator gives one image: axis 0 is neither moved, cut, joined nor reduced.
    fn separates(&self, graph: &Graph, id: ValueId, node: &Node) -> bool {
        let elementwise = || node.epilogue.iter().flat_map(|epilogue| epilogue.elementwise());
        let images = node.inputs.iter().copied().filter(|&input| graph.constant(input).is_none()).chain(elementwise());
        let shared = node.epilogue.iter().flat_map(|epilogue| epilogue.values()).filter(|&value| elementwise().all(|other| other != value));
        if !self.is_per_image(id) || !images.into_iter().all(|image| self.is_per_image(image)) || shared.into_iter().any(|value| self.is_per_image(value)) {
            return false;
        }
        if node.op == Op::Reshape {
            // C order: the elements of an image stay together.
            return true;
        }
        let one = |value: ValueId| self.on(graph.ty(value), value, 1);
        let inputs: Result<Vec<TensorType>> = node.inputs.iter().map(|&input| one(input)).collect();
        let shapes = inputs.and_then(|inputs| Ok((infer_shape(&node.op, &inputs.iter().collect::<Vec<_>>())?, one(id)?.shape)));
        shapes.is_ok_and(|(found, expected)| found == expected)
    }

    fn on(&self, ty: &TensorType, value: ValueId, images: usize) -> Result<TensorType> {
        let mut extents = ty.shape.extents().to_vec();
        if self.is_per_image(value) {
            extents[0] = images;
        }
        Ok(TensorType { shape: Shape::new(extents)?, ..ty.clone() })
    }

    /// The graph with the types of so many images: the same values under the same ids. It means something for separable nodes alone.
    ///
    /// # Errors
    /// None for fewer images than there are.
    pub fn graph_of(&self, graph: &Graph, images: usize) -> Result<Graph> {
        let mut part = Graph::new(graph.name.clone());
        for (id, value) in graph.ids().zip(graph.values.iter()) {
            part.push(value.name.clone(), self.on(&value.ty, id, images)?, value.definition.clone());
        }
        part.outputs.clone_from(&graph.outputs);
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::text;
    use std::collections::BTreeMap;

    const NETWORK: &str = r#"graph "batch" {
  input %data: f32<4x4x2x2>
  %sum: f32<4x4x2x2> = map %data | add each %data | f32
  %flat: f32<4x16> = reshape %sum
  %turned: f32<16x4> = transpose %flat {axes [1, 0]}
  %back: f32<4x16> = transpose %turned {axes [1, 0]}
  %first: f32<4x4> = slice %flat {axis 1, from 0, step 1, count 4}
  %other: f32<4x4> = transpose %first {axes [1, 0]}
  %join: f32<4x8> = concat %first, %other {axis 1}
  %largest: f32<> = absmax %data | f32
  output "join" = %join
}
"#;

    #[test]
    fn nodes_that_mix_images_are_found() {
        let graph = text::parse(NETWORK, &BTreeMap::new()).unwrap();
        let batch = Batch::of(&graph).unwrap();
        assert_eq!(batch.images, 4);
        let separable: Vec<&str> = graph.nodes().filter(|&(id, _)| batch.is_separable(id)).map(|(id, _)| graph.value(id).name.as_str()).collect();
        assert_eq!(separable, ["sum", "flat", "first", "join"]);
        let part = batch.graph_of(&graph, 2).unwrap();
        assert_eq!(part.ty(graph.find("flat").unwrap()).shape.extents(), [2, 16]);
        assert_eq!(part.ty(graph.find("turned").unwrap()).shape.extents(), [16, 4]);
    }
}
