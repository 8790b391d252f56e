//! The ONNX project's own test cases of single operators: a model, inputs and outputs each.
//!
//! Inputs that are known while compiling in real models (weights, axes, shapes, scales) are fixed as a person does it with `--constant`. Every case that
//! compiles must come out right by reference, loop-IR interpreter and machine code; every other one must say which operator or attribute is in the way.

use graver::diagnostic::{Code, Diagnostic};
use graver::frontend::{self, ImportOptions};
use graver::graph::{DType, Tensor, TensorData, verify};
use graver::onnx_file::{Array, Elements, GraphProto, ModelFile, read_tensor};
use graver::reference;
use graver_tests::agreement;
use graver_tests::shared::Cases;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What the ONNX project's own runner allows.
const RELATIVE: f64 = 1e-3;
const ABSOLUTE: f64 = 1e-7;

/// Operators whose operands are all data; of the others the first one is.
const ALL_DATA: [&str; 9] = ["Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean", "Concat"];

/// Cases whose stored result wraps where it leaves int8. The operator's text says that it saturates, and ONNX Runtime does: what it computes.
const SATURATED: [(&str, &[i64]); 2] = [
    ("test_qlinearmatmul_2D_int8_float32", &[41, -12, -9, 1, -75, -128]),
    ("test_qlinearmatmul_3D_int8_float32", &[-86, -128, -128, 115, 39, -121, -86, -128, -128, 115, 39, -121]),
];

/// How a case ended.
enum Outcome {
    Passed,
    Unsupported(String),
    Failed(String),
}

fn failed(message: impl std::fmt::Display) -> Outcome {
    Outcome::Failed(message.to_string())
}

/// Runs the cases of a folder; at least `least` of them must pass.
fn run_folder(test: &'static str, path: &str, least: usize) {
    let mut cases = Cases::new(test);
    cases.run_shared(path, |folder| {
        let mut names: Vec<PathBuf> = std::fs::read_dir(folder).map_err(|e| e.to_string())?.filter_map(|entry| Some(entry.ok()?.path())).collect();
        names.retain(|path| path.is_dir());
        names.sort();
        let (mut passed, mut unsupported, mut failures) = (Vec::new(), Vec::new(), Vec::new());
        for case in &names {
            let name = case.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
            let outcome = catch_unwind(AssertUnwindSafe(|| run_case(case).unwrap_or_else(failed))).unwrap_or_else(|_| failed("panicked"));
            match outcome {
                Outcome::Passed => passed.push(name),
                Outcome::Unsupported(reason) => unsupported.push(format!("{name}: {reason}")),
                Outcome::Failed(reason) => failures.push(format!("{name}: {reason}")),
            }
        }
        println!("passed:\n  {}\nunsupported:\n  {}\nfailed:\n  {}", passed.join("\n  "), unsupported.join("\n  "), failures.join("\n  "));
        let summary = format!("{} passed, {} unsupported, {} failed of {}", passed.len(), unsupported.len(), failures.len(), names.len());
        match failures.is_empty() && passed.len() >= least {
            true => Ok(summary),
            false => Err(format!("{summary}; at least {least} must pass\n  {}", failures.join("\n  "))),
        }
    });
    cases.finish();
}

