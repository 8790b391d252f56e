use super::*;
use crate::graph::Shape;
use crate::loop_ir::samples::{copy, gemm, program, program_of, repeat};
use crate::loop_ir::text::parse_kernel;
use crate::loop_ir::*;

/// Verifies a kernel of one read and one write buffer of 256 bytes.
fn body(range: u32, body: &str) -> String {
    let text = format!("kernel \"k\" width 64 range {range} (read %x: 256, write %y: 256) {{ {body} }}");
    let kernel = parse_kernel(&text).unwrap_or_else(|d| panic!("{d}\n{text}"));
    verify_kernel(&kernel).map_or_else(|d| d.message, |()| "fine".into())
}

#[test]
fn sound_kernels_pass() {
    verify_kernel(&gemm(4)).unwrap();
    verify_kernel(&copy()).unwrap();
    verify_program(&program()).unwrap();
    assert_eq!(body(4, "share c0 { v0:i32 = load %x[c0*64] store %y[-c0*64 + 192], v0 }"), "fine");
    assert_eq!(body(4, "v0:i32 = splat 1 for c1 in 2 { share c0 { v1:i32 = add.i32 v0, v0 store %y[c0*64], v1 } v0 = splat 2 }"), "fine");
}

#[test]
fn accesses_stay_inside_their_buffers() {
    assert_eq!(body(5, "share c0 { v0:i32 = load %x[c0*64] }"), "access to bytes 0..320 of %x, which has 256 bytes");
    assert_eq!(body(4, "share c0 { v0:i32 = load %x[-c0*64 + 128] }"), "access to bytes -64..192 of %x, which has 256 bytes");
    assert_eq!(body(4, "share c0 { v0:i32 = load %x[c0*64 + 1] lanes 15 }"), "fine");
    assert_eq!(body(1, "share c0 { v0:i32 = load %x[c0*9223372036854775807 + 192] }"), "fine");
    assert_eq!(body(1, "share c0 { v0:i32 = gather4 %x[0] stride 17 }"), "access to bytes 0..259 of %x, which has 256 bytes");
    assert_eq!(
        body(1, "share c0 { v0:i32 = gather4 %x[0] stride 9223372036854775807 }"),
        "access to bytes 0..138350580552821637109 of %x, which has 256 bytes"
    );
    assert!(body(4294967295, "share c0 { v0:i32 = load %x[c0*9223372036854775807 - 9223372036854775808] }").contains("access to bytes -9223372036854775808.."));
}

#[test]
fn loops_and_counters_are_in_order() {
    assert_eq!(body(1, ""), "0 share loops, expected one");
    assert_eq!(body(1, "share c0 { } share c1 { }"), "2 share loops, expected one");
    assert_eq!(body(1, "share c0 { for c0 in 2 { } }"), "counter c0 belongs to two loops");
    assert_eq!(body(1, "share c0 { for c1 in 0 { } }"), "the loop of c1 has no iteration");
    assert_eq!(body(0, "share c0 { }"), "the parallel range is empty");
    assert_eq!(body(1, "share c0 { for c1 in 2 { } v0:i32 = load %x[c1] }"), "counter c1 is used outside its loop");
    let mut deep = vec![repeat(99, Trips::Share, vec![])];
    for counter in 0..MOST_OPEN_LOOPS as u32 {
        deep = vec![repeat(counter, Trips::Fixed(1), deep)];
    }
    assert!(verify_kernel(&Kernel { body: deep, ..copy() }).unwrap_err().message.contains("loops inside each other"));
}

#[test]
fn registers_are_set_before_they_are_read() {
    let late = "share c0 { v0:i32 = splat 1 } for c1 in 2 { v1:i32 = add.i32 v0, v0 }";
    assert_eq!(body(1, late), "register v0 is read before it is set");
    assert_eq!(body(1, "share c0 { for c1 in 2 { v0:i32 = splat 1 } v1:i32 = copy v0 }"), "fine");
    assert_eq!(body(1, "share c0 { v1:i32 = copy v0 v0:i32 = splat 1 }"), "register v0 is read before it is set");
}

