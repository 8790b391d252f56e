//! Every step, function and operand of an epilogue, in every kernel family and layout: loop IR and machine code compute what the reference
//! computes.

use graver::graph::{Comparison, Function};
use graver_tests::agreement::check_body as check;

/// Each function on numbers where it is defined, NaN having no pattern.
#[test]
fn functions() {
    for function in Function::ALL {
        let domain = match function {
            Function::SquareRoot | Function::Logarithm => "abs",
            _ => "mul 7.0",
        };
        check(&format!(
            "
  input %x: f32<2x5x7x9>
  %y: f32<2x5x7x9> = map %x | {domain} | {} | f32
  output \"y\" = %y",
            function.name()
        ));
    }
}

#[test]
fn comparisons_and_choices() {
    for comparison in Comparison::ALL {
        let name = comparison.name();
        for operand in ["0.25", "%scalar", "%channel", "each %r"] {
            check(&format!(
                "
  input %x: f32<2x5x4x5>
  input %r: f32<2x5x4x5>
  input %scalar: f32<>
  input %channel: f32<5>
  %n: f32<2x5x4x5> = map %x | mul 4.0 | round | mul 0.25 | f32
  %y: f32<2x5x4x5> = map %n | {name} {operand} | f32
  %z: f32<2x5x4x5> = map %n | where {operand}, each %y | where each %y, {operand} | f32
  output \"y\" = %y
  output \"z\" = %z"
            ));
        }
    }
}

const STEPS: [&str; 12] = [
    "mul OPERAND",
    "div OPERAND",
    "add OPERAND",
    "sub OPERAND",
    "rdiv OPERAND",
    "fma OPERAND, OPERAND",
    "max OPERAND",
    "min OPERAND",
    "leaky OPERAND",
    "elu OPERAND",
    "where OPERAND, OPERAND",
    "residual %r, OPERAND",
];

/// Every step with every kind of operand, where all of the tensors are dense, and where they are interleaved.
#[test]
fn operands_of_steps() {
    for step in STEPS {
        for operand in ["%scalar", "%channel", "each %r", "each %q", "each %q z=-9", "each %r * 0.5 + 0.25", "each %q z=2 * 0.125 + 1.5"] {
            let step = step.replace("OPERAND", operand);
            check(&format!(
                "
  input %x: f32<2x18x3x3>
  input %scalar: f32<>
  input %channel: f32<18>
  input %other: f32<2x18x3x3>
  %r: f32<2x18x3x3> = map %other | abs | add 0.5 | f32
  %q: u8<2x18x3x3; s=0.1 z=3> = map %other | abs | mul 20.0 | add 2.0 | max 2.0 | sat z=3 [5, 255]
  %y: f32<2x18x3x3> = map %x | {step} | f32
  %inner: f32<2x18x3x3> = map %x | {step} | f32
  %z: u8<2x18x3x3; s=1.0 z=9> = map %inner | max -100.0 | {step} | sat z=9 [0, 255]
  %back: f32<2x18x3x3> = map %z | cvt | {step} | f32
  output \"y\" = %y
  output \"back\" = %back"
            ));
        }
    }
}

/// Elementwise operands, functions and lookups behind an accumulation: matrix kernels with byte and float weights, windows, sums.
#[test]
fn behind_accumulations() {
    let elementwise = ["each %r", "each %q", "each %q z=0 * 0.25 + -3.0"]
        .map(|operand| format!("mul 0.01 | add {operand} | where {operand}, 0.5 | elu 0.5 | lt {operand} | add {operand} | tanh"));
    let lookups = "mul 0.05 | add 100.0 | lookup %t | mul 4000.0 | residual %q z=0, 0.5 | lookup %t | mul 100.0".to_string();
    for steps in elementwise.into_iter().chain([lookups]) {
        for node in [
            "conv %q, %w {kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1, groups 1} | cvt",
            "conv %q, %dw {kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1, groups 20} | cvt",
            "conv %r, %fw {kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1, groups 1}",
            "conv %r, %fdw {kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1, groups 20}",
            "pool %q {max, kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1} | cvt",
            "pool %q {sum, kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1} | cvt | div taps",
            "pool %r {sum, kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1}",
        ] {
            check(&format!(
                "
  input %x: f32<2x20x5x5>
  const %w: s8<20x20x3x3> = @\"w\"
  const %dw: s8<20x1x3x3> = @\"dw\"
  const %fw: f32<20x20x3x3> = @\"fw\"
  const %fdw: f32<20x1x3x3> = @\"fdw\"
  const %t: f32<256> = @\"t\"
  %q: u8<2x20x5x5; s=0.1 z=3> = map %x | mul 20.0 | sat z=3 [0, 255]
  %r: f32<2x20x5x5> = map %x | sub 0.25 | f32
  %y: f32<2x20x5x5> = {node} | {steps} | f32
  %z: u8<2x20x5x5; s=0.01 z=50> = {node} | {steps} | mul 100.0 | sat z=50 [0, 255]
  %last: u8<2x20x5x5; s=0.01 z=51> = {node} | {steps} | mul 64.0 | add 51.0 | sat z=0 [1, 250]
  %sum: f32<2x20x5x5> = map %z | cvt | add each %y | add each %last | f32
  output \"last\" = %last
  output \"sum\" = %sum"
            ));
        }
    }
}

