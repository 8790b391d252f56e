//! The input of a node copied to where tiles read it: padding around it, or only the pixels that are read.

use crate::diagnostic::Result;
use crate::graph::{DType, Node};
use crate::loop_ir::Call;
use crate::lower::Context;
use crate::lower::movement::{Axis, Movement, Origin, lower_movement, origin, padding};
use crate::lower::program::{ProgramBuilder, locate_copy};
use crate::plan::layout;
use crate::plan::matrix_unit::CopiedInput;

/// Copies the pixels of the input, and fills what lies around them with the zero point.
pub fn copy_input(context: &Context, node: &Node, copy: &CopiedInput, program: &mut ProgramBuilder) -> Result<Vec<Call>> {
    let data = node.inputs[0];
    let ty = context.graph.ty(data);
    let image = layout::image(&ty.shape);
    let from = layout::strides(ty, context.plan.value(data).layout);
    let (pixel, row) = (copy.pitch as i64, (copy.extents[1] * copy.pitch) as i64);
    let whole = copy.extents[0] as i64 * row;
    let inside = [image.height, image.width].map(|extent| extent as i64);
    let copied = [0, 1].map(|axis| if copy.step[axis] > 1 { copy.extents[axis] } else { inside[axis] as usize });
    let axis = |extent: usize, source: i64, destination: i64| Axis { extent, source, destination };
    // Where pixels lie equally far apart on both sides, their gaps come along.
    let bytes = if from.column == copy.pitch && !context.plan.value(data).is_part() { copy.pitch } else { image.channels };
    let mut movements = vec![Movement {
        element: 1,
        axes: vec![
            axis(image.batch, from.batch as i64, whole),
            axis(copied[0], (from.row * copy.step[0]) as i64, row),
            axis(copied[1], (from.column * copy.step[1]) as i64, pixel),
            axis(bytes, 1, 1),
        ],
        origin: origin(context, data, program),
        source: 0,
        destination: copy.before[0] as i64 * row + copy.before[1] as i64 * pixel,
    }];
    let after = [0, 1].map(|side| copy.extents[side] - copy.before[side] - copied[side]);
    let below = (copy.before[0] + copied[0]) as i64 * row;
    let beside = copy.before[0] as i64 * row;
    let right = beside + (copy.before[1] + copied[1]) as i64 * pixel;
    // Rows above and below, then columns left and right of the image: rows of a width, so many times.
    let gaps =
        [(copy.before[0], row, 0), (after[0], row, below), (copied[0], copy.before[1] as i64 * pixel, beside), (copied[0], after[1] as i64 * pixel, right)];
    for (rows, width, destination) in gaps {
        if rows > 0 && width > 0 {
            let axes = vec![axis(image.batch, 0, whole), axis(rows, 0, row), axis(width as usize, 0, 1)];
            let origin = Origin::Fill { word: padding(DType::U8, ty.zero_point(), 0.0) };
            movements.push(Movement { element: 1, axes, origin, source: 0, destination });
        }
    }
    let output = locate_copy(copy)?;
    let mut calls = Vec::new();
    for movement in movements {
        calls.extend(lower_movement(context, output, movement, program)?);
    }
    Ok(calls)
}
