//! Properties against the definitions, written down index by index.

use super::*;
use crate::graph::{ImageShape, PoolReduction, Window};
use crate::numerics::{accumulator_bounds, prove_accumulator};
use proptest::prelude::*;

/// Geometry of a convolution or pooling, with a seed for its numbers.
#[derive(Debug, Clone)]
struct Case {
    image: ImageShape,
    window: Window,
    groups: usize,
    outputs: usize,
    signed: bool,
    zero_point: i32,
    seed: u64,
}

fn pair(range: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = [usize; 2]> {
    [range.clone(), range]
}

prop_compose! {
    fn case()(
        batch in 1usize..3, groups in 1usize..4, group_inputs in 1usize..5, group_outputs in 1usize..5, size in pair(1..=7),
        kernel in pair(1..=4), stride in pair(1..=3), dilation in pair(1..=2), pad_before in pair(0..=3), pad_after in pair(0..=3),
        signed: bool, z in 0i32..256, seed: u64,
    ) -> Case {
        let mut window = Window { kernel, stride, dilation, pad_before, pad_after };
        for axis in 0..2 {
            // Large enough that one window fits.
            let missing = window.reach(axis).unwrap().saturating_sub(size[axis] + pad_before[axis] + pad_after[axis]);
            window.pad_after[axis] += missing;
        }
        let image = ImageShape { batch, channels: groups * group_inputs, height: size[0], width: size[1] };
        Case { image, window, groups, outputs: groups * group_outputs, signed, zero_point: if signed { z - 128 } else { z }, seed }
    }
}

/// Pseudo-random bytes (xorshift64*), so that shrinking keeps the numbers.
fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 56) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// Bytes as small floats with many digits, so that the order of additions shows.
fn small_floats(seed: u64, count: usize) -> Vec<f32> {
    bytes(seed, count).iter().map(|&b| (f32::from(b) - 127.0) / 7.3).collect()
}

impl Case {
    fn data_extents(&self) -> [usize; 4] {
        [self.image.batch, self.image.channels, self.image.height, self.image.width]
    }

    fn weight_extents(&self) -> [usize; 4] {
        [self.outputs, self.image.channels / self.groups, self.window.kernel[0], self.window.kernel[1]]
    }

    fn output_extents(&self, channels: usize) -> [usize; 4] {
        let extent = |axis, input| self.window.output_extent(axis, input).unwrap();
        [self.image.batch, channels, extent(0, self.image.height), extent(1, self.image.width)]
    }

    fn integer_data(&self) -> Tensor {
        let raw = bytes(self.seed, self.data_extents().iter().product());
        if self.signed { s8s(&self.data_extents(), &raw.iter().map(|&b| b as i8).collect::<Vec<_>>()) } else { u8s(&self.data_extents(), &raw) }
    }

    fn float_data(&self) -> Tensor {
        f32s(&self.data_extents(), &small_floats(self.seed, self.data_extents().iter().product()))
    }

    /// Index into the data of the tap (ky, kx) at an output position, `None` outside the image.
    fn source(&self, n: usize, c: usize, at: [usize; 2], tap: [usize; 2]) -> Option<usize> {
        let coordinate = |axis: usize, extent: usize| {
            let w = &self.window;
            let i = (at[axis] * w.stride[axis] + tap[axis] * w.dilation[axis]) as i64 - w.pad_before[axis] as i64;
            (0..extent as i64).contains(&i).then_some(i as usize)
        };
        let (y, x) = (coordinate(0, self.image.height)?, coordinate(1, self.image.width)?);
        Some(((n * self.image.channels + c) * self.image.height + y) * self.image.width + x)
    }

    /// Calls `f(n, channel, position)` for each output in C order.
    fn outputs<T>(&self, channels: usize, mut f: impl FnMut(usize, usize, [usize; 2]) -> T) -> Vec<T> {
        let [batch, _, height, width] = self.output_extents(channels);
        let mut all = Vec::new();
        for n in 0..batch {
            for c in 0..channels {
                for y in 0..height {
                    all.extend((0..width).map(|x| f(n, c, [y, x])));
                }
            }
        }
        all
    }

