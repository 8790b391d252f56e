//! Runs all cases of a folder and compares each stage's text with the expected file.

use super::BLESS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What becomes of a case's input: the extension of the expected file, and the text that should be in it.
#[derive(Debug)]
pub struct Stage {
    pub extension: &'static str,
    pub text: String,
}

/// Runs `stages` on every `*.INPUT` of `cases/FOLDER` and compares. Returns how many cases there were.
///
/// # Errors
/// A report on every difference: a stage that fails, text that differs, an expected file that is missing or belongs to no case. With
/// `GRAVER_BLESS` set, texts are written instead and files without a case are removed.
pub fn check(folder: &str, input: &str, stages: impl Fn(&str) -> Result<Vec<Stage>, String>) -> Result<usize, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(folder);
    let bless = std::env::var_os(BLESS).is_some();
    let files = list(&folder)?;
    let is_input = |path: &PathBuf| path.extension().is_some_and(|e| e == input);
    let mut known: BTreeSet<PathBuf> = files.iter().filter(|p| is_input(p)).cloned().collect();
    let mut failures = Vec::new();
    let cases: Vec<PathBuf> = known.iter().cloned().collect();
    for case in &cases {
        let name = case.file_stem().unwrap_or_default().to_string_lossy();
        match stages(&read(case)?) {
            Err(error) => failures.push(format!("{name}: {error}")),
            Ok(stages) => {
                for stage in stages {
                    let path = case.with_extension(stage.extension);
                    if bless {
                        fs::write(&path, &stage.text).map_err(|e| format!("{}: {e}", path.display()))?;
                    } else if !path.exists() {
                        failures.push(format!("{name}: there is no {}", path.display()));
                    } else if let Some(difference) = difference(&read(&path)?, &stage.text) {
                        failures.push(format!("{name}: {} differs {difference}", path.display()));
                    }
                    known.insert(path);
                }
            }
        }
    }
    for stray in files.iter().filter(|p| !known.contains(*p)) {
        if bless && failures.is_empty() {
            fs::remove_file(stray).map_err(|e| format!("{}: {e}", stray.display()))?;
        } else {
            failures.push(format!("{} belongs to no case", stray.display()));
        }
    }
    if failures.is_empty() { Ok(cases.len()) } else { Err(format!("{}\n\nset {BLESS}=1 to accept the new texts", failures.join("\n\n"))) }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut files = entries.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Where two texts part, with the lines around; `None` if they are the same.
fn difference(expected: &str, found: &str) -> Option<String> {
    const CONTEXT: usize = 3;
    if expected == found {
        return None;
    }
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let at = expected.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let excerpt = |mark: char, lines: &[&str]| lines.iter().skip(at).take(CONTEXT).map(|line| format!("\n  {mark} {line}")).collect::<String>();
    let before: String = expected[at.saturating_sub(CONTEXT)..at].iter().map(|line| format!("\n    {line}")).collect();
    Some(format!("from line {}:{before}{}{}", at + 1, excerpt('-', &expected), excerpt('+', &found)))
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_difference_names_its_line() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\n"), Some("from line 2:\n    a\n  - b\n  + c".into()));
        assert_eq!(difference("a\n", "a\nc\n"), Some("from line 2:\n    a\n  + c".into()));
        // The same lines, but for the end of the last.
        assert_eq!(difference("a\n", "a"), Some("from line 2:\n    a".into()));
    }
}
