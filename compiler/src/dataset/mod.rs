//! Data that a network is calibrated or judged with.
//!
//! In: files (arrays, folders of photographs, MXNet's records, Paddle's data sets), one for each input of a network. Out: samples, each the tensors that one run of the network
//! reads, one after the other, so that memory does not grow with their number; and labels, where the files hold them. It never runs a network.
//!
//! * `source` which files there are · `image` photographs · `record_io` MXNet's records · `counted` Paddle's images with classes
//! * `preparation` numbers from pixels · `rows` samples

mod counted;
mod image;
mod preparation;
mod record_io;
mod rows;
mod source;

pub use preparation::{Axes, ColorOrder, Preparation};
pub use rows::{Input, Rows};
pub use source::{NamedSource, Source};
