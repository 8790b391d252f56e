//! Small networks, one for each operator of MXNet and each variant of its attributes, against what MXNet computed for them.

use graver_tests::fixtures::{Bound, check_archive};

/// Floats of MXNet and ours are sums in another order and functions in other approximations.
#[test]
fn float_operators() {
    check_archive("mxnet_operators.npz", Bound::OfLargest(2e-6));
}
