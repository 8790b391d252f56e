//! Networks of the zoo: every way to run them, and how far integers are from floats.

use graver::compile::read_model;
use graver::frontend::ImportOptions;
use graver::graph::{Graph, Shape, Tensor, TensorData, verify};
use graver::{reference, zoo};
use graver_tests::agreement::{TARGETS, check};
use std::path::Path;

fn network(name: &str, extents: [usize; 4]) -> Graph {
    let input_shapes = [("data".to_owned(), Shape::new(extents).unwrap())].into();
    let graph = read_model(Path::new(name), &ImportOptions { input_shapes, ..ImportOptions::default() }).unwrap().graph;
    verify(&graph).unwrap();
    graph
}

fn images(extents: [usize; 4]) -> Vec<Tensor> {
    // Not those that networks are calibrated with.
    zoo::images(&Shape::new(extents).unwrap(), 2, 1).unwrap()
}

fn floats(tensor: &Tensor) -> Vec<f64> {
    let TensorData::F32(numbers) = &tensor.data else { panic!("logits are floats, found {:?}", tensor.dtype()) };
    numbers.iter().map(|&x| f64::from(x)).collect()
}

fn logits(graph: &Graph, image: &Tensor) -> Vec<f64> {
    let evaluation = reference::run(graph, std::slice::from_ref(image)).unwrap();
    let (_, tensor) = evaluation.outputs().next().unwrap();
    floats(tensor)
}

/// Energy of a signal over that of its error, in decibels; both without their means, which classifiers do not see.
fn signal_to_noise(signal: &[f64], found: &[f64]) -> f64 {
    let energy = |numbers: &[f64]| {
        let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
        numbers.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>()
    };
    let error: Vec<f64> = signal.iter().zip(found).map(|(s, f)| s - f).collect();
    10.0 * (energy(signal) / energy(&error)).log10()
}

/// Floats against integers on images that the network was not calibrated with.
fn near(name: &str, extent: usize, least: f64) -> Graph {
    let extents = [1, 3, extent, extent];
    let (float, integer) = (network(&format!("zoo:{name}-fp32"), extents), network(&format!("zoo:{name}"), extents));
    for image in images(extents) {
        let ratio = signal_to_noise(&logits(&float, &image), &logits(&integer, &image));
        println!("{name}: {ratio:.1} dB");
        assert!(ratio > least, "{name}: {ratio:.1} dB");
    }
    integer
}

#[test]
fn integers_are_near_floats() {
    near("resnet50_v2", 32, 20.0);
    near("googlenet", 64, 30.0);
}

#[test]
fn integers_are_near_floats_and_the_same_everywhere() {
    for (name, extent, least) in [("squeezenet1_1", 64, 28.0), ("mobilenet_v2", 64, 22.0), ("resnet18_v1", 32, 26.0)] {
        let integer = near(name, extent, least);
        let agreement = check(&integer, &images([1, 3, extent, extent])[..1], &[2], &[1, 2]).unwrap();
        assert_eq!((agreement.elements, agreement.interpreter_runs), (1000, TARGETS.len()), "{name}");
    }
}
