use super::*;
use crate::loop_ir::random::{Limits, random_kernel};
use crate::loop_ir::samples;
use crate::loop_ir::verify::{verify_kernel, verify_program};
use crate::loop_ir::*;
use proptest::prelude::*;

#[test]
fn a_kernel_prints_as_a_person_would_write_it() {
    let expected = r#"kernel "gemm" width 64 range 4 (read %x: 48, read %w: 192, write %y: 256) {
  share c0 {
    v0:i32 = splat 5
    for c1 in 3 {
      v1:u8 = broadcast4 %x[c0*12 + c1*4]
      v2:s8 = load %w[c1*64]
      v0 = dot4 v0, v1, v2
    }
    store %y[c0*64], v0
  }
}
"#;
    assert_eq!(print_kernel(&samples::gemm(4)), expected);
}

/// One line for each operation and form; what the text says is what the parser reads.
const EVERY_OPERATION: &str = r#"kernel "every operation" width 64 range 2 (read %x: 4096, read %"two words": 64, write %y: 4096) {
  unset v21:i16
  share c0 {
    v0:i32 = load %x[c0*64 + 8]
    v0 = load %x[-c0*64 + 128] lanes 5
    v1:u8 = load %x[c0 - 1] lanes 63
    v2:s8 = broadcast4 %x[12]
    v3:i32 = load.u8 %x[0]
    v3 = load.u8 %x[0] lanes 15
    v4:f32 = gather4 %x[c0*4 + 60] stride -4
    v4 = gather4 %x[0] stride 20 lanes 3
    store %y[c0*64], v0
    store %y[c0*64 + 128], v1 lanes 60
    store.b %y[c0*64], v0
    store.b %y[c0*64], v0 lanes 10
    scatter4 %y[c0*4 + 256], v0 stride 8
    scatter4 %y[c0*4 + 512], v0 stride -8 lanes 2
    v5:i32 = splat -7
    v6:f32 = splat 1.5
    v6 = splat -0.0
    v6 = splat 1e-40
    v6 = splat 0x7fc00000
    v7:u8 = splat 200
    v7 = splat 0x01020304
    v8:s8 = splat -128
    v9:i16 = splat -300
    v9 = splat 0x00010002
    v10:f32 = cvt.f32 v0
    v11:i32 = round.i32 v10
    v12:f32 = abs.f32 v10
    v12 = sqrt.f32 v12
    v12 = floor.f32 v12
    v12 = ceil.f32 v12
    v12 = nearest.f32 v12
    v12 = trunc.f32 v12
    v13:i32 = abs.i32 v0
    v14:f32 = reduce.max.f32 v10
    v15:i32 = reduce.max.i32 v0
    v16:i32 = reduce.add.i32 v0
    v17:i32 = copy v10
    v10 = add.f32 v10, v12
    v10 = sub.f32 v10, %x[0]
    v10 = mul.f32 v10, v12
    v10 = div.f32 v10, v12
    v10 = max.f32 v10, v12
    v10 = min.f32 v10, %"two words"[0]
    v10 = eq.f32 v10, v12
    v10 = ne.f32 v10, v12
    v10 = lt.f32 v10, %x[0]
    v10 = le.f32 v10, v12
    v0 = add.i32 v0, v3
    v0 = sub.i32 v0, v3
    v0 = mul.i32 v0, v3
    v0 = max.i32 v0, v3
    v0 = min.i32 v0, v3
    v0 = and.i32 v0, v3
    v0 = or.i32 v0, %x[c0*64 + 64]
    v9 = add.i16 v9, v9
    v7 = max.u8 v7, v1
    v7 = min.u8 v7, v1
    v7 = xor.u8 v7, v8
    v18:i16 = pack.i16 v0, v3
    v19:u8 = pack.u8 v18, v9
    v19 = unpack.lo.u8 v19, v1
    v19 = unpack.hi.u8 v19, v1
    v19 = unpack.lo.u16 v19, v1
    v19 = unpack.hi.u16 v19, v1
    v0 = shl.i32 v0, 4
    v0 = shr.i32 v0, 31
    v10 = fma.f32 v10, v12, v14
    v10 = fma.f32 v10, %x[0], v14
    v0 = dot4 v0, v1, v2
    v0 = dot4 v0, v1, %x[c0*128]
    v10 = select.positive v10, v12, v14
    v0 = permute4 v0 [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15]
    v20:u8 = lookup v1 [v7, v8, v7, v19]
    v22:f32 = lookup4 v0, %x[0]
    v0 = lookup4 v0, %x[c0*64 + 16]
  }
}
"#;

#[test]
fn every_operation_has_its_text() {
    let kernel = parse_kernel(&EVERY_OPERATION.replace("c0 - 1]", "c0 + 1]")).unwrap();
    verify_kernel(&kernel).unwrap();
    let kernel = parse_kernel(EVERY_OPERATION).unwrap();
    assert_eq!(print_kernel(&kernel), EVERY_OPERATION);
    let mut operations = std::collections::BTreeSet::new();
    kernel.visit_ops(&mut |op| match op {
        VectorOp::Unary { op, .. } => operations.extend([op.name()]),
        VectorOp::Binary { op, .. } => operations.extend([op.name()]),
        _ => {}
    });
    assert_eq!(operations.len(), UnaryOp::ALL.len() + BinaryOp::ALL.len());
}

