//! Which stretches of a network run image by image, and how many images at a time.
//!
//! One layer after the other on a whole batch sends every activation out of the second cache and back. A pass takes a few images through a
//! stretch of layers instead: activations stay in the cache, weights come in once for each repetition. Early layers have large images and
//! few weights, late ones the other way around, so a network falls into a few passes.

use super::layout::{self, ValuePlan};
use super::machine::Machine;
use super::parts;
use crate::diagnostic::Result;
use crate::graph::batch::Batch;
use crate::graph::{Graph, ValueId};
use std::borrow::Cow;
use std::ops::Range;

/// Nodes that run together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// In execution order.
    pub nodes: Range<usize>,
    /// 1 for the whole batch at once.
    pub repetitions: usize,
}

/// The graph with the types that values have in one of so many repetitions.
///
/// # Errors
/// None where the images of the graph divide into so many repetitions.
pub fn part<'a>(graph: &'a Graph, batch: Option<&Batch>, repetitions: usize) -> Result<Cow<'a, Graph>> {
    match batch {
        Some(batch) if repetitions > 1 => Ok(Cow::Owned(batch.graph_of(graph, batch.images / repetitions)?)),
        _ => Ok(Cow::Borrowed(graph)),
    }
}

/// What a node moves.
struct Traffic {
    /// Bytes of constants.
    weights: f64,
    /// Bytes of all activations that it reads and writes, all images.
    activations: f64,
    separable: bool,
}

/// The stretches of a graph that take the fewest cycles beyond those of their kernels: a shortest path over the places where they may end.
pub fn choose(graph: &Graph, values: &[ValuePlan], batch: Option<&Batch>, machine: &Machine) -> Vec<Stretch> {
    let network = Network::new(graph, values, batch, machine);
    let count = network.nodes.len();
    let whole = vec![Stretch { nodes: 0..count, repetitions: 1 }];
    let Some(batch) = batch else { return whole };
    let divisors: Vec<usize> = (1..=batch.images).filter(|images| batch.images.is_multiple_of(*images)).collect();
    // By end: cycles, and the stretch that ends there.
    let mut best: Vec<Option<(f64, Stretch)>> = vec![None; count + 1];
    for start in 0..count {
        let before = match &best[start] {
            None if start > 0 => continue,
            known => known.as_ref().map_or(0.0, |(cycles, _)| *cycles),
        };
        let mut stretch = Extent::default();
        for (end, best) in best.iter_mut().enumerate().skip(start + 1) {
            stretch.push(&network, start, end - 1);
            let borders = network.borders(start, end);
            for &images in &divisors {
                let repetitions = batch.images / images;
                if repetitions > 1 && !(stretch.separable && network.closes(start, end)) {
                    continue;
                }
                let cycles = before + network.cycles(&stretch, borders, repetitions);
                if best.as_ref().is_none_or(|(known, _)| cycles < *known) {
                    *best = Some((cycles, Stretch { nodes: start..end, repetitions }));
                }
            }
        }
    }
    let mut stretches = Vec::new();
    let mut end = count;
    while let Some((_, stretch)) = best[end].as_ref().filter(|_| end > 0) {
        stretches.push(stretch.clone());
        end = stretch.nodes.start;
    }
    stretches.reverse();
    // Neighbours that run once are one.
    stretches.dedup_by(|next, previous| {
        let both = next.repetitions == 1 && previous.repetitions == 1;
        if both {
            previous.nodes.end = next.nodes.end;
        }
        both
    });
    if stretches.is_empty() { whole } else { stretches }
}

/// What a stretch moves, summed up while it grows.
struct Extent {
    nodes: usize,
    weights: f64,
    /// Of the node that moves most.
    most_activations: f64,
    /// By node.
    activations: Vec<f64>,
    separable: bool,
}

impl Default for Extent {
    fn default() -> Self {
        Self { nodes: 0, weights: 0.0, most_activations: 0.0, activations: Vec::new(), separable: true }
    }
}

impl Extent {
    fn push(&mut self, network: &Network, start: usize, node: usize) {
        let traffic = &network.nodes[node];
        debug_assert_eq!(start + self.nodes, node);
        self.nodes += 1;
        self.weights += traffic.weights;
        self.activations.push(traffic.activations);
        self.most_activations = self.most_activations.max(traffic.activations);
        self.separable &= traffic.separable;
    }
}

struct Network<'a> {
    machine: &'a Machine,
    nodes: Vec<Traffic>,
    /// By value that is no constant.
    lives: Vec<Life>,
    weights: f64,
}

/// Bytes of all images of a value and its parts, and who makes and reads them.
struct Life {
    bytes: f64,
    /// Positions of the first and the last node that makes it; `None` for an input.
    makers: Option<(usize, usize)>,
    /// Positions; an output is read past the end.
    first_reader: usize,
    last_reader: usize,
}

