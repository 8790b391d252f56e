//! The shape of an input, of which a model may leave extents open.

use super::ImportOptions;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Shape;
use std::fmt;

/// An extent as a model declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent<'m> {
    Known(usize),
    /// By the name that the model has for it, `?` where it has none.
    Open(&'m str),
}

impl Extent<'_> {
    fn known(self) -> Option<usize> {
        match self {
            Extent::Known(extent) => Some(extent),
            Extent::Open(_) => None,
        }
    }
}

impl fmt::Display for Extent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Extent::Known(extent) => write!(f, "{extent}"),
            Extent::Open(name) => f.write_str(name),
        }
    }
}

/// The extents of an input: what the person states, else what the model declares, else those of the data at hand. A first extent that is open alone is the
/// batch by custom: 1 where nothing else says it, with a warning. `declared` is absent where the model does not even say the rank.
///
/// # Errors
/// `Missing` where extents stay open, with a hint how to state them.
pub(super) fn extents(
    name: &str,
    stated: Option<&Shape>,
    declared: Option<&[Extent]>,
    options: &ImportOptions,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Vec<usize>> {
    let of_data = || [name, ""].into_iter().find_map(|key| options.fallback_shapes.get(key));
    // What the model declares, with another batch where one is given.
    let declared_with = |batch: Option<usize>| -> Option<Vec<usize>> {
        declared?.iter().enumerate().map(|(axis, extent)| batch.filter(|_| axis == 0).or(extent.known())).collect()
    };
    let mut extents = match stated {
        Some(shape) => shape.extents().to_vec(),
        None => match (declared_with(options.batch), of_data()) {
            (Some(extents), _) => extents,
            (None, Some(shape)) => shape.extents().to_vec(),
            (None, None) => {
                let extents = declared_with(Some(1)).ok_or_else(|| open(name, declared.unwrap_or_default()))?;
                warnings
                    .push(Diagnostic::warning(Code::Shape, "the model leaves the batch of this input open: it is 1").at(name).hint("--batch N for another"));
                extents
            }
        },
    };
    if let (Some(batch), Some(first)) = (options.batch, extents.first_mut()) {
        *first = batch;
    }
    Ok(extents)
}

/// What to say of an input that has more open extents than its batch, or no rank.
fn open(name: &str, declared: &[Extent]) -> Diagnostic {
    let hint = |extents: &[String]| format!("state it: --input-shape {name}={}", extents.join(","));
    let shown: Vec<String> = declared.iter().map(Extent::to_string).collect();
    let Some(first) = declared.first() else {
        let image = hint(&[1, 3, 224, 224].map(|extent| extent.to_string()));
        return Diagnostic::error(Code::Missing, "the model does not say the shape of this input").hint(format!("{image} (batch, channels, height, width)"));
    };
    let message = format!("the model leaves more than the batch of this input open: {}", shown.join(" x "));
    let stated = [&[first.known().unwrap_or(1).to_string()], &shown[1..]].concat();
    Diagnostic::error(Code::Missing, message).hint(format!("{}, with a number for each name or ?", hint(&stated)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Option<&[Extent]> = Some(&[Extent::Open("N"), Extent::Known(3), Extent::Known(8)]);

    #[test]
    fn a_batch_that_is_open_alone_is_one() {
        let mut warnings = Vec::new();
        let none = ImportOptions::default();
        assert_eq!(extents("x", None, OPEN, &none, &mut warnings).unwrap(), [1, 3, 8]);
        assert_eq!((warnings.len(), warnings[0].node.as_deref()), (1, Some("x")));
        let fours = ImportOptions { batch: Some(4), ..ImportOptions::default() };
        assert_eq!(extents("x", None, OPEN, &fours, &mut warnings).unwrap(), [4, 3, 8]);
        let data = ImportOptions { fallback_shapes: [("x".to_owned(), Shape::new([7, 3, 8]).unwrap())].into(), ..ImportOptions::default() };
        assert_eq!(extents("x", None, OPEN, &data, &mut warnings).unwrap(), [7, 3, 8]);
        assert_eq!(extents("x", None, Some(&[]), &none, &mut warnings).unwrap(), [0usize; 0]);
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn hints_have_the_rank_and_the_name_of_the_input() {
        fn hint(declared: Option<&[Extent]>) -> String {
            extents("tokens", None, declared, &ImportOptions::default(), &mut Vec::new()).unwrap_err().hint.unwrap()
        }
        use Extent::{Known, Open};
        assert_eq!(hint(Some(&[Open("N"), Open("sequence")])), "state it: --input-shape tokens=1,sequence, with a number for each name or ?");
        assert!(hint(Some(&[Open("?"), Known(3), Open("?"), Open("?")])).contains("tokens=1,3,?,?"));
        assert!(hint(Some(&[Known(2), Open("?")])).contains("tokens=2,?"));
        assert!(hint(None).contains("tokens=1,3,224,224"));
    }
}
