//! Windowed operators over shapes: depthwise and grouped convolution, pooling; kernels, strides, dilations, paddings, channel counts, zero points.

use graver::graph::random::Random;
use graver_tests::agreement::check_body;

/// Elements of the largest tensor of a case.
const VOLUME: usize = 1 << 14;

/// A window along one axis.
#[derive(Debug, Clone, Copy)]
struct Axis {
    kernel: usize,
    stride: usize,
    dilation: usize,
    pad: [usize; 2],
}

impl Axis {
    fn random(random: &mut Random) -> Self {
        let kernel = random.pick(&[3, 3, 3, 3, 5, 5, 1, 2, 7]);
        let dilation = random.pick(&[1, 1, 1, 2]);
        let same = (kernel - 1) * dilation / 2;
        let pad = if random.chance(60) { [same; 2] } else { [random.below(kernel), random.below(kernel)] };
        Self { kernel, stride: random.pick(&[1, 1, 2, 2, 3]), dilation, pad }
    }

    fn outputs(&self, extent: usize) -> Option<usize> {
        let room = (extent + self.pad[0] + self.pad[1]).checked_sub((self.kernel - 1) * self.dilation + 1)?;
        Some(room / self.stride + 1)
    }
}

/// An image with a window that fits.
struct Case {
    batch: usize,
    extents: [usize; 2],
    axes: [Axis; 2],
    outputs: [usize; 2],
}

impl Case {
    fn random(random: &mut Random, channels: usize) -> Self {
        loop {
            let batch = random.pick(&[1, 1, 1, 2]);
            let extents = [random.integer(1, 12) as usize, random.integer(1, 40) as usize];
            let rows = Axis::random(random);
            let axes = [rows, if random.chance(70) { rows } else { Axis::random(random) }];
            let [Some(height), Some(width)] = [axes[0].outputs(extents[0]), axes[1].outputs(extents[1])] else { continue };
            let volume = batch * channels * (extents[0] * extents[1]).max(height * width);
            if volume <= VOLUME {
                return Self { batch, extents, axes, outputs: [height, width] };
            }
        }
    }

    fn shape(&self, channels: usize, [height, width]: [usize; 2]) -> String {
        format!("{}x{channels}x{height}x{width}", self.batch)
    }

    fn window(&self) -> String {
        let [rows, columns] = self.axes;
        format!(
            "kernel {}x{}, stride {}x{}, dilation {}x{}, pad {}x{}..{}x{}",
            rows.kernel, columns.kernel, rows.stride, columns.stride, rows.dilation, columns.dilation, rows.pad[0], columns.pad[0], rows.pad[1], columns.pad[1]
        )
    }
}

/// An epilogue with the zero point of its result: rectified, saturating on both sides, or with a tensor added.
fn epilogue(random: &mut Random) -> (String, i32) {
    let zero = random.pick(&[0, 0, 3, 128]);
    let end = match random.below(3) {
        0 => format!("sat z={zero} [{zero}, 255]"),
        1 => format!("max 0.0 | min 100.0 | sat z={zero} [0, 255]"),
        _ => format!("sat z={zero} [0, 250]"),
    };
    (end, zero)
}

fn convolution(random: &mut Random, groups: usize, channels: usize, outputs: usize) {
    let case = Case::random(random, channels.max(outputs));
    let (input, output) = (case.shape(channels, case.extents), case.shape(outputs, case.outputs));
    let data_zero = random.pick(&[0, 0, 3, 255]);
    let (end, zero) = epilogue(random);
    let bias = if random.chance(70) { ", %b" } else { "" };
    let (residual, added) = match random.chance(20) {
        true => (format!("  %r: u8<{output}; s=0.01 z=9> = map %other | mul 127.0 | sat z=9 [0, 255]\n"), "residual %r, 0.3 | "),
        false => (String::new(), ""),
    };
    let other = if residual.is_empty() { String::new() } else { format!("  input %other: f32<{output}>\n") };
    let multiplier = if random.chance(80) { "%m" } else { "0.0031" };
    let [rows, columns] = case.axes;
    check_body(&format!(
        "
  input %data: f32<{input}>
{other}  const %w: s8<{outputs}x{}x{}x{}> = @\"w\"
  const %b: s32<{outputs}> = @\"b\"
  const %m: f32<{outputs}> = @\"m\"
  %q: u8<{input}; s=0.01 z={data_zero}> = map %data | mul 127.0 | sat z={data_zero} [0, 255]
{residual}  %c: u8<{output}; s=0.01 z={zero}> = conv %q, %w{bias} {{{}, groups {groups}}} | cvt | mul {multiplier} | {added}{end}
  %f: f32<{output}> = map %c | cvt | mul 0.5 | f32
  output \"y\" = %f",
        channels / groups,
        rows.kernel,
        columns.kernel,
        case.window(),
    ));
}

#[test]
fn depthwise_convolution() {
    let mut random = Random::new(1);
    for _ in 0..160 {
        let channels = if random.chance(50) { random.pick(&[8, 12, 16, 24, 32, 48, 64, 96, 128, 144, 192]) } else { random.integer(2, 200) as usize };
        convolution(&mut random, channels, channels, channels);
    }
}

#[test]
fn grouped_convolution() {
    let mut random = Random::new(2);
    for _ in 0..60 {
        let (inputs, outputs) = (random.pick(&[1, 2, 3, 4, 4, 8, 16]), random.pick(&[1, 2, 4, 4, 5, 8, 16]));
        let groups = random.integer(2, 20) as usize;
        convolution(&mut random, groups, groups * inputs, groups * outputs);
    }
}

/// Groups of four channels to four: these have kernels of their own.
#[test]
fn convolution_in_groups_of_four() {
    let mut random = Random::new(4);
    for groups in (1..=40).chain([48, 64]) {
        for _ in 0..2 {
            convolution(&mut random, groups, 4 * groups, 4 * groups);
        }
    }
}

#[test]
fn pooling() {
    let mut random = Random::new(3);
    for _ in 0..120 {
        let channels = if random.chance(50) { random.pick(&[1, 8, 16, 32, 64, 96, 128, 192]) } else { random.integer(1, 200) as usize };
        let case = Case::random(&mut random, channels);
        let (input, output) = (case.shape(channels, case.extents), case.shape(channels, case.outputs));
        let zero = random.pick(&[0, 7, 128]);
        // A maximum needs a tap; padding of less than a dense kernel leaves one.
        let dense = case.axes.iter().all(|axis| axis.pad.iter().all(|&pad| pad < axis.kernel && axis.dilation == 1 && axis.kernel <= 3));
        let pool = match random.chance(50) && dense && case.extents.iter().all(|&extent| extent >= 3) {
            true => format!("pool %q {{max, {}}} | sat z={zero} [0, 255]", case.window()),
            false => format!("pool %q {{sum, {}}} | cvt | mul 0.05 | sat z={zero} [0, 255]", case.window()),
        };
        check_body(&format!(
            "
  input %data: f32<{input}>
  %q: u8<{input}; s=0.01 z={zero}> = map %data | mul 127.0 | sat z={zero} [0, 255]
  %p: u8<{output}; s=0.01 z={zero}> = {pool}
  %f: f32<{output}> = map %p | cvt | mul 0.5 | f32
  output \"y\" = %f"
        ));
    }
}
