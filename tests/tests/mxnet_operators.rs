//! Small networks, one for each operator of MXNet and each variant of its attributes, against what MXNet computed for them.

use graver::diagnostic::Code;
use graver::frontend::{ImportOptions, mxnet};
use graver::graph::{Definition, verify};
use graver_tests::fixtures::{Bound, all, check_archive};
use serde_json::{Value, json};

/// Floats of MXNet and ours are sums in another order and functions in other approximations.
#[test]
fn float_operators() {
    check_archive("mxnet_operators.npz", Bound::OfLargest(2e-6));
}

/// What attributes hold in damaged and hostile files.
const VALUES: [&str; 26] = [
    "0",
    "1",
    "-1",
    "-2",
    "3",
    "65536",
    "2147483647",
    "2147483648",
    "-9223372036854775808",
    "99999999999999999999",
    "None",
    "",
    "nan",
    "inf",
    "-1e38",
    "1e-45",
    "True",
    "avg",
    "int32",
    "()",
    "(0, 0)",
    "(-1, -1)",
    "(1048576, 1048576)",
    "(2, 2, 2, 2, 2, 2, 2, 2, 2)",
    "(-4, -1, -1, 0)",
    "(None, 3, -5, 9223372036854775807)",
];

/// Every attribute of every operator with every value: one clear diagnostic, or a graph that verifies and is not much larger than its files.
#[test]
fn damaged_attributes_are_refused_or_read() {
    let (mut refused, mut read) = (0, 0);
    for (case, fixture) in all("mxnet_operators.npz") {
        let symbol: Value = serde_json::from_slice(&fixture.symbol).unwrap();
        let mut options = ImportOptions::default();
        for (name, tensor) in &fixture.inputs {
            options.input_shapes.insert(name.clone(), tensor.shape.clone());
        }
        let nodes = symbol["nodes"].as_array().unwrap();
        for (index, node) in nodes.iter().enumerate().filter(|(_, node)| node["op"] != "null") {
            for (key, value) in node["attrs"].as_object().into_iter().flatten().flat_map(|(key, _)| VALUES.map(|value| (key, value))) {
                let mut damaged = symbol.clone();
                damaged["nodes"][index]["attrs"][key] = json!(value);
                let text = damaged.to_string();
                match mxnet::import_bytes(text.as_bytes(), fixture.params.clone(), "m", &options) {
                    Err(d) => {
                        assert!(d.code != Code::Invalid && !d.message.is_empty(), "{case}: {key} = {value}: {d}");
                        refused += 1;
                    }
                    Ok(imported) => {
                        verify(&imported.graph).unwrap_or_else(|d| panic!("{case}: {key} = {value}: {d}"));
                        let constants = imported.graph.values.iter().filter(|v| matches!(v.definition, Definition::Constant(_)));
                        let bytes: usize = constants.map(|v| v.ty.bytes()).sum();
                        assert!(bytes <= 4 * (text.len() + fixture.params.len()), "{case}: {key} = {value}: {bytes} bytes of constants");
                        read += 1;
                    }
                }
            }
        }
    }
    assert!(refused > 5000 && read > 1000, "{refused} refused, {read} read");
}
