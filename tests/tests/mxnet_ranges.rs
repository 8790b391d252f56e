//! Calibrated ranges that a person edits in the symbol file change the result as the arithmetic says, and as MXNet does with the same edit.

use graver::diagnostic::{Code, Diagnostic};
use graver::frontend::{ImportOptions, Imported, mxnet};
use graver::graph::{Quantization, Tensor};
use graver::reference;
use graver::tensor_file::Npz;
use graver_tests::agreement;
use graver_tests::compare::{difference, numbers, sqnr_db};
use graver_tests::digits_example;
use graver_tests::recorded::{read, rows};
use serde_json::{Value, json};
use std::path::Path;

const FIRST: &str = "quantized_sg_mkldnn_conv_bn_act_0";

/// The bundled network with one node's attributes edited.
fn edited(node: &str, edit: impl FnOnce(&mut Value)) -> Result<Imported, Diagnostic> {
    let folder = digits_example();
    let mut symbol: Value = serde_json::from_slice(&std::fs::read(folder.join("digits-symbol.json")).unwrap()).unwrap();
    let nodes = symbol["nodes"].as_array_mut().unwrap();
    edit(&mut nodes.iter_mut().find(|n| n["name"] == node).unwrap_or_else(|| panic!("there is no {node}"))["attrs"]);
    let params = std::fs::read(folder.join("digits-0000.params")).unwrap();
    let mut options = ImportOptions::default();
    options.input_shapes.insert(String::new(), images().shape);
    mxnet::import_bytes(symbol.to_string().as_bytes(), params, "digits", &options)
}

fn scaled(attributes: &mut Value, factor: f64) {
    for end in ["min_calib_range", "max_calib_range"] {
        let value: f64 = attributes[end].as_str().unwrap().parse().unwrap();
        attributes[end] = json!(format!("{:.6}", value * factor));
    }
}

fn images() -> Tensor {
    rows(&read(&digits_example().join("images.npy")).unwrap(), 0, 16)
}

/// Integers of a node, and the step that its type declares.
fn integers(imported: &Imported, node: &str) -> (Vec<f64>, f64) {
    let id = imported.graph.find(node).unwrap();
    let evaluation = reference::run(&imported.graph, &[images()]).unwrap();
    match &imported.graph.ty(id).quantization {
        Quantization::PerTensor { scale, .. } => (numbers(evaluation.value(id)), scale.get().into()),
        other => panic!("{node} has {other:?}"),
    }
}

fn logits(imported: &Imported) -> Tensor {
    reference::run(&imported.graph, &[images()]).unwrap().outputs().next().unwrap().1.clone()
}

/// Every range of the network times ¼, ½ and 2: the logits equal MXNet's, and so does compiled code.
#[test]
fn edited_ranges_equal_mxnet() {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mxnet_quantized/edited_ranges.npz"));
    let mut archive = Npz::open(path).unwrap();
    let exact = logits(&edited(FIRST, |_| ()).unwrap());
    let mut changed = 0;
    for name in archive.names().to_vec() {
        let array = archive.read(&name).unwrap();
        let expected = array.to_tensor(array.natural_dtype()).unwrap();
        let (node, factor) = name.rsplit_once("_by_").unwrap();
        let imported = edited(node, |attributes| scaled(attributes, factor.parse().unwrap())).unwrap();
        let found = logits(&imported);
        assert_eq!(difference(&found, &expected).unwrap().differing, 0, "{name}");
        changed += usize::from(found != exact);
        if factor == "2.0" {
            agreement::check(&imported.graph, &[images()], &[1], &[1, 2]).unwrap_or_else(|d| panic!("{name}: {d}"));
        }
    }
    assert_eq!((archive.names().len(), changed), (21, 21), "every edit has an effect");
}

/// Twice the range: each integer is half of what it was (rounded), each step twice as large, and the result is about the same. Half the range cuts off
/// what lies beyond it.
#[test]
fn a_wider_range_has_larger_steps() {
    let (before, step) = integers(&edited(FIRST, |_| ()).unwrap(), FIRST);
    let wide = edited(FIRST, |attributes| scaled(attributes, 2.0)).unwrap();
    let (after, wide_step) = integers(&wide, FIRST);
    assert!((wide_step / step - 2.0).abs() < 1e-6);
    assert!(before.iter().any(|&q| q > 100.0));
    for (q, half) in before.iter().zip(&after) {
        assert!((2.0 * half - q).abs() <= 1.0, "{q} became {half}");
    }
    let exact = logits(&edited(FIRST, |_| ()).unwrap());
    assert!(sqnr_db(&exact, &logits(&wide)) > 25.0);

    let (narrow, narrow_step) = integers(&edited(FIRST, |attributes| scaled(attributes, 0.25)).unwrap(), FIRST);
    let (largest, narrow_largest) = (before.iter().fold(0.0, |m: f64, q| m.max(q * step)), narrow.iter().fold(0.0, |m: f64, q| m.max(q * narrow_step)));
    assert!(narrow_largest < largest / 3.0 && narrow.iter().filter(|&&q| q == 255.0).count() > 10);
    for (q, cut) in before.iter().zip(&narrow) {
        assert!((4.0 * q - cut).abs() <= 2.0 || *cut == 255.0, "{q} became {cut}");
    }
}

/// What cannot be a range is refused with the node's name; bounds that mean the same give the same.
#[test]
fn impossible_ranges_name_the_node() {
    let set = |min: &str, max: &str| {
        edited(FIRST, |attributes| {
            attributes["min_calib_range"] = json!(min);
            attributes["max_calib_range"] = json!(max);
        })
    };
    for (min, max, code) in [
        ("1.0", "-1.0", Code::Range),
        ("0.000000", "0.000000", Code::Range),
        ("nan", "3.0", Code::Range),
        ("0.0", "NaN", Code::Range),
        ("0.0", "inf", Code::Range),
        ("-inf", "1", Code::Range),
        ("0.0", "1e-39", Code::Range),
        ("0.0", "three", Code::Malformed),
        ("0.0", "3,6", Code::Malformed),
    ] {
        let error = set(min, max).map(drop).unwrap_err();
        assert!(error.code == code && error.node.as_deref() == Some(FIRST) && error.hint.is_some(), "[{min}, {max}]: {error}");
    }
    let plain = logits(&set("0.000000", "3.627302").unwrap());
    for (min, max) in [("0", "3.627302"), (" 0.0 ", "3627302e-6"), ("-0.0", "+3.627302"), ("0.5", "3.627302")] {
        assert_eq!(logits(&set(min, max).unwrap()), plain, "[{min}, {max}]");
    }
}
