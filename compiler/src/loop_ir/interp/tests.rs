use super::*;
use crate::loop_ir::samples::{data, gemm, program};
use crate::loop_ir::{Base, RegisterKind};

fn expected(x: &[u8], w: &[u8], rows: usize) -> Vec<i32> {
    let mut y = Vec::new();
    for row in 0..rows {
        for lane in 0..16 {
            let quads = (0..12).map(|i| i32::from(x[row * 12 + i]) * i32::from(w[i / 4 * 64 + lane * 4 + i % 4] as i8));
            y.push(5 + quads.sum::<i32>());
        }
    }
    y
}

#[test]
fn a_kernel_computes_its_sums_and_only_its_share() {
    let (x, w) = (data(48, 37), data(192, 91));
    let mut y = vec![GARBAGE; 256];
    run_kernel(&gemm(4), &mut [KernelMemory::Read(&x), KernelMemory::Read(&w), KernelMemory::Write(&mut y)], 1..3).unwrap();
    let words: Vec<i32> = y.as_chunks::<4>().0.iter().map(|&b| i32::from_le_bytes(b)).collect();
    assert_eq!(words[16..48], expected(&x, &w, 4)[16..48]);
    assert!(y[..64].iter().chain(&y[192..]).all(|&b| b == GARBAGE));
}

#[test]
fn a_program_gives_the_same_tensors_for_any_number_of_workers() {
    let (program, w) = (program(), data(192, 91));
    let x = data(48, 37);
    let input = Tensor::new(program.inputs[0].shape.clone(), TensorData::U8(x.as_slice().into())).unwrap();
    for workers in [1, 2, 3, 8] {
        let outputs = run_program(&program, std::slice::from_ref(&input), workers).unwrap();
        assert_eq!(outputs[0].data, TensorData::S32(expected(&x, &w, 4).into()), "{workers} workers");
    }
}

#[test]
fn the_low_byte_of_an_index_chooses_a_word() {
    let text = "kernel \"words\" width 16 range 1 (read %t: 1032, read %i: 16, write %y: 16) {
        share c0 { v0:i32 = load %i[0] v1:f32 = lookup4 v0, %t[8] store %y[0], v1 }
    }";
    let kernel = crate::loop_ir::text::parse_kernel(text).unwrap();
    let table = data(1032, 7);
    let index: Vec<u8> = [0i32, 255, 256 + 3, -1].iter().flat_map(|i| i.to_le_bytes()).collect();
    let mut y = [0; 16];
    run_kernel(&kernel, &mut [KernelMemory::Read(&table), KernelMemory::Read(&index), KernelMemory::Write(&mut y)], 0..1).unwrap();
    let expected: Vec<u8> = [0, 255, 3, 255].into_iter().flat_map(|entry| table[8 + 4 * entry..][..4].to_vec()).collect();
    assert_eq!(y[..], expected[..]);
}

#[test]
fn what_does_not_fit_is_a_diagnostic() {
    let (x, w) = (data(48, 1), data(192, 1));
    let mut y = [0; 256];
    let mut run = |kernel: &Kernel, share: Range<u32>| {
        run_kernel(kernel, &mut [KernelMemory::Read(&x), KernelMemory::Read(&w), KernelMemory::Write(&mut y)], share).unwrap_err().message
    };
    let good = gemm(4);
    assert!(run(&good, 0..5).contains("share"));
    let mut short = good.clone();
    short.buffers[2].bytes = 200;
    assert_eq!(run(&short, 3..4), "access to bytes 192..256 of %y, which has 200 bytes");
    let mut kinds = good.clone();
    kinds.registers[1] = RegisterKind::S8;
    assert!(run(&kinds, 0..1).contains("v1 is s8, expected u8"));
    let mut ids = good.clone();
    ids.registers.truncate(1);
    assert!(run(&ids, 0..1).contains("does not exist"));
    let mut program = program();
    program.passes[0].stages[1].calls[0].arguments[1].base = Base::Output(9);
    let input = Tensor::new(program.inputs[0].shape.clone(), TensorData::U8(x.as_slice().into())).unwrap();
    assert!(run_program(&program, &[input], 1).unwrap_err().message.contains("does not fit"));
    assert!(run_program(&program, &[], 1).unwrap_err().message.contains("0 input tensors"));
}
