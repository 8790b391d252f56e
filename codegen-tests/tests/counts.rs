//! Speed without a clock: what the code of whole networks executes. A change that lets a layer run more instructions than before shows here on every
//! machine.

use graver::codegen::target::Target;
use graver::compile::{CompileOptions, Observer, compile_model};
use graver_codegen_tests::{BLESS, Stage, check, counts};
use std::path::{Path, PathBuf};

/// The path of a model file, from the root of the repository, or the name of a network of the zoo.
fn model(text: &str) -> PathBuf {
    match text.trim() {
        name if name.starts_with("zoo:") => PathBuf::from(name),
        path => Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path),
    }
}

fn network_stages(text: &str) -> Result<Vec<Stage>, String> {
    let target = Target::AVX512_VNNI;
    let compiled = compile_model(&model(text), &CompileOptions::new(target), &mut Observer::default()).map_err(|d| d.to_string())?;
    Ok(vec![Stage { extension: "counts", text: counts(&compiled.program, &target)? }])
}

#[test]
fn networks() {
    let cases = check("network", "model", network_stages).unwrap_or_else(|report| {
        panic!(
            "{report}\n\nThe code of these networks executes something else than before. If that is meant (a new kernel, another tile), run\n\
             \n    {BLESS}=1 cargo test -p graver-codegen-tests --test counts\n\n\
             and read the difference: `executed` should come nearer to `useful`, and the other counts should not grow without a reason."
        )
    });
    assert!(cases > 0, "no cases were found");
}
