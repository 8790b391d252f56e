//! Which quantization of a network is accurate enough, and the fastest of those that are.
//!
//! In: a network in floats, samples to calibrate and to judge it with, and what a person wants ([`Settings`]). Out: the file of a quantized network, and a history of
//! everything that was tried. Each trial rewrites, compiles and evaluates the network; what calibration saw is gathered once, and ranges that were found are kept.
//! It never prints; [`Watch`] is told how it goes.
//!
//! * `settings` what is wanted · `space` what can be chosen, and configurations · `network` what a configuration makes of a network · `statistics` what calibration saw
//! * `engine` networks that run · `data` rows to judge by · `accuracy` how good answers are · `margins` how many of them noise loses · `noise` what integers do to layers
//! * `influence` what each layer alone does to the outputs · `times` what layers take
//! * `facts` all that is known · `strategy` what to try next · `history` the file of facts, `digest` of models and data · `search` the loop

mod accuracy;
mod data;
mod digest;
mod engine;
mod facts;
mod history;
mod influence;
mod margins;
mod network;
mod noise;
mod search;
mod settings;
mod space;
mod statistics;
mod strategy;
mod times;

pub use data::EvaluationData;
pub use digest::Digest;
pub use engine::Cost;
pub use facts::{Baseline, Facts, Judged, Outcome, Trial};
pub use history::{Contents, Record, VERSION};
pub use network::Network;
pub use search::{Ending, Search, Task, Watch, rebuild, write_model};
pub use settings::{Criterion, ExitPolicy, Loss, Method, Metric, Objective, Settings};
pub use space::{Configuration, Restriction, Space, calibration_of};
