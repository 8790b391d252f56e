use super::epilogue::Accumulation;
use super::{Generator, Magnitude, shape};
use crate::graph::{DType, Definition, End, Epilogue, ImageShape, Node, Op, Operand, PoolReduction, Shape, Step, TensorData, TensorType, ValueId, Window};

/// Elements of a weight, so that interpreters stay quick.
const WEIGHT_VOLUME: usize = 1 << 14;

/// |bias| of integer nodes.
const BIAS: i64 = 1 << 16;

fn is_byte(ty: &TensorType) -> bool {
    ty.dtype.bytes() == 1
}

impl Generator {
    /// Adds one operator, on whatever there is.
    pub(super) fn node(&mut self) {
        if self.limits.movement && self.random.chance(35) {
            return self.movement();
        }
        match self.random.below(100) {
            0..34 => self.convolution(),
            34..44 => self.fully_connected(),
            44..58 => self.pool(),
            58..61 if self.limits.functions => self.byte_function(),
            61..64 if self.limits.movement => self.known_tensor(),
            58..80 => self.map(),
            80..87 => self.concat(),
            87..92 => self.reshape(),
            _ => self.run_time_scalar(),
        }
    }

    pub(super) fn node_value(&mut self, ty: TensorType, op: Op, inputs: Vec<ValueId>, epilogue: Option<Epilogue>, magnitude: Magnitude) -> ValueId {
        let name = op.name();
        // A vector that is made of anything else is a bias.
        let vector = self.limits.movement && ty.shape.rank() == 1 && inputs.iter().any(|input| self.activations.contains(input));
        let tensor = ty.shape.rank() > 1;
        let id = self.add(name, ty, Definition::Node(Node { op, inputs, epilogue }), magnitude);
        if tensor || vector {
            self.activations.push(id);
        }
        id
    }

    /// Data for an operator with weights: bytes mostly.
    fn weighted_data(&mut self, fits: impl Fn(&TensorType) -> bool) -> Option<ValueId> {
        let bytes = self.random.chance(85);
        let preferred = self.pick_activation(|ty| fits(ty) && if bytes { is_byte(ty) } else { ty.dtype == DType::F32 });
        preferred.or_else(|| self.pick_activation(|ty| fits(ty) && ty.dtype != DType::S32))
    }

    fn convolution(&mut self) {
        let Some(data) = self.weighted_data(|ty| ty.shape.as_image().is_some()) else { return self.map() };
        let Some(image) = self.graph.ty(data).shape.as_image() else { return };
        let window = self.window(image);
        let (groups, outputs) = self.groups(image.channels, window.kernel[0] * window.kernel[1]);
        let Some(output) = self.image_shape(image, outputs, &window) else { return };
        let depth = image.channels / groups * window.kernel[0] * window.kernel[1];
        let weight_extents = [outputs, image.channels / groups, window.kernel[0], window.kernel[1]];
        self.weighted(data, &weight_extents, depth, output, Op::Convolution { window, groups });
    }

    /// Groups and output channels: plain, depthwise with a multiplier, or grouped.
    fn groups(&mut self, channels: usize, taps: usize) -> (usize, usize) {
        let divisors: Vec<usize> = (1..=channels).filter(|&g| channels.is_multiple_of(g)).collect();
        let groups = match self.random.below(10) {
            0..6 => 1,
            6..8 => channels,
            _ => self.random.pick(&divisors),
        };
        let wanted = if self.random.chance(40) { channels } else { self.channels() };
        let group_outputs = wanted.div_ceil(groups).clamp(1, (WEIGHT_VOLUME / (channels * taps)).max(1));
        (groups, groups * group_outputs)
    }

    fn fully_connected(&mut self) {
        let depth = |ty: &TensorType| ty.shape.volume() / ty.shape.extents()[0];
        let Some(data) = self.weighted_data(|ty| ty.shape.rank() > 1 && depth(ty) <= WEIGHT_VOLUME) else { return self.map() };
        let (batch, depth) = (self.graph.ty(data).shape.extents()[0], depth(self.graph.ty(data)));
        let outputs = self.channels().min(WEIGHT_VOLUME / depth).max(1);
        self.weighted(data, &[outputs, depth], depth, shape(&[batch, outputs]), Op::FullyConnected);
    }