#[test]
fn a_program_prints_and_parses() {
    let mut program = samples::program();
    program.constants.push(ConstantBlob { name: "a small one".into(), bytes: vec![0, 255, 16].into() });
    let printed = print_program(&program);
    let from_arena = printed.text.find("  stage").map(|at| &printed.text[at..]);
    let expected = r#"  stage "gemm" "gemm 4x12 → 4x16" macs 768 valid 768 bytes 496 {
    call "gemm" (input 0 + 0, constant "w" + 0, arena + 64)
  }
  stage "copy" "copy 256" macs 0 valid 0 bytes 512 {
    call "copy" (arena + 64, output 0 + 0)
  }
}
"#;
    assert_eq!(from_arena, Some(expected));
    assert!(
        printed.text.starts_with("program \"tiny\" arena 320 {\n  input \"x\": u8<4x12>\n  output \"y\": s32<4x16>\n  constant \"w\" = @\"w\" 192 bytes\n")
    );
    assert!(printed.text.contains("  constant \"a small one\" = hex \"00ff10\"\n"));
    let parsed = parse_program(&printed.text, &printed.constants).unwrap();
    assert_eq!(parsed, program);
    verify_program(&parsed).unwrap();
}

#[test]
fn random_kernels_survive_the_text() {
    for seed in 0..300 {
        let kernel = random_kernel(seed, &Limits::WIDE);
        let text = print_kernel(&kernel);
        assert_eq!(parse_kernel(&text).unwrap_or_else(|d| panic!("{d}\n{text}")), kernel);
    }
}

#[test]
fn errors_say_where_and_what() {
    let error = |text: &str| parse_kernel(text).unwrap_err().to_string();
    let body = |body: &str| error(&format!("kernel \"k\" width 64 range 1 (read %x: 64) {{\n  share c0 {{\n    {body}\n  }}\n}}"));
    assert!(body("v0 = splat 1").contains("line 3, column 5: the kind of v0 is not known here"), "{}", body("v0 = splat 1"));
    assert!(body("v0:u8 = load %y[0]").contains("line 3, column 18: the kernel has no buffer 'y'"));
    assert!(body("v0:u8 = blend v1").contains("line 3, column 13: there is no operation 'blend'"));
    assert!(body("v0:i32 = dot4 v1, v2, v3").contains("expected v0"));
    assert!(body("v1:i32 = splat 1").contains("the kernel has no register v0 but later ones"));
    assert!(body("v0:i32 = load %x[c0 + c0]").contains("c0 stands twice"));
    assert!(body("v0:i32 = load %x[9223372036854775808]").contains("does not fit in 64 bits"));
    assert!(body("v0:i32 = splat 1 v0:u8 = splat 1").contains("v0 is i32 before"));
    assert!(body("v0:u8 = splat 256").contains("expected an integer in range"));
    assert!(body(&"for c1 in 2 {".repeat(1_000_000)).contains("loops inside each other"));
    assert!(error("kernel \"k\" width 64 range 1 (read %x: 64, write %x: 64) {}").contains("there is a buffer 'x' already"));
    // Nothing is allocated for what the text only names.
    assert!(body("v4000000000:i32 = splat 1").contains("the kernel has no register v0"));
}

/// Replaces, repeats or removes a piece of a text.
fn mutate(text: &str, at: usize, len: usize, with: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = at % chars.len();
    let end = (at + len).min(chars.len());
    chars[..at].iter().copied().chain(with.chars()).chain(chars[end..].iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_parser_or_verifier(
        at in any::<usize>(),
        len in 0usize..6,
        with in prop_oneof![
            "[ -~]{0,4}",
            "-?[0-9]{1,20}",
            Just("v0".to_owned()), Just("%x".to_owned()), Just("}".to_owned()), Just("\u{1F980}\"".to_owned()),
        ],
        which in 0..3,
        seed in 0u64..50,
    ) {
        if which == 0 {
            let printed = print_program(&samples::program());
            if let Ok(parsed) = parse_program(&mutate(&printed.text, at, len, &with), &printed.constants) {
                let _ = verify_program(&parsed);
                let again = print_program(&parsed);
                prop_assert_eq!(parse_program(&again.text, &again.constants), Ok(parsed));
            }
            return Ok(());
        }
        let text = if which == 1 { EVERY_OPERATION.to_owned() } else { print_kernel(&random_kernel(seed, &Limits::WIDE)) };
        if let Ok(kernel) = parse_kernel(&mutate(&text, at, len, &with)) {
            prop_assert_eq!(parse_kernel(&print_kernel(&kernel)), Ok(kernel.clone()));
            if verify_kernel(&kernel).is_ok() {
                vector_pressure(&kernel);
                general_registers(&kernel);
                let _ = verify_program(&samples::program_of(kernel));
            }
        }
    }
}
