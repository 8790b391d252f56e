//! `Resize` and `Upsample`: each axis on its own, by elements (nearest) or by sums of weighted elements (linear, cubic).

use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::Tensor;
use super::pad;
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Operand, Shape, Step, ValueId};
use crate::onnx_file::Array;

/// Elements that an axis may have afterwards.
const LONGEST_AXIS: f32 = (1u32 << 20) as f32;

/// How one axis changes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Axis {
    axis: usize,
    from: usize,
    to: usize,
    scale: f32,
    /// `from` times the scale before that is rounded down; `to` where the extent itself is given.
    scaled: f32,
    /// Begin and end of the part that is scaled (`tf_crop_and_resize`).
    region: [f32; 2],
}

/// `coordinate_transformation_mode`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coordinates {
    HalfPixel,
    HalfPixelSymmetric,
    PytorchHalfPixel,
    TfHalfPixelForNn,
    AlignCorners,
    Asymmetric,
    TfCropAndResize,
}

/// `nearest_mode`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rounding {
    PreferFloor,
    PreferCeiling,
    Floor,
    Ceiling,
    /// Before version 11: up where the axis becomes shorter, else down.
    Legacy,
}

impl Axis {
    /// Where element `index` of the result lies among the elements: the formulas of the specification, in f32 as ONNX Runtime computes them.
    fn position(&self, coordinates: Coordinates, index: usize) -> f32 {
        let (x, from, to) = (index as f32, self.from as f32, self.to as f32);
        let half_pixel = (x + 0.5) / self.scale - 0.5;
        match coordinates {
            Coordinates::HalfPixel => half_pixel,
            Coordinates::HalfPixelSymmetric => {
                let adjustment = to / self.scaled;
                from / 2.0 * (1.0 - adjustment) + half_pixel
            }
            Coordinates::PytorchHalfPixel if self.to == 1 => 0.0,
            Coordinates::PytorchHalfPixel => half_pixel,
            Coordinates::TfHalfPixelForNn => (x + 0.5) / self.scale,
            Coordinates::AlignCorners if self.to == 1 => 0.0,
            Coordinates::AlignCorners => x * (from - 1.0) / (self.scaled - 1.0),
            Coordinates::Asymmetric => x / self.scale,
            Coordinates::TfCropAndResize => {
                let [begin, end] = self.region;
                match self.to {
                    1 => 0.5 * (begin + end) * (from - 1.0),
                    _ => begin * (from - 1.0) + x * (end - begin) * (from - 1.0) / (to - 1.0),
                }
            }
        }
    }
}

impl Rounding {
    /// The nearest of `from` elements.
    fn nearest(self, position: f32, axis: &Axis) -> usize {
        let rounded = match self {
            Rounding::PreferFloor if position == position.trunc() + 0.5 => position.floor(),
            Rounding::PreferFloor | Rounding::PreferCeiling => position.round(),
            Rounding::Floor => position.floor(),
            Rounding::Ceiling => position.ceil(),
            Rounding::Legacy if axis.scale < 1.0 => position.ceil(),
            Rounding::Legacy => position.trunc(),
        };
        rounded.clamp(0.0, (axis.from - 1) as f32) as usize
    }
}

/// The attributes that say which elements a result is made of.
struct Mode {
    coordinates: Coordinates,
    rounding: Rounding,
    kind: Kind,
    /// What lies outside (`tf_crop_and_resize`).
    extrapolation: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Nearest,
    Linear,
    Cubic { coefficient: f32, exclude_outside: bool },
}

fn mode(node: &Node) -> Result<Mode> {
    let old = node.is("Upsample") || node.version < 11;
    let coordinates = match node.text("coordinate_transformation_mode")?.unwrap_or(if old { "asymmetric" } else { "half_pixel" }) {
        "half_pixel" => Coordinates::HalfPixel,
        "half_pixel_symmetric" => Coordinates::HalfPixelSymmetric,
        "pytorch_half_pixel" => Coordinates::PytorchHalfPixel,
        "tf_half_pixel_for_nn" => Coordinates::TfHalfPixelForNn,
        "align_corners" => Coordinates::AlignCorners,
        "asymmetric" => Coordinates::Asymmetric,
        "tf_crop_and_resize" => Coordinates::TfCropAndResize,
        other => return Err(node.unsupported(format!("coordinate_transformation_mode = '{other}'"))),
    };
    let rounding = match node.text("nearest_mode")? {
        None if old => Rounding::Legacy,
        None | Some("round_prefer_floor") => Rounding::PreferFloor,
        Some("round_prefer_ceil") => Rounding::PreferCeiling,
        Some("floor") => Rounding::Floor,
        Some("ceil") => Rounding::Ceiling,
        Some(other) => return Err(node.unsupported(format!("nearest_mode = '{other}'"))),
    };
    let kind = match node.text("mode")?.unwrap_or("nearest") {
        "nearest" => Kind::Nearest,
        "linear" | "bilinear" => Kind::Linear,
        "cubic" => Kind::Cubic { coefficient: node.float("cubic_coeff_a").unwrap_or(-0.75), exclude_outside: node.boolean("exclude_outside", false) },
        other => return Err(node.unsupported(format!("mode = '{other}'"))),
    };
    Ok(Mode { coordinates, rounding, kind, extrapolation: node.float("extrapolation_value").unwrap_or(0.0) })
}

