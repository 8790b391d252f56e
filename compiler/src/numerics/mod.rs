//! The law of numbers: what each epilogue step, accumulation and float function computes, once, for every stage that needs it.
//!
//! In: scalars. Out: scalars, each rounded to nearest even. `reference` calls these functions, `loop_ir::interp` and the code
//! generators obey them; overflow proofs live here too. It knows no graph traversal, no layout, no target.
//!
//! * `step` the steps and ends of an epilogue · `function` exponentials and their like · `quotient` division by constants
//! * `accumulate` sums, maxima and chains whose order is part of the result · `interval` ranges of numbers through steps · `proof` what is known about a node before it runs

pub mod accumulate;
pub mod function;
pub mod interval;
pub mod proof;
mod quotient;
pub mod step;

pub use accumulate::{PARTIALS, Partials, absmax_f32, absmax_s32, dot_f32, maximum_tap, minimum_tap};
pub use function::{Arithmetic, elu_sequence, sequence};
pub use interval::{Interval, IntervalStep};
pub use proof::{
    Bounds, FLOAT_BITS, FLOAT_BITS_VALUE, accumulates_float_bits, accumulates_integers, accumulator_bounds, centred_bounds, epilogue_intervals,
    prove_accumulator, requantize_bound,
};
pub use quotient::{has_quotient, largest_dividend, quotient, quotient_factors, quotient_steps};
pub use step::{ResolvedStep, ScalarStep, Stored, affine, apply_end, apply_end_s32, apply_step, centred, convert, reciprocal};