impl<'a> Network<'a> {
    fn new(graph: &Graph, values: &[ValuePlan], batch: Option<&Batch>, machine: &'a Machine) -> Self {
        let bytes = |id: ValueId| layout::bytes(graph.ty(id), values[id.index()].layout) as f64;
        let is_constant = |id: &ValueId| graph.constant(*id).is_some();
        let memory = |id: ValueId| parts::memory(values, id).0;
        let mut lives: Vec<Life> = graph.ids().map(|id| Life { bytes: bytes(id), makers: None, first_reader: usize::MAX, last_reader: 0 }).collect();
        let mut nodes = Vec::new();
        for (position, (id, node)) in graph.nodes().enumerate() {
            let made = &mut lives[memory(id).index()].makers;
            *made = Some((made.map_or(position, |(first, _)| first), position));
            let in_place = parts::in_place(graph, values, id, node);
            for (_, used) in node.uses().enumerate().filter(|&(at, _)| in_place.get(at) != Some(&true)) {
                let life = &mut lives[memory(used).index()];
                (life.first_reader, life.last_reader) = (life.first_reader.min(position), life.last_reader.max(position));
            }
            nodes.push(Traffic {
                weights: node.uses().filter(is_constant).map(bytes).sum(),
                activations: node.uses().filter(|id| !is_constant(id)).chain([id]).map(bytes).sum(),
                separable: batch.is_some_and(|batch| batch.is_separable(id)),
            });
        }
        for output in &graph.outputs {
            lives[output.value.index()].last_reader = usize::MAX;
        }
        let weights = nodes.iter().map(|node| node.weights).sum();
        let whole = |id: &ValueId| !is_constant(id) && !values[id.index()].is_part();
        let lives = graph.ids().zip(lives).filter(|(id, _)| whole(id)).map(|(_, life)| life).collect();
        Self { machine, nodes, lives, weights }
    }

    /// Whether no value that leaves the stretch is also read inside: kernels read a little over the end of an image, where another
    /// worker may be writing the next one.
    fn closes(&self, start: usize, end: usize) -> bool {
        self.lives.iter().all(|life| {
            let Some((first, last)) = life.makers.filter(|&(first, last)| first < end && last >= start) else { return true };
            let (kept, unread) = (start <= first && last < end && life.last_reader < end, life.first_reader >= end || life.last_reader < start);
            kept || unread
        })
    }

    /// Bytes, of all images, that come into a stretch or leave it.
    fn borders(&self, start: usize, end: usize) -> f64 {
        let crosses = |life: &&Life| {
            let made = life.makers.is_some_and(|(first, last)| first < end && last >= start);
            let read = life.first_reader < end && life.last_reader >= start;
            if made { life.last_reader >= end } else { read && life.makers.is_none_or(|(first, _)| first < start) }
        };
        self.lives.iter().filter(crosses).map(|life| life.bytes).sum()
    }

    /// Cycles that memory beyond the second cache and calls take.
    fn cycles(&self, stretch: &Extent, borders: f64, repetitions: usize) -> f64 {
        let [_, second, third] = self.machine.caches;
        let room = 0.75 * second.bytes as f64;
        let bandwidth = |bytes: f64| if bytes <= third.bytes as f64 / 2.0 { third.bandwidth } else { self.machine.memory_bandwidth };
        let times = repetitions as f64;
        let part = |bytes: f64| bytes / times;
        let stays = stretch.weights + part(stretch.most_activations) <= room;
        let weights = stretch.weights * if stays { 1.0 } else { times } / bandwidth(self.weights);
        let spilt = |bytes: &&f64| part(**bytes) > room;
        let activations: f64 = stretch.activations.iter().filter(spilt).map(|&bytes| bytes / bandwidth(part(bytes))).sum();
        let borders = if borders > room { borders / bandwidth(borders) } else { 0.0 };
        let calls = times * stretch.nodes as f64 * 2.0 * self.machine.call;
        weights + activations + borders + calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codegen::target::Target;
    use crate::graph::text;
    use std::collections::BTreeMap;

    /// Large images first, then large weights: `channels` of them in images of one pixel.
    fn network(batch: usize, channels: usize) -> Graph {
        let body = format!(
            "graph \"g\" {{
  input %data: f32<{batch}x3x256x256>
  const %w: s8<{channels}x3> = @\"w\"
  const %v: s8<{channels}x{channels}> = @\"v\"
  %a: u8<{batch}x3x256x256; s=0.1 z=0> = map %data | mul 10 | sat z=0 [0, 255]
  %b: u8<{batch}x3x256x256; s=0.1 z=0> = map %a | cvt | mul 0.5 | sat z=0 [0, 255]
  %c: u8<{batch}x3x1x1; s=0.1 z=0> = pool %b {{max, kernel 256x256, stride 1x1, dilation 1x1, pad 0x0..0x0}} | sat z=0 [0, 255]
  %d: u8<{batch}x{channels}; s=0.1 z=0> = fc %c, %w | cvt | mul 0.5 | sat z=0 [0, 255]
  %e: f32<{batch}x{channels}> = fc %d, %v | cvt | mul 0.5 | f32
  output \"y\" = %e
}}"
        );
        let tensor = |elements: usize| crate::graph::TensorData::S8(vec![1; elements].into());
        let tensors = BTreeMap::from([("w".to_owned(), tensor(3 * channels)), ("v".to_owned(), tensor(channels * channels))]);
        text::parse(&body, &tensors).unwrap()
    }

    fn stretches(graph: &Graph) -> Vec<(Range<usize>, usize)> {
        let values = layout::choose(graph, &Target::AVX512_VNNI).unwrap();
        let found = choose(graph, &values, Batch::of(graph).as_ref(), &Machine::SAPPHIRE_RAPIDS);
        found.into_iter().map(|stretch| (stretch.nodes, stretch.repetitions)).collect()
    }

    #[test]
    fn large_images_come_one_by_one_and_large_weights_once() {
        assert_eq!(stretches(&network(1, 2048)), [(0..5, 1)]);
        // 0.8 MB an image in floats, 4 MB of weights.
        assert_eq!(stretches(&network(8, 2048)), [(0..3, 8), (3..5, 1)]);
        assert_eq!(stretches(&network(2, 16)), [(0..3, 2), (3..5, 1)]);
    }
}