/// `Resize` and `Upsample`.
pub fn resize<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.operand(node, 0, "X")?;
    let mode = mode(node)?;
    let axes = changed_axes(importer, node, &mode, &importer.extents(&data))?;
    if node.boolean("antialias", false) && mode.kind != Kind::Nearest && axes.iter().any(|axis| axis.to < axis.from) {
        return Err(node.unsupported("antialias = 1").hint("export the model without it, or end the network before it with --output"));
    }
    let name = node.result()?;
    let mut result = match mode.kind {
        Kind::Nearest => data,
        Kind::Linear | Kind::Cubic { .. } => Tensor::float(importer.float_value(node.input(0).unwrap_or(name), &data)?),
    };
    for axis in &axes {
        result = scaled(importer, &format!("{name}.axis{}", axis.axis), &result, axis, &mode)?;
    }
    Ok(vec![result])
}

/// One axis.
fn scaled(importer: &mut Importer, name: &str, data: &Tensor, axis: &Axis, mode: &Mode) -> Result<Tensor> {
    let last = (axis.from - 1) as f32;
    let positions: Vec<f32> = (0..axis.to).map(|index| axis.position(mode.coordinates, index)).collect();
    // Positions outside have a value of their own; they lie at the ends.
    let inside = |position: &f32| mode.coordinates != Coordinates::TfCropAndResize || (0.0..=last).contains(position);
    let begin = positions.iter().position(inside).unwrap_or(axis.to);
    let end = positions.iter().rposition(inside).map_or(begin, |place| place + 1);
    let positions = &positions[begin..end];
    if positions.is_empty() {
        return Err(Diagnostic::error(Code::Unsupported, "Resize of a region outside the image (roi) is not compiled"));
    }
    let result = match mode.kind {
        Kind::Nearest => {
            let indices: Vec<usize> = positions.iter().map(|&position| mode.rounding.nearest(position, axis)).collect();
            importer.gathered(name, data, axis.axis, &indices)?
        }
        Kind::Linear => {
            let clamped = positions.iter().map(|position| position.clamp(0.0, last));
            let (lower, weights): (Vec<usize>, Vec<f32>) = clamped.map(|position| (position as usize, position.fract())).unzip();
            linear(importer, name, data, axis, &lower, weights)?
        }
        Kind::Cubic { coefficient, exclude_outside } => cubic(importer, name, data, axis, positions, coefficient, exclude_outside)?,
    };
    pad::constant(importer, &format!("{name}.extrapolated"), &result, axis.axis, [begin, axis.to - end], mode.extrapolation)
}

/// Weights along an axis as the right-hand side of a step.
fn along(importer: &mut Importer, name: &str, weights: Vec<f32>, axis: usize, shape: &Shape) -> Result<Operand> {
    let mut extents = vec![1; shape.rank()];
    extents[axis] = weights.len();
    let weights = importer.graph.push_constant(name, Array::floats(extents, weights)?.to_tensor()?);
    compose::operand(&mut importer.graph, name, weights, shape)
}

/// lower + (upper − lower) · weight, where `upper` is the next element.
fn linear(importer: &mut Importer, name: &str, data: &Tensor, axis: &Axis, lower: &[usize], weights: Vec<f32>) -> Result<Tensor> {
    let part = |part: &str| format!("{name}.{part}");
    let low = importer.gathered(&part("lower"), data, axis.axis, lower)?;
    if weights.iter().all(|&weight| weight == 0.0) {
        return Ok(low);
    }
    let upper: Vec<usize> = lower.iter().map(|&index| (index + 1).min(axis.from - 1)).collect();
    let high = importer.gathered(&part("upper"), data, axis.axis, &upper)?;
    let (low, high) = (importer.value(name, &low)?, importer.value(name, &high)?);
    let shape = importer.graph.ty(low).shape.clone();
    let weights = along(importer, &part("weights"), weights, axis.axis, &shape)?;
    let graph = &mut importer.graph;
    let steps = [Step::Subtract(graph.each(low)), Step::Multiply(weights), graph.residual(low, Operand::Constant(1.0))];
    Ok(Tensor::float(compose::map(graph, name, high, steps)))
}

