//! The golden cases: kernels → machine code, graphs → every later stage.

use graver::codegen::target::Target;
use graver::codegen::x86;
use graver::loop_ir::Kernel;
use graver::loop_ir::text::{parse_kernel, print_kernel};
use graver::loop_ir::verify::verify_kernel;
use graver_codegen_tests::{Stage, check};

/// Disassembly and counts.
fn assembly(kernel: &Kernel) -> Result<String, String> {
    let code = x86::compile(kernel, &Target::AVX512_VNNI).map_err(|d| d.to_string())?;
    Ok(format!("{}\n{}", x86::statistics(&code), x86::listing(&code)))
}

fn kernel_stages(text: &str) -> Result<Vec<Stage>, String> {
    let kernel = parse_kernel(text).and_then(|kernel| verify_kernel(&kernel).map(|()| kernel)).map_err(|d| d.to_string())?;
    if print_kernel(&kernel) != text {
        return Err(format!("the text is not what the printer prints:\n{}", print_kernel(&kernel)));
    }
    Ok(vec![Stage { extension: "asm", text: assembly(&kernel)? }])
}

#[test]
fn kernels() {
    let cases = check("kernel", "kernel", kernel_stages).unwrap_or_else(|report| panic!("{report}"));
    assert!(cases > 0, "no cases were found");
}
