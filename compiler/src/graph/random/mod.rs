//! Random networks for property tests: small, valid, and odd in every way that a model file could be.
//!
//! In: a seed and [`Limits`]. Out: a graph that verifies, the same one on every machine. Its constants are bounded so that integer
//! accumulators and what integer ends round stay below 2³¹, and floats stay finite, for the inputs that [`random_inputs`] makes.
//!
//! * `nodes` the operators · `movement` those that move elements or join them · `epilogue` steps and ends · `steps` the rarer steps

mod epilogue;
mod movement;
mod nodes;
mod steps;

use super::{DType, Definition, Graph, Output, Quantization, Scale, Shape, Tensor, TensorData, TensorType, ValueId};

/// How large a network gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Operators drawn; some come with nodes of their own for run-time scalars.
    pub nodes: usize,
    pub batch: usize,
    pub channels: usize,
    /// Height and width of images.
    pub extent: usize,
    /// Elements of any activation.
    pub volume: usize,
    /// Operators that move elements, reductions along axes, tensors of any rank, and tensors that are constants.
    pub movement: bool,
    /// Functions, comparisons, choices, lookups, tensors as operands of a step, and numbers in the place of a type's zero point.
    pub functions: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nodes: 7, batch: 3, channels: 40, extent: 9, volume: 1 << 13, movement: true, functions: true }
    }
}

/// A splitmix64 generator: tiny, and its numbers never change with a dependency.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An integer of `lo..=hi`.
    pub fn integer(&mut self, lo: i64, hi: i64) -> i64 {
        lo + (self.bits() % (hi - lo + 1) as u64) as i64
    }

    /// An index below `count`, which is not 0.
    pub fn below(&mut self, count: usize) -> usize {
        (self.bits() % count as u64) as usize
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// A float of `lo..hi`, a multiple of (hi − lo) / 2²⁴.
    pub fn float(&mut self, lo: f32, hi: f32) -> f32 {
        lo + (hi - lo) * ((self.bits() >> 40) as f32 / (1u32 << 24) as f32)
    }
}

/// The largest |x| of an f32 input.
const INPUT_BOUND: f32 = 8.0;

/// A network that verifies. Its inputs, and nodes that no other node reads (and sometimes others), are its interface.
pub fn random_network(seed: u64, limits: Limits) -> Graph {
    let mut generator = Generator {
        random: Random::new(seed),
        limits,
        graph: Graph::new(format!("random{seed}")),
        magnitudes: Vec::new(),
        activations: Vec::new(),
        scalars: Vec::new(),
    };
    for _ in 0..generator.random.pick(&[1, 1, 1, 2]) {
        generator.input();
    }
    for _ in 0..limits.nodes {
        generator.node();
    }
    generator.outputs();
    generator.graph
}

/// Tensors for the inputs of a graph, in order: every integer of u8, s8 and s32, floats of −8..8.
pub fn random_inputs(graph: &Graph, seed: u64) -> Vec<Tensor> {
    let mut random = Random::new(seed);
    graph.inputs().map(|id| random_tensor(graph.ty(id), &mut random)).collect()
}

fn random_tensor(ty: &TensorType, random: &mut Random) -> Tensor {
    let count = ty.shape.volume();
    let data = match ty.dtype {
        DType::F32 => TensorData::F32((0..count).map(|_| if random.chance(3) { 0.0 } else { random.float(-INPUT_BOUND, INPUT_BOUND) }).collect()),
        DType::U8 => TensorData::U8((0..count).map(|_| random.bits() as u8).collect()),
        DType::S8 => TensorData::S8((0..count).map(|_| random.bits() as i8).collect()),
        DType::S32 => TensorData::S32((0..count).map(|_| random.bits() as i32).collect()),
    };
    Tensor { shape: ty.shape.clone(), data }
}

/// How large the numbers `q − z` (or f32) of a value are.
#[derive(Debug, Clone, Copy)]
struct Magnitude {
    /// No |x| is larger.
    bound: f64,
    /// About what to expect.
    typical: f64,
}

struct Generator {
    random: Random,
    limits: Limits,
    graph: Graph,
    /// One for each value.
    magnitudes: Vec<Magnitude>,
    /// Tensors of rank 2 and 4, or of 1 to 5, that nodes may read.
    activations: Vec<ValueId>,
    /// Run-time scalars, f32 of 0.001..10⁶.
    scalars: Vec<ValueId>,
}

impl Generator {
    fn add(&mut self, name: &str, ty: TensorType, definition: Definition, magnitude: Magnitude) -> ValueId {
        self.magnitudes.push(magnitude);
        let number = self.graph.values.len();
        self.graph.push(format!("{name}{number}"), ty, definition)
    }

