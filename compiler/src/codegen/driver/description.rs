//! What `NAME_describe` tells: tables without pointers, so that the object needs no relocations, and the code that fills in the
//! addresses of the tables.

use super::Driver;
use crate::codegen::CompiledProgram;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, Quantization};
use crate::loop_ir::Port;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, types};
use cranelift_module::{DataId, FuncId, Module};
use graver_runtime::abi::{ABI_VERSION, MAX_RANK, ModelInfo, StageInfo, Status, TensorInfo, dtype, quantization};
use std::mem::offset_of;

/// The tables of a model as bytes, and where each begins.
#[derive(Debug)]
pub struct Description {
    pub bytes: Vec<u8>,
    inputs: usize,
    outputs: usize,
    stages: usize,
    scales: usize,
    text: usize,
    model_name: u32,
}

/// Names and scales, collected while the records are written.
#[derive(Default)]
struct Pools {
    text: Vec<u8>,
    scales: Vec<f32>,
}

fn index(value: usize) -> Result<u32> {
    u32::try_from(value).map_err(|_| Diagnostic::error(Code::Overflow, "names and scales of the model's description exceed 4 GiB"))
}

impl Pools {
    /// Appends a string; C ends it at the first zero byte, so there is none inside.
    fn text(&mut self, text: &str) -> Result<u32> {
        let at = index(self.text.len())?;
        self.text.extend(text.bytes().map(|b| if b == 0 { b'?' } else { b }));
        self.text.push(0);
        Ok(at)
    }
}

fn put(record: &mut [u8], offset: usize, bytes: &[u8]) {
    record[offset..offset + bytes.len()].copy_from_slice(bytes);
}

fn tensor(port: &Port, pools: &mut Pools) -> Result<[u8; size_of::<TensorInfo>()]> {
    let mut record = [0; size_of::<TensorInfo>()];
    let extents = port.shape.extents();
    if extents.len() > MAX_RANK {
        return Err(Diagnostic::error(Code::Shape, format!("rank {} of '{}' is more than {MAX_RANK}", extents.len(), port.name)));
    }
    for (axis, &extent) in extents.iter().enumerate() {
        put(&mut record, offset_of!(TensorInfo, shape) + 8 * axis, &(extent as u64).to_le_bytes());
    }
    put(&mut record, offset_of!(TensorInfo, bytes), &(port.bytes() as u64).to_le_bytes());
    let first_scale = pools.scales.len();
    let (kind, axis) = match &port.quantization {
        Quantization::None => (quantization::PLAIN, 0),
        Quantization::PerTensor { scale, .. } => {
            pools.scales.push(scale.get());
            (quantization::PER_TENSOR, 0)
        }
        Quantization::PerAxis { axis, scales } => {
            pools.scales.extend(scales.iter().map(|s| s.get()));
            (quantization::PER_AXIS, *axis)
        }
        Quantization::RunTime { .. } => (quantization::RUN_TIME, 0),
    };
    let words = [
        (offset_of!(TensorInfo, name), pools.text(&port.name)?),
        (offset_of!(TensorInfo, rank), index(extents.len())?),
        (offset_of!(TensorInfo, dtype), dtype_number(port.dtype)),
        (offset_of!(TensorInfo, quantization), kind),
        (offset_of!(TensorInfo, axis), index(axis)?),
        (offset_of!(TensorInfo, zero_point), port.quantization.zero_point().cast_unsigned()),
        (offset_of!(TensorInfo, first_scale), index(first_scale)?),
        (offset_of!(TensorInfo, scale_count), index(pools.scales.len() - first_scale)?),
    ];
    for (offset, word) in words {
        put(&mut record, offset, &word.to_le_bytes());
    }
    Ok(record)
}

/// The ABI's number for an element type.
fn dtype_number(ty: DType) -> u32 {
    match ty {
        DType::F32 => dtype::F32,
        DType::U8 => dtype::U8,
        DType::S8 => dtype::S8,
        DType::S32 => dtype::S32,
    }
}

