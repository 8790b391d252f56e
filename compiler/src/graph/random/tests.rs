use super::*;
use crate::graph::{Comparison, End, Function, Op, Operand, PoolReduction, Step, text, verify};
use crate::reference;
use std::collections::BTreeSet;

const SEEDS: u64 = 3000;

#[test]
fn every_network_verifies_and_survives_text() {
    for seed in 0..SEEDS {
        let graph = random_network(seed, Limits::default());
        let printed = text::print(&graph);
        verify(&graph).unwrap_or_else(|d| panic!("seed {seed}\n{d}\n{}", printed.text));
        assert_eq!(text::parse(&printed.text, &printed.tensors).unwrap(), graph, "seed {seed}");
        assert_eq!(random_network(seed, Limits::default()), graph);
    }
}

/// The generator is worth what it covers.
#[test]
fn everything_occurs() {
    let mut seen = BTreeSet::new();
    for seed in 0..SEEDS {
        let graph = random_network(seed, Limits::default());
        for (id, node) in graph.nodes() {
            let ty = graph.ty(id);
            let data = graph.ty(node.inputs[0]);
            if data.shape.rank() > 1 && graph.constant(node.inputs[0]).is_some() {
                seen.insert(format!("{} of a constant", node.op.name()));
            }
            seen.insert(format!("{} {} {}", node.op.name(), data.dtype, ty.dtype));
            if let Op::Convolution { window, groups } = &node.op
                && let Some(image) = data.shape.as_image()
            {
                let mut note = |holds: bool, what: &str| holds.then(|| seen.insert(format!("conv {what}")));
                note(*groups > 1 && *groups < image.channels, "grouped");
                note(*groups == image.channels && image.channels > 1, "depthwise");
                note(window.dilation != [1, 1] && window.kernel != [1, 1], "dilated");
                note(window.stride != [1, 1], "strided");
                note(window.pad_before != window.pad_after, "asymmetric");
                note(window.kernel[0] > image.height, "kernel above image");
                note(image.height * image.width == 1, "1x1 image");
                note(image.batch > 1, "batch");
                note(graph.constant(node.inputs[0]).is_none() && node.inputs.get(2).is_some_and(|&b| graph.constant(b).is_none()), "run-time bias");
            }
            if node.op.moves() || matches!(node.op, Op::Reduce { .. }) {
                seen.insert(format!("{} of rank {}", node.op.name(), data.shape.rank()));
            }
            match &node.op {
                Op::Slice { step, .. } if *step < 0 => drop(seen.insert("slice backwards".into())),
                Op::Pad { interior, value, .. } => {
                    seen.insert(if *interior > 0 { "pad between" } else { "pad around" }.into());
                    seen.insert(if *value == 0.0 { "pad by zero" } else { "pad by a value" }.into());
                }
                Op::Reduce { reduction, axes } => {
                    seen.insert(format!("reduce {} of {}", reduction.name(), data.dtype));
                    seen.insert(if axes.windows(2).any(|pair| pair[1] > pair[0] + 1) { "reduce axes apart" } else { "reduce axes together" }.into());
                }
                _ => {}
            }
            for step in node.epilogue.iter().flat_map(|e| &e.steps) {
                let word = match step {
                    Step::Multiply(Operand::ReciprocalTaps) => "mul reciprocal_taps",
                    Step::Divide(Operand::ValidTaps) => "div taps",
                    other => other.name(),
                };
                seen.insert(format!("{} | {word}", node.op.name()));
                for operand in step.operands() {
                    if let Some(element) = operand.element() {
                        seen.insert(format!("{word} each"));
                        seen.insert(format!("each {}", graph.ty(element.value).dtype));
                        if element != graph.element(element.value) {
                            seen.insert(format!("{word} with another zero point"));
                        }
                        if let Operand::Affine { .. } = operand {
                            seen.insert(format!("{word} of an affine {}", graph.ty(element.value).dtype));
                        }
                    }
                }
            }
            if let Some(End::Saturate { zero_point, .. }) = node.epilogue.as_ref().map(|e| e.end)
                && zero_point != ty.zero_point()
            {
                seen.insert(format!("{} adds another number", node.op.name()));
            }
            if let Op::Pool { reduction: PoolReduction::Sum, window } = &node.op
                && data.shape.as_image().is_some_and(|image| window.has_empty_outputs(0, image.height))
            {
                seen.insert("pool of nothing".into());
            }
        }
    }
    let mut expected = BTreeSet::new();
    for op in ["conv", "fc", "pool", "map"] {
        for from in ["f32", "u8", "s8"] {
            expected.extend(["f32", "u8", "s8", "s32"].map(|to| format!("{op} {from} {to}")));
        }
        expected.extend(["cvt", "mul", "div", "add", "fma", "residual", "max", "min", "leaky", "narrow"].map(|word| format!("{op} | {word}")));
        expected.extend(["sub", "rdiv", "elu", "where"].map(|word| format!("{op} | {word}")));
    }
    for op in ["conv", "fc", "pool", "map", "reduce"] {
        expected.extend([format!("{op} | lookup"), format!("{op} adds another number")]);
    }
    expected.extend(["conv", "fc", "pool", "map", "reduce", "absmax", "transpose", "slice", "repeat", "pad", "concat"].map(|op| format!("{op} of a constant")));
    expected.extend(["add", "residual", "mul", "where", "lt"].map(|word| format!("{word} with another zero point")));
    for word in ["add", "sub", "mul", "fma", "where", "leaky"] {
        expected.extend(["f32", "u8", "s8", "s32"].map(|dtype| format!("{word} of an affine {dtype}")));
    }
    expected.extend(Function::ALL.map(|function| format!("map | {}", function.name())));
    expected.extend(Comparison::ALL.map(|comparison| format!("map | {}", comparison.name())));
    expected.extend(["add", "sub", "mul", "div", "fma", "max", "min", "leaky", "where", "eq", "ne", "lt", "le", "gt", "ge"].map(|word| format!("{word} each")));
    for op in ["transpose", "slice", "repeat", "pad", "concat", "reshape", "reduce"] {
        expected.extend((1..=5).map(|rank| format!("{op} of rank {rank}")));
    }
    for dtype in ["f32", "u8", "s8", "s32"] {
        expected.extend(["transpose", "slice", "repeat", "pad"].map(|op| format!("{op} {dtype} {dtype}")));
        expected.extend(["max", "min"].map(|reduction| format!("reduce {reduction} of {dtype}")));
        expected.insert(format!("each {dtype}"));
    }
    expected.extend(["f32", "u8", "s8"].map(|dtype| format!("reduce sum of {dtype}")));
    for what in ["slice backwards", "pad between", "pad around", "pad by zero", "pad by a value", "reduce axes apart", "reduce axes together"] {
        expected.insert(what.into());
    }
    for dtype in ["f32", "u8", "s8", "s32"] {
        expected.extend([format!("absmax {dtype} f32"), format!("concat {dtype} {dtype}"), format!("reshape {dtype} {dtype}"), format!("map s32 {dtype}")]);
    }
    expected.extend(["pool | div taps", "pool | mul reciprocal_taps", "pool of nothing"].map(String::from));
    for what in ["grouped", "depthwise", "dilated", "strided", "asymmetric", "kernel above image", "1x1 image", "batch", "run-time bias"] {
        expected.insert(format!("conv {what}"));
    }
    assert_eq!(expected.difference(&seen).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// No accumulator leaves 32 bits, no float becomes NaN or infinite.
#[test]
fn every_network_runs_on_finite_numbers() {
    for seed in 0..300 {
        let graph = random_network(seed, Limits::default());
        let evaluation = reference::run(&graph, &random_inputs(&graph, seed)).unwrap_or_else(|d| panic!("seed {seed}\n{d}"));
        for id in graph.ids() {
            if let TensorData::F32(numbers) = &evaluation.value(id).data {
                assert!(numbers.iter().all(|x| x.is_finite()), "seed {seed}, {}", graph.value(id).name);
            }
        }
    }
}
