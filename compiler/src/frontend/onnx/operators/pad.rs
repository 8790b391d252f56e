//! Operators that put elements around a tensor, or take them away.

use super::super::import::Importer;
use super::super::node::{Node, axis_of};
use super::super::tensor::Tensor;
use super::parts::extents_of;
use crate::compose::{self, Padding};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Quantization};

/// Elements that an axis may have after padding.
const LONGEST_AXIS: i64 = 1 << 24;

/// `Pad`: a number, the outermost element, or what lies inside, mirrored or from the other side. Negative pads take elements away.
pub fn pad<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let mut data = importer.operand(node, 0, "data")?;
    let rank = importer.extents(&data).len();
    let pads = importer.list(node, 1, "pads")?.ok_or_else(|| Diagnostic::error(Code::Malformed, "the attribute 'pads' is missing"))?;
    let axes = match importer.list(node, 3, "axes")? {
        Some(axes) => axes.iter().map(|&axis| axis_of(axis, rank)).collect::<Result<Vec<_>>>()?,
        None => (0..rank).collect(),
    };
    if pads.len() != 2 * axes.len() {
        return Err(Diagnostic::error(Code::Malformed, format!("{} pads do not fit {} axes", pads.len(), axes.len())));
    }
    let number = match importer.known(node, 2, "constant_value")? {
        Some(array) if array.ty.is_float() => array.single_float()?,
        Some(array) => array.single_integer()? as f32,
        None => node.float("value").unwrap_or(0.0),
    };
    let mode = node.text("mode")?.unwrap_or("constant");
    let name = node.result()?;
    for (place, &axis) in axes.iter().enumerate() {
        let extent = importer.extents(&data)[axis] as i64;
        let (before, after) = (pads[place], pads[place + axes.len()]);
        let cut = before.min(0).saturating_add(after.min(0)).saturating_neg();
        let (before, after, cut_before) = (before.max(0), after.max(0), before.min(0).saturating_neg());
        if cut > extent || before.saturating_add(after) > LONGEST_AXIS {
            return Err(Diagnostic::error(Code::Shape, format!("pads {pads:?} do not fit axis {axis} of {extent} elements")));
        }
        let inside = extent - cut;
        data = importer.sliced(&format!("{name}.cut{axis}"), &data, axis, [cut_before as usize, inside as usize], 1)?;
        if before == 0 && after == 0 {
            continue;
        }
        let part = format!("{name}.axis{axis}");
        data = match mode {
            "constant" => constant(importer, &part, &data, axis, [before as usize, after as usize], number)?,
            _ => {
                let place = outside(mode, inside).ok_or_else(|| node.unsupported(format!("mode = '{mode}'")))?;
                let indices: Option<Vec<usize>> = (-before..inside + after).map(place).collect();
                let indices = indices.ok_or_else(|| {
                    Diagnostic::error(Code::Shape, format!("pads of {before} and {after} elements, mode '{mode}', need an axis longer than {inside}"))
                })?;
                importer.gathered(&part, &data, axis, &indices)?
            }
        };
    }
    Ok(vec![data])
}

/// Where the element comes from that lies at a place before, inside or behind `inside` elements.
fn outside(mode: &str, inside: i64) -> Option<Box<dyn Fn(i64) -> Option<usize>>> {
    let index = move |place: i64| usize::try_from(place).ok().filter(|&place| (place as i64) < inside);
    Some(match mode {
        "edge" => Box::new(move |place: i64| index(place.clamp(0, (inside - 1).max(0)))),
        "reflect" => Box::new(move |place: i64| {
            index(if place < 0 {
                -place
            } else if place < inside {
                place
            } else {
                2 * (inside - 1) - place
            })
        }),
        "wrap" => Box::new(move |place: i64| index(place.checked_rem_euclid(inside)?)),
        _ => return None,
    })
}

/// A number before and behind the elements of an axis. Real numbers stay integers where their type has that number.
pub fn constant(importer: &mut Importer, name: &str, data: &Tensor, axis: usize, [before, after]: [usize; 2], number: f32) -> Result<Tensor> {
    if before == 0 && after == 0 {
        return Ok(data.clone());
    }
    if !number.is_finite() {
        return Err(Diagnostic::error(Code::Unsupported, format!("padding with {number} is not compiled")).hint("use the lowest finite number: -3.4e38"));
    }
    let padding = Padding { before, after, interior: 0 };
    let data = importer.live(&format!("{name}.data"), data)?;
    let value = importer.value(name, &data)?;
    let ty = importer.graph.ty(value).clone();
    let steps = match (&data, &ty.quantization) {
        (Tensor::Real(_), Quantization::PerTensor { scale, .. }) => {
            let steps = (number / scale.get()).round_ties_even();
            Some(steps).filter(|&steps| steps * scale.get() == number)
        }
        (Tensor::Real(_), _) => None,
        // A stored integer, of which a padding says how far it is from the zero point.
        _ if ty.dtype != DType::F32 => Some(number - ty.zero_point() as f32),
        _ => Some(number),
    };
    let fits = |steps: f32| match ty.dtype.integer_bounds() {
        Some((lo, hi)) => (f64::from(lo)..=f64::from(hi)).contains(&(f64::from(steps) + f64::from(ty.zero_point()))),
        None => true,
    };
    match steps.filter(|&steps| fits(steps)) {
        Some(steps) => data.with_value(compose::pad(&mut importer.graph, name, value, axis, padding, steps)?),
        None => {
            let value = importer.float_value(name, &data)?;
            Ok(Tensor::float(compose::pad(&mut importer.graph, name, value, axis, padding, number)?))
        }
    }
}

/// `CenterCropPad`: takes away or adds zeros at both ends of axes, so that they get the extents that are given.
pub fn center<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let mut data = importer.operand(node, 0, "input_data")?;
    let rank = importer.extents(&data).len();
    let target = extents_of(&importer.required(node, 1, "shape")?)?;
    let axes = match node.integers("axes") {
        Some(axes) => axes.iter().map(|&axis| axis_of(axis, rank)).collect::<Result<Vec<_>>>()?,
        None => (0..rank).collect(),
    };
    if axes.len() != target.len() {
        return Err(Diagnostic::error(Code::Malformed, format!("the shape {target:?} does not fit {} axes", axes.len())));
    }
    let name = node.result()?;
    for (&axis, &wanted) in axes.iter().zip(&target) {
        let part = format!("{name}.axis{axis}");
        let extent = importer.extents(&data)[axis];
        data = match extent.checked_sub(wanted) {
            Some(surplus) => importer.sliced(&part, &data, axis, [surplus / 2, wanted], 1)?,
            None => {
                let missing = wanted - extent;
                constant(importer, &part, &data, axis, [missing / 2, missing - missing / 2], 0.0)?
            }
        };
    }
    Ok(vec![data])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_outside() {
        let of = |mode: &str, place| outside(mode, 3).unwrap()(place);
        assert_eq!([-2, -1, 0, 2, 3, 4].map(|p| of("edge", p).unwrap()), [0, 0, 0, 2, 2, 2]);
        assert_eq!([-2, -1, 0, 2, 3, 4].map(|p| of("reflect", p).unwrap()), [2, 1, 0, 2, 1, 0]);
        assert_eq!([-2, -1, 0, 2, 3, 4].map(|p| of("wrap", p).unwrap()), [1, 2, 0, 2, 0, 1]);
        assert_eq!((of("reflect", -3), of("reflect", 5)), (None, None));
        assert!(outside("mirror", 3).is_none());
        assert_eq!(outside("wrap", 0).unwrap()(1), None);
    }
}