#[test]
fn the_division_of_the_range_does_not_show() {
    let carried = "v0:i32 = splat 0 share c0 { v0 = add.i32 v0, v0 store %y[0], v0 }";
    assert_eq!(body(1, carried), "register v0 carries a value from one iteration of the share loop to the next");
    assert_eq!(body(1, "v0:i32 = splat 0 share c0 { } store %y[0], v0"), "a store outside the share loop would be run by every worker");
}

#[test]
fn operations_take_what_they_are_made_for() {
    let one = |op: &str| body(1, &format!("share c0 {{ v0:i32 = splat 1 v1:u8 = splat 1 v2:s8 = splat 1 v3:f32 = splat 1.0 {op} }}"));
    assert_eq!(one("v0 = dot4 v0, v1, v2"), "fine");
    assert_eq!(one("v0 = dot4 v0, v2, v1"), "register v2 is s8, expected u8");
    assert_eq!(one("v0 = cvt.f32 v0"), "register v0 is i32, expected f32");
    assert_eq!(one("v3 = max.f32 v3, v0"), "register v0 is i32, expected f32");
    assert_eq!(one("v0 = load %x[0] lanes 17"), "17 lanes, expected 1 to 16");
    assert_eq!(one("v1 = load %x[0] lanes 0"), "0 lanes, expected 1 to 64");
    assert_eq!(one("v1 = load.u8 %x[0]"), "register v1 is u8, expected i32");
    assert_eq!(one("v1 = broadcast4 %x[0] lanes 3"), "a broadcast fills all 16 lanes, found 3");
    assert_eq!(one("store %x[0], v0"), "store to the read-only buffer %x");
    assert_eq!(one("scatter4 %y[0], v0 stride 3"), "scatter stride 3: pieces of 4 bytes overlap");
    assert_eq!(one("v0 = shl.i32 v0, 32"), "shift by 32, expected -31 to 31");
    assert!(one("v0 = permute4 v0 [0, 16]").contains("expected 16 lane numbers below 16"));
    assert_eq!(one("v3 = lookup4 v0, %x[0]"), "access to bytes 0..1024 of %x, which has 256 bytes");
    assert_eq!(one("v1 = lookup4 v0, %x[0]"), "register v1 is u8, expected f32 or i32");
    assert_eq!(one("v3 = lookup4 v1, %x[0]"), "register v1 is u8, expected i32");
    assert_eq!(one("v1 = lookup v1 [v1, v1]"), "a table of 256 bytes fills 4 registers, found 2");
    assert_eq!(one("v1 = lookup v2 [v1, v1, v1, v1]"), "register v2 is s8, expected u8");
}

fn changed(change: impl FnOnce(&mut Program)) -> String {
    let mut program = program();
    change(&mut program);
    verify_program(&program).map_or_else(|d| d.message, |()| "fine".into())
}

#[test]
fn arguments_fit_their_memory() {
    assert_eq!(changed(|p| p.passes[0].stages[1].calls[0].arguments[0].offset = 128), "%from needs 256 bytes from Arena + 128, which has 320");
    assert!(changed(|p| p.passes[0].stages[1].calls[0].arguments[0].offset = usize::MAX).contains("%from needs 256 bytes"));
    assert!(changed(|p| p.passes[0].stages[1].calls[0].arguments[0].offset = 0).contains("belong to the driver"));
    assert!(changed(|p| p.passes[0].stages[1].calls[0].arguments[1].base = Base::Output(1)).contains("does not exist"));
    assert!(changed(|p| p.passes[0].stages[0].calls[0].kernel = KernelId(2)).contains("kernel 2 does not exist"));
    assert!(changed(|p| p.passes[0].stages[0].calls[0].arguments.truncate(2)).contains("2 arguments for the 3 buffers"));
    assert!(changed(|p| p.arena_bytes = 100).contains("an arena of 100 bytes"));
    assert!(changed(|p| p.arena_bytes = usize::MAX / 64 * 64).contains("an arena of"));
    assert!(changed(|p| p.kernels[1].name = "gemm".into()).contains("two kernels have the name 'gemm'"));
    let read_only = |p: &mut Program| {
        p.constants[0].bytes = vec![0; 256].into();
        p.passes[0].stages[1].calls[0].arguments[1].base = Base::Constant(ConstantId(0));
    };
    assert!(changed(read_only).contains("%to is written but lies in"));
}

