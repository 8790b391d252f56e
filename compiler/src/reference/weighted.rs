//! Convolution and fully connected nodes.
//!
//! Integers: the taps of an output position are gathered as `q − z` into a row (0 for a tap outside the image, which adds nothing) and
//! multiplied with the weights of each output channel as they lie. Floats: one chain per output in (kh, kw, channel) order that
//! leaves out taps outside the image, since adding a product of 0 is not always nothing (−0, infinite weights).

use super::{Accumulators, Operand, accumulator, expect_shape, invalid};
use crate::diagnostic::Result;
use crate::graph::{ImageShape, Shape, TensorData, Window};
use crate::numerics::dot_f32;

/// Output positions whose taps are gathered before the weights pass by, so that a weight row is read once for many positions.
const POSITIONS: usize = 32;

/// Products whose sum surely fits in 32 bits: 2¹⁴ · 255 · 128 < 2³¹.
const EXACT_RUN: usize = 1 << 14;

/// Σ data · weight, exactly. |data| ≤ 255, |weight| ≤ 128.
fn dot_exact(data: &[i16], weights: &[i16]) -> i64 {
    data.chunks(EXACT_RUN).zip(weights.chunks(EXACT_RUN)).map(|(data, weights)| i64::from(dot_run(data, weights))).sum()
}

/// The same for at most [`EXACT_RUN`] products. Nothing wraps; saying so keeps overflow checks out of the loop, which then runs in vectors.
fn dot_run(data: &[i16], weights: &[i16]) -> i32 {
    data.iter().zip(weights).fold(0, |sum, (&x, &w)| i32::wrapping_add(sum, i32::from(x).wrapping_mul(w.into())))
}

/// `q − z` of 8-bit data.
fn centred(data: Operand) -> Result<Vec<i16>> {
    let z = data.zero_point;
    let outside = || invalid(format!("the zero point {z} is no {}", data.data.dtype()));
    match data.data {
        TensorData::U8(values) => {
            let z = i16::from(u8::try_from(z).map_err(|_| outside())?);
            Ok(values.iter().map(|&q| i16::from(q) - z).collect())
        }
        TensorData::S8(values) => {
            let z = i16::from(i8::try_from(z).map_err(|_| outside())?);
            Ok(values.iter().map(|&q| i16::from(q) - z).collect())
        }
        other => Err(invalid(format!("s8 weights meet data of {}", other.dtype()))),
    }
}

/// The bias of each output channel, 0 where there is none.
fn bias(operands: &[Operand], channels: usize) -> Result<Vec<i64>> {
    match operands.get(2).map(|o| o.data) {
        None => Ok(vec![0; channels]),
        Some(TensorData::S32(bias)) if bias.len() == channels => Ok(bias.iter().map(|&b| b.into()).collect()),
        Some(other) => Err(invalid(format!("the bias of {channels} channels must be s32<{channels}>, found {} {}", other.len(), other.dtype()))),
    }
}

pub fn fully_connected(operands: &[Operand], output: &Shape) -> Result<Accumulators> {
    let [data, weight, ..] = operands else { return Err(invalid("'fc' needs data and weights")) };
    let &[channels, depth] = weight.shape.extents() else { return Err(invalid(format!("weights of 'fc' have the shape {}", weight.shape))) };
    let batch = data.shape.extents().first().copied().ok_or_else(|| invalid("'fc' of a scalar"))?;
    if data.shape.volume() != batch * depth {
        return Err(invalid(format!("'fc' contracts {depth} numbers of data of the shape {}", data.shape)));
    }
    expect_shape(output, &[batch, channels])?;
    match (data.data, weight.data) {
        (TensorData::F32(data), TensorData::F32(weights)) if operands.len() == 2 => {
            let chains = data.chunks_exact(depth).flat_map(|row| weights.chunks_exact(depth).map(move |w| dot_f32(0.0, row, w)));
            Ok(Accumulators::F32(chains.collect()))
        }
        (_, TensorData::S8(weights)) => {
            let data = centred(*data)?;
            let bias = bias(operands, channels)?;
            let weights: Vec<i16> = weights.iter().map(|&w| w.into()).collect();
            let mut all = Vec::with_capacity(batch * channels);
            for row in data.chunks_exact(depth) {
                for (w, bias) in weights.chunks_exact(depth).zip(&bias) {
                    all.push(accumulator(bias + dot_exact(row, w))?);
                }
            }
            Ok(Accumulators::S32(all))
        }
        (data, weight) => Err(invalid(format!("'fc' of {} with {} weights and {} operands", data.dtype(), weight.dtype(), operands.len()))),
    }
}

