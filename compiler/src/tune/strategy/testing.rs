//! Strategies in a world that is a formula: layers add noise, and accuracy falls with it.

use super::{Ask, strategy};
use crate::tune::facts::testing::{facts, trial};
use crate::tune::facts::{Baseline, Facts, Influences, Noise, Sensitivity};
use crate::tune::influence::Influence;
use crate::tune::margins::Margins;
use crate::tune::noise::LayerNoise;
use crate::tune::settings::Method;
use crate::tune::space::Configuration;
use crate::tune::times::Times;

/// What each layer of the space adds as integers. b is what ruins the network.
const ADDED: [f64; 6] = [0.0, 0.004, 0.5, 0.002, 0.001, 0.003];
const TIMES: [(u64, u64); 6] = [(0, 0), (100, 400), (100, 400), (100, 400), (10, 20), (50, 150)];

fn noise(facts: &Facts, configuration: &Configuration) -> f64 {
    let of = |layer: usize| {
        let choice = configuration.choices[layer];
        let variant = facts.space.layers[layer].variants[usize::from(choice.variant)];
        let kept = if choice.float { 0.0 } else { 1.0 };
        kept * ADDED[layer] + if variant.symmetric { 0.0005 } else { 0.0 }
    };
    (0..6).map(of).sum()
}

fn accuracy(facts: &Facts, configuration: &Configuration) -> f64 {
    (0.9 - 0.5 * noise(facts, configuration)).max(0.1)
}

fn latency(configuration: &Configuration) -> u64 {
    configuration.choices.iter().zip(TIMES).map(|(choice, (integers, floats))| if choice.float { floats } else { integers }).sum()
}

/// Answers one question. Trials are added one at a time, as long as `go_on` of what is known.
pub fn answer(facts: &mut Facts, ask: Ask, go_on: &dyn Fn(&Facts) -> bool) {
    let errors = |facts: &Facts, configuration: &Configuration| noise(facts, configuration) as f32;
    match ask {
        Ask::Trials(proposals) => {
            assert!(!proposals.is_empty());
            for proposal in proposals {
                if !go_on(facts) {
                    return;
                }
                assert!(facts.trials.iter().all(|trial| trial.configuration != proposal.configuration), "tried twice: {proposal:?}");
                let found = accuracy(facts, &proposal.configuration);
                let met = facts.criterion.met(found, facts.baseline.accuracy);
                facts.trials.push(trial(proposal.configuration.clone(), found, latency(&proposal.configuration), met));
            }
        }
        Ask::Noise(configuration) => {
            let mut share = 0.0;
            let layers = (0..6).map(|layer| {
                let integer = layer > 0 && !configuration.choices[layer].float;
                share += if integer { ADDED[layer] as f32 } else { 0.0 };
                LayerNoise { integer, mean_square: if integer { ADDED[layer] as f32 } else { 0.0 }, share, rounding: 0.0 }
            });
            facts.noises.push(Noise { layers: layers.collect(), configuration });
        }
        Ask::Influences(configuration) => {
            let layers = ADDED.iter().map(|&added| Influence { rounding: 0.0, weights: added as f32 }).collect();
            facts.influences.push(Influences { configuration, layers });
        }
        Ask::Sensitivity { configuration, to_floats } => {
            let of = |layer: usize| {
                let changes = facts.space.layers[layer].is_open() && configuration.choices[layer].float != to_floats;
                changes.then(|| errors(facts, &configuration.with_float(layer, to_floats)))
            };
            let errors = (0..6).map(of).collect();
            facts.sensitivities.push(Sensitivity { configuration, to_floats, errors });
        }
        Ask::Times => facts.times = Some(Times { layers: TIMES.into(), whole: (360, 1370), conversion: 0 }),
        Ask::Roundings(samples) => {
            let table =
                facts.space.layers.iter().map(|layer| layer.variants.iter().map(|variant| if variant.symmetric { 0.2 } else { 0.1 }).collect()).collect();
            facts.roundings.push((samples, table));
        }
        Ask::Done => {}
    }
}

/// Searches until the strategy ends, or 300 trials; `at_success` ends it at the first success where the strategy lets it.
fn search(method: &Method, at_success: bool) -> Facts {
    search_from(facts(), method, at_success)
}

fn search_from(mut facts: Facts, method: &Method, at_success: bool) -> Facts {
    let mut searcher = strategy(method).unwrap();
    let ends = at_success && searcher.ends_at_success();
    let go_on = move |facts: &Facts| facts.trials.len() < 300 && !(ends && facts.trials.iter().any(|trial| trial.met()));
    while go_on(&facts) {
        let ask = searcher.next(&facts).unwrap();
        if ask == Ask::Done {
            break;
        }
        answer(&mut facts, ask, &go_on);
    }
    facts
}

