//! The file of everything that a search found out, line by line.
//!
//! Each line is a JSON object whose `record` says what it is: `tune` (the head: the model, its data, the settings, the space), `baseline`, `times`, `roundings`,
//! `noise`, `influences`, `sensitivity`, `trial`. A line is on the disk before the search goes on. A process that is killed while it writes leaves a last line without an end,
//! which is cut off; whatever else does not fit is an error. The search goes on with what it reads back, so that one that was interrupted and one that was not know
//! the same numbers.

use super::engine::Cost;
use super::facts::{Baseline, Facts, Influences, Judged, Noise, Outcome, Sensitivity, Trial};
use super::influence::Influence;
use super::margins::Margins;
use super::noise::LayerNoise;
use super::space::Space;
use super::times::Times;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::quantize::{Range, Ranges};
use serde_json::{Map, Value, json};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The format of the file; another number is another format.
pub const VERSION: u64 = 2;
/// A larger file is none of ours.
const MOST_BYTES: u64 = 1 << 30;

/// A line of the file but the first.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    Baseline(Baseline),
    Times(Times),
    Roundings(usize, Vec<Vec<f32>>),
    Noise(Noise),
    Influences(Influences),
    Sensitivity(Sensitivity),
    Trial(Trial),
}

/// A file that is open for more lines.
#[derive(Debug)]
pub struct History {
    path: PathBuf,
    file: File,
}

/// What a file held.
#[derive(Debug, Clone, PartialEq)]
pub struct Contents {
    pub head: Value,
    /// The others, with the numbers of their lines.
    lines: Vec<(usize, Value)>,
    /// Bytes of whole lines.
    whole: u64,
}

impl Contents {
    /// Reads a file.
    ///
    /// # Errors
    /// `Io`, and `Malformed` where it is no history, or damaged.
    pub fn read(path: &Path) -> Result<Self> {
        let cannot = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot read {}: {e}", path.display()));
        let file = File::open(path).map_err(cannot)?;
        let mut bytes = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
        Self::parse(&bytes).map_err(|d| Diagnostic { message: format!("{}: {}", path.display(), d.message), ..d })
    }

    fn parse(bytes: &[u8]) -> Result<Self> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(malformed("it is too large".into()));
        }
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let mut lines = Vec::new();
        for (at, line) in bytes[..whole].split(|&byte| byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            let value: Value = serde_json::from_slice(line).map_err(|e| malformed(format!("line {}: {e}", at + 1)))?;
            lines.push((at + 1, value));
        }
        if lines.is_empty() {
            return Ok(Self { head: Value::Null, lines, whole: 0 });
        }
        let (_, head) = lines.remove(0);
        match (head.get("record").and_then(Value::as_str), head.get("version").and_then(Value::as_u64)) {
            (Some("tune"), Some(VERSION)) => Ok(Self { head, lines, whole: whole as u64 }),
            (Some("tune"), version) => Err(malformed(format!("it has version {version:?}, this program knows {VERSION}"))),
            _ => Err(malformed("it is no history of `graver tune`".into())),
        }
    }

    /// The records, of a search in this space.
    ///
    /// # Errors
    /// `Malformed` where one does not fit.
    pub fn records(&self, space: &Space) -> Result<Vec<Record>> {
        let record = |(line, value): &(usize, Value)| parse(value, space).map_err(|d| Diagnostic { message: format!("line {line}: {}", d.message), ..d });
        self.lines.iter().map(record).collect()
    }
}

fn malformed(message: String) -> Diagnostic {
    Diagnostic::error(Code::Malformed, message).hint("name another --workspace to begin again, or move the file away").shortened()
}

