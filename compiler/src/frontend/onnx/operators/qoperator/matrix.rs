//! Products of matrices of integers.

use super::super::super::import::Importer;
use super::super::super::node::Node;
use super::super::super::tensor::{QuantizedArray, Tensor};
use super::super::matrix::{MOST_PRODUCTS, product_extents};
use super::super::weight;
use super::operands::{self, Places};
use crate::compose;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{Graph, Op, Operand, Scale, Shape, Step, ValueId, Window};
use crate::onnx_file::{Array, ElementType, volume};
use crate::qlinear::{self, Accumulation, Data, Weight, multipliers};

/// The right-hand side of a product.
enum Right {
    Known(QuantizedArray),
    Live(Data),
}

/// Sums of a product of matrices, and how they lie.
struct Product {
    sum: Accumulation,
    form: Form,
    /// The shape by NumPy's rules.
    extents: Vec<usize>,
}

enum Form {
    /// `rows N`
    Rows,
    /// `1 (batch N) rows 1`
    Batched { batch: usize, rows: usize, columns: usize },
    /// `… M N 1`
    Pairwise,
}

impl Product {
    /// Numbers for all outputs, or one for each column, as [`Accumulation`] wants them.
    fn numbers(&self, numbers: Vec<f32>) -> Vec<f32> {
        match self.form {
            Form::Batched { batch, .. } if numbers.len() > 1 => numbers.repeat(batch),
            _ => numbers,
        }
    }

    /// An f32 value that is a scalar or has one element for each column.
    fn operand(&self, graph: &mut Graph, name: &str, value: ValueId) -> Result<Operand> {
        let numbers = graph.ty(value).shape.volume();
        if numbers == 1 {
            return Ok(Operand::Value(compose::reshape(graph, &format!("{name}.scalar"), value, [])?));
        }
        match self.form {
            Form::Rows => Ok(Operand::Value(value)),
            Form::Batched { batch, .. } => Ok(Operand::Value(compose::tile(graph, &format!("{name}.batches"), value, 0, batch)?)),
            Form::Pairwise => {
                let columns = compose::reshape(graph, &format!("{name}.columns"), value, [numbers, 1])?;
                compose::operand(graph, name, columns, self.sum.shape())
            }
        }
    }

    /// The result of the sums in its shape.
    fn leave(form: &Form, graph: &mut Graph, name: &str, value: ValueId, extents: &[usize]) -> Result<ValueId> {
        let value = match *form {
            Form::Rows | Form::Pairwise => value,
            Form::Batched { batch, rows, columns } => {
                let matrices = compose::reshape(graph, &format!("{name}.matrices"), value, [batch, columns, rows])?;
                compose::transpose(graph, &format!("{name}.turned_back"), matrices, &[0, 2, 1])?
            }
        };
        compose::reshape(graph, name, value, extents)
    }

    /// The name of the sums' node.
    fn label(&self, name: &str) -> String {
        match &self.form {
            Form::Rows if self.sum.shape().extents() == self.extents => name.to_owned(),
            _ => format!("{name}.matrix"),
        }
    }

    fn stored(self, importer: &mut Importer, name: &str, multipliers: Vec<f32>, to: &qlinear::Quantized) -> Result<Vec<Tensor>> {
        let (label, numbers) = (self.label(name), self.numbers(multipliers));
        let value = self.sum.stored(&mut importer.graph, &label, numbers, to)?;
        let value = Self::leave(&self.form, &mut importer.graph, name, value, &self.extents)?;
        Ok(vec![operands::stored(importer, value)])
    }

    fn real(self, importer: &mut Importer, name: &str, steps: impl IntoIterator<Item = Step>) -> Result<Vec<Tensor>> {
        let label = self.label(name);
        let value = self.sum.real(&mut importer.graph, &label, steps);
        Ok(vec![Tensor::float(Self::leave(&self.form, &mut importer.graph, name, value, &self.extents)?)])
    }

    fn integers(self, importer: &mut Importer, name: &str) -> Result<Vec<Tensor>> {
        let label = self.label(name);
        let value = self.sum.integers(&mut importer.graph, &label);
        let value = Self::leave(&self.form, &mut importer.graph, name, value, &self.extents)?;
        Ok(vec![Tensor::Live { value, ty: ElementType::S32 }])
    }
}

