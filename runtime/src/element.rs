//! Tensors as bytes.

/// Numbers that tensors hold: every bit pattern is a value, and there is no padding.
///
/// # Safety
/// Only for types of which that is true.
pub unsafe trait Element: Copy + 'static {}

// SAFETY: plain numbers.
unsafe impl Element for f32 {}
// SAFETY: plain numbers.
unsafe impl Element for u8 {}
// SAFETY: plain numbers.
unsafe impl Element for i8 {}
// SAFETY: plain numbers.
unsafe impl Element for i32 {}

/// The bytes of a slice.
pub fn bytes_of<T: Element>(data: &[T]) -> &[u8] {
    // SAFETY: `Element` has no padding, and a byte needs no alignment.
    unsafe { std::slice::from_raw_parts(data.as_ptr().cast(), size_of_val(data)) }
}

/// The bytes of a slice, to be written.
pub fn bytes_of_mut<T: Element>(data: &mut [T]) -> &mut [u8] {
    // SAFETY: as above; any bytes make valid elements.
    unsafe { std::slice::from_raw_parts_mut(data.as_mut_ptr().cast(), size_of_val(data)) }
}
