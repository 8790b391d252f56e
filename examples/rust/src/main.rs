//! Compiles the bundled digits network in memory, prints what it is, classifies a handwritten digit and shows where the time goes. With
//! the path of a shared object that `graver compile` wrote, it loads that one instead.

use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_model, generate};
use graver::emit::JitModel;
use graver_runtime::{Model, Session, bytes_of, bytes_of_mut};
use std::error::Error;
use std::path::Path;
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

/// Model file → machine code in this process.
fn compile(path: &Path) -> Result<Model, Box<dyn Error>> {
    let options = CompileOptions::new(Target::best_here()?);
    let mut observer = Observer::default();
    let compiled = compile_model(path, &options, &mut observer)?;
    for warning in &compiled.warnings {
        eprintln!("{warning}");
    }
    let code = generate(compiled.program, options.target, &mut observer)?;
    Ok(JitModel::load(&code)?.into_model()?)
}

fn classify(model: Model) -> Result<(), Box<dyn Error>> {
    let model = Arc::new(model);
    for input in &model.description().inputs {
        println!("input {input}");
    }
    for output in &model.description().outputs {
        println!("output {output}");
    }
    let mut session = Session::new(&model, 1)?;
    let data = IMAGE.map(|ink| f32::from(ink) / 16.0);
    let mut logits = [0.0f32; 10];
    session.run(&[bytes_of(&data)], &mut [bytes_of_mut(&mut logits)])?;
    // Measured the second time, when weights are in the caches.
    session.set_profiling(true);
    session.run(&[bytes_of(&data)], &mut [bytes_of_mut(&mut logits)])?;
    for (stage, time) in session.profile() {
        println!("{:8.2} us  {:<24} {}", time.as_secs_f64() * 1e6, stage.name, stage.description);
    }
    let best = (0..logits.len()).fold(0, |best, i| if logits[i] > logits[best] { i } else { best });
    println!("digit {best} (logit {:.3})", logits[best]);
    Ok(())
}

fn main() -> ExitCode {
    let model = match std::env::args().nth(1) {
        Some(path) => Model::open(path).map_err(Box::from),
        None => compile(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../digits/digits-symbol.json"))),
    };
    match model.and_then(classify) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