/// The right operand: a known one with its scales, or one that is computed when the model runs.
fn right<'m>(importer: &mut Importer<'m>, node: &Node<'m>, places: Places, with_scale: bool, what: &str) -> Result<Right> {
    let (tensor, _) = operands::bytes(importer, node, places.data, what)?;
    if matches!(tensor, Tensor::Known(_)) {
        let axis = importer.extents(&tensor).len().saturating_sub(1);
        return operands::weight(importer, node, places, with_scale, axis, what).map(Right::Known);
    }
    let data = operands::data(importer, node, places.data, places.zero_point, what)?;
    Ok(Right::Live(data))
}

/// w − zw and the scales of a known operand.
fn centred(stored: &QuantizedArray) -> Result<(Vec<i16>, Vec<Scale>)> {
    let integers = stored.centred().map_err(|reason| Diagnostic::error(Code::Range, reason).hint("quantize the model again"))?;
    Ok((integers, stored.scales.iter().map(|&s| Scale::new(s)).collect::<Result<_>>()?))
}

/// a · b by NumPy's rules.
fn product<'m>(importer: &mut Importer<'m>, node: &Node<'m>, name: &str, a: Data, b: &Right) -> Result<Product> {
    let left = importer.graph.ty(a.value).shape.extents().to_vec();
    let stored = match b {
        Right::Live(b) => return pairwise(importer, name, a, *b, &left),
        Right::Known(stored) => stored,
    };
    let right = stored.integers.shape.clone();
    let extents = product_extents(&left, &right)?;
    let depth = left[left.len() - 1];
    let columns = if right.len() > 1 { right[right.len() - 1] } else { 1 };
    volume(&right)?;
    if right.len() > 2 {
        let output = &extents[..extents.len() - if left.len() > 1 { 2 } else { 1 }];
        return batched(importer, node, name, a, stored, output.to_vec(), extents.clone());
    }
    let (numbers, scales) = centred(stored)?;
    let turned = (0..columns).flat_map(|column| (0..depth).map(move |row| row * columns + column)).map(|i| numbers[i]).collect();
    let weight = Weight { shape: Shape::new([columns, depth])?, integers: turned, scales };
    weight::note_products(importer, node, &weight);
    let rows = importer.graph.ty(a.value).shape.volume() / depth;
    let value = compose::reshape(&mut importer.graph, &format!("{name}.rows"), a.value, [rows, depth])?;
    let sum = Accumulation::weighted(&mut importer.graph, name, Data { value, ..a }, Op::FullyConnected, &weight, None)?;
    Ok(Product { sum, form: Form::Rows, extents })
}

/// A known matrix for each sample.
fn batched<'m>(
    importer: &mut Importer<'m>,
    node: &Node<'m>,
    name: &str,
    a: Data,
    stored: &QuantizedArray,
    batches: Vec<usize>,
    extents: Vec<usize>,
) -> Result<Product> {
    let left = importer.graph.ty(a.value).shape.extents().to_vec();
    let right = &stored.integers.shape;
    let (rows, depth) = (if left.len() > 1 { left[left.len() - 2] } else { 1 }, left[left.len() - 1]);
    let columns = right[right.len() - 1];
    let batch: usize = batches.iter().product();
    let (numbers, scales) = centred(stored)?;
    // Matrices of the file by the index of the sample, whose axes of one element repeat.
    let own = &right[..right.len() - 2];
    let source = |sample: usize| {
        let (mut rest, mut index, mut step) = (sample, 0, 1);
        for (place, &extent) in batches.iter().enumerate().rev() {
            let at = rest % extent;
            rest /= extent;
            if let Some(mine) = (place + own.len()).checked_sub(batches.len()).map(|place| own[place]) {
                index += if mine == 1 { 0 } else { at * step };
                step *= mine;
            }
        }
        index
    };
    bounded([batch, columns, depth])?;
    let index = |sample: usize, column: usize, row: usize| (source(sample) * depth + row) * columns + column;
    let mut integers = Vec::with_capacity(batch * columns * depth);
    for sample in 0..batch {
        for column in 0..columns {
            integers.extend((0..depth).map(|row| numbers[index(sample, column, row)]));
        }
    }
    let whole = Shape::new([batches, vec![rows, depth]].concat())?;
    let value = compose::broadcast(&mut importer.graph, &format!("{name}.samples"), a.value, &whole)?;
    let value = compose::reshape(&mut importer.graph, &format!("{name}.stack"), value, [batch, rows, depth])?;
    let scales = if scales.len() > 1 { scales.repeat(batch) } else { scales };
    let weight = Weight { shape: Shape::new([batch * columns, depth, 1, 1])?, integers: integers.into(), scales };
    let sum = each_sample(importer, node, name, Data { value, ..a }, &weight, None)?;
    Ok(Product { sum, form: Form::Batched { batch, rows, columns }, extents })
}