    fn add_constant(&mut self, name: &str, extents: &[usize], data: TensorData, bound: f64) -> ValueId {
        let ty = TensorType::plain(data.dtype(), shape(extents));
        self.add(name, ty, Definition::Constant(data), Magnitude { bound, typical: bound / 2.0 })
    }

    fn input(&mut self) {
        let extents = self.image_extents();
        let dtype = self.random.pick(&[DType::F32, DType::F32, DType::F32, DType::F32, DType::U8, DType::U8, DType::S8, DType::S8, DType::S32]);
        let ty = self.random_type(dtype, shape(&extents));
        let id = self.add("input", ty, Definition::Input, Self::any_of(dtype));
        self.activations.push(id);
    }

    /// What [`random_tensor`] makes.
    fn any_of(dtype: DType) -> Magnitude {
        match dtype {
            DType::F32 => Magnitude { bound: INPUT_BOUND.into(), typical: 4.0 },
            DType::U8 | DType::S8 => Magnitude { bound: 255.0, typical: 70.0 },
            DType::S32 => Magnitude { bound: 2f64.powi(31), typical: 2f64.powi(30) },
        }
    }

    fn image_extents(&mut self) -> Vec<usize> {
        let batch = self.random.pick(&[1, 1, 2, 3]).min(self.limits.batch);
        let channels = self.channels();
        if self.random.chance(10) {
            return vec![batch, channels];
        }
        if self.random.chance(10) {
            return vec![batch, channels, 1, 1];
        }
        let mut extents = vec![batch, channels, 1 + self.random.below(self.limits.extent), 1 + self.random.below(self.limits.extent)];
        while extents.iter().product::<usize>() > self.limits.volume {
            extents[1] = extents[1].div_ceil(2);
            extents[2] = extents[2].div_ceil(2);
            extents[3] = extents[3].div_ceil(2);
            extents[0] = 1;
        }
        extents
    }

    /// Counts around the widths of vectors as often as any other.
    fn channels(&mut self) -> usize {
        let count = self.random.pick(&[1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 20, 31, 32, 33, 48, 63, 64, 65]);
        if count <= self.limits.channels && self.random.chance(60) { count } else { 1 + self.random.below(self.limits.channels) }
    }

    /// A type with a scale and zero point that the dtype can have.
    fn random_type(&mut self, dtype: DType, shape: Shape) -> TensorType {
        let zero_point = match dtype {
            DType::F32 | DType::S32 => 0,
            DType::U8 if self.random.chance(40) => self.random.integer(0, 255) as i32,
            DType::S8 if self.random.chance(30) => self.random.integer(-128, 127) as i32,
            DType::U8 | DType::S8 => 0,
        };
        let quantization = if dtype == DType::F32 || (zero_point == 0 && self.random.chance(15)) {
            Quantization::None
        } else if self.random.chance(15) {
            Quantization::RunTime { zero_point }
        } else {
            let scale = Scale::new(self.random.float(0.001, 1.0)).expect("positive and finite");
            Quantization::PerTensor { scale, zero_point }
        };
        TensorType { dtype, shape, quantization }
    }

    /// An activation for which `fits` holds; the younger ones more often.
    fn pick_activation(&mut self, fits: impl Fn(&TensorType) -> bool) -> Option<ValueId> {
        let fitting: Vec<ValueId> = self.activations.iter().copied().filter(|&id| fits(self.graph.ty(id))).collect();
        if fitting.is_empty() {
            return None;
        }
        let age = self.random.below(fitting.len()).min(self.random.below(fitting.len()));
        Some(fitting[fitting.len() - 1 - age])
    }

    fn outputs(&mut self) {
        let mut read = vec![false; self.graph.values.len()];
        for (_, node) in self.graph.nodes() {
            node.uses().for_each(|used| read[used.index()] = true);
        }
        let nodes: Vec<ValueId> = self.graph.nodes().map(|(id, _)| id).collect();
        for id in nodes {
            if !read[id.index()] || self.random.chance(5) {
                self.output(id);
            }
        }
        if self.graph.outputs.is_empty() || self.random.chance(3) {
            self.output(ValueId(0));
        }
    }

    fn output(&mut self, value: ValueId) {
        let name = format!("{}_output", self.graph.value(value).name);
        self.graph.outputs.push(Output { name, value });
    }
}

fn shape(extents: &[usize]) -> Shape {
    Shape::new(extents).expect("the generator's extents are small and positive")
}

#[cfg(test)]
mod tests;
