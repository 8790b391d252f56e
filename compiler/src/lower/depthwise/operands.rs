//! Operands of a walk: where its input starts, weights and biases in register order.

use super::Depthwise;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::TensorData;
use crate::loop_ir::{Access, Argument, Base, BufferId};
use crate::lower::epilogue::ChannelAxis;
use crate::lower::program::{CallBuilder, ProgramBuilder};
use crate::lower::weights::zero_point_terms;
use crate::plan::depthwise::{Bundle, Walk};
use std::collections::BTreeMap;
use std::ops::Range;

/// Buffers of one call and what lies where in them.
pub(super) struct Operands {
    /// At `first_column`, the leftmost, of the first row that is read.
    pub input: Option<BufferId>,
    pub first_column: usize,
    /// Offset of each input row of a group; `None` outside the image.
    pub rows: Vec<Option<usize>>,
    pub weights: BufferId,
    /// Weights of a panel.
    pub panel_bytes: usize,
    /// Bytes of one tap of a bundle, and horizontal taps.
    vectors_bytes: usize,
    taps: usize,
    /// For each row of a group, its bundles with weights, by their place in the panel.
    bundles: Vec<Vec<Option<usize>>>,
    /// By vertical and horizontal taps.
    pub biases: BTreeMap<(Taps, Taps), BufferId>,
}

/// A range of taps that has an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Taps(usize, usize);

impl From<Range<usize>> for Taps {
    fn from(taps: Range<usize>) -> Self {
        Self(taps.start, taps.end)
    }
}

impl Operands {
    /// Where in a panel the weights of a tap are for one row of a group and one bundle; `None` where the row does not read the bundle.
    pub fn weights(&self, row: usize, bundle: usize, tap: usize) -> Option<usize> {
        self.bundles[row][bundle].map(|place| (place * self.taps + tap) * self.vectors_bytes)
    }
}

impl Depthwise<'_> {
    /// The vertical tap through which a row of a group reads a slot.
    fn tap(&self, row: usize, slot: usize) -> Option<usize> {
        (0..self.window.kernel[0]).find(|tap| row * self.window.stride[0] + tap * self.window.dilation[0] == slot)
    }

    /// Adds input, packed weights and biases of one call.
    pub(super) fn operands(&self, walk: &Walk, axis: ChannelAxis, start: i32, call: &mut CallBuilder, program: &mut ProgramBuilder) -> Result<Operands> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let lanes = call.kernel.lanes();
        let weight = self.node.inputs[1];
        let Some(TensorData::S8(weights)) = graph.constant(weight) else {
            return Err(Diagnostic::error(Code::Unsupported, "weights of a depthwise convolution of bytes must be s8 constants"));
        };
        let kernel_taps = self.window.kernel[0] * self.window.kernel[1];

        // Input rows inside the image, by slot.
        let valid = |slot: usize| {
            let read = walk.row_taps.iter().enumerate().any(|(row, taps)| self.tap(row, slot).is_some_and(|tap| taps.contains(&tap)));
            read.then_some(slot)
        };
        let slots: Vec<Option<usize>> = self.slots.iter().map(|&slot| valid(slot)).collect();
        let first_slot = slots.iter().flatten().next().copied();
        // A border may skip columns that the outputs behind it read.
        let first_column = walk.columns.iter().map(|span| self.input_column(span.outputs.start, span.taps.start)).min().unwrap_or(0);
        let input = first_slot.map(|slot| {
            let mut input = program.locate(graph, plan, self.node.inputs[0]);
            let row = walk.rows.start * self.window.stride[0] + slot - self.window.pad_before[0];
            input.offset += row * self.input.row + first_column * self.input.column + walk.block.first;
            call.buffer("input", Access::Read, input)
        });
        let rows = slots.iter().map(|slot| slot.zip(first_slot).map(|(slot, first)| (slot - first) * self.input.row)).collect();

        // Weights of a whole group, in the order of rows, bundles and taps.
        let panel = walk.block.panel(lanes);
        let source = axis.pack(&(0..self.channels).map(|channel| channel + 1).collect::<Vec<_>>(), lanes);
        let mut bundles = vec![Vec::new(); self.group];
        let mut places = 0;
        for (row, bundles) in bundles.iter_mut().enumerate() {
            for slots in self.slots.chunks(self.bundle.rows()) {
                let used = slots.iter().any(|&slot| self.tap(row, slot).is_some());
                bundles.push(used.then_some(places));
                places += usize::from(used);
            }
        }
        let mut bytes = Vec::new();
        for panel_sources in source[walk.block.first..].chunks(panel).take(walk.block.panels(lanes)) {
            for row in 0..self.group {
                for slots in self.slots.chunks(self.bundle.rows()).filter(|slots| slots.iter().any(|&slot| self.tap(row, slot).is_some())) {
                    for column in 0..self.window.kernel[1] {
                        for source in panel_sources {
                            let weight = |byte: usize| {
                                let (slot, input, inputs) = match self.bundle {
                                    Bundle::Rows => (byte, 0, 1),
                                    Bundle::Channels => (0, byte, 4),
                                };
                                let tap = self.tap(row, *slots.get(slot)?)?;
                                let plane = source.checked_sub(1)? * inputs + input;
                                Some(weights[plane * kernel_taps + tap * self.window.kernel[1] + column] as u8)
                            };
                            bytes.extend((0..4).map(|byte| weight(byte).unwrap_or(0)));
                        }
                    }
                }
            }
        }
        let vectors_bytes = panel * 4;
        let panel_bytes = places * self.window.kernel[1] * vectors_bytes;
        let constant = program.constant(format!("{} {}..", graph.value(weight).name, walk.block.first), bytes);
        let weights_buffer = call.buffer("weights", Access::Read, Argument::at(Base::Constant(constant), 0));

        // Biases, each array once.
        let zero_point = graph.ty(self.node.inputs[0]).zero_point();
        let bias = match self.node.inputs.get(2).map(|&id| graph.constant(id)) {
            None => None,
            Some(Some(TensorData::S32(bias))) => Some(bias),
            Some(_) => return Err(Diagnostic::error(Code::Invalid, "a bias in the blocked order must be a constant s32")),
        };
        let mut biases = BTreeMap::new();
        let mut buffers = BTreeMap::new();
        for row_taps in &walk.row_taps {
            for columns in &walk.columns {
                let taps = [row_taps.clone(), columns.taps.clone()];
                let terms = zero_point_terms(weights, self.channels, self.window.kernel, taps.clone(), zero_point);
                let mut numbers = Vec::with_capacity(self.channels);
                for (channel, term) in terms.into_iter().enumerate() {
                    let sum = term + bias.map_or(0, |bias| i64::from(bias[channel]));
                    let sum = i32::try_from(sum).map_err(|_| Diagnostic::error(Code::Overflow, "bias and zero-point terms do not fit in 32 bits"))?;
                    numbers.push(sum.wrapping_add(start));
                }
                let bytes = axis.pack(&numbers, lanes).iter().flat_map(|x| x.to_le_bytes()).collect();
                let constant = program.constant(format!("{} bias", graph.value(self.value).name), bytes);
                let buffer =
                    *buffers.entry(constant).or_insert_with(|| call.buffer("bias", Access::Read, Argument::at(Base::Constant(constant), walk.block.first * 4)));
                let [rows, columns] = taps;
                biases.insert((rows.into(), columns.into()), buffer);
            }
        }
        Ok(Operands { input, first_column, rows, weights: weights_buffer, panel_bytes, vectors_bytes, taps: self.window.kernel[1], bundles, biases })
    }
}
