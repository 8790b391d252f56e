//! Runs models that Graver compiled.
//!
//! In: a shared object, or the entry points of a model in memory. Out: runs of it, on one thread or a gang of workers, and times of
//! its layers. It knows nothing of graphs or kernels: a model is five functions (see [`abi`]).
//!
//! * `model` opening and describing · `session` arena, workers, runs · `gang` the worker threads · `c_api` the same for C · `processor` what this machine offers
//!
//! ```no_run
//! use graver_runtime::{Model, Session, bytes_of, bytes_of_mut};
//! # fn main() -> graver_runtime::Result<()> {
//! let model = std::sync::Arc::new(Model::open("digits.so")?);
//! let mut session = Session::new(&model, 1)?;
//! let (image, mut logits) = ([0.0f32; 64], [0.0f32; 10]);
//! session.run(&[bytes_of(&image)], &mut [bytes_of_mut(&mut logits)])?;
//! # Ok(())
//! # }
//! ```

pub mod abi;
mod arena;
pub mod c_api;
mod clock;
mod description;
mod element;
mod error;
mod gang;
mod model;
pub mod processor;
mod session;
mod sleep;

pub use abi::Status;
pub use arena::Arena;
pub use description::{Description, ElementType, Quantization, Stage, Tensor};
pub use element::{Element, bytes_of, bytes_of_mut};
pub use error::{Error, Result};
pub use model::Model;
pub use session::{MAX_WORKERS, Session};
