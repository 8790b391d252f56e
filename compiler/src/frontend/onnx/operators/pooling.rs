//! Pooling over windows of images and rows, on floats and (maxima) on integers.

use super::super::import::Importer;
use super::super::node::Node;
use super::super::tensor::Tensor;
use super::window;
use crate::compose::{self, Padding};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::spatial::Spatial;
use crate::graph::{DType, End, Epilogue, Graph, Op, Operand, PoolReduction, Reduction, Shape, Step, TensorType, ValueId, Window, infer_shape};
use crate::onnx_file::ElementType;
use crate::qlinear::{self, Divisor, Quantized};

/// The operand of a pooling as images or rows.
pub fn view<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<(Tensor, Spatial)> {
    let data = importer.operand(node, 0, "X")?;
    let extents = importer.extents(&data);
    if extents.len() > 4 {
        return Err(node.unsupported(format!("a tensor of {} axes", extents.len())).hint("images (N C H W) and rows (N C W) are read"));
    }
    let view = Spatial::of(&TensorType::plain(DType::F32, Shape::new(extents)?))?;
    Ok((data, view))
}

/// The window of `MaxPool` and `AveragePool`, its padding behind the image as large as `ceil_mode` needs.
///
/// # Errors
/// `Shape` where the window does not fit, or lies in the padding altogether.
pub fn pooling_window(node: &Node, view: &Spatial) -> Result<Window> {
    let mut window = window::read(node, view, None)?;
    if node.boolean("ceil_mode", false) {
        for (axis, extent) in view.image.into_iter().enumerate() {
            extend_to_ceiling(&mut window, axis, extent)?;
        }
    }
    if let Some(axis) = (0..2).find(|&axis| window.has_empty_outputs(axis, view.image[axis])) {
        let message = format!("{}: a window lies in the padding altogether, along {}", node.operator(), ["the height", "the width"][axis]);
        return Err(Diagnostic::error(Code::Unsupported, message).hint("make 'pads' smaller than the kernel"));
    }
    Ok(window)
}

/// The output extent is rounded up, unless the last window would begin behind the image.
fn extend_to_ceiling(window: &mut Window, axis: usize, extent: usize) -> Result<()> {
    let overflow = || Diagnostic::error(Code::Shape, "the pooling window does not fit the image");
    let (before, stride) = (window.pad_before[axis], window.stride[axis]);
    let reach = window.reach(axis).ok_or_else(overflow)?;
    let room = (extent + before + window.pad_after[axis]).checked_sub(reach).ok_or_else(overflow)?;
    let mut last = room.div_ceil(stride);
    if last * stride >= extent + before {
        last -= 1;
    }
    // More padding behind the image gives the same windows.
    window.pad_after[axis] = (last * stride + reach).saturating_sub(extent + before);
    Ok(())
}

/// `MaxPool`, on floats and on bytes.
pub fn max_pool<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    if node.output(1).is_some_and(|name| !importer.consumers(name).is_empty() || importer.outputs.contains(name)) {
        return Err(node.unsupported("the output 'Indices'").hint("end the network before it with --output"));
    }
    let (data, view) = view(importer, node)?;
    let window = pooling_window(node, &view)?;
    let data = byte_or_float(importer, node, &data)?;
    window_maximum(importer, node, &data, &view, window).map(|t| vec![t])
}

/// Data as it is where it is floats or bytes; an error for other integers.
fn byte_or_float(importer: &mut Importer, node: &Node, data: &Tensor) -> Result<Tensor> {
    match importer.element_type(data) {
        ty if ty.is_float() || matches!(ty, ElementType::U8 | ElementType::S8) => importer.live(node.input(0).unwrap_or("data"), data),
        ty => Err(node.unsupported(format!("data of {}", ty.name()))),
    }
}

fn window_maximum(importer: &mut Importer, node: &Node, data: &Tensor, view: &Spatial, window: Window) -> Result<Tensor> {
    let name = node.result()?;
    let label = if view.rows { format!("{name}.images") } else { name.to_owned() };
    let value = importer.value(name, data)?;
    let images = view.enter(&mut importer.graph, &format!("{name}.data"), value)?;
    let pooled = qlinear::max_pool(&mut importer.graph, &label, images, window)?;
    let value = view.leave(&mut importer.graph, name, pooled)?;
    data.with_value(value)
}

