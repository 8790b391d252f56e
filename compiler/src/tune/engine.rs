//! Networks that run in this process, one worker each.

use crate::codegen::{CompiledProgram, KnownCode};
use crate::compile::{CompileOptions, Observer, compile_graph};
use crate::diagnostic::Result;
use crate::emit::jit::JitModel;
use crate::graph::{DType, Graph, Shape, TensorData};
use crate::measure::runtime_diagnostic;
use graver_runtime::{Model, Session};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A network as machine code.
#[derive(Debug)]
pub struct Engine {
    pub model: Arc<Model>,
    /// Name, type and shape of each output.
    pub outputs: Vec<(String, DType, Shape)>,
}

/// How networks are compiled.
#[derive(Debug, Clone, Copy)]
pub struct Build<'a> {
    pub options: &'a CompileOptions,
    /// Code that networks share.
    pub known: &'a KnownCode,
}

/// What a network takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Nanoseconds of one run with one worker.
    pub latency: u64,
    /// Bytes of constants.
    pub constants: u64,
    /// Bytes of memory at run time, constants included.
    pub memory: u64,
}

/// Runs that are timed at least, and at most for so long.
const TIMED_RUNS: usize = 5;
const TIMED: Duration = Duration::from_millis(150);

impl Engine {
    /// What is known of layers that other networks have too is not compiled again.
    ///
    /// # Errors
    /// Those of the compiler.
    pub fn compile(graph: Graph, build: Build) -> Result<Self> {
        let outputs = graph.outputs.iter().map(|output| (output.name.clone(), graph.ty(output.value).dtype, graph.ty(output.value).shape.clone())).collect();
        let compiled = compile_graph(graph, build.options, &mut Observer::default())?;
        let code = CompiledProgram::compile_with(compiled.program, build.options.target, Some(build.known))?;
        let model = Arc::new(JitModel::load(&code)?.into_model()?);
        Ok(Self { model, outputs })
    }

    /// # Errors
    /// `Machine` where the model cannot run here.
    pub fn runner(&self) -> Result<Runner> {
        let session = Session::new(&self.model, 1).map_err(runtime_diagnostic)?;
        Ok(Runner { session, results: self.outputs.iter().map(|(_, dtype, shape)| vec![0; shape.volume() * dtype.bytes()]).collect() })
    }

    /// What it takes, measured with one run's data: the least time of several runs.
    ///
    /// # Errors
    /// As [`Engine::runner`].
    pub fn cost(&self, inputs: &[Vec<u8>]) -> Result<Cost> {
        let mut runner = self.runner()?;
        runner.run(inputs)?;
        let (begin, mut least, mut runs) = (Instant::now(), Duration::MAX, 0);
        while runs < TIMED_RUNS || begin.elapsed() < TIMED {
            let run = Instant::now();
            runner.run(inputs)?;
            least = least.min(run.elapsed());
            runs += 1;
        }
        let description = self.model.description();
        let constants = description.constant_bytes;
        Ok(Cost { latency: u64::try_from(least.as_nanos()).unwrap_or(u64::MAX), constants, memory: constants + description.arena_bytes as u64 })
    }
}

/// A worker with its memory.
#[derive(Debug)]
pub struct Runner {
    session: Session,
    results: Vec<Vec<u8>>,
}

impl Runner {
    /// The bytes of each output for the bytes of each input.
    ///
    /// # Errors
    /// `Usage` where inputs do not fit.
    pub fn run(&mut self, inputs: &[impl AsRef<[u8]>]) -> Result<&[Vec<u8>]> {
        let inputs: Vec<&[u8]> = inputs.iter().map(AsRef::as_ref).collect();
        let mut views: Vec<&mut [u8]> = self.results.iter_mut().map(Vec::as_mut_slice).collect();
        self.session.run(&inputs, &mut views).map_err(runtime_diagnostic)?;
        Ok(&self.results)
    }
}

/// Numbers of a tensor as floats.
pub fn floats(dtype: DType, bytes: &[u8]) -> Vec<f32> {
    match TensorData::from_bytes(dtype, bytes) {
        TensorData::F32(v) => v.to_vec(),
        TensorData::U8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S8(v) => v.iter().map(|&x| x.into()).collect(),
        TensorData::S32(v) => v.iter().map(|&x| x as f32).collect(),
    }
}