/// Extents of a convolution.
struct Geometry<'a> {
    image: ImageShape,
    window: &'a Window,
    groups: usize,
    /// Input and output channels of one group.
    group_inputs: usize,
    group_outputs: usize,
    extents: [usize; 2],
}

impl<'a> Geometry<'a> {
    fn new(data: Operand, weight: Operand, window: &'a Window, groups: usize, output: &Shape) -> Result<Self> {
        let image = data.shape.as_image().ok_or_else(|| invalid(format!("'conv' of the shape {}", data.shape)))?;
        let &[outputs, group_inputs, kh, kw] = weight.shape.extents() else {
            return Err(invalid(format!("weights of 'conv' have the shape {}", weight.shape)));
        };
        if groups == 0 || group_inputs.checked_mul(groups) != Some(image.channels) || outputs % groups != 0 || [kh, kw] != window.kernel {
            return Err(invalid(format!("weights {} with {groups} groups do not fit data {} and the kernel {:?}", weight.shape, data.shape, window.kernel)));
        }
        let extent = |axis: usize, input: usize| window.output_extent(axis, input).ok_or_else(|| invalid("the kernel does not fit the image"));
        let extents = [extent(0, image.height)?, extent(1, image.width)?];
        expect_shape(output, &[image.batch, outputs, extents[0], extents[1]])?;
        Ok(Self { image, window, groups, group_inputs, group_outputs: outputs / groups, extents })
    }

    fn plane(&self) -> usize {
        self.image.height * self.image.width
    }

    fn positions(&self) -> usize {
        self.extents[0] * self.extents[1]
    }

    /// Weights of one output channel.
    fn depth(&self) -> usize {
        self.group_inputs * self.window.kernel[0] * self.window.kernel[1]
    }

    fn outputs(&self) -> usize {
        self.groups * self.group_outputs
    }

    /// Input row (or column) of a valid tap.
    fn source(&self, axis: usize, output: usize, tap: usize) -> usize {
        output * self.window.stride[axis] + tap * self.window.dilation[axis] - self.window.pad_before[axis]
    }
}

pub fn convolution(operands: &[Operand], window: &Window, groups: usize, output: &Shape) -> Result<Accumulators> {
    let [data, weight, ..] = operands else { return Err(invalid("'conv' needs data and weights")) };
    let geometry = Geometry::new(*data, *weight, window, groups, output)?;
    match (data.data, weight.data) {
        (TensorData::F32(data), TensorData::F32(weights)) if operands.len() == 2 => Ok(Accumulators::F32(float_convolution(&geometry, data, weights))),
        (_, TensorData::S8(weights)) => {
            let weights: Vec<i16> = weights.iter().map(|&w| w.into()).collect();
            let bias = bias(operands, geometry.outputs())?;
            Ok(Accumulators::S32(integer_convolution(&geometry, &centred(*data)?, &weights, &bias)?))
        }
        (data, weight) => Err(invalid(format!("'conv' of {} with {} weights and {} operands", data.dtype(), weight.dtype(), operands.len()))),
    }
}