/// Elements of products that are written out may only be so many.
fn bounded(extents: [usize; 3]) -> Result<()> {
    let all = extents.iter().fold(1usize, |all, &e| all.saturating_mul(e));
    match all <= MOST_PRODUCTS {
        true => Ok(()),
        false => {
            let [rows, columns, depth] = extents;
            let message = format!("products of {rows} x {columns} x {depth} numbers, each with a number of its own, are not compiled; {MOST_PRODUCTS} are");
            Err(Diagnostic::error(Code::Unsupported, message).hint("end the network before it with --output, and compute the rest outside"))
        }
    }
}

/// Samples `B rows K` by matrices of their own: a convolution of one pixel wide windows with a group for each sample.
fn each_sample<'m>(importer: &mut Importer<'m>, node: &Node<'m>, name: &str, a: Data, weight: &Weight, bias: Option<Vec<i32>>) -> Result<Accumulation> {
    weight::note_products(importer, node, weight);
    let graph = &mut importer.graph;
    let &[batch, rows, depth] = graph.ty(a.value).shape.extents() else { return Err(Diagnostic::error(Code::Invalid, "samples of rows are expected")) };
    let turned = compose::transpose(graph, &format!("{name}.turned"), a.value, &[0, 2, 1])?;
    let value = compose::reshape(graph, &format!("{name}.channels"), turned, [1, batch * depth, rows, 1])?;
    let window = Window { kernel: [1; 2], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
    Accumulation::weighted(graph, name, Data { value, ..a }, Op::Convolution { window, groups: batch }, weight, bias)
}

/// Both matrices are computed when the model runs.
fn pairwise(importer: &mut Importer, name: &str, a: Data, b: Data, left: &[usize]) -> Result<Product> {
    let right = importer.graph.ty(b.value).shape.extents().to_vec();
    let extents = product_extents(left, &right)?;
    bounded([extents.iter().product(), left[left.len() - 1], 1])?;
    let graph = &mut importer.graph;
    // … M 1 K and … 1 N K.
    let depth = left[left.len() - 1];
    let rows = if left.len() > 1 { left[left.len() - 2] } else { 1 };
    let left_extents = [&left[..left.len().saturating_sub(2)], &[rows, 1, depth]].concat();
    let columns = if right.len() > 1 { right[right.len() - 1] } else { 1 };
    let batch = &right[..right.len().saturating_sub(2)];
    let b_matrix = compose::reshape(graph, &format!("{name}.b"), b.value, [batch, &[depth, columns]].concat())?;
    let rank = batch.len() + 2;
    let permutation: Vec<usize> = (0..batch.len()).chain([rank - 1, rank - 2]).collect();
    let turned = compose::transpose(graph, &format!("{name}.b.turned"), b_matrix, &permutation)?;
    let turned = compose::reshape(graph, &format!("{name}.b.columns"), turned, [batch, &[1, columns, depth]].concat())?;
    let a_rows = compose::reshape(graph, &format!("{name}.a.rows"), a.value, left_extents)?;
    let sum = Accumulation::pairwise(graph, name, Data { value: a_rows, ..a }, Data { value: turned, ..b })?;
    Ok(Product { sum, form: Form::Pairwise, extents })
}

/// The left operand of a product; known ones become constants.
fn scaled_left<'m>(importer: &mut Importer<'m>, node: &Node<'m>, what: &str) -> Result<(Data, Scale)> {
    let value = operands::integers(importer, node, Places::from(0), what)?;
    let scale = importer.required(node, 1, "scale")?.single_float()?;
    Ok((Data { value, zero_point: None }, Scale::new(scale)?))
}