    /// Weight, bias and node of an operator that contracts `depth` elements.
    fn weighted(&mut self, data: ValueId, weight_extents: &[usize], depth: usize, output: Shape, op: Op) {
        let float = self.graph.ty(data).dtype == DType::F32;
        let volume = weight_extents.iter().product();
        let of_data = self.magnitudes[data.index()];
        let mut inputs = vec![data];
        let (weight_bound, mut bias_bound) = if float { (1.0, 0.0) } else { (128.0, 0.0) };
        if float {
            let weights = (0..volume).map(|_| self.random.float(-1.0, 1.0)).collect();
            inputs.push(self.add_constant("weight", weight_extents, TensorData::F32(weights), weight_bound));
        } else {
            let weights = (0..volume).map(|_| self.random.bits() as i8).collect();
            inputs.push(self.add_constant("weight", weight_extents, TensorData::S8(weights), weight_bound));
            if self.random.chance(60) {
                inputs.push(self.bias(weight_extents[0]));
                bias_bound = BIAS as f64;
            }
        }
        let depth = depth as f64;
        let magnitude = Magnitude {
            bound: depth * of_data.bound * weight_bound + bias_bound,
            typical: depth.sqrt() * of_data.typical * weight_bound / 1.8 + bias_bound / 4.0,
        };
        let (ty, epilogue, magnitude) = self.epilogue(Accumulation { float, magnitude, shape: output, window: None });
        self.node_value(ty, op, inputs, Some(epilogue), magnitude);
    }

    /// A constant bias, or one that depends on a run-time scalar, as uncalibrated networks have it.
    fn bias(&mut self, channels: usize) -> ValueId {
        if let Some(&scalar) = self.scalars.last().filter(|_| self.random.chance(50)) {
            let numbers = (0..channels).map(|_| self.random.float(-100.0, 100.0)).collect();
            let numbers = self.add_constant("bias.real", &[channels], TensorData::F32(numbers), 100.0);
            let steps = [Step::Divide(Operand::Value(scalar))];
            let epilogue = Epilogue::new(steps, End::S32 { lo: -BIAS as i32, hi: BIAS as i32 });
            let magnitude = Magnitude { bound: BIAS as f64, typical: 100.0 };
            return self.node_value(TensorType::plain(DType::S32, shape(&[channels])), Op::Map, vec![numbers], Some(epilogue), magnitude);
        }
        let numbers = (0..channels).map(|_| self.random.integer(-BIAS, BIAS) as i32).collect();
        self.add_constant("bias", &[channels], TensorData::S32(numbers), BIAS as f64)
    }

