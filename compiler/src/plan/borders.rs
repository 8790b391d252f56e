//! Border classes: rectangles of output positions whose windows cover the same taps inside the image.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Window;
use std::ops::Range;

/// Output coordinates along one axis with equal valid taps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub outputs: Range<usize>,
    pub taps: Range<usize>,
}

/// A rectangle of output positions with the taps that are inside the image there (possibly none).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BorderClass {
    pub rows: Span,
    pub columns: Span,
}

/// Splits the outputs along `axis` into spans of equal valid taps, in order.
pub fn spans(window: &Window, axis: usize, input: usize, outputs: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for output in 0..outputs {
        let taps = window.valid_taps(axis, input, output);
        match spans.last_mut() {
            Some(last) if last.taps == taps => last.outputs.end = output + 1,
            _ => spans.push(Span { outputs: output..output + 1, taps }),
        }
    }
    spans
}

/// Classes that one node may have; each is code and calls of its own.
const MOST_CLASSES: usize = 1 << 12;

/// All classes of an image: the product of the row and column spans, row by row.
///
/// # Errors
/// `Unsupported` where a huge kernel over a padded image would need more than a few thousand classes.
pub fn classes(window: &Window, input: [usize; 2], output: [usize; 2]) -> Result<Vec<BorderClass>> {
    let columns = spans(window, 1, input[1], output[1]);
    let rows = spans(window, 0, input[0], output[0]);
    if rows.len().saturating_mul(columns.len()) > MOST_CLASSES {
        let message = format!(
            "padding and a kernel of {}x{} make {} x {} border classes, more than {MOST_CLASSES}",
            window.kernel[0],
            window.kernel[1],
            rows.len(),
            columns.len()
        );
        return Err(Diagnostic::error(Code::Unsupported, message).hint("pad the input in a node of its own, or use a smaller kernel"));
    }
    let mut classes = Vec::new();
    for rows in rows {
        classes.extend(columns.iter().map(|columns| BorderClass { rows: rows.clone(), columns: columns.clone() }));
    }
    Ok(classes)
}
