//! Operands of a windowed kernel: where its input starts, its weights in register order, its bias.

use super::{Accumulation, Tap, Windowed};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, TensorData};
use crate::loop_ir::{Access, Argument, Base, BufferId};
use crate::lower::epilogue::{channel_of, pack_channels};
use crate::lower::program::{CallBuilder, ProgramBuilder};
use crate::lower::weights::zero_point_terms;
use crate::plan::{BorderClass, ChannelBlock, WindowOrder};

/// Buffers of one call.
pub(super) struct Buffers {
    pub input: Option<BufferId>,
    pub weights: Option<BufferId>,
    pub bias: Option<Bias>,
}

pub(super) struct Bias {
    pub array: Option<BufferId>,
    /// Not padded: exactly one entry a channel.
    pub run_time: Option<BufferId>,
}

impl Windowed<'_> {
    /// Adds input, packed weights and bias of one call, as far as the accumulation reads them.
    pub(super) fn buffers(
        &self,
        call: &mut CallBuilder,
        block: &ChannelBlock,
        class: &BorderClass,
        taps: &[Tap],
        program: &mut ProgramBuilder,
    ) -> Result<Buffers> {
        let (graph, plan) = (self.context.graph, self.context.plan);
        let lanes = call.kernel.lanes();
        let mut buffers = Buffers { input: None, weights: None, bias: None };
        if !taps.is_empty() {
            // Output row y reads input row y · stride − padding + tap · dilation; the first valid tap makes it non-negative.
            let start =
                |axis: usize, output: usize, tap: usize| output * self.window.stride[axis] + tap * self.window.dilation[axis] - self.window.pad_before[axis];
            let mut input = program.locate(graph, plan, self.node.inputs[0]);
            input.offset += start(0, class.rows.outputs.start, class.rows.taps.start) * self.input.row
                + start(1, class.columns.outputs.start, class.columns.taps.start) * self.input.column
                + block.first * self.dtype.bytes();
            buffers.input = Some(call.buffer("input", Access::Read, input));
        }
        if !matches!(self.accumulation, Accumulation::BlockedProducts | Accumulation::Products) {
            return Ok(buffers);
        }
        let weight = self.node.inputs[1];
        let panel = block.panel(lanes);
        let kernel_taps = self.window.kernel[0] * self.window.kernel[1];
        let name = format!("{} taps {}", graph.value(weight).name, taps.len());
        if !taps.is_empty() {
            let bytes: Vec<u8> = match (graph.constant(weight), self.accumulation) {
                (Some(TensorData::S8(w)), Accumulation::BlockedProducts) => {
                    let mut bytes = Vec::new();
                    for first in (block.first..block.first + block.channels).step_by(panel) {
                        for quad in taps.chunks(4) {
                            for position in 0..panel {
                                let channel = first + channel_of(position, WindowOrder::Blocked, lanes);
                                bytes.extend((0..4).map(|e| {
                                    let tap = quad.get(e).map(|tap| tap.number);
                                    tap.filter(|_| channel < self.channels).map_or(0, |tap| w[channel * kernel_taps + tap] as u8)
                                }));
                            }
                        }
                    }
                    bytes
                }
                (Some(data), _) => {
                    let mut bytes = Vec::new();
                    for first in (block.first..block.first + block.channels).step_by(panel) {
                        for tap in taps {
                            for channel in first..first + panel {
                                let at = channel * kernel_taps + tap.number;
                                let exists = channel < self.channels;
                                bytes.extend(match data {
                                    TensorData::S8(w) => i32::from(if exists { w[at] } else { 0 }).to_le_bytes(),
                                    TensorData::F32(w) => (if exists { w[at] } else { 0.0 }).to_le_bytes(),
                                    _ => return Err(Diagnostic::error(Code::Unsupported, "weights must be s8 or f32")),
                                });
                            }
                        }
                    }
                    bytes
                }
                (None, _) => return Err(Diagnostic::error(Code::Unsupported, "weights must be constants")),
            };
            let constant = program.constant(name, bytes);
            buffers.weights = Some(call.buffer("weights", Access::Read, Argument::at(Base::Constant(constant), 0)));
        }
        if self.dtype == DType::F32 {
            return Ok(buffers);
        }
        let zero_point = graph.ty(self.node.inputs[0]).zero_point();
        let bias = self.node.inputs.get(2).copied();
        let mut sums = vec![0i64; self.channels];
        let mut any = false;
        if let (true, Some(TensorData::S8(w))) = (zero_point != 0, graph.constant(weight)) {
            sums = zero_point_terms(w, self.channels, self.window.kernel, [class.rows.taps.clone(), class.columns.taps.clone()], zero_point);
            any = true;
        }
        if let Some(TensorData::S32(bias)) = bias.and_then(|id| graph.constant(id)) {
            sums.iter_mut().zip(bias.iter()).for_each(|(sum, &b)| *sum += i64::from(b));
            any = true;
        }
        let array = if any {
            let numbers: Vec<i32> = sums
                .into_iter()
                .map(|n| i32::try_from(n).map_err(|_| Diagnostic::error(Code::Overflow, "bias and zero-point terms do not fit in 32 bits")))
                .collect::<Result<_>>()?;
            let bytes = pack_channels(&numbers, self.order, lanes).iter().flat_map(|x| x.to_le_bytes()).collect();
            let constant = program.constant(format!("{} bias", graph.value(self.value).name), bytes);
            Some(call.buffer("bias", Access::Read, Argument::at(Base::Constant(constant), block.first * 4)))
        } else {
            None
        };
        let run_time = match bias.filter(|&id| graph.constant(id).is_none()) {
            Some(id) => {
                let mut argument = program.locate(graph, plan, id);
                argument.offset += block.first * 4;
                Some(call.buffer("bias", Access::Read, argument))
            }
            None => None,
        };
        buffers.bias = Some(Bias { array, run_time });
        Ok(buffers)
    }
}
