//! Every s8 activation between nodes becomes u8 with 128 added to its zero point, the one that each reader of elements takes off, and what
//! the end adds and clamps to, so that one family of multiplications, u8 × s8, serves every source. What a node computes is in `q − z`,
//! which stays the same.
//!
//! Runs after [`super::edges`]: an s8 input, constant or output is met by `map` nodes only, which convert.

use crate::diagnostic::Result;
use crate::graph::{DType, Definition, Element, End, Graph, Quantization};

/// From the s8 to the u8 that stands for the same number.
const OFFSET: i32 = 128;

pub fn run(mut graph: Graph) -> Result<Graph> {
    let mut is_output = vec![false; graph.values.len()];
    for output in &graph.outputs {
        is_output[output.value.index()] = true;
    }
    let mut moves = vec![false; graph.values.len()];
    for id in graph.ids() {
        let (ty, definition) = graph.values.get_mut(id);
        let Definition::Node(node) = definition else { continue };
        if let Some(epilogue) = &mut node.epilogue {
            let moved = |element: Element| if moves[element.value.index()] { Element { zero_point: element.zero_point + OFFSET, ..element } } else { element };
            *epilogue = epilogue.map_elements(moved);
        }
        if ty.dtype != DType::S8 || is_output[id.index()] {
            continue;
        }
        moves[id.index()] = true;
        ty.dtype = DType::U8;
        ty.quantization = match &ty.quantization {
            Quantization::PerTensor { scale, zero_point } => Quantization::PerTensor { scale: *scale, zero_point: zero_point + OFFSET },
            // Plain integers get a zero point, so their scale is now one that nobody knows.
            other => Quantization::RunTime { zero_point: other.zero_point() + OFFSET },
        };
        if let Some(epilogue) = &mut node.epilogue
            && let End::Saturate { zero_point, lo, hi } = epilogue.end
        {
            epilogue.end = End::Saturate { zero_point: zero_point + OFFSET, lo: lo + OFFSET, hi: hi + OFFSET };
        }
    }
    Ok(graph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::check;

    #[test]
    fn signed_activations_move_by_128() {
        check(
            run,
            r#"
            input %x: s8<1x2x1x1; s=0.5 z=3>
            const %w: s8<2x2x1x1> = [1, 2, 3, 4]
            %a: s8<1x2x1x1; s=0.5 z=3> = map %x | sat z=3 [-128, 127]
            %b: s8<1x2x1x1> = conv %a, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | sat z=0 [0, 127]
            %flat: s8<1x2> = reshape %b
            %joined: s8<1x4> = concat %flat, %flat {axis 1}
            %u: u8<1x4; s=1.0 z=7> = map %joined | cvt | mul 2.0 | sat z=7 [7, 255]
            %y: s8<1x4; s=1.0 z=-7> = map %u | sat z=-7 [-128, 127]
            output "y" = %y
            "#,
            r#"
            input %x: s8<1x2x1x1; s=0.5 z=3>
            const %w: s8<2x2x1x1> = [1, 2, 3, 4]
            %a: u8<1x2x1x1; s=0.5 z=131> = map %x | sat z=131 [0, 255]
            %b: u8<1x2x1x1; s=? z=128> = conv %a, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | sat z=128 [128, 255]
            %flat: u8<1x2; s=? z=128> = reshape %b
            %joined: u8<1x4; s=? z=128> = concat %flat, %flat {axis 1}
            %u: u8<1x4; s=1.0 z=7> = map %joined | cvt | mul 2.0 | sat z=7 [7, 255]
            %y: s8<1x4; s=1.0 z=-7> = map %u | sat z=-7 [-128, 127]
            output "y" = %y
            "#,
        );
    }

    /// An end that adds another number than the zero point, and elements that are read with another one.
    #[test]
    fn every_number_beside_the_zero_point_moves_too() {
        check(
            run,
            r#"
            input %x: s8<1x2; s=0.5 z=3>
            input %f: f32<1x2>
            %a: s8<1x2; s=0.5 z=3> = map %x | cvt | add 3.0 | sat z=0 [-128, 127]
            %b: u8<1x2; s=0.5 z=7> = map %f | residual %a, 0.5 | add 7.0 | sat z=0 [0, 255]
            %y: f32<1x2> = map %f | add each %a | add each %a z=0 | fma 0.5, each %a z=-5 * 0.25 + 1.0 | residual %a z=255, 1.0 | add each %b z=0 | add each %b | f32
            output "y" = %y
            "#,
            r#"
            input %x: s8<1x2; s=0.5 z=3>
            input %f: f32<1x2>
            %a: u8<1x2; s=0.5 z=131> = map %x | cvt | add 3.0 | sat z=128 [0, 255]
            %b: u8<1x2; s=0.5 z=7> = map %f | residual %a, 0.5 | add 7.0 | sat z=0 [0, 255]
            %y: f32<1x2> = map %f | add each %a | add each %a z=128 | fma 0.5, each %a z=123 * 0.25 + 1.0 | residual %a z=383, 1.0 | add each %b z=0 | add each %b | f32
            output "y" = %y
            "#,
        );
    }

    /// What fills the gaps of a padding is a real number, which stays.
    #[test]
    fn moved_activations_keep_their_numbers() {
        check(
            run,
            r#"
            input %x: s8<1x2x3x1; s=0.5 z=3>
            %a: s8<1x2x3x1; s=0.5 z=3> = map %x | sat z=3 [-128, 127]
            %t: s8<3x2x1x1; s=0.5 z=3> = transpose %a {axes [2, 1, 0, 3]}
            %s: s8<2x2x1x1; s=0.5 z=3> = slice %t {axis 0, from 2, step -2, count 2}
            %r: s8<2x2x1x4; s=0.5 z=3> = repeat %s {axis 3, count 4}
            %p: s8<2x4x1x4; s=0.5 z=3> = pad %r {axis 1, pad 0..1, interior 1, value -131.0}
            %least: s8<2x1x1x4> = reduce %p {min, axes [1]} | sat z=0 [-128, 127]
            %y: f32<2x1x1x4> = map %least | cvt | add each %least | f32
            output "y" = %y
            "#,
            r#"
            input %x: s8<1x2x3x1; s=0.5 z=3>
            %a: u8<1x2x3x1; s=0.5 z=131> = map %x | sat z=131 [0, 255]
            %t: u8<3x2x1x1; s=0.5 z=131> = transpose %a {axes [2, 1, 0, 3]}
            %s: u8<2x2x1x1; s=0.5 z=131> = slice %t {axis 0, from 2, step -2, count 2}
            %r: u8<2x2x1x4; s=0.5 z=131> = repeat %s {axis 3, count 4}
            %p: u8<2x4x1x4; s=0.5 z=131> = pad %r {axis 1, pad 0..1, interior 1, value -131.0}
            %least: u8<2x1x1x4; s=? z=128> = reduce %p {min, axes [1]} | sat z=128 [0, 255]
            %y: f32<2x1x1x4> = map %least | cvt | add each %least | f32
            output "y" = %y
            "#,
        );
    }
}