/// The weights of the four elements around a position that lies `distance` behind the second one (Keys, with the coefficient a).
fn cubic_weights(distance: f32, a: f32) -> [f32; 4] {
    let near = |d: f32| ((a + 2.0) * d - (a + 3.0)) * d * d + 1.0;
    let far = |d: f32| ((a * d - 5.0 * a) * d + 8.0 * a) * d - 4.0 * a;
    [far(distance + 1.0), near(distance), near(1.0 - distance), far(2.0 - distance)]
}

/// The sum of four weighted elements.
fn cubic(importer: &mut Importer, name: &str, data: &Tensor, axis: &Axis, positions: &[f32], coefficient: f32, exclude_outside: bool) -> Result<Tensor> {
    let mut weights: [Vec<f32>; 4] = Default::default();
    let mut indices: [Vec<usize>; 4] = Default::default();
    for &position in positions {
        let first = position.floor() - 1.0;
        let mut four = cubic_weights(position - position.floor(), coefficient);
        let outside = |place: f32| place < 0.0 || place > (axis.from - 1) as f32;
        if exclude_outside {
            (0..4).filter(|&tap| outside(first + tap as f32)).for_each(|tap| four[tap] = 0.0);
            let sum: f32 = four.iter().sum();
            four = four.map(|weight| weight / sum);
        }
        for tap in 0..4 {
            weights[tap].push(four[tap]);
            indices[tap].push((first + tap as f32).clamp(0.0, (axis.from - 1) as f32) as usize);
        }
    }
    let mut sum: Option<ValueId> = None;
    for (tap, (weights, indices)) in weights.into_iter().zip(&indices).enumerate() {
        let part = |part: &str| format!("{name}.{part}{tap}");
        let elements = importer.gathered(&part("elements"), data, axis.axis, indices)?;
        let elements = importer.value(name, &elements)?;
        let shape = importer.graph.ty(elements).shape.clone();
        let weights = along(importer, &part("weights"), weights, axis.axis, &shape)?;
        let mut steps = vec![Step::Multiply(weights)];
        steps.extend(sum.map(|sum| importer.graph.residual(sum, Operand::Constant(1.0))));
        let label = if tap == 3 { name.to_owned() } else { part("sum") };
        sum = Some(compose::map(&mut importer.graph, &label, elements, steps));
    }
    sum.map(Tensor::float).ok_or_else(|| Diagnostic::error(Code::Invalid, "a sum of no elements"))
}

/// The axes whose extent changes, or that are cropped, in ascending order.
fn changed_axes<'m>(importer: &mut Importer<'m>, node: &Node<'m>, mode: &Mode, extents: &[usize]) -> Result<Vec<Axis>> {
    let old = node.is("Upsample") || node.version < 11;
    let (scales_index, sizes_index) = if old { (1, usize::MAX) } else { (2, 3) };
    let axes = match node.integers("axes") {
        Some(axes) => axes.iter().map(|&axis| axis_of(axis, extents.len())).collect::<Result<Vec<_>>>()?,
        None => (0..extents.len()).collect(),
    };
    let scales = match (node.floats("scales"), importer.known(node, scales_index, "scales")?) {
        (Some(scales), _) => Some(scales.to_vec()),
        (None, Some(array)) if !array.is_empty() => Some(array.as_floats()?.to_vec()),
        (None, _) => None,
    };
    let sizes = match importer.known(node, sizes_index, "sizes")? {
        Some(array) if !array.is_empty() => Some(array.to_integers()?),
        _ => None,
    };
    let region = match importer.known(node, 1, "roi")? {
        Some(array) if mode.coordinates == Coordinates::TfCropAndResize => array.as_floats()?.to_vec(),
        _ => [vec![0.0; axes.len()], vec![1.0; axes.len()]].concat(),
    };
    let fits = region.len() == 2 * axes.len()
        && scales.as_ref().is_none_or(|scales| scales.len() == axes.len())
        && sizes.as_ref().is_none_or(|sizes| sizes.len() == axes.len())
        && region.iter().all(|place| place.is_finite());
    if !fits {
        let counts = [Some(region.len()), scales.as_ref().map(|s| s.len()), sizes.as_ref().map(|s| s.len())].map(|count| count.unwrap_or(0));
        let message = format!("roi, scales and sizes have {}, {} and {} numbers, which do not fit {} axes", counts[0], counts[1], counts[2], axes.len());
        return Err(Diagnostic::error(Code::Malformed, message));
    }
    let targets = targets(node, &axes, extents, scales, sizes)?;
    let mut changed: Vec<Axis> = Vec::new();
    for (place, (&axis, target)) in axes.iter().zip(targets).enumerate() {
        let (from, Target { scaled, scale }) = (extents[axis], target);
        let to = scaled.floor();
        if from == 0 || !(1.0..=LONGEST_AXIS).contains(&to) || !scale.is_finite() || scale <= 0.0 {
            return Err(Diagnostic::error(Code::Shape, format!("axis {axis} of {from} elements cannot be scaled by {scale} to {to} elements")));
        }
        let whole = mode.coordinates != Coordinates::TfCropAndResize || (region[place], region[place + axes.len()]) == (0.0, 1.0);
        let axis = Axis { axis, from, to: to as usize, scale, scaled, region: [region[place], region[place + axes.len()]] };
        if axis.to != from || axis.scale != 1.0 || !whole {
            changed.push(axis);
        }
    }
    changed.sort_by_key(|axis| axis.axis);
    if changed.windows(2).any(|pair| pair[0].axis == pair[1].axis) {
        return Err(Diagnostic::error(Code::Malformed, "attribute 'axes' names an axis twice"));
    }
    Ok(changed)
}

