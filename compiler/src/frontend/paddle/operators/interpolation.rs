//! Images of another size.

use super::super::operator::Operator;
use super::super::translate::{Translator, integers, text};
use super::require_channels_first;
use super::shape::int64;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::Array;

/// `nearest_interp` and `bilinear_interp`, first and second version (`interpolate_kernel.cc`).
pub fn interpolate<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, mode: &'static str) -> Result<()> {
    require_channels_first(operator, "data_layout")?;
    operator.without(&["SizeTensor", "Scale"])?;
    let name = operator.output("Out")?;
    let x = t.operand(operator.required("X")?)?;
    let align_corners = operator.boolean("align_corners", true);
    let half_pixels = mode == "linear" && operator.integer("align_mode").unwrap_or(1) == 0;
    let coordinates = match (align_corners, half_pixels) {
        (true, _) => "align_corners",
        (false, true) => "half_pixel",
        (false, false) => "asymmetric",
    };
    // The element at ⌊position⌋, or at ⌊position + ½⌋ where corners are aligned.
    let nearest = if align_corners { "round_prefer_ceil" } else { "floor" };
    let attributes = [text("mode", mode), text("coordinate_transformation_mode", coordinates), text("nearest_mode", nearest), integers("axes", [2, 3])];
    let scale = operator.floats("scale").unwrap_or_default();
    let size = match operator.input("OutSize") {
        Some(size) => {
            let size = t.operand(size)?;
            Some(t.part("Cast", [size], &format!("{name}.size"), [int64()]))
        }
        None => match (operator.integer("out_h").unwrap_or(-1), operator.integer("out_w").unwrap_or(-1)) {
            // A scale that is there decides, the noted size is what it once gave.
            (height, width) if height > 0 && width > 0 && scale.iter().all(|&s| s <= 0.0) => Some(t.list(&format!("{name}.size"), [height, width])),
            _ => None,
        },
    };
    let empty = String::new();
    match size {
        Some(size) => t.finish_with(operator, "Out", "Resize", [x, empty.clone(), empty, size], attributes),
        None => {
            let [vertical, horizontal] = match scale[..] {
                [one] => [one; 2],
                [vertical, horizontal] => [vertical, horizontal],
                _ => return Err(Diagnostic::error(Code::Malformed, "the operator has neither a size nor a scale")),
            };
            if !(vertical > 0.0 && horizontal > 0.0 && vertical.is_finite() && horizontal.is_finite()) {
                return Err(Diagnostic::error(Code::Malformed, format!("attribute 'scale' is {scale:?}")));
            }
            let scales = t.constant(&format!("{name}.scales"), &Array::floats([2], [vertical, horizontal])?);
            t.finish_with(operator, "Out", "Resize", [x, empty, scales], attributes)
        }
    }
}