fn run_case(case: &Path) -> Result<Outcome, Diagnostic> {
    let path = case.join("model.onnx");
    let model = ModelFile::read(&path)?.model;
    let network = model.graph.unwrap_or_default();
    let data = case.join("test_data_set_0");
    let mut options = ImportOptions::default();
    let mut given: Vec<(String, Array)> = Vec::new();
    let handed_in = network.input.iter().filter(|input| !network.initializer.iter().any(|i| i.name == input.name));
    for (index, input) in handed_in.enumerate() {
        // What is no tensor is refused by name.
        if input.r#type.as_ref().is_none_or(|ty| ty.tensor_type.is_none()) {
            continue;
        }
        let array = read_tensor(&data.join(format!("input_{index}.pb")))?;
        if is_data(&network, &input.name, index) {
            given.push((input.name.clone(), array));
        } else {
            options.constants.insert(input.name.clone(), array);
        }
    }
    let graph = match frontend::import(&path, &options) {
        Ok(imported) => imported.graph,
        Err(error) => return Ok(refused(&network, &error)),
    };
    verify(&graph)?;
    let mut inputs = Vec::new();
    for id in graph.inputs() {
        let name = &graph.value(id).name;
        let Some((_, array)) = given.iter().find(|(n, _)| n == name) else { return Ok(failed(format!("'{name}' is no input of the case"))) };
        inputs.push(array.to_tensor()?);
    }
    let evaluation = reference::run(&graph, &inputs)?;
    for (index, (name, found)) in evaluation.outputs().enumerate() {
        let stored = read_tensor(&data.join(format!("output_{index}.pb")))?;
        let saturated = SATURATED.iter().find(|(name, _)| case.ends_with(name));
        let expected = saturated.map_or(Ok(stored.clone()), |(_, numbers)| Array::integers(stored.ty, stored.shape.clone(), *numbers))?;
        if let Err(difference) = compare(found, &expected) {
            return Ok(failed(format!("output '{name}': {difference}")));
        }
    }
    agreement::check(&graph, &inputs, &[1, 3], &[1, 2])?;
    Ok(Outcome::Passed)
}

/// Whether an input is data, which changes from run to run.
fn is_data(network: &GraphProto, name: &str, index: usize) -> bool {
    let reader = network.node.iter().find(|node| node.input.iter().any(|input| input == name));
    reader.is_some_and(|node| {
        let first = node.input.first().is_some_and(|input| input == name);
        // The first operand may follow from constants itself.
        first || ALL_DATA.contains(&node.op_type.as_str()) || index == 0
    })
}

/// A refusal must name the operator or an attribute, or the input that is in the way.
fn refused(network: &GraphProto, error: &Diagnostic) -> Outcome {
    let is_input = network.input.iter().any(|input| error.node.as_ref() == Some(&input.name));
    let names_it = network.node.iter().any(|node| {
        let attributes = node.attribute.iter().map(|a| a.name.as_str());
        attributes.chain([node.op_type.as_str()]).any(|name| error.message.contains(name))
    });
    match error.code {
        Code::Unsupported if names_it || is_input => Outcome::Unsupported(error.message.clone()),
        _ => failed(format!("refused without the operator's name: {error}")),
    }
}

fn compare(found: &Tensor, expected: &Array) -> Result<(), String> {
    if found.shape.extents() != expected.shape {
        return Err(format!("expected {}, found {}<{}>", expected.describe(), found.dtype(), found.shape));
    }
    match (&found.data, &expected.elements) {
        (TensorData::F32(found), Elements::Floats(expected)) => {
            let near = |(a, b): (&f32, &f32)| {
                let (a, b) = (f64::from(*a), f64::from(*b));
                a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= ABSOLUTE + RELATIVE * b.abs()
            };
            match found.iter().zip(expected.iter()).position(|pair| !near(pair)) {
                Some(at) => Err(format!("element {at} is {}, expected {}", found[at], expected[at])),
                None => Ok(()),
            }
        }
        (_, Elements::Floats(_)) => Err(format!("expected floats, found {}", found.dtype())),
        (TensorData::F32(_), _) => Err(format!("expected {}, found {}", expected.describe(), DType::F32)),
        _ => {
            let found: Vec<i64> = graver_tests::compare::numbers(found).iter().map(|&x| x as i64).collect();
            let expected = expected.to_integers().map_err(|d| d.to_string())?;
            match found.iter().zip(&expected).position(|(a, b)| a != b) {
                Some(at) => Err(format!("element {at} is {}, expected {}", found[at], expected[at])),
                None => Ok(()),
            }
        }
    }
}

#[test]
fn single_operators() {
    run_folder("onnx_node", "models/conf_onnx_node", 298);
}

#[test]
fn modules_of_pytorch() {
    run_folder("onnx_pytorch", "models/conf_onnx_pytorch-converted", 38);
}
