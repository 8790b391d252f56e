//! Graver compiles calibrated INT8 networks into machine code.
//!
//! Data flows one way: [`frontend`] → [`graph`] → [`transform`] → [`plan`] → [`lower`] → [`loop_ir`] → [`codegen`] → [`emit`].
//! [`numerics`] is the one place that says what each number is; [`reference`](mod@reference) and every later stage obey it.

pub mod autotile;
pub mod cli;
pub mod codegen;
pub mod compile;
pub mod compose;
pub mod dataset;
pub mod diagnostic;
pub mod emit;
pub mod export;
pub mod frontend;
pub mod graph;
pub mod latency;
pub mod loop_ir;
pub mod lower;
pub mod measure;
pub mod numerics;
pub mod onnx_file;
pub mod paddle_file;
pub mod plan;
pub mod qlinear;
pub mod quantize;
pub mod reference;
pub mod report;
pub mod shared_file;
pub mod similar;
pub mod tensor_file;
pub mod transform;
pub mod tune;
pub mod zoo;
