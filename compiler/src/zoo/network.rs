//! Layers of a network in floats, with made-up parameters, as a builder over a graph.
//!
//! Layers are numbered in the order in which they are asked for; what belongs to a layer carries its name (`conv7.weight`,
//! `conv7.norm`). Parameters follow from the seed and these names. Variances are such that signals keep their magnitude from layer to
//! layer (He et al. 2015), so that ranges and quantization errors look like those of a trained network.

use crate::compose::{self, Binary};
use crate::diagnostic::Result;
use crate::frontend::random_weights::RandomWeights;
use crate::graph::{
    DType, End, Epilogue, Graph, ImageShape, Op, Operand, PoolReduction, Shape, Step, Tensor, TensorData, TensorType, ValueId, Window, infer_shape,
};

/// Keeps the energy of a signal through a relu, which takes half of it.
pub const RELU_GAIN: f32 = 2.0;

/// A convolution, padded so that a stride of 1 keeps the extent.
#[derive(Debug, Clone, Copy)]
pub struct Conv {
    filters: usize,
    window: Window,
    groups: usize,
    gain: f32,
}

impl Conv {
    /// `kernel` × `kernel` taps.
    pub fn new(filters: usize, kernel: usize) -> Self {
        Self::rectangular(filters, [kernel; 2])
    }

    /// Rows and columns of taps. Of an odd number of padded rows or columns, the larger half is behind the image.
    pub fn rectangular(filters: usize, kernel: [usize; 2]) -> Self {
        let window = Window { kernel, stride: [1; 2], dilation: [1; 2], pad_before: kernel.map(|k| (k - 1) / 2), pad_after: kernel.map(|k| k / 2) };
        Self { filters, window, groups: 1, gain: RELU_GAIN }
    }

    /// One filter for each of `channels`.
    pub fn depthwise(channels: usize, kernel: usize) -> Self {
        Self { groups: channels, ..Self::new(channels, kernel) }
    }

    pub fn stride(self, stride: usize) -> Self {
        Self { window: Window { stride: [stride; 2], ..self.window }, ..self }
    }

    pub fn unpadded(self) -> Self {
        Self { window: Window { pad_before: [0; 2], pad_after: [0; 2], ..self.window }, ..self }
    }

    /// Energy of the result for that of the operand.
    pub fn gain(self, gain: f32) -> Self {
        Self { gain, ..self }
    }
}

/// Where a pooling ends whose windows do not fill the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    RoundedDown,
    RoundedUp,
}

/// A network as far as it is built.
#[derive(Debug)]
pub struct Network {
    pub graph: Graph,
    weights: RandomWeights,
    layers: usize,
}

impl Network {
    pub fn new(name: &str, seed: u64) -> Self {
        Self { graph: Graph::new(name), weights: RandomWeights::new(seed), layers: 0 }
    }

    /// Images `N C H W` of floats.
    pub fn input(&mut self, name: &str, shape: Shape) -> ValueId {
        self.graph.push_input(name, TensorType::plain(DType::F32, shape))
    }

    pub fn image(&self, x: ValueId) -> ImageShape {
        self.graph.ty(x).shape.as_image().unwrap_or(ImageShape { batch: 1, channels: 1, height: 1, width: 1 })
    }

    pub fn channels(&self, x: ValueId) -> usize {
        self.image(x).channels
    }

    fn layer(&mut self, kind: &str) -> String {
        self.layers += 1;
        format!("{kind}{}", self.layers)
    }

    fn constant(&mut self, name: String, shape: Shape, numbers: Vec<f32>) -> Result<ValueId> {
        Ok(self.graph.push_constant(name, Tensor::new(shape, TensorData::F32(numbers.into()))?))
    }

    /// Weights whose sums over all axes but the first have `gain` times the energy of what they are multiplied with: the variance of
    /// numbers of −a..a is a² / 3.
    fn weight(&mut self, layer: &str, shape: Shape, gain: f32) -> Result<ValueId> {
        let fan_in = shape.volume() / shape.extents()[0];
        let bound = (3.0 * gain / fan_in as f32).sqrt();
        let name = format!("{layer}.weight");
        let numbers = self.weights.uniform(&name, shape.volume(), -bound, bound);
        self.constant(name, shape, numbers)
    }

    /// One number of `lo..hi` for each channel.
    fn channel_numbers(&self, layer: &str, part: &str, channels: usize, [lo, hi]: [f32; 2]) -> Vec<f32> {
        self.weights.uniform(&format!("{layer}.{part}"), channels, lo, hi)
    }

    fn bias(&mut self, layer: &str, channels: usize) -> Result<Step> {
        let numbers = self.channel_numbers(layer, "bias", channels, [-0.1, 0.1]);
        Ok(Step::Add(Operand::Value(self.constant(format!("{layer}.bias"), Shape::new([channels])?, numbers)?)))
    }

    /// A node with one accumulation of floats.
    fn node(&mut self, name: &str, op: Op, inputs: &[ValueId], steps: Vec<Step>) -> Result<ValueId> {
        let types: Vec<&TensorType> = inputs.iter().map(|&id| self.graph.ty(id)).collect();
        let ty = TensorType::plain(DType::F32, infer_shape(&op, &types)?);
        Ok(self.graph.push_node(name, ty, op, inputs, Some(Epilogue::new(steps, End::F32))))
    }

