//! The law of numbers: what each epilogue step, accumulation and float function computes, once, for every stage that needs it.
//!
//! In: scalars. Out: scalars, each rounded to nearest even. `reference` calls these functions, `loop_ir::interp` and the code
//! generators obey them; overflow proofs live here too. It knows no graph traversal, no layout, no target.
