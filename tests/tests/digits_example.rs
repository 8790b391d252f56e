//! The bundled digits network against what MXNet computed for it: needs nothing but the project itself.

use graver::frontend::Numerics;
use graver::graph::Tensor;
use graver::reference;
use graver::transform::expose;
use graver_tests::agreement;
use graver_tests::compare::{correct, difference, sqnr_db};
use graver_tests::digits_example;
use graver_tests::recorded::{import_for, mxnet_layers, read, read_labels, rows};

/// Images whose intermediate tensors are recorded.
const RECORDED: usize = 16;

fn graph(flow: &str, images: &Tensor, numerics: Numerics) -> graver::graph::Graph {
    let folder = digits_example();
    import_for(&folder.join(format!("{flow}-symbol.json")), &folder.join(format!("{flow}-0000.params")), &images.shape, numerics).unwrap().graph
}

fn run(graph: &graver::graph::Graph, images: &Tensor) -> Tensor {
    reference::run(graph, std::slice::from_ref(images)).unwrap().outputs().next().unwrap().1.clone()
}

#[test]
fn every_tensor_and_logit_equals_mxnet() {
    let folder = digits_example();
    let images = read(&folder.join("images.npy")).unwrap();
    let first = rows(&images, 0, RECORDED);
    let small = graph("digits", &first, Numerics::Source);
    let evaluation = reference::run(&small, std::slice::from_ref(&first)).unwrap();
    let mut compared = 0;
    for (node, expected) in mxnet_layers(&folder.join("layers.npz")).unwrap() {
        let id = small.find(&node).unwrap_or_else(|| panic!("no value '{node}'"));
        let difference = difference(evaluation.value(id), &expected).unwrap();
        assert_eq!(difference.differing, 0, "'{node}': {difference}");
        compared += 1;
    }
    assert_eq!(compared, 10);

    let logits = run(&graph("digits", &images, Numerics::Source), &images);
    let expected = read(&folder.join("expected.npy")).unwrap();
    assert_eq!(difference(&logits, &expected).unwrap().differing, 0);
    assert_eq!(correct(&logits, &read_labels(&folder.join("labels.npy")).unwrap()), 399);
}

/// The network as it is compiled, with every recorded tensor as an output, with ideal numerics, and in floats.
#[test]
fn every_way_to_run_agrees() {
    let folder = digits_example();
    let first = rows(&read(&folder.join("images.npy")).unwrap(), 0, RECORDED);
    let names: Vec<String> = mxnet_layers(&folder.join("layers.npz")).unwrap().into_iter().map(|(node, _)| node).collect();
    let imported = graph("digits", &first, Numerics::Source);
    let networks =
        [expose(imported.clone(), &names).unwrap(), imported, graph("digits", &first, Numerics::Ideal), graph("digits-fp32", &first, Numerics::Source)];
    for network in networks {
        agreement::check(&network, std::slice::from_ref(&first), &[1, 3], &[1, 2, 3, 8]).unwrap_or_else(|d| panic!("{d}"));
        agreement::check_texts(&network).unwrap_or_else(|d| panic!("{d}"));
    }
}

#[test]
fn ideal_numerics_come_closer_to_float() {
    let folder = digits_example();
    let images = read(&folder.join("images.npy")).unwrap();
    let labels = read_labels(&folder.join("labels.npy")).unwrap();
    let exact = run(&graph("digits-fp32", &images, Numerics::Source), &images);
    let [source, ideal] = [Numerics::Source, Numerics::Ideal].map(|numerics| run(&graph("digits", &images, numerics), &images));
    let (source_db, ideal_db) = (sqnr_db(&exact, &source), sqnr_db(&exact, &ideal));
    assert!(ideal_db > source_db + 3.0, "source {source_db:.2} dB, ideal {ideal_db:.2} dB");
    assert_eq!(correct(&exact, &labels), 399);
    assert!(correct(&ideal, &labels) >= 399 - 1);
}

#[test]
fn the_float_network_agrees_to_rounding() {
    let folder = digits_example();
    let images = read(&folder.join("images.npy")).unwrap();
    let found = run(&graph("digits-fp32", &images, Numerics::Source), &images);
    let mut archive = graver::tensor_file::Npz::open(&folder.join("layers.npz")).unwrap();
    let expected = archive.read("fp32_logits").unwrap().to_tensor(graver::graph::DType::F32).unwrap();
    let db = sqnr_db(&expected, &found);
    assert!(db > 110.0, "{db:.1} dB");
}
