//! The C++ header of a model: a class that owns an arena. It includes the C header beside it and needs no library.

use super::header::{c_type, contents, harmless, parameter_list, parameters};
use crate::codegen::CompiledProgram;
use std::fmt::Write;

/// The text of `NAME.hpp`.
pub fn cpp_header(compiled: &CompiledProgram) -> String {
    let name = compiled.identifier();
    let upper = name.to_uppercase();
    let (inputs, outputs) = parameters(compiled);
    let mut out = String::new();
    let _ = writeln!(out, "// {}, compiled by Graver {}. C++17; link {name}.o or {name}.so.\n//", harmless(&compiled.program.name), env!("CARGO_PKG_VERSION"));
    for (what, ports) in [("input", &inputs), ("output", &outputs)] {
        for (index, parameter) in ports.iter().enumerate() {
            let _ = writeln!(out, "// {what} {index}   {}", contents(parameter.port));
        }
    }
    let array = |p: &super::header::Parameter| format!("std::array<{}, {}>", c_type(p.port.dtype), p.port.shape.volume());
    let reference = |(constant, p): (&str, &super::header::Parameter)| format!("{constant}{} &{}", array(p), p.name);
    let references: Vec<String> = inputs.iter().map(|p| ("const ", p)).chain(outputs.iter().map(|p| ("", p))).map(reference).collect();
    let names: Vec<&str> = inputs.iter().chain(&outputs).map(|p| p.name.as_str()).collect();
    let data: Vec<String> = names.iter().map(|name| format!("{name}.data()")).collect();
    let _ = write!(
        out,
        "#ifndef GRAVER_MODEL_{upper}_HPP
#define GRAVER_MODEL_{upper}_HPP

#include \"{name}.h\"

#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <utility>

// The model with an arena of its own. One thread at a time; a second thread takes a second object.
class {name}_model {{
public:
    {name}_model() : arena_(::operator new({upper}_ARENA_BYTES, alignment())) {{}}
    ~{name}_model() {{ release(); }}
    {name}_model({name}_model &&other) noexcept : arena_(std::exchange(other.arena_, nullptr)) {{}}
    {name}_model &operator=({name}_model &&other) noexcept {{
        std::swap(arena_, other.arena_);
        return *this;
    }}
    {name}_model(const {name}_model &) = delete;
    {name}_model &operator=(const {name}_model &) = delete;

    // Runs the model; returns a GRAVER_ status.
    std::int32_t run({parameters}) noexcept {{
        return {name}_infer({names}, arena_);
    }}

    // Runs the model; throws std::runtime_error where it cannot.
    void infer({references}) {{
        const std::int32_t status = run({data});
        if (status != GRAVER_OK) {{
            throw std::runtime_error(graver_status_string(status));
        }}
    }}

private:
    static constexpr std::align_val_t alignment() {{ return std::align_val_t{{GRAVER_ARENA_ALIGNMENT}}; }}
    void release() noexcept {{
        if (arena_ != nullptr) {{
            ::operator delete(arena_, alignment());
        }}
    }}

    void *arena_;
}};

#endif // GRAVER_MODEL_{upper}_HPP
",
        parameters = parameter_list(&inputs, &outputs),
        names = names.join(", "),
        references = references.join(", "),
        data = data.join(", "),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::driver::tests::doubling;

    #[test]
    fn is_typed() {
        let text = cpp_header(&doubling("doubling"));
        assert!(text.contains("void infer(const std::array<float, 37> &data, std::array<float, 37> &result) {"), "{text}");
        assert!(text.contains("return doubling_infer(data, result, arena_);"));
    }
}
