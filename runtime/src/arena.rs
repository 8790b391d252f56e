//! Working memory.

use crate::abi::{ARENA_ALIGNMENT, Status};
use crate::error::{Error, Result};
use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::c_void;
use std::ptr::NonNull;

/// Memory for one run at a time, aligned to 64 bytes.
#[derive(Debug)]
pub struct Arena {
    memory: NonNull<u8>,
    layout: Layout,
}

// SAFETY: the arena owns its memory and gives out only the address.
unsafe impl Send for Arena {}

impl Arena {
    /// At least `bytes` bytes.
    pub fn new(bytes: usize) -> Result<Self> {
        let exhausted = || Error::new(Status::Memory, format!("no memory for an arena of {bytes} bytes"));
        let layout = Layout::from_size_align(bytes.max(1), ARENA_ALIGNMENT).map_err(|_| exhausted())?;
        // SAFETY: the layout has at least one byte.
        let memory = NonNull::new(unsafe { alloc_zeroed(layout) }).ok_or_else(exhausted)?;
        Ok(Self { memory, layout })
    }

    pub fn address(&mut self) -> *mut c_void {
        self.memory.as_ptr().cast()
    }

    pub fn bytes(&self) -> usize {
        self.layout.size()
    }
}

impl Drop for Arena {
    fn drop(&mut self) {
        // SAFETY: allocated with this layout.
        unsafe { dealloc(self.memory.as_ptr(), self.layout) }
    }
}
