//! Attribute values of MXNet nodes. Every value in a symbol file is a string; the spelling depends on who wrote it.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Window;
use std::collections::BTreeMap;

/// The attributes of one node, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes(pub(super) BTreeMap<String, String>);

impl Attributes {
    /// Writes an attribute.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        self.0.insert(key.to_owned(), value.to_owned());
    }

    /// The trimmed text of an attribute; `None` if it is absent, empty or spelled `None`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|v| v.trim()).filter(|v| !v.is_empty() && !v.eq_ignore_ascii_case("none"))
    }

    /// `True`, `true`, `1` and their opposites.
    pub fn boolean(&self, key: &str, default: bool) -> Result<bool> {
        match self.text(key) {
            None => Ok(default),
            Some(v) if v == "1" || v.eq_ignore_ascii_case("true") => Ok(true),
            Some(v) if v == "0" || v.eq_ignore_ascii_case("false") => Ok(false),
            Some(v) => Err(malformed(key, v, "True or False")),
        }
    }

    /// A finite number in double precision, as MXNet keeps `eps`.
    pub fn double(&self, key: &str) -> Result<Option<f64>> {
        self.text(key).map(|v| v.parse::<f64>().ok().filter(|v| v.is_finite()).ok_or_else(|| malformed(key, v, "a finite number"))).transpose()
    }

    /// A finite number in single precision.
    pub fn float(&self, key: &str) -> Result<Option<f32>> {
        self.text(key).map(|v| v.parse::<f32>().ok().filter(|v| v.is_finite()).ok_or_else(|| malformed(key, v, "a finite number"))).transpose()
    }

    /// A number that is not negative.
    pub fn count(&self, key: &str) -> Result<Option<usize>> {
        self.text(key).map(|v| integer(v).and_then(|v| usize::try_from(v).ok()).ok_or_else(|| malformed(key, v, "a count"))).transpose()
    }

    /// An axis; negative numbers count from the end of a shape of `rank` axes.
    pub fn axis(&self, key: &str, default: usize, rank: usize) -> Result<usize> {
        let Some(text) = self.text(key) else { return Ok(default) };
        integer(text).and_then(|a| resolve_axis(a, rank)).ok_or_else(|| malformed(key, text, &format!("an axis of a tensor with {rank} axes")))
    }

    /// A list of numbers that are not negative: `(3, 3)`, `[1,1]`, `(1L, 1L)`, `2`. Absent and `()` give `None`.
    pub fn tuple(&self, key: &str) -> Result<Option<Vec<usize>>> {
        let Some(numbers) = self.integers(key)? else { return Ok(None) };
        let counts: Option<Vec<usize>> = numbers.iter().map(|&n| usize::try_from(n?).ok()).collect();
        counts.map(Some).ok_or_else(|| malformed(key, self.text(key).unwrap_or_default(), "a list of counts"))
    }

    /// A list of integers, each of which may be `None`: `(0, -1)`, `(None, 2)`, `-3`. Absent and `()` give `None`.
    pub fn integers(&self, key: &str) -> Result<Option<Vec<Option<i64>>>> {
        let Some(text) = self.text(key) else { return Ok(None) };
        let inner = match (text.as_bytes().first(), text.as_bytes().last()) {
            (Some(b'('), Some(b')')) | (Some(b'['), Some(b']')) if text.len() >= 2 => &text[1..text.len() - 1],
            _ => text,
        };
        let parts = inner.split(',').map(str::trim).filter(|p| !p.is_empty());
        let number = |part: &str| if part.eq_ignore_ascii_case("none") { Some(None) } else { integer(part).map(Some) };
        let numbers: Option<Vec<Option<i64>>> = parts.map(number).collect();
        match numbers {
            Some(numbers) if numbers.is_empty() => Ok(None),
            Some(numbers) => Ok(Some(numbers)),
            None => Err(malformed(key, text, "a list of integers")),
        }
    }

    /// An integer.
    pub fn integer(&self, key: &str) -> Result<Option<i64>> {
        self.text(key).map(|v| integer(v).ok_or_else(|| malformed(key, v, "an integer"))).transpose()
    }

    /// A list of axes of a tensor with `rank` axes, negative ones counted from the end; absent and `()` give `None`.
    pub fn axes(&self, key: &str, rank: usize) -> Result<Option<Vec<usize>>> {
        let Some(numbers) = self.integers(key)? else { return Ok(None) };
        let axes: Option<Vec<usize>> = numbers.into_iter().map(|number| resolve_axis(number?, rank)).collect();
        let expected = format!("axes of a tensor with {rank} axes");
        axes.map(Some).ok_or_else(|| malformed(key, self.text(key).unwrap_or_default(), &expected))
    }

    /// An attribute that must be there.
    pub fn required<T>(&self, key: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| Diagnostic::error(Code::Malformed, format!("the attribute '{key}' is missing")).hint("correct the model file"))
    }

    /// Two extents `(vertical, horizontal)` of a 2-D window, each from `least` to [`Window::LIMIT`].
    pub fn window(&self, key: &str, least: usize, default: usize) -> Result<[usize; 2]> {
        let extents = match self.tuple(key)? {
            None => [default; 2],
            Some(list) => <[usize; 2]>::try_from(list)
                .map_err(|list| Diagnostic::error(Code::Unsupported, format!("attribute '{key}' has {} extents; only 2-D windows are read", list.len())))?,
        };
        match extents.into_iter().find(|&e| e < least || e > Window::LIMIT) {
            None => Ok(extents),
            Some(found) => Err(Diagnostic::error(Code::Shape, format!("attribute '{key}' must lie in {least}..={}, found {found}", Window::LIMIT))
                .hint("correct the model file")),
        }
    }

    /// `min_calib_range` and `max_calib_range`; `None` for an uncalibrated node.
    pub fn calibration(&self) -> Result<Option<(f32, f32)>> {
        let read = |key: &str| self.text(key).map(|v| v.parse::<f32>().map_err(|_| malformed(key, v, "a number"))).transpose();
        match (read("min_calib_range")?, read("max_calib_range")?) {
            (Some(min), Some(max)) => Ok(Some((min, max))),
            (None, None) => Ok(None),
            _ => Err(Diagnostic::error(Code::Malformed, "only one of min_calib_range and max_calib_range is given").hint("calibrate the model again")),
        }
    }

    /// Whether a quantized node gives floats: `enable_float_output` of 1.x is a boolean, `enabled_float_output` of 2.x a type.
    pub fn float_output(&self) -> Result<bool> {
        match self.text("enabled_float_output") {
            None => self.boolean("enable_float_output", false),
            Some("float32") => Ok(true),
            Some(other) => Err(Diagnostic::error(Code::Unsupported, format!("attribute 'enabled_float_output' is read as float32 only, found '{other}'"))),
        }
    }
}