fn integer_convolution(g: &Geometry, data: &[i16], weights: &[i16], bias: &[i64]) -> Result<Vec<i32>> {
    let (depth, positions) = (g.depth(), g.positions());
    let mut all = vec![0; g.image.batch * g.outputs() * positions];
    let mut gathered = vec![0i16; POSITIONS.min(positions) * depth];
    let group_planes = data.chunks_exact(g.group_inputs * g.plane());
    for (number, (planes, out)) in group_planes.zip(all.chunks_exact_mut(g.group_outputs * positions)).enumerate() {
        let first_channel = number % g.groups * g.group_outputs;
        for start in (0..positions).step_by(POSITIONS) {
            let count = POSITIONS.min(positions - start);
            for (i, row) in gathered.chunks_exact_mut(depth).take(count).enumerate() {
                gather(g, planes, start + i, row);
            }
            for channel in 0..g.group_outputs {
                let w = &weights[(first_channel + channel) * depth..][..depth];
                let out = &mut out[channel * positions + start..][..count];
                for (out, row) in out.iter_mut().zip(gathered.chunks_exact(depth)) {
                    *out = accumulator(bias[first_channel + channel] + dot_exact(row, w))?;
                }
            }
        }
    }
    Ok(all)
}

/// The taps of one output position in (channel, kh, kw) order, 0 outside the image.
fn gather(g: &Geometry, planes: &[i16], position: usize, row: &mut [i16]) {
    let [kh, kw] = g.window.kernel;
    let (y, x) = (position / g.extents[1], position % g.extents[1]);
    let rows = g.window.valid_taps(0, g.image.height, y);
    let columns = g.window.valid_taps(1, g.image.width, x);
    if rows.len() * columns.len() < kh * kw {
        row.fill(0);
    }
    for (plane, row) in planes.chunks_exact(g.plane()).zip(row.chunks_exact_mut(kh * kw)) {
        for ky in rows.clone() {
            let line = &plane[g.source(0, y, ky) * g.image.width..][..g.image.width];
            for kx in columns.clone() {
                row[ky * kw + kx] = line[g.source(1, x, kx)];
            }
        }
    }
}

fn float_convolution(g: &Geometry, data: &[f32], weights: &[f32]) -> Vec<f32> {
    let (depth, positions) = (g.depth(), g.positions());
    let [kh, kw] = g.window.kernel;
    // Weights in the order of the chain: output, kh, kw, input channel.
    let mut ordered = Vec::with_capacity(weights.len());
    for w in weights.chunks_exact(depth) {
        for tap in 0..kh * kw {
            ordered.extend((0..g.group_inputs).map(|channel| w[channel * kh * kw + tap]));
        }
    }
    let mut all = vec![0.0; g.image.batch * g.outputs() * positions];
    let mut taps = Vec::with_capacity(depth);
    let group_planes = data.chunks_exact(g.group_inputs * g.plane());
    for (number, (planes, out)) in group_planes.zip(all.chunks_exact_mut(g.group_outputs * positions)).enumerate() {
        let first_channel = number % g.groups * g.group_outputs;
        for position in 0..positions {
            let (y, x) = (position / g.extents[1], position % g.extents[1]);
            let rows = g.window.valid_taps(0, g.image.height, y);
            let columns = g.window.valid_taps(1, g.image.width, x);
            let run = columns.len() * g.group_inputs;
            taps.clear();
            for ky in rows.clone() {
                for kx in columns.clone() {
                    let at = g.source(0, y, ky) * g.image.width + g.source(1, x, kx);
                    taps.extend((0..g.group_inputs).map(|channel| planes[channel * g.plane() + at]));
                }
            }
            for channel in 0..g.group_outputs {
                let w = &ordered[(first_channel + channel) * depth..][..depth];
                out[channel * positions + position] = rows.clone().enumerate().fold(0.0, |sum, (i, ky)| {
                    let skip = (ky * kw + columns.start) * g.group_inputs;
                    dot_f32(sum, &taps[i * run..][..run], &w[skip..][..run])
                });
            }
        }
    }
    all
}
