//! Loop IR computes what the reference computes: small networks of every family, several worker counts.

use graver::codegen::target::Target;
use graver::graph::random::{Limits, Random, random_inputs, random_network};
use graver::graph::{Tensor, TensorData, text};
use graver::reference;
use graver_tests::agreement::{self, check_body as check};
use graver_tests::shared::Cases;

const QUANTIZE: &str = "| mul 127.0 | sat z=3 [0, 255]";

#[test]
fn convolution_with_borders() {
    for (channels, outputs, size, kernel, stride, pad, dilation) in [
        (1, 16, 8, 3, 1, 1, 1),
        (3, 10, 9, 3, 2, 1, 1),
        (16, 33, 7, 3, 1, 1, 1),
        (5, 64, 6, 1, 1, 0, 1),
        (8, 80, 5, 5, 1, 2, 1),
        (6, 17, 7, 3, 1, 2, 2),
        (4, 8, 1, 3, 1, 1, 1),
    ] {
        for batch in [1, 2] {
            let out = (size + 2 * pad - (kernel - 1) * dilation - 1) / stride + 1;
            check(&format!(
                "
  input %data: f32<{batch}x{channels}x{size}x{size}>
  const %w: s8<{outputs}x{channels}x{kernel}x{kernel}> = @\"w\"
  const %b: s32<{outputs}> = @\"b\"
  const %m: f32<{outputs}> = @\"m\"
  %q: u8<{batch}x{channels}x{size}x{size}; s=0.01 z=3> = map %data {QUANTIZE}
  %c: u8<{batch}x{outputs}x{out}x{out}; s=0.01 z=100> = conv %q, %w, %b {{kernel {kernel}x{kernel}, stride {stride}x{stride}, dilation {dilation}x{dilation}, pad {pad}x{pad}..{pad}x{pad}, groups 1}} | cvt | mul %m | sat z=100 [3, 250]
  %f: f32<{batch}x{outputs}x{out}x{out}> = map %c | cvt | mul 0.5 | f32
  output \"y\" = %f"
            ));
        }
    }
}

/// Small networks of every kind, wide ones with several panels of channels, large images with long loops, and batches.
const RANDOM: [(&str, u64, Limits); 4] = [
    ("small", 150, Limits { nodes: 7, batch: 3, channels: 40, extent: 9, volume: 1 << 13, movement: true, functions: true }),
    ("wide", 40, Limits { nodes: 4, batch: 2, channels: 300, extent: 5, volume: 1 << 13, movement: true, functions: true }),
    ("large", 40, Limits { nodes: 4, batch: 2, channels: 9, extent: 40, volume: 1 << 14, movement: true, functions: true }),
    ("batch", 80, Limits { nodes: 8, batch: 8, channels: 20, extent: 6, volume: 1 << 13, movement: true, functions: true }),
];

/// Reference, canonical graph, loop IR and machine code on random networks, with worker counts below, at and above the number of cores.
/// `GRAVER_SEEDS=FIRST..END` tries others than the usual seeds.
#[test]
fn random_networks() {
    let chosen = std::env::var("GRAVER_SEEDS").ok().map(|seeds| {
        let (first, end) = seeds.split_once("..").expect("GRAVER_SEEDS is FIRST..END");
        first.parse().expect("a number")..end.parse().expect("a number")
    });
    let mut cases = Cases::new("random_networks");
    let mut image_by_image = 0;
    for (kind, count, limits) in RANDOM {
        for seed in chosen.clone().unwrap_or(0..count) {
            let graph = random_network(seed, limits);
            let inputs = random_inputs(&graph, seed);
            cases.run(&format!("{kind} {seed}"), || {
                let agreement = agreement::check(&graph, &inputs, &[1, 3], &[1, 2, 3, 8]).and_then(|found| agreement::check_texts(&graph).map(|()| found));
                image_by_image += agreement.as_ref().map_or(0, |found| found.image_by_image);
                agreement.map(|found| format!("{found:?}")).map_err(|error| format!("{error}\n{}", text::print(&graph).text))
            });
            if !Target::AVX512_VNNI.runs_here() {
                cases.skip("no AVX-512 VNNI: machine code did not run".into());
            }
        }
    }
    cases.finish();
    assert!(chosen.is_some() || image_by_image >= 60, "{image_by_image} programs only run image by image");
}

/// NaN, infinities, signed zeros, subnormal and huge numbers in the inputs of random networks: every way to run them agrees here too.
#[test]
fn numbers_at_the_edges() {
    const EDGES: [f32; 9] = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN, 1e-40, -1e-40, -0.0, 0.0];
    let mut cases = Cases::new("numbers_at_the_edges");
    let mut reached = 0;
    for seed in 0..300 {
        // Few nodes, so that the edges are not saturated on the way.
        let graph = random_network(seed, Limits { nodes: 2, ..RANDOM[0].2 });
        let mut inputs = random_inputs(&graph, seed);
        let mut random = Random::new(seed);
        for input in &mut inputs {
            if let TensorData::F32(numbers) = &mut input.data {
                *numbers = numbers.iter().map(|&x| if random.chance(10) { random.pick(&EDGES) } else { x }).collect();
            }
        }
        let edge = |tensor: &Tensor| matches!(&tensor.data, TensorData::F32(numbers) if numbers.iter().any(|x| x.is_nan()));
        reached += u32::from(reference::run(&graph, &inputs).is_ok_and(|found| found.outputs().any(|(_, tensor)| edge(tensor))));
        cases.run(&format!("{seed}"), || {
            let agreement = agreement::check(&graph, &inputs, &[1], &[1, 2]);
            agreement.map(|found| format!("{found:?}")).map_err(|error| format!("{error}\n{}", text::print(&graph).text))
        });
    }
    cases.finish();
    assert!(reached >= 30, "NaN reaches the outputs of {reached} networks only");
}
