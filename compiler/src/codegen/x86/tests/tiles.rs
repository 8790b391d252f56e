//! Operations of the matrix unit.

use super::*;
use crate::codegen::x86::compile;
use crate::loop_ir::text::parse_kernel;
use crate::loop_ir::verify::verify_kernel;

/// A product of `rows` × `bytes` by `bytes / 4` × `lanes`, two steps of contraction, through scratch to vectors.
fn product(rows: u32, bytes: u32, lanes: u32) -> Kernel {
    let (columns, depth) = (4 * lanes, bytes / 4);
    let text = format!(
        r#"kernel "product" width 64 range 3 (read %a: {a}, read %b: {b}, read %bias: {columns}, write %sums: {sums}, scratch %tile: 1024)
               tiles i32 {rows}x{columns}, u8 {rows}x{bytes}, s8 {depth}x{columns}, i32 {rows}x{columns} {{
          share c0 {{
            tile.load t0, %bias[0] stride 0
            tile.zero t3
            for c1 in 2 {{
              tile.load t1, %a[c0*7 + c1*{bytes}] stride 200
              tile.load t2, %b[c1*1040] stride 64
              tile.dot4 t0, t1, t2
              tile.dot4 t3, t1, t2
            }}
            tile.store %tile[{last}], t0 stride -64
            for c2 in {rows} {{
              v0:i32 = load %tile[c2*64] lanes {lanes}
              store %sums[c0*2048 + c2*64], v0 lanes {lanes}
            }}
            tile.store %sums[c0*2048 + 1024], t3 stride 64
          }}
        }}"#,
        a = 14 + bytes + 200 * (rows - 1) + bytes,
        b = 1040 + 64 * (depth - 1) + columns,
        sums = 2 * 2048 + 1024 + 64 * (rows - 1) + columns,
        last = 64 * (rows - 1),
    );
    let kernel = parse_kernel(&text).unwrap_or_else(|d| panic!("{d}\n{text}"));
    verify_kernel(&kernel).unwrap();
    kernel
}

#[test]
fn products_of_tiles_agree_with_the_interpreter() {
    for (rows, bytes, lanes) in [(16, 64, 16), (7, 64, 16), (16, 4, 1), (1, 12, 3), (13, 48, 10)] {
        let kernel = product(rows, bytes, lanes);
        let mut state = 1u32;
        let inputs: Vec<Vec<u8>> = kernel.buffers.iter().map(|b| (0..b.bytes).map(|_| next(&mut state)).collect()).collect();
        let code = compile(&kernel, &Target::AMX).unwrap_or_else(|d| panic!("{d}"));
        lint(&kernel, &code);
        #[cfg(all(target_arch = "x86_64", unix))]
        if Target::AMX.runs_here() {
            use crate::codegen::execute::{MXCSR_NEAREST, MXCSR_UP, agree};
            agree(&kernel, &code.bytes, &inputs, &[MXCSR_NEAREST, MXCSR_UP], || listing(&code));
        }
    }
}

/// Numerical Recipes' linear congruence, its high byte.
fn next(state: &mut u32) -> u8 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*state >> 24) as u8
}

#[test]
fn targets_without_tiles_say_so() {
    let error = compile(&product(16, 64, 16), &Target::AVX512_VNNI).unwrap_err();
    assert_eq!(error.code, crate::diagnostic::Code::Unsupported);
    assert!(error.message.contains("uses tiles"), "{error}");
}
