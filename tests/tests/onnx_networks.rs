//! Real networks of floats against what ONNX Runtime computed.

use graver::frontend::{self, ImportOptions};
use graver::graph::{Tensor, verify};
use graver::reference;
use graver_tests::agreement;
use graver_tests::compare::numbers;
use graver_tests::recorded::{read, rows};
use graver_tests::shared::Cases;
use std::path::Path;

/// Images of a stack that are computed.
const IMAGES: usize = 2;

/// What an output may be away from ONNX Runtime's, as a share of its largest magnitude.
const SHARE: f64 = 1e-4;

/// The largest difference as a share of the largest magnitude.
fn distance(found: &Tensor, expected: &Tensor) -> Result<f64, String> {
    if found.shape != expected.shape {
        return Err(format!("the shape {} instead of {}", found.shape, expected.shape));
    }
    let (found, expected) = (numbers(found), numbers(expected));
    let largest = expected.iter().fold(0.0f64, |largest, x| largest.max(x.abs()));
    Ok(found.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) / largest)
}

fn face_detector(folder: &Path) -> Result<String, String> {
    let text = |e: graver::diagnostic::Diagnostic| e.to_string();
    let graph = frontend::import(&folder.join("version-slim-320.onnx"), &ImportOptions::default()).map_err(text)?.graph;
    verify(&graph).map_err(text)?;
    let images = read(&folder.join("x_f32_nchw_320x240_first6.npy")).map_err(text)?;
    let mut worst: f64 = 0.0;
    for image in 0..IMAGES {
        let input = rows(&images, image, 1);
        let evaluation = reference::run(&graph, std::slice::from_ref(&input)).map_err(text)?;
        for (name, found) in evaluation.outputs() {
            let expected = read(&folder.join(format!("version-slim-320.{name}.npy"))).map_err(text)?;
            worst = worst.max(distance(found, &rows(&expected, image, 1))?);
        }
        if image == 0 {
            agreement::check(&graph, &[input], &[1], &[1, 2]).map_err(text)?;
        }
    }
    match worst <= SHARE {
        true => Ok(format!("within {worst:.1e} of the largest magnitude")),
        false => Err(format!("{worst:e} of the largest magnitude away")),
    }
}

#[test]
fn face_detector_of_floats() {
    let mut cases = Cases::new("onnx_networks");
    cases.run_shared("models/onnx_ultraface_fp32", face_detector);
    cases.finish();
}
