//! Pooling: taps outside the image take no part.

use super::{Accumulators, Operand, accumulator, expect_shape, invalid};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{ImageShape, PoolReduction, Shape, TensorData, Window};
use crate::numerics::{Partials, maximum_tap};
use std::ops::Range;

/// The input seen as images and the output extents, checked against the output's type.
fn geometry(data: Operand, window: &Window, output: &Shape) -> Result<(ImageShape, [usize; 2])> {
    let image = data.shape.as_image().ok_or_else(|| invalid(format!("'pool' of the shape {}", data.shape)))?;
    let extent = |axis: usize, input: usize| window.output_extent(axis, input).ok_or_else(|| invalid("the pooling window does not fit the image"));
    let extents = [extent(0, image.height)?, extent(1, image.width)?];
    expect_shape(output, &[image.batch, image.channels, extents[0], extents[1]])?;
    Ok((image, extents))
}

/// Number of taps inside the image at each position of one output plane, as the f32 that a division takes.
pub fn valid_taps(data: Operand, window: &Window, output: &Shape) -> Result<Vec<f32>> {
    let (image, [height, width]) = geometry(data, window, output)?;
    let mut counts = Vec::with_capacity(height * width);
    for y in 0..height {
        let rows = window.valid_taps(0, image.height, y).len();
        counts.extend((0..width).map(|x| (rows * window.valid_taps(1, image.width, x).len()) as f32));
    }
    Ok(counts)
}

/// Accumulators of a pooling node.
///
/// # Errors
/// `Shape` where a maximum is asked for over a window without a single tap inside the image.
pub fn pool(data: Operand, reduction: PoolReduction, window: &Window, output: &Shape) -> Result<Accumulators> {
    let (image, extents) = geometry(data, window, output)?;
    let walk = Walk { image, window, extents };
    let z = i64::from(data.zero_point);
    macro_rules! integers {
        ($values:expr) => {
            Accumulators::S32(match reduction {
                PoolReduction::Sum | PoolReduction::RunningSum => {
                    walk.each(&$values, |plane, taps| accumulator(taps.indices().map(|(_, at)| i64::from(plane[at]) - z).sum()))?
                }
                PoolReduction::Maximum => walk.each(&$values, |plane, taps| {
                    let largest = taps.indices().map(|(_, at)| i64::from(plane[at])).max().ok_or_else(empty_window)?;
                    accumulator(largest - z)
                })?,
            })
        };
    }
    Ok(match data.data {
        TensorData::U8(values) => integers!(values),
        TensorData::S8(values) => integers!(values),
        TensorData::S32(values) => integers!(values),
        TensorData::F32(values) => Accumulators::F32(match reduction {
            PoolReduction::Sum => walk.each(values, |plane, taps| {
                let mut sums = Partials::sums();
                taps.indices().for_each(|(tap, at)| sums.take(tap, plane[at]));
                Ok(sums.total())
            })?,
            PoolReduction::RunningSum => walk.each(values, |plane, taps| Ok(taps.indices().fold(0.0, |sum, (_, at)| sum + plane[at])))?,
            PoolReduction::Maximum => walk.each(values, |plane, taps| {
                if taps.rows.is_empty() || taps.columns.is_empty() {
                    return Err(empty_window());
                }
                Ok(taps.indices().fold(f32::NEG_INFINITY, |running, (_, at)| maximum_tap(running, plane[at])))
            })?,
        }),
    })
}

fn empty_window() -> Diagnostic {
    Diagnostic::error(Code::Shape, "a pooling window lies entirely outside the image: it has no maximum")
        .hint("use a smaller padding, or the 'valid' pooling convention")
}

/// Goes over every output position of every plane.
struct Walk<'a> {
    image: ImageShape,
    window: &'a Window,
    extents: [usize; 2],
}

/// The taps of one output position that lie inside the image.
struct Taps<'a> {
    window: &'a Window,
    width: usize,
    rows: Range<usize>,
    columns: Range<usize>,
    y: usize,
    x: usize,
}

impl Taps<'_> {
    /// Number of each tap in the whole window, with its position in the input plane, in (ky, kx) order.
    fn indices(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let w = self.window;
        // A valid tap lies inside the image, so neither subtraction is below zero.
        self.rows.clone().flat_map(move |ky| {
            let row = (self.y * w.stride[0] + ky * w.dilation[0] - w.pad_before[0]) * self.width;
            self.columns.clone().map(move |kx| (ky * w.kernel[1] + kx, row + self.x * w.stride[1] + kx * w.dilation[1] - w.pad_before[1]))
        })
    }
}

impl Walk<'_> {
    fn each<T, R>(&self, values: &[T], mut reduce: impl FnMut(&[T], Taps) -> Result<R>) -> Result<Vec<R>> {
        let ImageShape { batch, channels, height, width } = self.image;
        let mut all = Vec::with_capacity(batch * channels * self.extents[0] * self.extents[1]);
        for plane in values.chunks_exact(height * width) {
            for y in 0..self.extents[0] {
                let rows = self.window.valid_taps(0, height, y);
                for x in 0..self.extents[1] {
                    let columns = self.window.valid_taps(1, width, x);
                    all.push(reduce(plane, Taps { window: self.window, width, rows: rows.clone(), columns, y, x })?);
                }
            }
        }
        Ok(all)
    }
}
