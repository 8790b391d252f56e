//! Where the ranges of some tensors are known and nobody can ask for others: networks that were trained for integers.

use super::Ranges;
use super::choices::Granularity;
use super::range::Range;
use super::rewrite::{Law, chain, joined, write};
use super::units::{Form, Unit, shared_ranges, units};
use crate::diagnostic::Result;
use crate::graph::{Graph, ValueId};
use crate::qlinear::Quantized;

/// Which integers stand for a range around 0, or from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grid {
    /// 127 steps to each side, as the network was trained: [`Range::quantized_as_trained`].
    Trained,
    /// One step more to the negative side: [`Range::quantized_as_trained_to_128`].
    TrainedTo128,
    /// 255 steps for tensors without negative numbers: [`Range::quantized_symmetric`].
    Finest,
}

/// Puts integer operators where the ranges of their operands are known. A result that only floats are
/// computed from is not rounded; sums and averages without a range are computed in floats, whoever reads integers then rounds. Values whose
/// names `stays` knows are computed in floats. `grid` gives the integers of a tensor by its name; tensors that share a range have the grid that reaches farthest.
/// Also gives the names of weighted layers that stay in floats for want of a range.
///
/// # Errors
/// `Range` where a range or a weight is not finite.
pub fn rewrite_known(graph: &Graph, ranges: &Ranges, grid: &dyn Fn(&str) -> Grid, stays: &dyn Fn(&str) -> bool) -> Result<(Graph, Vec<String>)> {
    let mut stays: Vec<bool> = graph.ids().map(|id| stays(&graph.value(id).name)).collect();
    let mut left = Vec::new();
    // Each round leaves more in floats, so that there are at most as many as values.
    loop {
        let units = units(graph, |id| stays[id.index()]);
        let shared = shared_ranges(&units);
        let ranges = joined(graph, &shared, ranges);
        let known = |id: ValueId| ranges[id.index()] != Range::EMPTY;
        let wanted = wanted(graph, &units);
        let mut changed = false;
        for (id, unit) in graph.ids().zip(&units) {
            let becomes_integer = match unit.form {
                Form::Contraction { data, .. } => known(data),
                Form::Add { lhs, rhs } => known(lhs) && known(rhs) && known(id) && wanted[id.index()],
                Form::Average { data, .. } => known(data) && known(id) && wanted[id.index()],
                Form::Clamp { .. } => known(id) && wanted[id.index()],
                _ => true,
            };
            if !becomes_integer {
                if matches!(unit.form, Form::Contraction { .. }) {
                    left.push(graph.value(id).name.clone());
                }
                changed = true;
                chain(graph, &units, id).into_iter().for_each(|member| stays[member.index()] = true);
            }
        }
        if !changed {
            let floats_suffice = graph.ids().map(|id| !(wanted[id.index()] && known(id))).collect();
            let count = graph.values.len();
            let mut grids = vec![Grid::Trained; count];
            for (id, root) in graph.ids().zip(&shared) {
                let own = grid(&graph.value(id).name);
                grids[root.index()] = grids[root.index()].max(own);
            }
            let store = |root: &ValueId| match grids[root.index()] {
                Grid::Trained => Range::quantized_as_trained as fn(Range) -> Result<Quantized>,
                Grid::TrainedTo128 => Range::quantized_as_trained_to_128,
                Grid::Finest => Range::quantized_symmetric,
            };
            let law = Law { stores: shared.iter().map(store).collect(), granularities: vec![Granularity::Trained; count], floats_suffice, real_biases: true };
            return Ok((write(graph, &units, ranges, law)?.0, left));
        }
    }
}

/// For each value whether an integer operator reads it.
fn wanted(graph: &Graph, units: &[Unit]) -> Vec<bool> {
    let mut wanted = vec![false; units.len()];
    for id in graph.ids().collect::<Vec<_>>().into_iter().rev() {
        let is_wanted = wanted[id.index()];
        let mut want = |value: ValueId| wanted[value.index()] = true;
        match &units[id.index()].form {
            Form::Contraction { data, .. } | Form::Average { data, .. } => want(*data),
            Form::Add { lhs, rhs } => [*lhs, *rhs].into_iter().for_each(want),
            Form::MaxPool { data, .. } | Form::Clamp { data } if is_wanted => want(*data),
            Form::Move { data, .. } if is_wanted => data.iter().for_each(|&value| want(value)),
            _ => {}
        }
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{text, verify};
    use crate::transform::testing::graph;

    #[test]
    fn integers_where_ranges_are_known() {
        let before = graph(
            r#"
            input %x: f32<1x2>
            const %w: f32<2x2> = [0.5, -1.0, 0.25, 0.75]
            %a: f32<1x2> = fc %x, %w | add 0.5 | f32
            %a.relu: f32<1x2> = map %a | max 0.0 | f32
            %b: f32<1x2> = fc %a.relu, %w | f32
            %sum: f32<1x2> = map %b | residual %x, 1.0 | f32
            %c: f32<1x2> = fc %sum, %w | f32
            output "c" = %c
            output "b" = %b
            "#,
        );
        let ranges: Ranges = [("x", -1.27, 1.27), ("a.relu", 0.0, 2.55)].map(|(name, min, max)| (name.to_owned(), Range { min, max })).into();
        let (after, left) = rewrite_known(&before, &ranges, &|_| Grid::Finest, &|_| false).unwrap();
        verify(&after).unwrap();
        let expected = graph(
            r#"
            input %x: f32<1x2>
            %x.quantized: s8<1x2; s=0.01 z=0> = map %x | div 0.01 | sat z=0 [-128, 127]
            const %a.relu.weight: s8<2x2; s=[0.5, 0.25] axis=0> = [1, -2, 1, 3]
            const %a.relu.multiplier: f32<2> = [0.5, 0.25]
            %a.relu: u8<1x2; s=0.01 z=0> = fc %x.quantized, %a.relu.weight | cvt | fma %a.relu.multiplier, 50.0 | sat z=0 [0, 255]
            output "a" = %a.relu
            "#,
        );
        let text = text::print(&after).text;
        for line in text::print(&expected).text.lines().filter(|line| line.contains("%a.relu: ") || line.contains("%x.quantized: ")) {
            assert!(text.contains(line.trim()), "{line}\n{text}");
        }
        let (trained, _) = rewrite_known(&before, &ranges, &|_| Grid::Trained, &|_| false).unwrap();
        verify(&trained).unwrap();
        let text_of_trained = text::print(&trained).text;
        assert!(text_of_trained.contains("sat z=0 [-127, 127]") && text_of_trained.contains("sat z=0 [0, 127]"), "{text_of_trained}");
        let grid = |name: &str| if name == "x" { Grid::TrainedTo128 } else { Grid::Trained };
        let (reaching, _) = rewrite_known(&before, &ranges, &grid, &|_| false).unwrap();
        let text_of_reaching = text::print(&reaching).text;
        assert!(text_of_reaching.contains("sat z=0 [-128, 127]") && text_of_reaching.contains("sat z=0 [0, 127]"), "{text_of_reaching}");
        assert_eq!(left, ["c"]);
        assert!(text.contains("%b: f32<1x2> = fc %a.relu"), "{text}");
        assert!(text.contains("%sum: f32<1x2> = map %b | residual %x, 1.0 | f32"), "{text}");
        let (floats, left) = rewrite_known(&before, &ranges, &|_| Grid::Finest, &|name| name == "a" || name == "b").unwrap();
        assert_eq!((floats.nodes().count(), left.len()), (before.nodes().count(), 1));
    }
}
