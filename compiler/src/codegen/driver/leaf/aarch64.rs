//! The leaf functions on aarch64, by their instruction words (Arm Architecture Reference Manual, C6).

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

const RET: u32 = 0xd65f_03c0;

/// `fn() -> u64`: the portable target needs nothing that has a bit.
pub fn cpu_features() -> Vec<u8> {
    words(&[
        0xd280_0000, // mov x0, #0
        RET,
    ])
}

/// `fn() -> u64`: the virtual counter, read after everything before it has finished.
pub fn ticks() -> Vec<u8> {
    words(&[
        0xd503_3fdf, // isb
        0xd53b_e040, // mrs x0, cntvct_el0
        RET,
    ])
}

/// `fn(word: *const u32, seen: u32, limit: u32) -> u32`: looks at `*word` up to `limit + 1` times, with a pause between; 1 as soon
/// as it is not `seen`, 0 if it always was.
pub fn spin() -> Vec<u8> {
    words(&[
        0x88df_fc03, // look: ldar w3, [x0]
        0x6b01_007f, // cmp w3, w1
        0x5400_00a1, // b.ne changed
        0x3400_00c2, // cbz w2, same
        0x5100_0442, // sub w2, w2, #1
        0xd503_203f, // yield
        0x17ff_fffa, // b look
        0x5280_0020, // changed: mov w0, #1
        RET,
        0x5280_0000, // same: mov w0, #0
        RET,
    ])
}

/// `fn() -> u64`: the present FPCR; from now on numbers round to nearest even, nothing is flushed, no exception is raised.
pub fn set_modes() -> Vec<u8> {
    words(&[
        0xd53b_4400, // mrs x0, fpcr
        0xd51b_441f, // msr fpcr, xzr
        RET,
    ])
}

/// `fn(modes: u64)`: sets FPCR.
pub fn restore_modes() -> Vec<u8> {
    words(&[
        0xd51b_4400, // msr fpcr, x0
        RET,
    ])
}
