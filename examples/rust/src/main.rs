//! Loads a compiled network, prints what it is, classifies a handwritten digit and shows where the time goes:
//!
//! ```text
//! graver compile examples/digits/digits-symbol.json --name digits --emit so -o digits.so
//! cargo run --release -p graver-example -- digits.so
//! ```

use graver_runtime::{Model, Session, bytes_of, bytes_of_mut};
use std::process::ExitCode;
use std::sync::Arc;

/// An 8 × 8 image, 0 (paper) to 16 (ink).
#[rustfmt::skip]
const IMAGE: [u8; 64] = [
    0, 0,  5, 13,  1,  0,  0, 0,
    0, 0, 12, 13,  0,  0,  0, 0,
    0, 0, 16,  8,  0,  0,  0, 0,
    0, 5, 16,  2,  0,  0,  0, 0,
    0, 4, 16,  8, 15,  9,  1, 0,
    0, 4, 16, 16, 12, 15, 11, 0,
    0, 1, 15, 14,  4, 14, 11, 0,
    0, 0,  5, 14, 14, 10,  1, 0,
];

fn classify(path: &str) -> graver_runtime::Result<()> {
    let model = Arc::new(Model::open(path)?);
    for input in &model.description().inputs {
        println!("input {input}");
    }
    for output in &model.description().outputs {
        println!("output {output}");
    }
    let mut session = Session::new(&model, 1)?;
    session.set_profiling(true);
    let data = IMAGE.map(|ink| f32::from(ink) / 16.0);
    let mut logits = [0.0f32; 10];
    session.run(&[bytes_of(&data)], &mut [bytes_of_mut(&mut logits)])?;
    for (stage, time) in session.profile() {
        println!("{:8.2} us  {:<24} {}", time.as_secs_f64() * 1e6, stage.name, stage.description);
    }
    let best = (0..logits.len()).fold(0, |best, i| if logits[i] > logits[best] { i } else { best });
    println!("digit {best} (logit {:.3})", logits[best]);
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path] = &arguments[..] else {
        eprintln!("usage: graver-example MODEL.so");
        return ExitCode::from(2);
    };
    match classify(path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