impl History {
    /// Begins a file, whose folder exists.
    ///
    /// # Errors
    /// `Io`; `Usage` where there is one already.
    pub fn create(path: &Path, head: &Value) -> Result<Self> {
        let created = OpenOptions::new().append(true).create_new(true).open(path);
        let file = created.map_err(|e| match e.kind() {
            std::io::ErrorKind::AlreadyExists => Diagnostic::error(Code::Usage, format!("{} holds a search already", path.display()))
                .hint("--resume goes on with it; another --workspace begins anew"),
            _ => Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display())),
        })?;
        let mut history = Self { path: path.to_owned(), file };
        history.write(head)?;
        // The name of the file must survive as well.
        if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
            let _ = folder.sync_all();
        }
        Ok(history)
    }

    /// Goes on with a file that was read: cuts off what a line that was never finished left.
    ///
    /// # Errors
    /// `Io`.
    pub fn resume(path: &Path, contents: &Contents) -> Result<Self> {
        let cannot = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", path.display()));
        let file = OpenOptions::new().append(true).open(path).map_err(cannot)?;
        if file.metadata().map_err(cannot)?.len() != contents.whole {
            file.set_len(contents.whole).map_err(cannot)?;
            file.sync_all().map_err(cannot)?;
        }
        Ok(Self { path: path.to_owned(), file })
    }

    /// Writes a record, and gives it back as it will be read.
    ///
    /// # Errors
    /// `Io`.
    pub fn append(&mut self, record: &Record, space: &Space) -> Result<Record> {
        let line = self.write(&print(record, space))?;
        let value = serde_json::from_str(&line).map_err(|e| malformed(e.to_string()))?;
        parse(&value, space)
    }

    fn write(&mut self, value: &Value) -> Result<String> {
        let cannot = |e: std::io::Error| Diagnostic::error(Code::Io, format!("cannot write {}: {e}", self.path.display()));
        let line = format!("{value}\n");
        // One call, so that a line is there or begun, and never mixed with another.
        self.file.write_all(line.as_bytes()).map_err(cannot)?;
        self.file.sync_data().map_err(cannot)?;
        Ok(line)
    }
}

/// Adds a record to what is known.
pub fn add(facts: &mut Facts, record: Record) {
    match record {
        Record::Baseline(baseline) => facts.baseline = baseline,
        Record::Times(times) => facts.times = Some(times),
        Record::Roundings(samples, table) => facts.roundings.push((samples, table)),
        Record::Noise(noise) => facts.noises.push(noise),
        Record::Influences(influences) => facts.influences.push(influences),
        Record::Sensitivity(sensitivity) => facts.sensitivities.push(sensitivity),
        Record::Trial(trial) => facts.trials.push(trial),
    }
}

fn cost_json(cost: &Cost) -> [(String, Value); 3] {
    [("latency_ns", cost.latency), ("constant_bytes", cost.constants), ("memory_bytes", cost.memory)].map(|(key, number)| (key.to_owned(), number.into()))
}

/// An infinite number is null.
fn shares(numbers: &[f32]) -> Vec<Value> {
    numbers.iter().map(|&number| if number.is_finite() { json!(number) } else { Value::Null }).collect()
}