    fn convolution(&mut self, x: ValueId, conv: Conv, biased: bool) -> Result<ValueId> {
        let Conv { filters, window, groups, gain } = conv;
        let name = self.layer("conv");
        let weight = self.weight(&name, Shape::new([filters, self.channels(x) / groups, window.kernel[0], window.kernel[1]])?, gain)?;
        let steps = if biased { vec![self.bias(&name, filters)?] } else { Vec::new() };
        self.node(&name, Op::Convolution { window, groups }, &[x, weight], steps)
    }

    pub fn conv(&mut self, x: ValueId, conv: Conv) -> Result<ValueId> {
        self.convolution(x, conv, false)
    }

    pub fn conv_relu(&mut self, x: ValueId, conv: Conv) -> Result<ValueId> {
        let x = self.convolution(x, conv, true)?;
        Ok(self.relu(x))
    }

    pub fn conv_norm(&mut self, x: ValueId, conv: Conv) -> Result<ValueId> {
        let x = self.conv(x, conv)?;
        self.norm(x)
    }

    pub fn conv_norm_relu(&mut self, x: ValueId, conv: Conv) -> Result<ValueId> {
        let x = self.conv_norm(x, conv)?;
        Ok(self.relu(x))
    }

    pub fn conv_norm_relu6(&mut self, x: ValueId, conv: Conv) -> Result<ValueId> {
        let x = self.conv_norm(x, conv)?;
        Ok(self.after(x, "relu6", [Step::Maximum(Operand::Constant(0.0)), Step::Minimum(Operand::Constant(6.0))]))
    }

    /// Batch norm at inference, x · γ / √(σ² + ε) + (β − μ · γ / √(σ² + ε)) as one `fma` for each channel.
    pub fn norm(&mut self, x: ValueId) -> Result<ValueId> {
        let (name, channels) = (format!("{}.norm", self.graph.value(x).name), self.channels(x));
        let gamma = self.channel_numbers(&name, "gamma", channels, [0.8, 1.2]);
        let beta = self.channel_numbers(&name, "beta", channels, [-0.2, 0.2]);
        let mean = self.channel_numbers(&name, "mean", channels, [-0.2, 0.2]);
        let variance = self.channel_numbers(&name, "variance", channels, [0.8, 1.25]);
        const EPSILON: f32 = 1e-5;
        let scale: Vec<f32> = gamma.iter().zip(&variance).map(|(g, v)| g / (v + EPSILON).sqrt()).collect();
        let shift: Vec<f32> = beta.iter().zip(&mean).zip(&scale).map(|((b, m), s)| b - m * s).collect();
        let shape = Shape::new([channels])?;
        let scale = self.constant(format!("{name}.scale"), shape.clone(), scale)?;
        let shift = self.constant(format!("{name}.shift"), shape, shift)?;
        Ok(compose::map(&mut self.graph, &name, x, [Step::MultiplyAdd(Operand::Value(scale), Operand::Value(shift))]))
    }

    /// A `map` that carries the name of what it follows.
    fn after(&mut self, x: ValueId, what: &str, steps: impl Into<Vec<Step>>) -> ValueId {
        let name = format!("{}.{what}", self.graph.value(x).name.trim_end_matches(".norm"));
        compose::map(&mut self.graph, &name, x, steps)
    }

    pub fn relu(&mut self, x: ValueId) -> ValueId {
        self.after(x, "relu", [Step::Maximum(Operand::Constant(0.0))])
    }

    pub fn add(&mut self, x: ValueId, y: ValueId) -> Result<ValueId> {
        let name = self.layer("add");
        compose::binary(&mut self.graph, &name, Binary::Add, x, y)
    }

    /// Images side by side along their channels.
    pub fn concat(&mut self, xs: &[ValueId]) -> Result<ValueId> {
        let name = self.layer("concat");
        compose::concat(&mut self.graph, &name, xs, 1)
    }

    pub fn max_pool(&mut self, x: ValueId, [kernel, stride, pad]: [usize; 3], extent: Extent) -> Result<ValueId> {
        let name = self.layer("pool");
        let window = Window { kernel: [kernel; 2], stride: [stride; 2], dilation: [1; 2], pad_before: [pad; 2], pad_after: [pad; 2] };
        let ImageShape { height, width, .. } = self.image(x);
        let window = if extent == Extent::RoundedUp { window.rounding_up([height, width]) } else { window };
        self.node(&name, Op::Pool { reduction: PoolReduction::Maximum, window }, &[x], Vec::new())
    }

    /// The average of each image, as a row of channels.
    pub fn global_average(&mut self, x: ValueId) -> Result<ValueId> {
        let name = self.layer("pool");
        let ImageShape { height, width, .. } = self.image(x);
        let window = Window { kernel: [height, width], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
        let steps = vec![Step::Divide(Operand::Constant((height * width) as f32))];
        let average = self.node(&name, Op::Pool { reduction: PoolReduction::Sum, window }, &[x], steps)?;
        self.flatten(average)
    }

    /// One row for each image.
    pub fn flatten(&mut self, x: ValueId) -> Result<ValueId> {
        let name = self.layer("flatten");
        let ImageShape { batch, channels, height, width } = self.image(x);
        compose::reshape(&mut self.graph, &name, x, [batch, channels * height * width])
    }

    /// A fully connected layer with a bias.
    pub fn dense(&mut self, x: ValueId, outputs: usize, gain: f32) -> Result<ValueId> {
        let name = self.layer("fc");
        let weight = self.weight(&name, Shape::new([outputs, self.channels(x)])?, gain)?;
        let steps = vec![self.bias(&name, outputs)?];
        self.node(&name, Op::FullyConnected, &[x, weight], steps)
    }
}