#[test]
fn calls_of_one_stage_do_not_interfere() {
    // Both stages at once: one reads what the other writes.
    let merged = |p: &mut Program| {
        let call = p.passes[0].stages[1].calls.remove(0);
        p.passes[0].stages[0].calls.push(call);
    };
    assert!(changed(merged).contains("both use byte 64 of Arena"), "{}", changed(merged));
    let twice = |p: &mut Program| {
        let call = p.passes[0].stages[1].calls[0].clone();
        p.passes[0].stages[1].calls.push(call);
    };
    assert_eq!(changed(twice), "calls 1 (kernel 1) and 0 (kernel 1) both use byte 0 of Output(0), and no barrier lies between");
    // Extents overlap, the bytes do not: two halves of each piece.
    let halves = |overlap: i64| {
        move |p: &mut Program| {
            let mut half = |offset: i64, name: &str| {
                let text = format!(
                    "kernel \"{name}\" width 64 range 4 (read %from: 256, write %to: 256) {{ share c0 {{
                       v0:i32 = load %from[c0*64 + {offset}] lanes 8
                       store %to[c0*64 + {offset}], v0 lanes 8
                     }} }}"
                );
                p.kernels.push(parse_kernel(&text).unwrap());
                Call { kernel: KernelId(p.kernels.len() as u32 - 1), arguments: p.passes[0].stages[1].calls[0].arguments.clone(), continues: false }
            };
            p.passes[0].stages[1].calls = vec![half(0, "left"), half(32 - overlap, "right")];
        }
    };
    assert_eq!(changed(halves(0)), "fine");
    assert!(changed(halves(1)).contains("both use byte 31 of Output(0)"));
}

#[test]
fn iterations_of_one_call_do_not_read_what_others_write() {
    // In place is sound, one piece further is not.
    let in_place = |offset: usize| {
        move |p: &mut Program| {
            p.arena_bytes = 1024;
            p.passes[0].stages[1].calls[0].arguments[1] = Argument::at(Base::Arena, offset);
        }
    };
    assert_eq!(changed(in_place(64)), "fine");
    assert_eq!(changed(in_place(512)), "fine");
    assert!(changed(in_place(128)).contains("iterations 0 and 1 of 'copy' both use byte 128 of Arena"), "{}", changed(in_place(128)));
}

/// The sample's stages for each of two blocks of rows, with the intermediate result in a lane.
fn repeated(change: impl FnOnce(&mut Program)) -> String {
    changed(|p| {
        p.inputs[0].shape = Shape::new([8, 12]).unwrap();
        p.outputs[0].shape = Shape::new([8, 16]).unwrap();
        p.lanes = Lanes { count: 2, bytes: 256 };
        p.arena_bytes = Program::ARENA_HEADER + 512;
        p.passes[0].repetitions = 2;
        let [first, second] = &mut p.passes[0].stages[..] else { panic!("two stages") };
        (first.calls[0].arguments[0].step, second.calls[0].arguments[1].step) = (48, 256);
        first.calls[0].arguments[2] = Argument::at(Base::Lane, 0);
        second.calls[0].arguments[0] = Argument::at(Base::Lane, 0);
        change(p);
    })
}