/// An integer, with the `L` that Python 2 wrote behind it.
fn integer(text: &str) -> Option<i64> {
    text.strip_suffix('L').unwrap_or(text).parse().ok()
}

/// An axis of a tensor with `rank` axes, counted from the end where it is negative.
fn resolve_axis(axis: i64, rank: usize) -> Option<usize> {
    let axis = if axis < 0 { axis.checked_add(i64::try_from(rank).ok()?)? } else { axis };
    usize::try_from(axis).ok().filter(|&a| a < rank)
}

fn malformed(key: &str, found: &str, expected: &str) -> Diagnostic {
    let shown: String = found.chars().take(60).collect();
    Diagnostic::error(Code::Malformed, format!("attribute '{key}' must be {expected}, found '{shown}'")).hint("correct the model file")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(value: &str) -> Attributes {
        Attributes(BTreeMap::from([("k".to_string(), value.to_string())]))
    }

    #[test]
    fn booleans_in_every_spelling() {
        for spelling in ["True", "true", "TRUE", "1", " 1 "] {
            assert!(with(spelling).boolean("k", false).unwrap(), "{spelling}");
        }
        for spelling in ["False", "false", "0"] {
            assert!(!with(spelling).boolean("k", true).unwrap(), "{spelling}");
        }
        for spelling in ["None", "none", ""] {
            assert!(with(spelling).boolean("k", true).unwrap(), "{spelling}");
        }
        assert!(with("yes").boolean("k", true).is_err());
    }

    #[test]
    fn tuples_in_every_spelling() {
        for spelling in ["(3, 4)", "[3,4]", "(3L, 4L)", "3,4", "( 3 ,4, )"] {
            assert_eq!(with(spelling).tuple("k").unwrap(), Some(vec![3, 4]), "{spelling}");
        }
        for spelling in ["()", "[]", "None", ""] {
            assert_eq!(with(spelling).tuple("k").unwrap(), None, "{spelling}");
        }
        assert_eq!(with("(5,)").tuple("k").unwrap(), Some(vec![5]));
        assert_eq!(with("(None, -2, 3L)").integers("k").unwrap(), Some(vec![None, Some(-2), Some(3)]));
        assert_eq!(with("-3").integers("k").unwrap(), Some(vec![Some(-3)]));
        assert_eq!(with("(0, -1)").axes("k", 4).unwrap(), Some(vec![0, 3]));
        assert!(with("(0, -5)").axes("k", 4).is_err() && with("(None,)").axes("k", 4).is_err() && with("(None, 1)").tuple("k").is_err());
        for spelling in ["(3, -1)", "(a)", "(99999999999999999999)", "(", "(1;2)", "1.5"] {
            assert!(with(spelling).tuple("k").is_err(), "{spelling}");
        }
    }

    #[test]
    fn windows_are_two_bounded_extents() {
        assert_eq!(with("(2, 3)").window("k", 1, 1).unwrap(), [2, 3]);
        assert_eq!(with("()").window("k", 1, 7).unwrap(), [7, 7]);
        for spelling in ["(0, 1)", "(1, 1048577)", "(3,)", "(1, 1, 1)", "(1, 18446744073709551615)"] {
            assert!(with(spelling).window("k", 1, 1).is_err(), "{spelling}");
        }
    }

    #[test]
    fn numbers_axes_and_calibration() {
        assert_eq!(with("1e-05").double("k").unwrap(), Some(1e-5));
        assert!(with("nan").double("k").is_err() && with("1e999").double("k").is_err() && with("1e39").float("k").is_err());
        assert_eq!(with("-1").axis("k", 0, 4).unwrap(), 3);
        assert!(with("4").axis("k", 0, 4).is_err() && with("-5").axis("k", 0, 4).is_err());
        assert_eq!(with("12L").count("k").unwrap(), Some(12));
        assert!(with("-2").count("k").is_err());
        let one = Attributes(BTreeMap::from([("min_calib_range".into(), "0".into())]));
        assert!(one.calibration().is_err());
        let both = Attributes(BTreeMap::from([("min_calib_range".into(), "-1.5".into()), ("max_calib_range".into(), "2".into())]));
        assert_eq!(both.calibration().unwrap(), Some((-1.5, 2.0)));
    }
}
