//! The C header of a model: typed, commented, and complete in itself.

use crate::codegen::CompiledProgram;
use crate::codegen::driver::symbol::c_identifier;
use crate::graph::{DType, Quantization};
use crate::loop_ir::Port;
use graver_runtime::abi::{HEADER, features};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Words that no parameter of C or C++ may be called, and the names that `NAME_infer` uses itself.
const RESERVED: &str = "alignas alignof and and_eq arena asm auto bitand bitor bool break case catch char class compl concept const const_cast consteval \
    constexpr constinit continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export \
    extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private \
    protected public register reinterpret_cast requires restrict return short signed sizeof static static_assert static_cast struct \
    switch template this thread_local throw true try typedef typeid typename typeof union unsigned using virtual void volatile wchar_t \
    while xor xor_eq int8_t uint8_t int32_t size_t NULL linux unix errno";

/// The part of `graver.h` that a compiled model speaks, guard included.
fn abi_text() -> &'static str {
    let begin = HEADER.find("/* ---- Part 1").unwrap_or(0);
    let end = HEADER.find("/* ---- Part 2").unwrap_or(HEADER.len());
    &HEADER[begin..end]
}

/// The C type of an element.
pub(super) fn c_type(dtype: DType) -> &'static str {
    match dtype {
        DType::F32 => "float",
        DType::U8 => "uint8_t",
        DType::S8 => "int8_t",
        DType::S32 => "int32_t",
    }
}

/// One parameter of `NAME_infer`: a port with a name that C accepts.
pub(super) struct Parameter<'a> {
    pub name: String,
    pub port: &'a Port,
}

/// Inputs and outputs with parameter names that are all different.
pub(super) fn parameters<'a>(compiled: &'a CompiledProgram) -> (Vec<Parameter<'a>>, Vec<Parameter<'a>>) {
    let mut taken: BTreeSet<String> = RESERVED.split(' ').map(str::to_owned).collect();
    let mut named = |port: &'a Port| {
        let base = c_identifier(&port.name);
        let mut name = base.clone();
        let mut number = 1;
        while !taken.insert(name.clone()) {
            number += 1;
            name = format!("{base}_{number}");
        }
        Parameter { name, port }
    };
    let inputs = compiled.program.inputs.iter().map(&mut named).collect();
    (inputs, compiled.program.outputs.iter().map(&mut named).collect())
}

/// Text that may stand inside a C comment or string: no way out of either.
pub(super) fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || "\"\\*?".contains(c) { '_' } else { c }).collect()
}

/// `data: float 1x1x8x8, real = 0.25 * (q - 3)`
pub(super) fn contents(port: &Port) -> String {
    let mut text = format!("{}: {} {}", harmless(&port.name), c_type(port.dtype), port.shape);
    match &port.quantization {
        Quantization::None => {}
        Quantization::PerTensor { scale, zero_point } => {
            let _ = write!(text, ", real = {:?} * (q - {zero_point})", scale.get());
        }
        Quantization::PerAxis { axis, .. } => {
            let _ = write!(text, ", one scale for each index of axis {axis} (see describe)");
        }
        Quantization::RunTime { zero_point } => {
            let _ = write!(text, ", scale known at run time only, zero point {zero_point}");
        }
    }
    text
}

fn constants(out: &mut String, upper: &str, kind: &str, index: usize, port: &Port) {
    let prefix = format!("{upper}_{kind}_{index}");
    let _ = writeln!(out, "/* {} */", contents(port));
    let _ = writeln!(out, "#define {prefix}_NAME \"{}\"", harmless(&port.name));
    let _ = writeln!(out, "#define {prefix}_ELEMENTS {}", port.shape.volume());
    let _ = writeln!(out, "#define {prefix}_BYTES {}", port.bytes());
    if let Quantization::PerTensor { scale, zero_point } = &port.quantization {
        let _ = writeln!(out, "#define {prefix}_SCALE {:?}f", scale.get());
        let _ = writeln!(out, "#define {prefix}_ZERO_POINT {zero_point}");
    }
}

/// The parameter list of `NAME_infer` but for the arena: `const float *data /* 1x1x8x8 */, float *logits /* 1x10 */`.
pub(super) fn parameter_list(inputs: &[Parameter], outputs: &[Parameter]) -> String {
    let input = |p: &Parameter| format!("const {} *{} /* {} */", c_type(p.port.dtype), p.name, p.port.shape);
    let output = |p: &Parameter| format!("{} *{} /* {} */", c_type(p.port.dtype), p.name, p.port.shape);
    inputs.iter().map(input).chain(outputs.iter().map(output)).collect::<Vec<_>>().join(", ")
}

/// An initializer; C has no empty ones.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "{0}".into() } else { format!("{{{}}}", items.join(", ")) }
}