#[test]
fn repetitions_keep_apart() {
    assert_eq!(repeated(|_| {}), "fine");
    let meets = repeated(|p| p.passes[0].stages[1].calls[0].arguments[1].step = 255);
    assert_eq!(meets, "repetitions of 'copy' and 'copy' meet in Output(0): steps of 255 and 255 bytes for 256");
    // In the arena proper both repetitions would use the same bytes.
    let shared = |p: &mut Program| {
        p.arena_bytes += 256;
        let [first, second] = &mut p.passes[0].stages[..] else { panic!("two stages") };
        first.calls[0].arguments[2] = Argument::at(Base::Arena, 64);
        second.calls[0].arguments[0] = Argument::at(Base::Arena, 64);
    };
    assert_eq!(repeated(shared), "repetitions of 'gemm' and 'gemm' meet in Arena: steps of 0 and 0 bytes for 256");
    let beyond = repeated(|p| p.passes[0].stages[0].calls[0].arguments[0].step = 49);
    assert_eq!(beyond, "%x needs 48 bytes from Input(0) + 0, which has 96, 2 times every 49 bytes");
    assert!(repeated(|p| p.passes[0].stages[0].calls[0].arguments[0].step = usize::MAX).contains("%x needs 48 bytes"));
    assert!(repeated(|p| p.passes[0].stages[0].calls[0].arguments[1].step = 64).contains("every repetition finds the same"));
    assert!(repeated(|p| p.passes[0].stages[0].calls[0].arguments[2].offset = 64).contains("%y needs 256 bytes from Lane + 64, which has 256"));
    assert_eq!(repeated(|p| p.passes[0].repetitions = 3), "a pass of 3 repetitions in 2 lanes");
    assert_eq!(repeated(|p| p.passes[0].repetitions = 0), "a pass of 0 repetitions in 2 lanes");
    assert!(repeated(|p| p.lanes.bytes = 264).contains("2 lanes of 264 bytes in an arena of 576"));
    assert!(repeated(|p| p.lanes.count = u32::MAX).contains("lanes of 256 bytes in an arena of 576"));
}

#[test]
fn steps_that_are_never_taken_may_be_of_any_size() {
    let text = "kernel \"k\" width 64 range 1 (read %x: 256, write %y: 256) { share c0 { for c1 in 1 {
        v0:i32 = gather4 %x[-c0*9223372036854775808 - c1*9223372036854775808] stride -9223372036854775808 lanes 1
        store %y[c1*9223372036854775807], v0
    } } }";
    let program = program_of(parse_kernel(text).unwrap());
    verify_program(&program).unwrap();
    assert_eq!(footprint::stage_writes(&program, &program.passes[0].stages[0]).unwrap().len(), 1);
}

#[test]
fn what_a_stage_writes_is_known_to_the_byte() {
    use crate::loop_ir::footprint::{WrittenRange, stage_writes};
    let mut program = program();
    let whole = WrittenRange { base: Base::Output(0), bytes: 0..256, writers: 1 };
    assert_eq!(stage_writes(&program, &program.passes[0].stages[1]).unwrap(), [whole]);
    // A tail of 16 bytes that begins early.
    let text = "kernel \"tail\" width 64 range 2 (read %from: 256, write %to: 256) { share c0 {
        v0:i32 = load %from[c0*48]
        store %to[c0*48], v0
        store.b %to[c0*16 + 200], v0 lanes 10
    } }";
    program.kernels[1] = parse_kernel(text).unwrap();
    let written = stage_writes(&program, &program.passes[0].stages[1]).unwrap();
    let found: Vec<_> = written.iter().map(|w| (w.bytes.start, w.bytes.end, w.writers)).collect();
    assert_eq!(found, [(0, 48, 1), (48, 64, 2), (64, 112, 1), (200, 210, 1), (216, 226, 1)]);
}