fn print(record: &Record, space: &Space) -> Value {
    match record {
        Record::Baseline(baseline) => {
            let mut map =
                Map::from_iter([("record".into(), "baseline".into()), ("accuracy".into(), baseline.accuracy.into()), ("rows".into(), baseline.rows.into())]);
            map.extend(cost_json(&baseline.cost));
            map.insert("margins".into(), json!(baseline.margins.numbers()));
            Value::Object(map)
        }
        Record::Times(times) => json!({
            "record": "times",
            "layers_ns": times.layers.iter().map(|&(integers, floats)| [integers, floats]).collect::<Vec<_>>(),
            "whole_ns": [times.whole.0, times.whole.1],
            "million_conversions_ns": times.conversion,
        }),
        Record::Roundings(samples, table) => {
            json!({ "record": "roundings", "samples": space.samples[*samples], "layers": table.iter().map(|layer| shares(layer)).collect::<Vec<_>>() })
        }
        Record::Noise(noise) => {
            let layer = |noise: &LayerNoise| {
                let mut row = vec![json!(noise.integer)];
                row.extend(shares(&[noise.mean_square, noise.share, noise.rounding]));
                row
            };
            let configuration = space.configuration_json(&noise.configuration);
            json!({ "record": "noise", "configuration": configuration, "layers": noise.layers.iter().map(layer).collect::<Vec<_>>() })
        }
        Record::Influences(influences) => json!({
            "record": "influences",
            "configuration": space.configuration_json(&influences.configuration),
            "layers": influences.layers.iter().map(|layer| shares(&[layer.rounding, layer.weights])).collect::<Vec<_>>(),
        }),
        Record::Sensitivity(sensitivity) => json!({
            "record": "sensitivity",
            "configuration": space.configuration_json(&sensitivity.configuration),
            "to_floats": sensitivity.to_floats,
            "errors": sensitivity.errors.iter().map(|error| error.filter(|e| e.is_finite())).collect::<Vec<_>>(),
        }),
        Record::Trial(trial) => {
            let mut map = Map::from_iter([("record".into(), "trial".into()), ("configuration".into(), space.configuration_json(&trial.configuration))]);
            match &trial.outcome {
                Outcome::Failed(message) => drop(map.insert("error".into(), message.as_str().into())),
                Outcome::Judged(judged) => {
                    map.insert("accuracy".into(), judged.accuracy.into());
                    map.insert("rows".into(), judged.rows.into());
                    map.insert("whole".into(), judged.whole.into());
                    map.insert("met".into(), judged.met.into());
                    map.extend(cost_json(&judged.cost));
                    map.insert("digest".into(), judged.digest.as_str().into());
                }
            }
            map.insert("elapsed_ms".into(), trial.elapsed.into());
            let ranges: Map<String, Value> = trial.ranges.iter().map(|(name, range)| (name.clone(), json!([range.min, range.max]))).collect();
            map.insert("ranges".into(), Value::Object(ranges));
            Value::Object(map)
        }
    }
}

fn parse(value: &Value, space: &Space) -> Result<Record> {
    let fields = Fields(value);
    let layers = space.layers.len();
    let configuration = || space.parse_configuration(fields.get("configuration")?);
    match fields.text("record")? {
        "baseline" => {
            let margins = numbers(fields.get("margins")?).ok_or_else(|| fields.wrong("margins"))?;
            let (accuracy, rows) = (fields.number("accuracy")?, fields.integer("rows")? as usize);
            Ok(Record::Baseline(Baseline { accuracy, rows, cost: fields.cost()?, margins: Margins::kept(margins) }))
        }
        "times" => {
            let pair = |value: &Value| Some((value.get(0)?.as_u64()?, value.get(1)?.as_u64()?));
            let times = fields.list("layers_ns", layers)?.iter().map(pair).collect::<Option<Vec<_>>>().ok_or_else(|| fields.wrong("layers_ns"))?;
            let whole = pair(fields.get("whole_ns")?).ok_or_else(|| fields.wrong("whole_ns"))?;
            Ok(Record::Times(Times { layers: times, whole, conversion: fields.integer("million_conversions_ns")? }))
        }
        "roundings" => {
            let samples = fields.integer("samples")? as usize;
            let samples = space.samples.iter().position(|&other| other == samples).ok_or_else(|| fields.wrong("samples"))?;
            let rows = fields.list("layers", layers)?.iter().zip(&space.layers);
            let table = rows.map(|(row, layer)| numbers(row).filter(|row| row.len() == layer.variants.len())).collect::<Option<Vec<_>>>();
            Ok(Record::Roundings(samples, table.ok_or_else(|| fields.wrong("layers"))?))
        }
        "noise" => {
            let layer = |row: &Value| {
                let integer = row.get(0)?.as_bool()?;
                let [_, mean_square, share, rounding] = numbers(row)?[..] else { return None };
                Some(LayerNoise { integer, mean_square, share, rounding })
            };
            let layers = fields.list("layers", layers)?.iter().map(layer).collect::<Option<Vec<_>>>().ok_or_else(|| fields.wrong("layers"))?;
            Ok(Record::Noise(Noise { configuration: configuration()?, layers }))
        }
        "influences" => {
            let layer = |row: &Value| {
                let [rounding, weights] = numbers(row)?[..] else { return None };
                Some(Influence { rounding, weights })
            };
            let layers = fields.list("layers", layers)?.iter().map(layer).collect::<Option<Vec<_>>>().ok_or_else(|| fields.wrong("layers"))?;
            Ok(Record::Influences(Influences { configuration: configuration()?, layers }))
        }
        "sensitivity" => {
            let errors = fields.list("errors", layers)?.iter().map(|error| error.as_f64().map(|error| error as f32)).collect();
            Ok(Record::Sensitivity(Sensitivity { configuration: configuration()?, to_floats: fields.boolean("to_floats")?, errors }))
        }
        "trial" => {
            let outcome = match value.get("error") {
                Some(message) => Outcome::Failed(message.as_str().ok_or_else(|| fields.wrong("error"))?.to_owned()),
                None => Outcome::Judged(Judged {
                    accuracy: fields.number("accuracy")?,
                    rows: fields.integer("rows")? as usize,
                    whole: fields.boolean("whole")?,
                    met: fields.boolean("met")?,
                    cost: fields.cost()?,
                    digest: fields.text("digest")?.to_owned(),
                }),
            };
            let range = |(name, ends): (&String, &Value)| match numbers(ends)?[..] {
                [min, max] if min <= max && min.is_finite() && max.is_finite() => Some((name.clone(), Range { min, max })),
                _ => None,
            };
            let ranges = fields.get("ranges")?.as_object().and_then(|all| all.iter().map(range).collect::<Option<Ranges>>());
            let ranges = ranges.ok_or_else(|| fields.wrong("ranges"))?;
            Ok(Record::Trial(Trial { configuration: configuration()?, outcome, ranges, elapsed: fields.integer("elapsed_ms")? }))
        }
        other => Err(malformed(format!("there is no record '{other}'"))),
    }
}