/// `AveragePool` of floats.
pub fn average_pool<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let (_, view) = view(importer, node)?;
    let declared = window::read(node, &view, None)?;
    let mut window = pooling_window(node, &view)?;
    let data = importer.float_operand(node, 0, "X")?;
    let name = node.result()?;
    let graph = &mut importer.graph;
    let mut images = view.enter(graph, &format!("{name}.data"), data)?;
    let mut divisor = Operand::ValidTaps;
    if node.boolean("count_include_pad", false) {
        if (0..2).all(|axis| window.pad_after[axis] <= declared.pad_after[axis]) {
            divisor = Operand::Constant((window.kernel[0] * window.kernel[1]) as f32);
        } else {
            // Padding counts, what `ceil_mode` looks at beyond it does not: zeros take the place of the padding.
            for axis in 0..2 {
                let padding = Padding { before: declared.pad_before[axis], after: declared.pad_after[axis], interior: 0 };
                images = compose::pad(graph, &format!("{name}.padded{axis}"), images, axis + 2, padding, 0.0)?;
                window.pad_after[axis] = window.pad_after[axis].saturating_sub(padding.after);
                window.pad_before[axis] = 0;
            }
        }
    }
    let op = Op::Pool { reduction: PoolReduction::Sum, window };
    let ty = TensorType::plain(DType::F32, infer_shape(&op, &[graph.ty(images)])?);
    let label = if view.rows { format!("{name}.images") } else { name.to_owned() };
    let value = graph.push_node(label, ty, op, [images], Some(Epilogue::new([Step::Divide(divisor)], End::F32)));
    Ok(vec![Tensor::float(view.leave(graph, name, value)?)])
}

/// ONNX Runtime's average pooling of integers.
pub fn quantized_average(graph: &mut Graph, node: &Node, name: &str, value: ValueId, to: &Quantized) -> Result<ValueId> {
    let rank = graph.ty(value).shape.rank();
    if rank > 4 {
        return Err(node.unsupported(format!("a tensor of {rank} axes")).hint("images (N C H W) and rows (N C W) are read"));
    }
    let view = Spatial::of(graph.ty(value))?;
    let window = pooling_window(node, &view)?;
    let divisor = if node.boolean("count_include_pad", false) { Divisor::Window } else { Divisor::ValidTaps };
    let images = view.enter(graph, name, value)?;
    let label = if view.rows { format!("{name}.images") } else { name.to_owned() };
    let value = qlinear::average_pool(graph, &label, images, window, divisor, to)?;
    view.leave(graph, name, value)
}

/// Axes after the channels.
pub fn spatial_axes(node: &Node, rank: usize) -> Result<Vec<usize>> {
    match rank {
        3.. => Ok((2..rank).collect()),
        _ => Err(Diagnostic::error(Code::Shape, format!("{} reads images (N C H W), found a tensor of rank {rank}", node.operator()))),
    }
}

/// `GlobalAveragePool` of floats.
pub fn global_average_pool<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.float_operand(node, 0, "X")?;
    let shape = importer.graph.ty(data).shape.clone();
    let axes = spatial_axes(node, shape.rank())?;
    let count: usize = shape.extents()[2..].iter().product();
    let steps = [Step::Divide(Operand::Constant(count as f32))];
    let value = match shape.extents()[2..] {
        [height, width] => whole_image(importer, node.result()?, data, [height, width], steps)?,
        _ => compose::reduce(&mut importer.graph, node.result()?, data, Reduction::Sum, &axes, steps)?,
    };
    Ok(vec![Tensor::float(value)])
}

/// The sum over a window as large as the image, which kernels compute channels at a time.
fn whole_image(importer: &mut Importer, name: &str, data: ValueId, image: [usize; 2], steps: [Step; 1]) -> Result<ValueId> {
    let window = Window { kernel: image, stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
    let op = Op::Pool { reduction: PoolReduction::Sum, window };
    let ty = TensorType::plain(DType::F32, infer_shape(&op, &[importer.graph.ty(data)])?);
    Ok(importer.graph.push_node(name, ty, op, [data], Some(Epilogue::new(steps, End::F32))))
}

/// `GlobalMaxPool`, on floats and on bytes.
pub fn global_max_pool<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "X")?;
    let data = byte_or_float(importer, node, &data)?;
    let axes = spatial_axes(node, importer.extents(&data).len())?;
    super::reduce::extreme(importer, node.result()?, &data, Reduction::Maximum, &axes).map(|t| vec![t])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_at_the_end() {
        let window = |kernel, stride, pad| Window { kernel: [kernel; 2], stride: [stride; 2], dilation: [1; 2], pad_before: [pad; 2], pad_after: [pad; 2] };
        let extended = |mut window: Window, extent| {
            extend_to_ceiling(&mut window, 0, extent).unwrap();
            window.output_extent(0, extent)
        };
        assert_eq!(extended(window(3, 2, 0), 4), Some(2));
        assert_eq!(extended(window(1, 2, 0), 2), Some(1));
        // The third window would begin in the padding behind the image.
        assert_eq!(extended(window(3, 3, 1), 4), Some(2));
        assert!(extend_to_ceiling(&mut window(5, 1, 0), 0, 4).is_err());
    }
}
