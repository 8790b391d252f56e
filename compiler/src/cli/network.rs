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
