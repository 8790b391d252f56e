//! Ranges that follow from those of other values.

use super::range::Range;
use super::units::{Form, unit};
use crate::graph::{Graph, ValueId};
use std::collections::BTreeMap;

/// The range of each value: as it is known, else what follows from the values that it is made of, or that are made of it. What moves, chooses, averages or cuts off
/// elements gives no numbers beyond those that it reads. Empty where nothing follows.
pub fn implied_ranges(graph: &Graph, known: &BTreeMap<ValueId, Range>) -> Vec<Range> {
    let mut ranges: Vec<Range> = graph.ids().map(|id| known.get(&id).copied().unwrap_or(Range::EMPTY)).collect();
    results(graph, &mut ranges);
    let results_alone = ranges.clone();
    for id in graph.ids().rev() {
        let operands = match unit(graph, id).form {
            Form::MaxPool { data, .. } => vec![data],
            Form::Move { data, .. } => data,
            _ => continue,
        };
        for operand in operands.into_iter().filter(|operand| results_alone[operand.index()] == Range::EMPTY) {
            ranges[operand.index()] = ranges[operand.index()].union(ranges[id.index()]);
        }
    }
    results(graph, &mut ranges);
    ranges
}

/// Gives values without a range those of what they are made of.
fn results(graph: &Graph, ranges: &mut [Range]) {
    for id in graph.ids() {
        let unit = unit(graph, id);
        let operands = match unit.form {
            Form::MaxPool { data, .. } | Form::Average { data, .. } | Form::Clamp { data } => vec![data],
            Form::Move { data, .. } => data,
            _ => continue,
        };
        let known = operands.iter().all(|operand| ranges[operand.index()] != Range::EMPTY);
        if known && ranges[id.index()] == Range::EMPTY {
            let joined = operands.iter().fold(Range::EMPTY, |joined, operand| joined.union(ranges[operand.index()]));
            let cut = |end: f32| end.max(unit.bounds.lo).min(unit.bounds.hi);
            ranges[id.index()] = Range { min: cut(joined.min), max: cut(joined.max) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::graph;

    #[test]
    fn ranges_follow_from_operands_and_results() {
        let graph = graph(
            r#"
            input %x: f32<1x2x2x2>
            %relu: f32<1x2x2x2> = map %x | max 0.0 | f32
            %pool: f32<1x2x1x1> = pool %relu {max, kernel 2x2, stride 1x1, dilation 1x1, pad 0x0..0x0} | f32
            %power: f32<1x2x1x1> = map %pool | exp | f32
            %both: f32<1x4x1x1> = concat %power, %pool {axis 1}
            %mean: f32<1x4x1x1> = pool %both {sum, kernel 1x1, stride 1x1, dilation 1x1, pad 0x0..0x0} | div 1.0 | f32
            %flat: f32<1x4> = reshape %both
            output "mean" = %mean
            output "flat" = %flat
            "#,
        );
        let implied = |known: &[(&str, f32, f32)]| {
            let known = known.iter().map(|&(name, min, max)| (graph.find(name).unwrap(), Range { min, max })).collect();
            let ranges = implied_ranges(&graph, &known);
            let text = |id: ValueId| format!("{} {:?} {:?}", graph.value(id).name, ranges[id.index()].min, ranges[id.index()].max);
            graph.ids().filter(|id| ranges[id.index()] != Range::EMPTY).map(text).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(implied(&[("x", -3.0, 2.0)]), "x -3.0 2.0, relu 0.0 2.0, pool 0.0 2.0");
        assert_eq!(implied(&[("pool", 0.0, 2.0), ("power", 1.0, 9.0)]), "relu 0.0 2.0, pool 0.0 2.0, power 1.0 9.0, both 0.0 9.0, mean 0.0 9.0, flat 0.0 9.0");
        assert_eq!(implied(&[("flat", 0.0, 9.0), ("relu", 0.0, 2.0)]), "relu 0.0 2.0, pool 0.0 2.0, power 0.0 9.0, both 0.0 9.0, mean 0.0 9.0, flat 0.0 9.0");
        assert_eq!(implied(&[("mean", 0.0, 9.0)]), "mean 0.0 9.0");
    }
}