/// Numbers of a list; what is no number is infinite.
fn numbers(value: &Value) -> Option<Vec<f32>> {
    Some(value.as_array()?.iter().map(|number| number.as_f64().map_or(f32::INFINITY, |number| number as f32)).collect())
}

struct Fields<'v>(&'v Value);

impl<'v> Fields<'v> {
    fn wrong(&self, key: &str) -> Diagnostic {
        malformed(format!("\"{key}\" is missing, or does not fit"))
    }

    fn get(&self, key: &str) -> Result<&'v Value> {
        self.0.get(key).ok_or_else(|| self.wrong(key))
    }

    fn text(&self, key: &str) -> Result<&'v str> {
        self.get(key)?.as_str().ok_or_else(|| self.wrong(key))
    }

    fn number(&self, key: &str) -> Result<f64> {
        self.get(key)?.as_f64().ok_or_else(|| self.wrong(key))
    }

    fn integer(&self, key: &str) -> Result<u64> {
        self.get(key)?.as_u64().ok_or_else(|| self.wrong(key))
    }

    fn boolean(&self, key: &str) -> Result<bool> {
        self.get(key)?.as_bool().ok_or_else(|| self.wrong(key))
    }

    fn list(&self, key: &str, length: usize) -> Result<&'v [Value]> {
        self.get(key)?.as_array().filter(|list| list.len() == length).map(Vec::as_slice).ok_or_else(|| self.wrong(key))
    }

    fn cost(&self) -> Result<Cost> {
        Ok(Cost { latency: self.integer("latency_ns")?, constants: self.integer("constant_bytes")?, memory: self.integer("memory_bytes")? })
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::testing::{facts, trial};
    use super::*;

    fn records() -> (Space, Vec<Record>) {
        let facts = facts();
        let base = facts.space.uniform(1, facts.space.layers[0].variants[0]).with_float(2, true);
        let mut whole = trial(base.clone(), 0.1 + 0.2, 1234, true);
        whole.ranges.insert("a \"b\"".into(), Range { min: -0.1, max: f32::MIN_POSITIVE });
        let noise = LayerNoise { integer: true, mean_square: 0.1, share: 1e-30, rounding: f32::INFINITY };
        let records = vec![
            Record::Baseline(Baseline { margins: Margins::kept(vec![0.1, 3.0, 1e30]), ..facts.baseline.clone() }),
            Record::Times(Times { layers: vec![(1, 2); 6], whole: (3, 4), conversion: 5 }),
            Record::Roundings(1, facts.space.layers.iter().map(|layer| vec![0.3; layer.variants.len()]).collect()),
            Record::Noise(Noise { configuration: base.clone(), layers: vec![noise; 6] }),
            Record::Influences(Influences { configuration: base.clone(), layers: vec![Influence { rounding: 0.1, weights: 1e-30 }; 6] }),
            Record::Sensitivity(Sensitivity { configuration: base.clone(), to_floats: true, errors: vec![None, Some(0.7), None, None, None, Some(1e-9)] }),
            Record::Trial(whole),
            Record::Trial(Trial { configuration: base, outcome: Outcome::Failed("it\nfailed".into()), ranges: Ranges::new(), elapsed: 9 }),
        ];
        (facts.space, records)
    }

    fn file() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.jsonl");
        (folder, path)
    }

    fn head() -> Value {
        json!({ "record": "tune", "version": VERSION, "model": "x" })
    }

    #[test]
    fn what_is_written_is_read() {
        let ((space, records), (_folder, path)) = (records(), file());
        let mut history = History::create(&path, &head()).unwrap();
        for record in &records {
            assert_eq!(history.append(record, &space).unwrap(), *record);
        }
        let contents = Contents::read(&path).unwrap();
        assert_eq!((&contents.head, contents.records(&space).unwrap()), (&head(), records));
        assert!(History::create(&path, &head()).unwrap_err().hint.unwrap().contains("--resume"));
    }

    /// Killed after any byte, the file holds every record that was finished, and goes on.
    #[test]
    fn every_beginning_of_a_file_is_a_file() {
        let ((space, records), (_folder, path)) = (records(), file());
        let mut history = History::create(&path, &head()).unwrap();
        records.iter().for_each(|record| drop(history.append(record, &space).unwrap()));
        let bytes = std::fs::read(&path).unwrap();
        for length in 0..=bytes.len() {
            let ends = bytes[..length].iter().filter(|&&byte| byte == b'\n').count();
            std::fs::write(&path, &bytes[..length]).unwrap();
            let contents = Contents::read(&path).unwrap();
            assert_eq!(contents.records(&space).unwrap(), records[..ends.saturating_sub(1)]);
            // Going on waits for the disk.
            if ends > 0 && length % 101 == 0 {
                let mut history = History::resume(&path, &contents).unwrap();
                records[ends - 1..].iter().for_each(|record| drop(history.append(record, &space).unwrap()));
                assert_eq!(std::fs::read(&path).unwrap(), bytes);
            }
        }
    }

    #[test]
    fn damaged_files_are_refused() {
        let (space, _) = records();
        for bad in ["{}\n", "nonsense\n", "{\"record\":\"tune\"}\n", "{\"record\":\"tune\",\"version\":1}\n", "\u{0}\n", "[]\n"] {
            assert_eq!(Contents::parse(bad.as_bytes()).unwrap_err().code, Code::Malformed, "{bad}");
        }
        for bad in [
            r#"{}"#,
            r#"{"record":"trials"}"#,
            r#"{"record":"baseline","accuracy":1}"#,
            r#"{"record":"influences","configuration":{},"layers":[[1],[1],[1],[1],[1],[1]]}"#,
            r#"{"record":"times","layers_ns":[[1,2]],"whole_ns":[1,2],"million_conversions_ns":1}"#,
            r#"{"record":"trial","configuration":{},"elapsed_ms":1,"error":"x","ranges":{"a":[1,0]}}"#,
            r#"{"record":"trial","configuration":{"layers":{"zz":{}}},"elapsed_ms":1,"error":"x","ranges":{}}"#,
            r#"{"record":"noise","configuration":{},"layers":[1,2,3,4,5,6]}"#,
            r#"{"record":"roundings","samples":5,"layers":[]}"#,
        ] {
            let text = format!("{}\n{bad}\n", head());
            let found = Contents::parse(text.as_bytes()).unwrap().records(&space);
            assert!(found.as_ref().is_err_and(|d| d.code == Code::Malformed && d.message.starts_with("line 2")), "{bad} {found:?}");
        }
    }
}
