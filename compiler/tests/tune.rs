//! `graver tune` as a person types it, on a small network with outlier channels (`tests/tuning/outliers.py`).

mod command;

use command::{graver, machine_code_runs, shipped, texts};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn fixture(file: &str) -> String {
    shipped(&format!("tests/fixtures/tune/{file}"))
}

/// A folder with a search in it.
struct Search {
    folder: TempDir,
}

impl Search {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn arguments(&self, more: &[&str]) -> Vec<String> {
        let out = self.path("out.onnx").display().to_string();
        let (net, calib, test, labels) = (fixture("net.onnx"), fixture("calib.npy"), fixture("test.npy"), fixture("labels.npy"));
        let all = ["tune", &net, "--calib", &calib, "--eval", &test, "--labels", &labels, "-o", &out];
        all.iter().chain(more).map(|&argument| argument.to_owned()).collect()
    }

    fn run(&self, more: &[&str]) -> (i32, String, String) {
        let arguments = self.arguments(more);
        let output = graver(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        let (out, err) = texts(&output);
        (output.status.code().unwrap_or(-1), out, err)
    }

    fn reaches(&self, more: &[&str]) -> String {
        let (code, out, err) = self.run(more);
        assert_eq!(code, 0, "{more:?}\n{out}\n{err}");
        out
    }

    fn records(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.path("out.tune/history.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn trials(&self) -> Vec<Value> {
        self.records().into_iter().filter(|record| record["record"] == "trial").collect()
    }

    /// The accuracy of a model, as `eval` finds it.
    fn accuracy(&self, model: &Path) -> f64 {
        let model = model.display().to_string();
        let output = graver(&["eval", &model, "--input", &fixture("test.npy"), "--labels", &fixture("labels.npy"), "--json", "-"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["accuracy"][0]["accuracy"].as_f64().unwrap() / 100.0
    }

    fn recover(&self, trial: usize) -> PathBuf {
        let (file, workspace) = (self.path(&format!("trial{trial}.onnx")), self.path("out.tune").display().to_string());
        let output = graver(&["tune", &fixture("net.onnx"), "--recover", &trial.to_string(), "--workspace", &workspace, "-o", &file.display().to_string()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        file
    }
}

fn floats(trial: &Value) -> Vec<String> {
    let layers = trial["configuration"]["layers"].as_object().unwrap();
    layers.iter().filter(|(_, layer)| layer["float"] == true).map(|(name, _)| name.clone()).collect()
}

/// The few choices that make searches short.
const FEW: [&str; 6] = ["--calib-mode", "naive,mse", "--dtype", "auto", "--granularity", "channel"];

#[test]
fn strategies_find_the_layer_that_needs_floats() {
    if !machine_code_runs("strategies_find_the_layer_that_needs_floats") {
        return;
    }
    let mut counts = Vec::new();
    for strategy in ["auto", "basic", "mse", "mse_v2", "conservative"] {
        let search = Search::new();
        let out = search.reaches(&[&FEW[..], &["--strategy", strategy]].concat());
        let (records, trials) = (search.records(), search.trials());
        let baseline = records.iter().find(|record| record["record"] == "baseline").unwrap()["accuracy"].as_f64().unwrap();
        let met: Vec<&Value> = trials.iter().filter(|trial| trial["met"] == true).collect();
        let last = met.last().unwrap();
        assert!(floats(last).contains(&"conv0".to_owned()) && floats(last).len() < 5, "{strategy}: {out}");
        let found = search.accuracy(&search.path("out.onnx"));
        assert!(found >= 0.99 * baseline, "{strategy}: {found} of {baseline}\n{out}");
        // What was measured in memory is what the file does.
        let best = met.iter().map(|trial| trial["accuracy"].as_f64().unwrap()).find(|accuracy| (accuracy - found).abs() < 1e-9);
        assert!(best.is_some(), "{strategy}: {found}\n{out}");
        if strategy == "basic" {
            // Integers everywhere lose more than 10 points, however they are calibrated.
            let uniform: Vec<f64> = trials.iter().filter(|trial| floats(trial).is_empty()).map(|trial| trial["accuracy"].as_f64().unwrap()).collect();
            assert!(uniform.len() == 2 && uniform.iter().all(|accuracy| *accuracy < baseline - 0.1), "{uniform:?}");
        }
        counts.push((strategy, trials.len()));
        let report = std::fs::read_to_string(search.path("out.tune/report.html")).unwrap();
        assert!(report.contains("<svg") && report.contains("Layers in floats") && report.contains("conv0"), "{strategy}");
    }
    assert!(counts[0].1 <= 3 && counts[1..].iter().all(|(_, count)| *count > counts[0].1), "{counts:?}");
}

#[test]
fn trials_come_back_bit_for_bit_and_are_given_up_rightly() {
    if !machine_code_runs("trials_come_back_bit_for_bit_and_are_given_up_rightly") {
        return;
    }
    let search = Search::new();
    let (code, out, err) = search.run(&["--strategy", "random", "--max-trials", "8", "--seed", "5", "--relative=-0.5"]);
    assert_eq!(code, 1, "{out}\n{err}");
    assert!(err.contains("the goal is not reached") && err.contains("hint: allow more: --max-trials"), "{err}");
    let trials = search.trials();
    assert_eq!(trials.len(), 8);
    let given_up = trials.iter().filter(|trial| trial["whole"] == false).count();
    assert!(given_up > 0, "{trials:?}");
    let mut best = (f64::NEG_INFINITY, 0);
    for (at, trial) in trials.iter().enumerate() {
        let file = search.recover(at + 1);
        let accuracy = search.accuracy(&file);
        if trial["whole"] == true {
            assert!((trial["accuracy"].as_f64().unwrap() - accuracy).abs() < 1e-9, "{trial}");
            if accuracy >= best.0 {
                best = (accuracy, at + 1);
            }
        } else {
            assert!(accuracy < best.0 && trial["rows"].as_u64().unwrap() < 400, "{accuracy} {trial}");
        }
    }
    // The most accurate one is written although it misses the goal.
    let written = std::fs::read(search.path("out.onnx")).unwrap();
    assert!((search.accuracy(&search.path("out.onnx")) - best.0).abs() < 1e-9);
    let same = (1..=8).filter(|trial| std::fs::read(search.path(&format!("trial{trial}.onnx"))).unwrap() == written).count();
    assert!(same >= 1);
    let (code, _, err) = search.run(&["--resume", "--strategy", "random", "--seed", "6", "--relative=-0.5"]);
    assert!(code == 1 && err.contains("begun with random_seed 5, not 6"), "{err}");
    let (code, _, err) = search.run(&["--strategy", "random"]);
    assert!(code == 1 && err.contains("--resume"), "{err}");
}

/// A data set as Paddle's scripts write it does not say the shape of its images, and the network leaves its batch open.
#[test]
fn images_without_a_shape_are_taken_one_by_one() {
    if !machine_code_runs("tune") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let counted = |file: &str| {
        let array = graver::tensor_file::read_npy(fixture(file).as_ref()).unwrap();
        let rows = array.shape().extents()[0];
        let numbers = array.to_tensor(graver::graph::DType::F32).unwrap().data.to_bytes();
        let bytes = [&(rows as i64).to_le_bytes()[..], &numbers, &vec![0; 8 * rows]].concat();
        let path = folder.path().join(file).with_extension("bin");
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let (calib, test, out) = (counted("calib.npy"), counted("test.npy"), folder.path().join("out.onnx").display().to_string());
    let output = graver(&["tune", &fixture("net.onnx"), "--calib", &calib, "--eval", &test, "-o", &out, "--metric", "agreement", "--relative", "0.02"]);
    let (_, err) = texts(&output);
    assert!(output.status.success() && err.contains("leaves the batch of this input open: it is 1"), "{err}");
}

#[test]
fn the_number_of_processors_changes_nothing() {
    if !machine_code_runs("the_number_of_processors_changes_nothing") {
        return;
    }
    let known = |threads: &str| {
        let search = Search::new();
        search.run(&["--strategy", "random", "--max-trials", "9", "--threads", threads, "--confidence", "0.99", "--relative=-0.5"]);
        search.trials().iter().map(stripped).collect::<Vec<_>>()
    };
    let one = known("1");
    assert_eq!(one.len(), 9);
    assert_eq!(one, known("3"));
}

/// A trial without what a clock says.
fn stripped(trial: &Value) -> Value {
    let mut trial = trial.as_object().unwrap().clone();
    ["latency_ns", "elapsed_ms"].iter().for_each(|key| drop(trial.remove(*key)));
    Value::Object(trial)
}

#[test]
fn files_and_programs_of_a_persons_own() {
    if !machine_code_runs("files_and_programs_of_a_persons_own") {
        return;
    }
    let search = Search::new();
    let yaml = search.path("tune.yaml");
    std::fs::write(&yaml, "tuning:\n  strategy: {name: mse}\n  accuracy_criterion: {absolute: 0.02}\n  exit_polcy: {timeout: 0}\nquantization:\n  op_wise: {conv0: {weight: {dtype: fp32}}}\n")
        .unwrap();
    let (code, out, err) = search.run(&["--config", &yaml.display().to_string()]);
    assert_eq!(code, 0, "{out}\n{err}");
    assert!(err.contains("warning[usage]: tuning.exit_polcy is not known and is passed over") && err.contains("did you mean tuning.exit_policy?"), "{err}");
    assert_eq!(search.records()[0]["settings"]["criterion"]["absolute"], 0.02);
    assert_eq!((search.trials().len(), floats(&search.trials()[0])), (1, vec!["conv0".to_owned()]));
    // A strategy in lines of JSON, and a metric that is a program: both of the shell.
    let search = Search::new();
    let strategy = r#"read known; echo '{"configurations": [{}, {"layers": {"conv0": {"float": true}}}]}'; read trials; echo '{"done": true}'; read rest"#;
    let metric = r#"test -s "$GRAVER_MODEL" && test -s "$GRAVER_OUTPUTS" && echo accuracy && wc -c < "$GRAVER_MODEL""#;
    let (code, out, err) = search.run(&["--strategy-command", strategy, "--metric-command", metric, "--lower-is-better", "--threads", "1"]);
    assert_eq!(code, 0, "{out}\n{err}");
    let (baseline, trials) = (search.records()[1].clone(), search.trials());
    assert_eq!(baseline["accuracy"].as_f64().unwrap(), std::fs::metadata(fixture("net.onnx")).unwrap().len() as f64);
    // Integers make the file smaller at once.
    assert_eq!((trials.len(), trials[0]["met"].as_bool()), (1, Some(true)));
    assert_eq!(trials[0]["accuracy"].as_f64().unwrap(), std::fs::metadata(search.path("out.onnx")).unwrap().len() as f64);
    for (more, expected) in [
        (vec!["--metric-command", "echo many"], "no number"),
        (vec!["--strategy", "fastest"], "no strategy 'fastest'"),
        (vec!["--exclude", "conv9"], "did you mean conv"),
        (vec!["--strategy-command", "false"], "the strategy 'false'"),
    ] {
        let (code, _, err) = Search::new().run(&more);
        assert!(code == 1 && err.contains(expected), "{more:?}: {err}");
    }
}

/// Killed wherever it is, a search goes on with `--resume` and ends where one ends that nobody killed. GRAVER_TUNE_KILLS says how often.
#[test]
fn killed_anywhere_nothing_is_lost() {
    if !machine_code_runs("killed_anywhere_nothing_is_lost") {
        return;
    }
    let wanted: u32 = std::env::var("GRAVER_TUNE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(50);
    // Goes through all of a strategy that measures noise, and ends without success.
    let more = [&FEW[..], &["--strategy", "mse", "--max-trials", "11", "--relative=-0.5", "--resume"]].concat();
    let reference = Search::new();
    let begun = Instant::now();
    assert_eq!(reference.run(&more).0, 1);
    let whole = begun.elapsed();
    let expected: Vec<Value> = reference.trials().iter().map(stripped).collect();
    assert!(expected.len() >= 8, "{expected:?}");
    let written = std::fs::read(reference.path("out.onnx")).unwrap();
    let mut random: u64 = 0x2545_f491_4f6c_dd1d;
    let mut kills = 0;
    let mut searches = 0;
    while kills < wanted {
        searches += 1;
        let search = Search::new();
        let arguments = search.arguments(&more);
        let mut seen = 0;
        loop {
            let mut child =
                Command::new(env!("CARGO_BIN_EXE_graver")).args(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let delay = if kills < wanted { whole.mul_f64(0.5 * (random >> 40) as f64 / f64::from(1u32 << 24)) } else { Duration::from_secs(600) };
            let begun = Instant::now();
            let mut code = None;
            while code.is_none() && begun.elapsed() < delay {
                code = child.try_wait().unwrap();
                std::thread::sleep(Duration::from_millis(2));
            }
            match code {
                Some(status) => {
                    assert_eq!(status.code(), Some(1));
                    break;
                }
                None => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    kills += 1;
                }
            }
            // Whatever had been written is there, and nothing was tried twice.
            let history = std::fs::read_to_string(search.path("out.tune/history.jsonl")).unwrap_or_default();
            let trials = history.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()).filter(|record| record["record"] == "trial");
            let trials: Vec<Value> = trials.map(|trial| stripped(&trial)).collect();
            assert!(trials.len() >= seen && trials[..] == expected[..trials.len()], "after {kills} kills");
            seen = trials.len();
        }
        assert_eq!(search.trials().iter().map(stripped).collect::<Vec<_>>(), expected, "after {kills} kills");
        assert_eq!(std::fs::read(search.path("out.onnx")).unwrap(), written);
    }
    std::io::stderr().write_all(format!("killed {kills} times in {searches} searches\n").as_bytes()).unwrap();
}