#[test]
fn every_strategy_reaches_the_goal() {
    let count = |method: Method| {
        let facts = search(&method, true);
        let best = &facts.trials[facts.best().unwrap()];
        assert!(best.met(), "{method:?}");
        assert!(best.configuration.choices[2].float, "{method:?} {best:?}");
        facts.trials.len()
    };
    let counts: Vec<(&str, usize)> = Method::NAMED.into_iter().filter(|(name, _)| *name != "exhaustive").map(|(name, method)| (name, count(method))).collect();
    // What is left to chance may be lucky.
    let others = counts[1..].iter().filter(|(name, _)| !["random", "bayesian"].contains(name));
    assert!(counts[0] == ("auto", 2) && others.into_iter().all(|(_, other)| *other > 2), "{counts:?}");
}

/// Margins that are far too large or too small predict wrongly; trials correct that, and no more layers go to floats than have to.
#[test]
fn auto_learns_from_trials() {
    let found = |margin: f32, at_success: bool| {
        let margins = Margins::of((1..=100).map(|n| margin * n as f32).collect());
        let facts = Facts { baseline: Baseline { margins, ..facts().baseline }, ..facts() };
        let facts = search_from(facts, &Method::Auto, at_success);
        let best = &facts.trials[facts.best().unwrap()];
        (facts.trials.len(), facts.space.floats(&best.configuration).join(" "), latency(&best.configuration))
    };
    for margin in [1e-3, 1e-2, 0.1, 1.0, 1e3] {
        let (trials, floats, _) = found(margin, true);
        assert!(trials <= 3 && floats.split(' ').any(|layer| layer == "b"), "{margin}: {trials} trials, {floats}");
        assert!(margin < 0.1 || floats == "b", "{margin}: {floats}");
        let (trials, floats, time) = found(margin, false);
        assert!(trials <= 8 && floats == "b" && time == 660, "{margin}: {trials} trials, {floats}");
    }
}

#[test]
fn with_time_auto_finds_the_fastest() {
    let facts = search(&Method::Auto, false);
    let best = &facts.trials[facts.best().unwrap()];
    assert_eq!((facts.space.floats(&best.configuration), latency(&best.configuration)), (vec!["b"], 660));
}

#[test]
fn conservative_ends_by_itself() {
    let facts = search(&Method::Conservative, true);
    assert_eq!(facts.space.floats(&facts.trials[facts.best().unwrap()].configuration), ["b"]);
}

#[test]
fn everything_is_tried_once() {
    // 300 of very many, in order: the last layer changes fastest.
    let facts = search(&Method::Exhaustive, false);
    assert_eq!(facts.trials.len(), 300);
    assert!(facts.trials[16].configuration.choices[5].float);
    assert_eq!(facts.trials[17].configuration.choices[4].variant, 1);
    assert_eq!(search(&Method::Random, false).trials.len(), 300);
}

/// A search that is interrupted anywhere, and goes on with another process that knows the same facts, tries the same.
#[test]
fn interruptions_change_nothing() {
    for (name, method) in Method::NAMED {
        let whole = search(&method, true);
        for stop in [1, 2, 3, 7, 20] {
            let mut facts = facts();
            let ends = strategy(&method).unwrap().ends_at_success();
            let go_on = |facts: &Facts| facts.trials.len() < 300 && !(ends && facts.trials.iter().any(|trial| trial.met()));
            let mut asked = 0;
            let mut searcher = strategy(&method).unwrap();
            while go_on(&facts) && facts.trials.len() < whole.trials.len() {
                asked += 1;
                if asked % stop == 0 {
                    searcher = strategy(&method).unwrap();
                }
                let ask = searcher.next(&facts).unwrap();
                if ask == Ask::Done {
                    break;
                }
                // One trial of those that were proposed survives.
                let before = facts.trials.len();
                answer(&mut facts, ask, &|facts| go_on(facts) && facts.trials.len() < before + stop);
            }
            assert_eq!(facts.trials, whole.trials, "{name} {stop}");
        }
    }
}

#[test]
fn commands_answer_in_lines() {
    let mut facts = facts();
    let first = r#"read known; echo '{"configuration": {"samples": 8, "layers": {"b": {"float": true}}}}'; "#;
    let mut external =
        strategy(&Method::Command(format!(r#"{first} read trials; echo "$trials" | grep -q '"met":true' && echo '{{"done": true}}'; read rest"#))).unwrap();
    let ask = external.next(&facts).unwrap();
    answer(&mut facts, ask, &|_| true);
    assert_eq!((facts.trials.len(), facts.trials[0].met(), facts.space.floats(&facts.trials[0].configuration)), (1, true, vec!["b"]));
    assert_eq!(external.next(&facts).unwrap(), Ask::Done);
    for (answer, message) in [
        ("echo nonsense", "JSON"),
        ("true", "ended without"),
        (r#"echo '{"configuration": {"layers": {"z": {}}}}'"#, "no layer 'z'"),
        (r#"echo '{"configurations": []}'"#, "answered"),
        (r#"echo '{"done": false}'"#, "answered"),
    ] {
        let mut bad = strategy(&Method::Command(format!("read known; {answer}"))).unwrap();
        let error = bad.next(&facts).unwrap_err();
        assert!(error.message.contains(message), "{answer}: {error}");
    }
}