/// The same behind reductions to a pixel, a channel, a row, a number.
#[test]
fn behind_reductions() {
    for (axes, shape) in [("2, 3", "2x20x1x1"), ("1", "2x1x5x6"), ("0", "1x20x5x6"), ("3", "2x20x5x1"), ("0, 1, 2, 3", "1x1x1x1")] {
        for reduction in ["sum", "max", "min"] {
            for (data, convert) in [("%q", " | cvt"), ("%x", "")] {
                check(&format!(
                    "
  input %x: f32<2x20x5x6>
  input %e: f32<{shape}>
  input %b: u8<{shape}; s=0.1 z=7>
  input %scalar: f32<>
  const %t: f32<256> = @\"t\"
  %q: u8<2x20x5x6; s=0.1 z=3> = map %x | mul 20.0 | sat z=3 [0, 255]
  %r: f32<{shape}> = reduce {data} {{{reduction}, axes [{axes}]}}{convert} | mul 0.125 | add each %e | where each %b, %scalar | logistic | f32
  %y: u8<{shape}; s=0.01 z=50> = reduce {data} {{{reduction}, axes [{axes}]}}{convert} | mul 0.125 | residual %b, 0.5 | elu %scalar | sat z=50 [0, 255]
  %found: s8<{shape}; s=0.01 z=50> = reduce {data} {{{reduction}, axes [{axes}]}}{convert} | mul 8.0 | lookup %t | fma 4000.0, each %b z=-1 * 0.5 + 2.0 | sat z=-30 [-100, 127]
  %largest: f32<> = absmax {data}{convert} | sub each %scalar | sqrt | f32
  output \"r\" = %r
  output \"y\" = %y
  output \"found\" = %found
  output \"largest\" = %largest"
                ));
            }
        }
    }
}

/// Every kernel family with an epilogue that asks for many registers: long, of many operands, of long functions. None may spill.
#[test]
fn epilogues_of_any_length_fit_in_registers() {
    let constants: String = (1..40).map(|i| format!(" | mul 0.9{i} | add 0.{i} | max -{i}.5")).collect();
    let channels: String = (0..12).map(|_| " | mul %a | sub %b | fma %a, %b | where %a, %scalar".to_string()).collect();
    let elements: String = (0..9).map(|i| format!(" | residual %e{i}, 0.125 | where each %e{i}, each %q{i} | min %a")).collect();
    let functions = Function::ALL.map(|f| format!(" | {} | max -9.0 | min 9.0 | abs", f.name())).concat();
    let tensors: String = (0..9)
        .map(|i| {
            format!(
                "
  %q{i}: u8<1x70x6x7; s=0.1 z=3> = map %x | add 0.{i} | mul 20.0 | sat z=3 [0, 255]
  %e{i}: f32<1x70x6x7> = map %q{i} | cvt | mul 0.01 | f32"
            )
        })
        .collect();
    let lookups = " | lookup %t | mul 10000.0 | fma %a, each %q0 * 0.5 + 1.0 | add each %e1 * 2.0 + -1.0 | lookup %u".repeat(6);
    for steps in [constants, channels, elements, functions, lookups] {
        for node in [
            "conv %q0, %w {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1} | cvt",
            "conv %q0, %dw {kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1, groups 70} | cvt",
            "conv %e0, %fw {kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0, groups 1}",
            "pool %q0 {max, kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1} | cvt",
            "pool %e0 {sum, kernel 5x5, stride 1x1, dilation 1x1, pad 2x2..2x2}",
            "map %q0 | cvt",
            "map %x",
        ] {
            check(&format!(
                "
  input %x: f32<1x70x6x7>
  input %scalar: f32<>
  input %a: f32<70>
  const %b: f32<70> = @\"b\"
  const %t: f32<256> = @\"t\"
  const %u: f32<256> = @\"u\"
  const %w: s8<70x70x1x1> = @\"w\"
  const %dw: s8<70x1x3x3> = @\"dw\"
  const %fw: f32<70x70x1x1> = @\"fw\"{tensors}
  %y: f32<1x70x6x7> = {node} | mul 0.001{steps} | f32
  %z: u8<1x70x6x7; s=0.01 z=50> = {node} | mul 0.001{steps} | mul 100.0 | sat z=50 [0, 255]
  %sum: f32<1x70x6x7> = map %z | cvt | add each %y | f32
  output \"sum\" = %sum"
            ));
        }
    }
}

