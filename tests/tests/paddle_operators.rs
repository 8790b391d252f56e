//! Small programs, one for each operator of Paddle and each variant of its attributes, and those that simulate integers, against what Paddle computed for them
//! (`tests/paddle/operators.py`).

use graver::graph::{DType, Op};
use graver_tests::fixtures::{Bound, all, check_archive};

const ARCHIVE: &str = "paddle_operators.npz";

/// Floats of Paddle and ours are sums in another order and functions in other approximations; integers that are simulated are the same numbers.
#[test]
fn operators() {
    check_archive(ARCHIVE, Bound::OfLargest(2e-6));
}

#[test]
fn simulated_integers_become_integers() {
    let mut layers = 0;
    for (case, fixture) in all(ARCHIVE).into_iter().filter(|(case, _)| case.starts_with("integers_")) {
        let graph = fixture.import().unwrap_or_else(|d| panic!("{case}: {d}"));
        let weighted = graph.nodes().filter(|(_, node)| matches!(node.op, Op::Convolution { .. } | Op::FullyConnected));
        let kinds: Vec<DType> = weighted.map(|(_, node)| graph.ty(node.inputs[0]).dtype).collect();
        let floats = kinds.iter().filter(|&&dtype| dtype == DType::F32).count();
        // One program has a layer that is not to be quantized.
        assert_eq!(floats, usize::from(case == "integers_skipped"), "{case}: {kinds:?}");
        layers += kinds.len() - floats;
    }
    assert!(layers > 50, "{layers} layers");
}