impl Description {
    pub fn new(compiled: &CompiledProgram) -> Result<Self> {
        let program = &compiled.program;
        let mut pools = Pools::default();
        let model_name = pools.text(&program.name)?;
        let mut bytes = Vec::new();
        let inputs = bytes.len();
        for port in &program.inputs {
            bytes.extend(tensor(port, &mut pools)?);
        }
        let outputs = bytes.len();
        for port in &program.outputs {
            bytes.extend(tensor(port, &mut pools)?);
        }
        let stages = bytes.len();
        for stage in program.stages() {
            let mut record = [0; size_of::<StageInfo>()];
            put(&mut record, offset_of!(StageInfo, nominal_macs), &stage.nominal_macs.to_le_bytes());
            put(&mut record, offset_of!(StageInfo, valid_macs), &stage.valid_macs.to_le_bytes());
            put(&mut record, offset_of!(StageInfo, bytes), &stage.bytes.to_le_bytes());
            put(&mut record, offset_of!(StageInfo, name), &pools.text(&stage.name)?.to_le_bytes());
            put(&mut record, offset_of!(StageInfo, description), &pools.text(&stage.description)?.to_le_bytes());
            bytes.extend(record);
        }
        let scales = bytes.len();
        for scale in &pools.scales {
            bytes.extend(scale.to_le_bytes());
        }
        let text = bytes.len();
        bytes.extend(&pools.text);
        Ok(Self { bytes, inputs, outputs, stages, scales, text, model_name })
    }
}

impl<M: Module> Driver<'_, M> {
    /// `NAME_describe(info)`.
    pub(super) fn define_describe(&mut self, name: &str, description: &Description, data: DataId) -> Result<FuncId> {
        let id = self.export(name, &[types::I64], types::I32)?;
        let program = &self.compiled.program;
        let counts = [
            (offset_of!(ModelInfo, input_count), program.inputs.len() as u64),
            (offset_of!(ModelInfo, output_count), program.outputs.len() as u64),
            (offset_of!(ModelInfo, stage_count), program.stages().count() as u64),
            (offset_of!(ModelInfo, arena_bytes), self.compiled.arena_bytes() as u64),
            (offset_of!(ModelInfo, constant_bytes), self.compiled.constant_bytes()),
            (offset_of!(ModelInfo, code_bytes), self.compiled.code_bytes()),
            (offset_of!(ModelInfo, required_features), self.compiled.required_features()),
        ];
        let addresses = [
            (offset_of!(ModelInfo, text), description.text),
            (offset_of!(ModelInfo, inputs), description.inputs),
            (offset_of!(ModelInfo, outputs), description.outputs),
            (offset_of!(ModelInfo, stages), description.stages),
            (offset_of!(ModelInfo, scales), description.scales),
        ];
        let words = [(offset_of!(ModelInfo, name), description.model_name), (offset_of!(ModelInfo, abi_version), ABI_VERSION)];
        self.define_function(id, |driver, body| {
            let info = body.parameters()[0];
            body.return_if_null(info);
            let size = body.load(types::I64, info, offset_of!(ModelInfo, struct_size));
            let small = body.builder.ins().icmp_imm_u(IntCC::UnsignedLessThan, size, size_of::<ModelInfo>() as i64);
            body.return_if(small, Status::Version);
            let global = driver.module.declare_data_in_func(data, body.builder.func);
            let base = body.builder.ins().symbol_value(types::I64, global);
            for (field, offset) in addresses {
                let address = body.plus(base, offset);
                body.store(address, info, field);
            }
            for (field, count) in counts {
                let value = body.builder.ins().iconst(types::I64, count.cast_signed());
                body.store(value, info, field);
            }
            for (field, word) in words {
                let value = body.builder.ins().iconst(types::I32, i64::from(word));
                body.store(value, info, field);
            }
            body.return_ok();
        })
    }
}