/// Scales of the right operand as numbers.
fn right_scales<'m>(importer: &mut Importer<'m>, node: &Node<'m>, index: usize, right: &Right) -> Result<Vec<f32>> {
    match right {
        Right::Known(stored) => Ok(stored.scales.to_vec()),
        Right::Live(_) => {
            let scale = importer.required(node, index, "b_scale")?;
            let number = scale.single_float().map_err(|d| d.hint("quantize what is computed when the model runs per tensor"))?;
            Ok(vec![Scale::new(number)?.get()])
        }
    }
}

/// `QLinearMatMul`.
pub fn qlinear<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?;
    let (a, scale) = scaled_left(importer, node, "a")?;
    let b = right(importer, node, Places::from(3), true, "b")?;
    let to = operands::result(importer, node, 6, 7, "y")?;
    let scales = right_scales(importer, node, 4, &b)?;
    let product = product(importer, node, name, a, &b)?;
    product.stored(importer, name, multipliers(scale.get(), scales.into_iter(), Some(&to)), &to)
}

/// `MatMulInteger`: the sums as they are.
pub fn integer<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?;
    let a = operands::data(importer, node, 0, 2, "A")?;
    let b = right(importer, node, Places { data: 1, scale: 1, zero_point: 3 }, false, "B")?;
    product(importer, node, name, a, &b)?.integers(importer, name)
}

/// `MatMulIntegerToFloat`: F(sum) · F(sa · sb) + bias.
pub fn to_float<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let a = operands::data(importer, node, 0, 4, "a")?;
    let scale = operands::live_scale(importer, node, 2, "a")?;
    let places = Places { data: 1, scale: 3, zero_point: 5 };
    let b = right(importer, node, places, true, "b")?;
    with_run_time_scale(importer, node, [a, Data { value: scale, zero_point: None }], b, places, 6)
}

/// `DynamicQuantizeMatMul`: the same with the range of A found when the model runs.
pub fn dynamic<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let data = importer.float_operand(node, 0, "A")?;
    let name = node.result()?;
    let dynamic = qlinear::dynamic_quantize(&mut importer.graph, &format!("{name}.data"), data)?;
    let a = Data { value: dynamic.integers, zero_point: dynamic.zero_point };
    let places = Places { data: 1, scale: 2, zero_point: 3 };
    let b = right(importer, node, places, true, "B")?;
    with_run_time_scale(importer, node, [a, Data { value: dynamic.scale, zero_point: None }], b, places, 4)
}

fn with_run_time_scale<'m>(
    importer: &mut Importer<'m>,
    node: &Node<'m>,
    [a, scale]: [Data; 2],
    b: Right,
    places: Places,
    bias_index: usize,
) -> Result<Vec<Tensor>> {
    let name = node.result()?;
    let product = product(importer, node, name, a, &b)?;
    let scales = match &b {
        Right::Known(stored) => {
            let array = Array::floats([stored.scales.len()], stored.scales.clone())?;
            importer.graph.push_constant(format!("{name}.b_scale"), array.to_tensor()?)
        }
        Right::Live(_) => operands::live_scale(importer, node, places.scale, "b")?,
    };
    let graph = &mut importer.graph;
    let multipliers = compose::map(graph, &format!("{name}.scale"), scales, [Step::Multiply(Operand::Value(scale.value))]);
    let mut steps = vec![Step::Multiply(product.operand(graph, &format!("{name}.scale"), multipliers)?)];
    if node.input(bias_index).is_some() {
        let bias = importer.float_operand(node, bias_index, "bias")?;
        let (ty, columns) = (importer.graph.ty(bias).clone(), product.extents.last().copied().unwrap_or(1));
        if ty.shape.rank() != 1 || ty.shape.volume() != columns {
            return Err(Diagnostic::error(Code::Shape, format!("the bias must have {columns} elements, found {ty}")).hint("export the model again"));
        }
        steps.push(Step::Add(product.operand(&mut importer.graph, &format!("{name}.bias"), bias)?));
    }
    product.real(importer, name, steps)
}

