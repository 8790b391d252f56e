//! Loop IR for the AVX-512 VNNI target → bytes, with iced-x86.