/// Bytes through tables of floats, to bytes and to floats, from every kind of byte, with other maps before and behind.
#[test]
fn lookups() {
    for shape in ["1x1", "3x40", "2x5x7x9", "1x64x8x8", "2x3x4x5x2"] {
        for (input, added) in [("u8<SHAPE; s=0.1 z=9>", 9), ("s8<SHAPE; s=0.1 z=-9>", 119), ("s8<SHAPE>", 128)] {
            let input = input.replace("SHAPE", shape);
            check(&format!(
                "
  input %x: {input}
  const %t: f32<256> = @\"t\"
  const %u: f32<256> = @\"u\"
  %first: u8<{shape}; s=0.01 z=5> = map %x | cvt | add {added}.0 | lookup %t | mul 30000.0 | sat z=5 [0, 255]
  %second: s8<{shape}; s=0.01 z=5> = map %first | cvt | add 5.0 | lookup %u | mul 20000.0 | sat z=-100 [-128, 127]
  %third: u8<{shape}; s=0.01 z=7> = map %second | cvt | add 5.0 | add 128.0 | lookup %t | mul 30000.0 | add 7.0 | sat z=0 [0, 255]
  %clamped: u8<{shape}; s=0.01 z=7> = map %third | sat z=7 [7, 200]
  %float: f32<{shape}> = map %clamped | cvt | sub each %second | add 255.0 | lookup %u | f32
  %y: f32<{shape}> = map %float | div each %x z=-255 | f32
  output \"first\" = %first
  output \"third\" = %third
  output \"y\" = %y"
            ));
        }
    }
}

/// Maps of every rank: between inputs, tensors in the arena and outputs, with every kind of operand that the rank has.
#[test]
fn maps_of_every_rank() {
    for shape in ["", "1", "37", "3x1", "2x21", "2x7x1", "2x7x19", "1x1x33", "2x3x4x5", "1x20x1x1", "2x1x3x3", "2x5x3x4x2", "1x18x1x2x1x3"] {
        let channels = shape.split('x').nth(1);
        let operands = match channels {
            Some(channels) => format!("\n  input %run: f32<{channels}>\n  const %known: f32<{channels}> = @\"known\""),
            None => String::new(),
        };
        let per_channel = if channels.is_some() { " | mul %run | add %known | fma %known, %run" } else { "" };
        check(&format!(
            "
  input %x: f32<{shape}>
  input %bytes: u8<{shape}; s=0.1 z=7>
  input %scalar: f32<>{operands}
  %inner: f32<{shape}> = map %x | mul %scalar{per_channel} | tanh | f32
  %q: u8<{shape}; s=0.01 z=100> = map %inner{per_channel} | mul 100.0 | sat z=100 [0, 255]
  %s: s8<{shape}; s=0.02 z=0> = map %q | cvt{per_channel} | mul 0.5 | sat z=0 [-127, 127]
  %w: s32<{shape}> = map %s | cvt | add each %bytes | residual %inner, %scalar | mul 9.0 | s32 [-1000000, 1000000]
  %joined: f32<{shape}> = map %w | cvt | lt each %x | where each %x, each %inner | add each %s | rdiv each %q{per_channel} | max -9.0 | min 9.0 | f32
  %out: u8<{shape}; s=0.05 z=9> = map %bytes | cvt{per_channel} | add each %joined | sat z=9 [1, 250]
  %table: u8<{shape}; s=0.05 z=0> = map %q | cvt | elu 0.5 | ge -3.0 | mul 60.0 | sat z=0 [0, 255]
  output \"joined\" = %joined
  output \"q\" = %q
  output \"s\" = %s
  output \"out\" = %out
  output \"table\" = %table"
        ));
    }
}