    fn taps(&self) -> Vec<[usize; 2]> {
        (0..self.window.kernel[0]).flat_map(|ky| (0..self.window.kernel[1]).map(move |kx| [ky, kx])).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn integer_convolution(case in case(), with_bias: bool) {
        let data = case.integer_data();
        let raw = bytes(case.seed ^ 0x5555, case.weight_extents().iter().product());
        let weight = s8s(&case.weight_extents(), &raw.iter().map(|&b| b as i8).collect::<Vec<_>>());
        let bias: Vec<i32> = bytes(case.seed ^ 0xaaaa, case.outputs).iter().map(|&b| if with_bias { i32::from(b) * 100 - 12_800 } else { 0 }).collect();
        let (q, w) = (integers(&data), integers(&weight));
        let (group_inputs, group_outputs) = (case.image.channels / case.groups, case.outputs / case.groups);
        let expected = case.outputs(case.outputs, |n, o, at| {
            let mut acc = i64::from(bias[o]);
            for c in 0..group_inputs {
                for [ky, kx] in case.taps() {
                    if let Some(source) = case.source(n, o / group_outputs * group_inputs + c, at, [ky, kx]) {
                        acc += (q[source] - i64::from(case.zero_point)) * w[((o * group_inputs + c) * case.window.kernel[0] + ky) * case.window.kernel[1] + kx];
                    }
                }
            }
            acc
        });
        let op = Op::Convolution { window: case.window, groups: case.groups };
        let mut graph = Graph::new("g");
        let x = graph.push_input("x", type_of(&data, case.zero_point));
        let mut operands = vec![x, graph.push_constant("w", weight)];
        if with_bias {
            operands.push(graph.push_constant("b", s32s(&[case.outputs], &bias)));
        }
        let node = graph.push_node("conv", plain(DType::S32, &case.output_extents(case.outputs)), op, operands, all_s32());
        let found = integers(run(&graph, &[data]).unwrap().value(node));
        // The proven bounds hold for each channel.
        let bounds = prove_accumulator(&graph, node).unwrap().unwrap();
        let plane = found.len() / case.image.batch / case.outputs;
        for (i, acc) in found.iter().enumerate() {
            let (lo, hi) = bounds[i / plane % case.outputs];
            prop_assert!(lo <= *acc && *acc <= hi);
        }
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn float_convolution(case in case()) {
        let data = case.float_data();
        let weight = f32s(&case.weight_extents(), &small_floats(case.seed ^ 0x5555, case.weight_extents().iter().product()));
        let (x, w) = (floats(&data), floats(&weight));
        let (group_inputs, group_outputs) = (case.image.channels / case.groups, case.outputs / case.groups);
        let expected = case.outputs(case.outputs, |n, o, at| {
            let mut acc = 0.0f32;
            for [ky, kx] in case.taps() {
                for c in 0..group_inputs {
                    if let Some(source) = case.source(n, o / group_outputs * group_inputs + c, at, [ky, kx]) {
                        acc = x[source].mul_add(w[((o * group_inputs + c) * case.window.kernel[0] + ky) * case.window.kernel[1] + kx], acc);
                    }
                }
            }
            acc.to_bits()
        });
        let op = Op::Convolution { window: case.window, groups: case.groups };
        let found = run_node(op, (&data, 0), &[weight], plain(DType::F32, &case.output_extents(case.outputs)), all_f32()).unwrap();
        prop_assert_eq!(floats(&found).iter().map(|y| y.to_bits()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn fully_connected(batch in 1usize..4, depth in 1usize..70, outputs in 1usize..9, z in 0i32..256, seed: u64) {
        let data = u8s(&[batch, depth], &bytes(seed, batch * depth));
        let weight = s8s(&[outputs, depth], &bytes(seed ^ 0x5555, outputs * depth).iter().map(|&b| b as i8).collect::<Vec<_>>());
        let (q, w) = (integers(&data), integers(&weight));
        let expected: Vec<i64> = (0..batch * outputs)
            .map(|i| (0..depth).map(|k| (q[i / outputs * depth + k] - i64::from(z)) * w[i % outputs * depth + k]).sum())
            .collect();
        let found = run_node(Op::FullyConnected, (&data, z), &[weight], plain(DType::S32, &[batch, outputs]), all_s32()).unwrap();
        prop_assert_eq!(integers(&found), expected);

        let (x, v) = (small_floats(seed, batch * depth), small_floats(seed ^ 0x5555, outputs * depth));
        let expected: Vec<u32> = (0..batch * outputs)
            .map(|i| (0..depth).fold(0.0f32, |acc, k| x[i / outputs * depth + k].mul_add(v[i % outputs * depth + k], acc)).to_bits())
            .collect();
        let found =
            run_node(Op::FullyConnected, (&f32s(&[batch, depth], &x), 0), &[f32s(&[outputs, depth], &v)], plain(DType::F32, &[batch, outputs]), all_f32()).unwrap();
        prop_assert_eq!(floats(&found).iter().map(|y| y.to_bits()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn integer_pooling(case in case(), maximum: bool) {
        let data = case.integer_data();
        let q = integers(&data);
        let reduction = if maximum { PoolReduction::Maximum } else { PoolReduction::Sum };
        let expected = case.outputs(case.image.channels, |n, c, at| {
            let taps: Vec<i64> = case.taps().into_iter().filter_map(|tap| case.source(n, c, at, tap)).map(|i| q[i] - i64::from(case.zero_point)).collect();
            if maximum { taps.into_iter().max() } else { Some(taps.into_iter().sum()) }
        });
        let mut graph = Graph::new("g");
        let x = graph.push_input("x", type_of(&data, case.zero_point));
        let op = Op::Pool { reduction, window: case.window };
        let node = graph.push_node("pool", plain(DType::S32, &case.output_extents(case.image.channels)), op, [x], all_s32());
        match expected.into_iter().collect::<Option<Vec<_>>>() {
            Some(expected) => {
                let (lo, hi) = accumulator_bounds(&graph, node).unwrap()[0];
                prop_assert!(expected.iter().all(|acc| (lo..=hi).contains(acc)));
                prop_assert_eq!(integers(run(&graph, &[data]).unwrap().value(node)), expected);
            }
            None => prop_assert_eq!(run(&graph, &[data]).unwrap_err().code, Code::Shape),
        }
    }

    #[test]
    fn float_sum_pooling(case in case()) {
        let data = case.float_data();
        let x = floats(&data);
        let expected = case.outputs(case.image.channels, |n, c, at| {
            let mut partial = [0.0f32; 16];
            for (i, tap) in case.taps().into_iter().enumerate() {
                if let Some(source) = case.source(n, c, at, tap) {
                    partial[i % 16] += x[source];
                }
            }
            let fold = |x: &[f32]| x[..x.len() / 2].iter().zip(&x[x.len() / 2..]).map(|(a, b)| a + b).collect::<Vec<f32>>();
            fold(&fold(&fold(&fold(&partial))))[0].to_bits()
        });
        let op = Op::Pool { reduction: PoolReduction::Sum, window: case.window };
        let found = run_node(op, (&data, 0), &[], plain(DType::F32, &case.output_extents(case.image.channels)), all_f32()).unwrap();
        prop_assert_eq!(floats(&found).iter().map(|y| y.to_bits()).collect::<Vec<_>>(), expected);
    }
}
