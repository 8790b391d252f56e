//! Loop IR: what a kernel does, in loops and vector operations over virtual registers.
//!
//! In: a [`Program`] from `lower` (or text). Out: the same, verified, for `interp` and `codegen`. It never knows the graph, a source
//! framework or an instruction set; vector width comes with the kernel, so one language serves every target.
//!
//! * `kernel` kernels, loops, addresses · `op` the vector operations and their meaning · `tile` those of a matrix unit · `operands` what an operation reads and writes
//!   · `program` kernels, constants, passes, stages and calls
//! * `text` printing and parsing · `verify` bounds by interval arithmetic, kinds, interference · `interp` execution
//! * `liveness` where values are needed · `pressure` registers needed · `footprint` bytes touched · `random` kernels for tests

pub mod footprint;
pub mod interp;
pub mod kernel;
pub mod liveness;
pub mod op;
mod operands;
pub mod pressure;
pub mod program;
pub mod random;
#[cfg(test)]
mod samples;
pub mod text;
pub mod tile;
pub mod verify;

pub use kernel::{Access, Address, Buffer, BufferId, CounterId, Kernel, Loop, Register, RegisterKind, Statement, Trips};
pub use liveness::{LiveRange, live_ranges};
pub use op::{BinaryOp, LoadForm, Source, StoreForm, UnaryOp, VectorOp, WORD_TABLE_BYTES};
pub use operands::Touch;
pub use pressure::{AddressForm, address_forms, general_registers, vector_pressure};
pub use program::{Argument, Base, Call, ConstantBlob, ConstantId, KernelId, Lanes, Leftover, Pass, Port, Portion, Program, Stage};
pub use tile::{Tile, TileId, TileOp};
