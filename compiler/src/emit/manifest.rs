//! What is in a compiled model, as JSON for build systems and people.

use crate::codegen::CompiledProgram;
use crate::diagnostic::Result;
use crate::graph::{Quantization, Scale};
use crate::loop_ir::{Port, Stage};
use graver_runtime::abi::{ABI_VERSION, features};
use serde_json::{Number, Value, json};

/// The shortest decimal that reads back as the same f32, instead of the digits of its neighbour in f64.
fn number(scale: Scale) -> Value {
    format!("{:?}", scale.get()).parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}

fn port(port: &Port) -> Value {
    let quantization = match &port.quantization {
        Quantization::None => Value::Null,
        Quantization::PerTensor { scale, zero_point } => json!({ "kind": "per-tensor", "scale": number(*scale), "zero_point": zero_point }),
        Quantization::PerAxis { axis, scales } => {
            json!({ "kind": "per-axis", "axis": axis, "scales": scales.iter().map(|&s| number(s)).collect::<Vec<_>>() })
        }
        Quantization::RunTime { zero_point } => json!({ "kind": "run-time", "zero_point": zero_point }),
    };
    json!({
        "name": port.name,
        "dtype": port.dtype.name(),
        "shape": port.shape.extents(),
        "bytes": port.bytes(),
        "quantization": quantization,
    })
}

fn stage(compiled: &CompiledProgram, stage: &Stage) -> Value {
    let kernels: Vec<&str> = stage.all_calls().map(|call| compiled.program.kernel(call.kernel).name.as_str()).collect();
    json!({
        "name": stage.name,
        "description": stage.description,
        "nominal_macs": stage.nominal_macs,
        "valid_macs": stage.valid_macs,
        "bytes": stage.bytes,
        "kernels": kernels,
    })
}

/// A target that is taken where the processor lacks the features of those before it.
fn fallback(compiled: &CompiledProgram) -> Value {
    json!({
        "target": compiled.target.to_string(),
        "cpu_features": features::names(compiled.target.features()),
        "arena_bytes": compiled.program.arena_bytes,
        "weight_bytes": compiled.constant_bytes(),
        "code_bytes": compiled.code_bytes(),
    })
}

/// The text of `NAME.json`. Kernels and stages are those of the first target; bytes are those of all. The same for the same model and options: it holds no time, path or name of the host. Fails on an inconsistent program.
pub fn manifest(compiled: &CompiledProgram) -> Result<String> {
    compiled.check()?;
    let program = &compiled.program;
    let mut calls = vec![0u64; program.kernels.len()];
    for (pass, stage) in program.passes.iter().flat_map(|pass| pass.stages.iter().map(move |stage| (pass, stage))) {
        stage.all_calls().for_each(|call| calls[call.kernel.0 as usize] += u64::from(pass.repetitions));
    }
    let kernels: Vec<Value> = program
        .kernels
        .iter()
        .zip(&compiled.kernels)
        .zip(calls)
        .map(|((kernel, code), calls)| json!({ "name": kernel.name, "code_bytes": code.len(), "calls": calls }))
        .collect();
    let document = json!({
        "model": program.name,
        "prefix": compiled.identifier(),
        "compiler": concat!("graver ", env!("CARGO_PKG_VERSION")),
        "abi_version": ABI_VERSION,
        "target": compiled.target.to_string(),
        "planned_for": compiled.planned_for,
        "cpu_features": features::names(compiled.target.features()),
        "fallbacks": compiled.fallbacks.iter().map(fallback).collect::<Vec<_>>(),
        "inputs": program.inputs.iter().map(port).collect::<Vec<_>>(),
        "outputs": program.outputs.iter().map(port).collect::<Vec<_>>(),
        "arena_bytes": compiled.arena_bytes(),
        "weight_bytes": compiled.constant_bytes(),
        "code_bytes": compiled.code_bytes(),
        "nominal_macs": program.stages().map(|s| s.nominal_macs).sum::<u64>(),
        "valid_macs": program.stages().map(|s| s.valid_macs).sum::<u64>(),
        "kernels": kernels,
        "stages": program.stages().map(|s| stage(compiled, s)).collect::<Vec<_>>(),
    });
    // A `Value` always prints; its keys are strings.
    Ok(format!("{document:#}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::driver::tests::doubling;

    #[test]
    fn is_json_with_what_the_model_has() {
        let text = manifest(&doubling("doubling")).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(document["inputs"][0], json!({"name": "data", "dtype": "f32", "shape": [1, 37], "bytes": 148, "quantization": null}));
        assert_eq!(document["outputs"][0]["quantization"]["scale"], json!(0.25));
        assert_eq!(document["kernels"][0]["calls"], json!(5));
        assert_eq!(document["stages"][4]["valid_macs"], json!(40));
        assert_eq!(document["cpu_features"][1], json!("fma"));
        assert_eq!(text, manifest(&doubling("doubling")).unwrap());
    }

    #[test]
    fn scales_print_as_f32() {
        assert_eq!(number(Scale::new(0.0234).unwrap()).to_string(), "0.0234");
    }
}
