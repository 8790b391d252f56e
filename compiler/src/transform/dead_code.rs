//! Drops values that no output needs. Inputs stay: the caller's arguments do not depend on what a model does with them.

use crate::diagnostic::Result;
use crate::graph::{Definition, Graph, Output, ValueId};

pub fn run(graph: Graph) -> Result<Graph> {
    let mut needed = vec![false; graph.values.len()];
    for output in &graph.outputs {
        needed[output.value.index()] = true;
    }
    for id in graph.ids().rev() {
        match &graph.value(id).definition {
            Definition::Input => needed[id.index()] = true,
            Definition::Node(node) if needed[id.index()] => node.uses().for_each(|used| needed[used.index()] = true),
            Definition::Node(_) | Definition::Constant(_) => {}
        }
    }
    if needed.iter().all(|&n| n) {
        return Ok(graph);
    }
    let mut kept = Graph::new(graph.name.clone());
    let mut moved: Vec<Option<ValueId>> = vec![None; graph.values.len()];
    for id in graph.ids().filter(|id| needed[id.index()]) {
        let value = graph.value(id);
        // What a needed node reads is needed and stands before it.
        let at = |old: ValueId| moved[old.index()].unwrap_or(old);
        let definition = match &value.definition {
            Definition::Node(node) => Definition::Node(node.map_uses(at)),
            other => other.clone(),
        };
        moved[id.index()] = Some(kept.push(value.name.clone(), value.ty.clone(), definition));
    }
    let outputs = graph.outputs.iter().filter_map(|output| Some(Output { name: output.name.clone(), value: moved[output.value.index()]? }));
    kept.outputs = outputs.collect();
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transform::testing::check;

    #[test]
    fn drops_what_no_output_needs() {
        check(
            run,
            r#"
            input %x: f32<1x2>
            input %unused: f32<1x2>
            const %m: f32<2> = [1.0, 2.0]
            const %n: f32<2> = [3.0, 4.0]
            %a: f32<1x2> = map %x | mul %n | f32
            %b: f32<1x2> = map %a | f32
            %scale: f32<> = absmax %x | f32
            %r: f32<1x2> = map %x | f32
            %y: f32<1x2> = map %x | mul %m | residual %r, %scale | f32
            output "y" = %y
            "#,
            r#"
            input %x: f32<1x2>
            input %unused: f32<1x2>
            const %m: f32<2> = [1.0, 2.0]
            %scale: f32<> = absmax %x | f32
            %r: f32<1x2> = map %x | f32
            %y: f32<1x2> = map %x | mul %m | residual %r, %scale | f32
            output "y" = %y
            "#,
        );
    }
}