/// What an axis is scaled to.
struct Target {
    /// The new extent, before it is rounded down.
    scaled: f32,
    scale: f32,
}

/// The target of each axis.
fn targets(node: &Node, axes: &[usize], extents: &[usize], scales: Option<Vec<f32>>, sizes: Option<Vec<i64>>) -> Result<Vec<Target>> {
    let from = |axis: usize| extents[axis] as f32;
    match (scales, sizes) {
        (Some(scales), None) => Ok(axes.iter().zip(scales).map(|(&axis, scale)| Target { scaled: from(axis) * scale, scale }).collect()),
        (_, Some(sizes)) => {
            let own = axes.iter().zip(&sizes).map(|(&axis, &size)| size as f32 / from(axis));
            let common = match node.text("keep_aspect_ratio_policy")?.unwrap_or("stretch") {
                "stretch" => return Ok(own.zip(&sizes).map(|(scale, &size)| Target { scaled: size as f32, scale }).collect()),
                "not_larger" => own.fold(f32::INFINITY, f32::min),
                "not_smaller" => own.fold(f32::NEG_INFINITY, f32::max),
                other => return Err(node.unsupported(format!("keep_aspect_ratio_policy = '{other}'"))),
            };
            Ok(axes.iter().map(|&axis| Target { scaled: (common * from(axis)).round(), scale: common }).collect())
        }
        (None, None) => Err(Diagnostic::error(Code::Malformed, format!("{} has neither scales nor sizes", node.operator()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_neighbours() {
        let axis = Axis { axis: 2, from: 2, to: 4, scale: 2.0, scaled: 4.0, region: [0.0, 1.0] };
        let positions = |coordinates| [0, 1, 2, 3].map(|i| axis.position(coordinates, i));
        assert_eq!(positions(Coordinates::HalfPixel), [-0.25, 0.25, 0.75, 1.25]);
        assert_eq!(positions(Coordinates::HalfPixelSymmetric), [-0.25, 0.25, 0.75, 1.25]);
        assert_eq!(positions(Coordinates::Asymmetric), [0.0, 0.5, 1.0, 1.5]);
        assert_eq!(positions(Coordinates::AlignCorners), [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0]);
        let nearest = |rounding: Rounding| positions(Coordinates::Asymmetric).map(|p| rounding.nearest(p, &axis));
        assert_eq!(nearest(Rounding::PreferFloor), [0, 0, 1, 1]);
        assert_eq!(nearest(Rounding::PreferCeiling), [0, 1, 1, 1]);
        assert_eq!(nearest(Rounding::Ceiling), [0, 1, 1, 1]);
        assert_eq!(nearest(Rounding::Legacy), [0, 0, 1, 1]);
    }

    #[test]
    fn cubic_weights_sum_to_one() {
        for distance in [0.0, 0.25, 0.5, 0.9] {
            let sum: f32 = cubic_weights(distance, -0.75).iter().sum();
            assert!((sum - 1.0).abs() < 1e-6, "{sum}");
        }
        assert_eq!(cubic_weights(0.0, -0.5), [0.0, 1.0, 0.0, 0.0]);
    }
}
