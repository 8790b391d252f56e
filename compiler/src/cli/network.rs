//! What a whole network is estimated to take, and what it takes, as text.

use super::tiles::kilocycles;
use crate::latency::StageEstimate;
use crate::measure::network::NetworkTimes;
use crate::plan::Machine;
use crate::plan::cost::Estimate;
use crate::report::quantity;
use crate::report::table::{Side, table};

const COLUMNS: [(&str, Side); 7] = [
    ("stage without tiles", Side::Left),
    ("", Side::Left),
    ("kcycles", Side::Right),
    ("computing", Side::Right),
    ("memory", Side::Right),
    ("overhead", Side::Right),
    ("measured", Side::Right),
];

/// Stages that have a line of their own, and the share of the network below which a stage has none.
const MOST_LINES: usize = 20;
const LEAST_SHARE: f64 = 0.005;

/// The stages that have no tiles, those that cost most first, and the sum of all stages.
pub fn latency(stages: &[StageEstimate], machine: &Machine, measured: Option<&NetworkTimes>) -> String {
    let whole = stages.iter().fold(Estimate::default(), |sum, stage| sum + stage.estimate).cycles();
    let mut apart: Vec<(String, String, Estimate, f64)> = stages
        .iter()
        .enumerate()
        .filter(|(_, stage)| !stage.tiled)
        .map(|(index, stage)| {
            let cycles = measured.map_or(0.0, |measured| measured.stages.get(index).copied().unwrap_or_default());
            (stage.name.clone(), stage.description.clone(), stage.estimate, cycles)
        })
        .collect();
    apart.sort_by(|a, b| b.2.cycles().total_cmp(&a.2.cycles()));
    let lines = apart.iter().take(MOST_LINES).take_while(|line| line.2.cycles() >= LEAST_SHARE * whole).count();
    let small = apart.split_off(lines);
    if !small.is_empty() {
        let (estimate, cycles) = small.iter().fold((Estimate::default(), 0.0), |(sum, cycles), line| (sum + line.2, cycles + line.3));
        apart.push((format!("{} others", small.len()), String::new(), estimate, cycles));
    }
    let rows = apart.into_iter().map(|(name, description, estimate, cycles)| {
        let parts = [estimate.cycles(), estimate.products, estimate.memory, estimate.overhead].map(kilocycles);
        let measured = measured.map(|_| kilocycles(cycles)).unwrap_or_default();
        [name, description].into_iter().chain(parts).chain([measured]).collect()
    });
    let mut text = table(&COLUMNS, rows);
    text += &format!("\nwhole network on {}: {} kcycles estimated", machine.name, kilocycles(whole));
    text += &match measured {
        None => "; how long that is depends on the clock, which --measure measures".to_owned(),
        Some(measured) => {
            let estimated = whole / measured.clock;
            format!(
                ", {} at {:.2} GHz; {} measured with one worker (median {}); estimated {} of measured",
                quantity::seconds(estimated),
                measured.clock / 1e9,
                quantity::seconds(measured.times.min),
                quantity::seconds(measured.times.median),
                quantity::percent(estimated / measured.times.min),
            )
        }
    };
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::bench::Times;

    fn stage(name: &str, tiled: bool, kilocycles: f64) -> StageEstimate {
        let estimate = Estimate { products: 1e3 * kilocycles - 250.0, overhead: 250.0, ..Estimate::default() };
        StageEstimate { name: name.to_owned(), description: "map".to_owned(), tiled, estimate }
    }

    #[test]
    fn small_stages_are_one_line_and_the_sum_is_that_of_all() {
        let stages = [stage("a", false, 10.0), stage("b", true, 900.0), stage("c", false, 80.0), stage("d", false, 2.0), stage("e", false, 1.0)];
        let text = latency(&stages, &Machine::GENERIC, None);
        let lines: Vec<Vec<&str>> = text.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(
            lines[..3],
            [vec!["c", "map", "80.0", "79.8", "0.0", "0.2"], vec!["a", "map", "10.0", "9.8", "0.0", "0.2"], vec!["2", "others", "3.0", "2.5", "0.0", "0.5"]]
        );
        assert_eq!(
            text.lines().last(),
            Some("whole network on generic: 993.0 kcycles estimated; how long that is depends on the clock, which --measure measures")
        );
        let measured = NetworkTimes { times: Times { min: 0.001, median: 0.0012 }, clock: 1e9, stages: vec![5000.0; 5] };
        let text = latency(&stages, &Machine::GENERIC, Some(&measured));
        assert!(text.lines().nth(4).is_some_and(|line| line.ends_with(" 10.0")), "{text}");
        let last = "993.0 kcycles estimated, 993.0 µs at 1.00 GHz; 1.000 ms measured with one worker (median 1.200 ms); estimated 99.3 % of measured";
        assert!(text.ends_with(last), "{text}");
    }
}