/// `QGemm`: alpha · sa · sb · (A · B + C), stored or, without a scale of the result, as f32.
pub fn gemm<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?;
    let (turn_a, turn_b) = (node.boolean("transA", false), node.boolean("transB", false));
    let (a, scale) = scaled_left(importer, node, "A")?;
    let stored = operands::weight(importer, node, Places::from(3), true, if turn_b { 0 } else { 1 }, "B")?;
    let to = match node.input(7) {
        Some(_) => Some(operands::result(importer, node, 7, 8, "y")?),
        None => None,
    };
    let value = if turn_a && importer.graph.ty(a.value).shape.rank() == 2 {
        compose::transpose(&mut importer.graph, &format!("{name}.turned_a"), a.value, &[1, 0])?
    } else {
        a.value
    };
    let left = importer.graph.ty(value).shape.extents().to_vec();
    let (rows, depth, columns) = match (&left[..], &stored.integers.shape[..]) {
        (&[rows, k], &[p, n]) if k == if turn_b { n } else { p } => (rows, k, if turn_b { p } else { n }),
        (_, right) => {
            let message = format!("matrices of the shapes {left:?} and {right:?} cannot be multiplied");
            return Err(Diagnostic::error(Code::Shape, message).hint("check transA and transB, and the shape of the input"));
        }
    };
    let (numbers, scales) = centred(&stored)?;
    let integers: Vec<i16> = match turn_b {
        true => numbers,
        false => (0..columns).flat_map(|column| (0..depth).map(move |row| row * columns + column)).map(|i| numbers[i]).collect(),
    };
    let factor = node.float("alpha").unwrap_or(1.0) * scale.get();
    let numbers = multipliers(factor, scales.iter().map(|s| s.get()), to.as_ref());
    let bias = importer.known(node, 6, "C")?.map(|c| addend(&c, rows, columns)).transpose()?;
    let product = match bias {
        Some(Addend::Each(bias)) => {
            bounded([rows, columns, depth])?;
            let samples = compose::reshape(&mut importer.graph, &format!("{name}.samples"), value, [rows, 1, depth])?;
            let scales = if scales.len() > 1 { scales.repeat(rows) } else { scales };
            let weight = Weight { shape: Shape::new([rows * columns, depth, 1, 1])?, integers: integers.repeat(rows).into(), scales };
            let sum = each_sample(importer, node, name, Data { value: samples, ..a }, &weight, Some(bias))?;
            Product { sum, form: Form::Batched { batch: rows, rows: 1, columns }, extents: vec![rows, columns] }
        }
        bias => {
            let bias = bias.map(Addend::into_numbers);
            let weight = Weight { shape: Shape::new([columns, depth])?, integers: integers.into(), scales };
            weight::note_products(importer, node, &weight);
            let sum = Accumulation::weighted(&mut importer.graph, name, Data { value, ..a }, Op::FullyConnected, &weight, bias)?;
            Product { sum, form: Form::Rows, extents: vec![rows, columns] }
        }
    };
    match to {
        Some(to) => product.stored(importer, name, numbers, &to),
        None => {
            let numbers = product.numbers(numbers);
            let label = product.label(name);
            let multiplier = product.sum.along_outputs(&mut importer.graph, &format!("{label}.multiplier"), numbers)?;
            product.real(importer, name, [Step::Multiply(multiplier)])
        }
    }
}

/// What is added to the sums of a product.
enum Addend {
    /// One number for each column.
    Columns(Vec<i32>),
    /// One for each element.
    Each(Vec<i32>),
}

impl Addend {
    fn into_numbers(self) -> Vec<i32> {
        match self {
            Addend::Columns(numbers) | Addend::Each(numbers) => numbers,
        }
    }
}

/// C broadcast to the product: in the same way for each row, or not.
fn addend(c: &Array, rows: usize, columns: usize) -> Result<Addend> {
    let fits = |extent: usize, whole: usize| extent == 1 || extent == whole;
    let [own_rows, own_columns] = match *c.shape {
        [] => [1, 1],
        [columns] => [1, columns],
        [rows, columns] => [rows, columns],
        _ => [0, 0],
    };
    if c.ty != ElementType::S32 || !fits(own_rows, rows) || !fits(own_columns, columns) {
        return Err(Diagnostic::error(Code::Shape, format!("C must be int32 and fit {rows} x {columns}, found {}", c.describe()))
            .hint("quantize the model again: C counts in units of a_scale · b_scale"));
    }
    let numbers: Vec<i32> = c.to_integers()?.iter().map(|&n| n as i32).collect();
    let row = |row: usize| (0..columns).map(move |column| row * own_columns + if own_columns == 1 { 0 } else { column });
    Ok(match own_rows {
        1 => Addend::Columns(row(0).map(|i| numbers[i]).collect()),
        _ => Addend::Each((0..rows).flat_map(row).map(|i| numbers[i]).collect()),
    })
}