/// The text of `NAME.h`.
pub fn c_header(compiled: &CompiledProgram) -> String {
    let program = &compiled.program;
    let name = compiled.identifier();
    let upper = name.to_uppercase();
    let (inputs, outputs) = parameters(compiled);
    let mut out = String::new();
    let _ = writeln!(out, "/*\n * {}, compiled by Graver {}. C99 or C++; link {name}.o or {name}.so.\n *", harmless(&program.name), env!("CARGO_PKG_VERSION"));
    for (what, ports) in [("input", &program.inputs), ("output", &program.outputs)] {
        for (index, port) in ports.iter().enumerate() {
            let _ = writeln!(out, " * {what} {index}   {}", contents(port));
        }
    }
    let _ = writeln!(out, " * arena     {} bytes, aligned to 64", compiled.arena_bytes());
    let _ = writeln!(out, " * weights   {} bytes, code {} bytes", compiled.constant_bytes(), compiled.code_bytes());
    for (i, variant) in compiled.variants().enumerate() {
        let (what, features) = (if i == 0 { "processor" } else { "or else  " }, features::names(variant.target.features()).join(", "));
        let _ = writeln!(out, " * {what} {} or better{}{features}", variant.target, if features.is_empty() { "" } else { ": " });
    }
    let _ = writeln!(out, " *\n * Data is dense, in C order of the shapes. {name}_infer is all that a program needs:\n *");
    let _ = writeln!(out, " *     static _Alignas(64) unsigned char arena[{upper}_ARENA_BYTES];");
    let names: Vec<&str> = inputs.iter().chain(&outputs).map(|p| p.name.as_str()).chain(["arena"]).collect();
    let _ = writeln!(out, " *     int32_t status = {name}_infer({});", names.join(", "));
    let _ = writeln!(out, " */\n#ifndef GRAVER_MODEL_{upper}_H\n#define GRAVER_MODEL_{upper}_H\n");
    out += abi_text();
    let _ = writeln!(out, "/* ---- {} ---- */\n", harmless(&program.name));
    let _ = writeln!(out, "#ifdef __cplusplus\nextern \"C\" {{\n#endif\n");
    let _ = writeln!(out, "#define {upper}_INPUT_COUNT {}\n#define {upper}_OUTPUT_COUNT {}", inputs.len(), outputs.len());
    let _ = writeln!(out, "#define {upper}_ARENA_BYTES {}\n", compiled.arena_bytes());
    for (kind, ports) in [("INPUT", &program.inputs), ("OUTPUT", &program.outputs)] {
        for (index, port) in ports.iter().enumerate() {
            constants(&mut out, &upper, kind, index, port);
        }
    }
    let _ = write!(
        out,
        "
uint32_t {name}_abi_version(void);
int32_t {name}_describe(graver_model_info *info);
size_t {name}_arena_size(void);
int32_t {name}_run(const graver_args *args);
int32_t {name}_run_worker(const graver_args *args, uint32_t worker, uint32_t workers, graver_sync *sync);

/* Runs the model on the calling thread. arena: {upper}_ARENA_BYTES bytes, aligned to 64; keep it for the next run. */
static inline int32_t {name}_infer({}, void *arena) {{
    const void *graver_inputs[] = {};
    void *graver_outputs[] = {};
    const size_t graver_input_bytes[] = {};
    const size_t graver_output_bytes[] = {};
    graver_args graver_run_args;
    graver_run_args.struct_size = sizeof(graver_run_args);
    graver_run_args.hidden_features = 0;
    graver_run_args.inputs = graver_inputs;
    graver_run_args.input_bytes = graver_input_bytes;
    graver_run_args.input_count = {upper}_INPUT_COUNT;
    graver_run_args.outputs = graver_outputs;
    graver_run_args.output_bytes = graver_output_bytes;
    graver_run_args.output_count = {upper}_OUTPUT_COUNT;
    graver_run_args.arena = arena;
    graver_run_args.arena_bytes = {upper}_ARENA_BYTES;
    graver_run_args.profile = NULL;
    return {name}_run(&graver_run_args);
}}

#ifdef __cplusplus
}}
#endif

#endif /* GRAVER_MODEL_{upper}_H */
",
        parameter_list(&inputs, &outputs),
        list(inputs.iter().map(|p| p.name.clone())),
        list(outputs.iter().map(|p| p.name.clone())),
        list((0..inputs.len()).map(|i| format!("{upper}_INPUT_{i}_BYTES"))),
        list((0..outputs.len()).map(|i| format!("{upper}_OUTPUT_{i}_BYTES"))),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::driver::tests::doubling;

    #[test]
    fn carries_the_interface_and_the_shapes() {
        let text = c_header(&doubling("doubling"));
        assert!(abi_text().starts_with("/* ---- Part 1") && abi_text().contains("graver_run_worker_function") && !abi_text().contains("graver_model_open"));
        for expected in [
            "#ifndef GRAVER_ABI_VERSION",
            "#define DOUBLING_INPUT_0_BYTES 148",
            "#define DOUBLING_OUTPUT_0_SCALE 0.25f",
            "static inline int32_t doubling_infer(const float *data /* 1x37 */, float *result /* 1x37 */, void *arena) {",
            "result: float 1x37, real = 0.25 * (q - 3)",
        ] {
            assert!(text.contains(expected), "{expected} is missing");
        }
    }

    #[test]
    fn odd_names_stay_valid_c() {
        let mut compiled = doubling("8-bit */ net");
        compiled.program.inputs[0].name = "float".into();
        compiled.program.outputs[0].name = "float\"\n*/".into();
        let text = c_header(&compiled);
        assert!(text.contains("model_8_bit_net_infer(const float *float_2 /* 1x37 */, float *float_3 /* 1x37 */, void *arena)"), "{text}");
        assert_eq!(text.matches("/*").count(), text.matches("*/").count());
    }
}