    fn pool(&mut self) {
        let Some(data) = self.pick_activation(|ty| ty.shape.as_image().is_some() && ty.dtype != DType::S32) else { return self.map() };
        let Some(image) = self.graph.ty(data).shape.as_image() else { return };
        let global = Window { kernel: [image.height, image.width], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
        let window = if self.random.chance(25) { global } else { self.window(image) };
        let empty = window.has_empty_outputs(0, image.height) || window.has_empty_outputs(1, image.width);
        let float = self.graph.ty(data).dtype == DType::F32;
        let reduction = match empty || self.random.chance(50) {
            true if float && self.random.chance(50) => PoolReduction::RunningSum,
            true => PoolReduction::Sum,
            false => PoolReduction::Maximum,
        };
        let Some(output) = self.image_shape(image, image.channels, &window) else { return };
        let mut magnitude = self.magnitudes[data.index()];
        if reduction != PoolReduction::Maximum {
            let taps = (window.kernel[0] * window.kernel[1]) as f64;
            magnitude = Magnitude { bound: magnitude.bound * taps, typical: magnitude.typical * taps.sqrt() };
        }
        if reduction == PoolReduction::Maximum && self.random.chance(60) {
            // As frameworks have it: the maximum of the stored numbers, in the type of the data.
            let ty = TensorType { shape: output, ..self.graph.ty(data).clone() };
            let end = match ty.dtype.integer_bounds() {
                Some((lo, hi)) => End::Saturate { zero_point: ty.zero_point(), lo, hi },
                None => End::F32,
            };
            self.node_value(ty, Op::Pool { reduction, window }, vec![data], Some(Epilogue::new([], end)), magnitude);
            return;
        }
        let (ty, epilogue, magnitude) = self.epilogue(Accumulation { float, magnitude, shape: output, window: Some((image, window)) });
        self.node_value(ty, Op::Pool { reduction, window }, vec![data], Some(epilogue), magnitude);
    }

    /// A tensor that is known already, in the shape of one that is not, for nodes to compute with.
    fn known_tensor(&mut self) {
        let Some(like) = self.pick_activation(|ty| ty.shape.volume() <= WEIGHT_VOLUME) else { return };
        let dtype = self.random.pick(&[DType::F32, DType::U8, DType::S8, DType::S32]);
        let ty = self.random_type(dtype, self.graph.ty(like).shape.clone());
        let magnitude = Self::any_of(dtype);
        let data = super::random_tensor(&ty, &mut self.random).data;
        let id = self.add("known", ty, Definition::Constant(data), magnitude);
        self.activations.push(id);
    }

    /// A function from byte to byte, as frameworks compute it with a table.
    fn byte_function(&mut self) {
        let Some(data) = self.pick_activation(is_byte) else { return self.map() };
        let shape = self.graph.ty(data).shape.clone();
        let mut steps = vec![Step::Convert, Step::Add(Operand::Constant(self.graph.ty(data).zero_point() as f32))];
        let magnitude = self.lookup(&mut steps);
        let dtype = self.random.pick(&[DType::U8, DType::S8]);
        let ty = self.random_type(dtype, shape);
        let (end, magnitude) = self.end(&ty, ty.zero_point(), magnitude);
        self.node_value(ty, Op::Map, vec![data], Some(Epilogue::new(steps, end)), magnitude);
    }

    fn map(&mut self) {
        let Some(data) = self.pick_activation(|_| true) else { return };
        let ty = self.graph.ty(data);
        let accumulation = Accumulation { float: ty.dtype == DType::F32, magnitude: self.magnitudes[data.index()], shape: ty.shape.clone(), window: None };
        let (ty, epilogue, magnitude) = self.epilogue(accumulation);
        self.node_value(ty, Op::Map, vec![data], Some(epilogue), magnitude);
    }

    fn concat(&mut self) {
        let Some(first) = self.pick_activation(|_| true) else { return };
        let ty = self.graph.ty(first).clone();
        let rank = ty.shape.rank();
        let axis = if rank > 1 && self.random.chance(70) { 1 } else { self.random.below(rank) };
        let fits = |other: &TensorType| {
            let (a, b) = (other.shape.extents(), ty.shape.extents());
            other.dtype == ty.dtype && other.quantization == ty.quantization && a.len() == b.len() && (0..a.len()).all(|i| i == axis || a[i] == b[i])
        };
        let mut inputs = vec![first];
        let mut extents = ty.shape.extents().to_vec();
        for _ in 0..self.random.integer(1, 2) {
            let Some(next) = self.pick_activation(fits) else { continue };
            extents[axis] += self.graph.ty(next).shape.extents()[axis];
            inputs.push(next);
        }
        if extents.iter().product::<usize>() > self.limits.volume {
            return;
        }
        let bound = inputs.iter().map(|id| self.magnitudes[id.index()].bound).fold(0.0, f64::max);
        let magnitude = Magnitude { bound, typical: self.magnitudes[first.index()].typical };
        self.node_value(TensorType { shape: shape(&extents), ..ty.clone() }, Op::Concat { axis }, inputs, None, magnitude);
    }

    fn reshape(&mut self) {
        let Some(data) = self.pick_activation(|_| true) else { return };
        let ty = self.graph.ty(data).clone();
        let Some(ImageShape { batch, channels, height, width }) = ty.shape.as_image() else { return };
        let extents = match self.random.below(6) {
            0..3 => vec![batch, channels * height * width],
            3 => vec![batch, channels * height, width, 1],
            4 => vec![batch, width, channels, height],
            _ => vec![1, batch * channels * height * width],
        };
        self.node_value(TensorType { shape: shape(&extents), ..ty }, Op::Reshape, vec![data], None, self.magnitudes[data.index()]);
    }

    /// The range of a tensor that is known at run time only, kept away from zero and infinity.
    fn run_time_scalar(&mut self) {
        let Some(data) = self.pick_activation(|_| true) else { return };
        let mut steps = Vec::new();
        if self.graph.ty(data).dtype != DType::F32 {
            steps.push(Step::Convert);
        }
        let typical = self.magnitudes[data.index()].bound.clamp(0.001, 1e6);
        steps.extend([Step::Maximum(Operand::Constant(0.001)), Step::Minimum(Operand::Constant(1e6))]);
        let magnitude = Magnitude { bound: 1e6, typical };
        let ty = TensorType::plain(DType::F32, Shape::scalar());
        let mut scalar = self.node_value(ty.clone(), Op::AbsMax, vec![data], Some(Epilogue::new(steps, End::F32)), magnitude);
        if self.random.chance(40) {
            let steps = [Step::Divide(Operand::Constant(127.5)), Step::Maximum(Operand::Constant(0.001))];
            let magnitude = Magnitude { bound: 1e6, typical: (typical / 127.5).max(0.001) };
            scalar = self.node_value(ty, Op::Map, vec![scalar], Some(Epilogue::new(steps, End::F32)), magnitude);
        }
        self.scalars.push(scalar);
        // Without a reader the scalar would be an output; that is fine, but a reader is what it is for.
        self.map();
    }

    /// A window that fits, with what model files have: asymmetric padding, dilation, kernels larger than the image.
    fn window(&mut self, image: ImageShape) -> Window {
        let mut window = Window { kernel: [1; 2], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
        let square = self.random.chance(60);
        let same = self.random.chance(40);
        for axis in 0..2 {
            let extent = [image.height, image.width][axis];
            if axis == 1 && square {
                window.kernel[1] = window.kernel[0];
                window.stride[1] = window.stride[0];
                window.dilation[1] = window.dilation[0];
                window.pad_before[1] = window.pad_before[0];
                window.pad_after[1] = window.pad_after[0];
            } else {
                window.kernel[axis] = self.random.pick(&[1, 1, 1, 2, 3, 3, 3, 3, 4, 5, 7]);
                window.stride[axis] = self.random.pick(&[1, 1, 1, 1, 2, 2, 3]);
                window.dilation[axis] = self.random.pick(&[1, 1, 1, 1, 1, 1, 2, 3]);
                let reach = (window.kernel[axis] - 1) * window.dilation[axis] + 1;
                if same {
                    window.pad_before[axis] = reach / 2;
                    window.pad_after[axis] = (reach - 1) / 2;
                } else if self.random.chance(60) {
                    window.pad_before[axis] = self.random.below(reach + 1);
                    window.pad_after[axis] = self.random.below(reach + 1);
                }
            }
            let reach = (window.kernel[axis] - 1) * window.dilation[axis] + 1;
            let padded = extent + window.pad_before[axis] + window.pad_after[axis];
            if reach > padded {
                let missing = reach - padded;
                let before = self.random.below(missing + 1);
                window.pad_before[axis] += before;
                window.pad_after[axis] += missing - before;
            }
        }
        window
    }

    /// The output shape of a window, unless it is too large.
    fn image_shape(&self, image: ImageShape, channels: usize, window: &Window) -> Option<Shape> {
        let extents = [image.batch, channels, window.output_extent(0, image.height)?, window.output_extent(1, image.width)?];
        (extents.iter().product::<usize>() <= self.limits.volume).then(|| shape(&extents))
    }
}
