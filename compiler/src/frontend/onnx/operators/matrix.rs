//! `MatMul` and `Gemm`, on integers and on floats.

use super::super::import::Importer;
use super::super::node::Node;
use super::super::tensor::{QuantizedArray, Tensor};
use super::weight;
use crate::compose::{self, Binary};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{DType, End, Epilogue, Op, Operand, Reduction, Shape, Step, TensorType, ValueId, Window, infer_shape};
use crate::onnx_file::{Array, ElementType};
use crate::qlinear::{self, Bias, Contraction};

/// Elements of the product of all pairs that two matrices known at run time only may have.
pub const MOST_PRODUCTS: usize = 1 << 24;

/// `MatMul`.
pub fn matmul<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let (a, b) = (importer.operand(node, 0, "A")?, importer.operand(node, 1, "B")?);
    let (left, right) = (importer.extents(&a), importer.extents(&b));
    let output = product_extents(&left, &right)?;
    if let (Tensor::Real(data), [depth, columns]) = (&a, &right[..]) {
        let data = rows(importer, &name, *data, *depth)?;
        let form = Form { is_transposed: false, extents: [*columns, *depth], bias_index: None, alpha: 1.0, reshaped: left.len() != 2 };
        match quantized(importer, node, data, &b, form)? {
            Ok(result) => return Ok(vec![reshaped(importer, &name, result, &output)?]),
            Err(reason) => importer.unfused(node, reason),
        }
    } else if matches!((&a, &b), (Tensor::Real(_), Tensor::Real(_))) {
        importer.unfused(node, "both operands are computed when the model runs");
    }
    let value = match (&a, &b) {
        (_, Tensor::Known(_) | Tensor::KnownReal(_)) if right.len() <= 2 => {
            let array = importer.required(node, 1, "B")?;
            let columns = if right.len() == 2 { right[1] } else { 1 };
            let transposed = transposed(&array.reshaped([right[0], columns])?)?;
            let data = importer.float_operand(node, 0, "A")?;
            let data = rows(importer, &name, data, right[0])?;
            float(importer, &format!("{name}.matrix"), data, &transposed)?
        }
        (_, Tensor::Known(_) | Tensor::KnownReal(_)) if left.len() == right.len() && left[..left.len() - 2] == right[..right.len() - 2] => {
            batched(importer, node, &name, &left, &right)?
        }
        _ => pairwise(importer, node, &name, [left, right])?,
    };
    Ok(vec![Tensor::float(compose::reshape(&mut importer.graph, &name, value, output)?)])
}

/// The shape of a product by NumPy's rules.
pub fn product_extents(left: &[usize], right: &[usize]) -> Result<Vec<usize>> {
    let mismatch = || Diagnostic::error(Code::Shape, format!("matrices of the shapes {left:?} and {right:?} cannot be multiplied"));
    let (&depth, rest) = left.split_last().ok_or_else(mismatch)?;
    let inner = *right.get(right.len().saturating_sub(2)).ok_or_else(mismatch)?;
    if depth != inner {
        return Err(mismatch());
    }
    let batch = |extents: &[usize]| Shape::new(extents[..extents.len().saturating_sub(2)].to_vec());
    let mut output = compose::broadcast_shape(&batch(left)?, &batch(right)?)?.extents().to_vec();
    output.extend(rest.last());
    if right.len() > 1 {
        output.extend(right.last());
    }
    Ok(output)
}

/// All axes but the last as one.
fn rows(importer: &mut Importer, name: &str, value: ValueId, depth: usize) -> Result<ValueId> {
    let volume = importer.graph.ty(value).shape.volume();
    compose::reshape(&mut importer.graph, &format!("{name}.rows"), value, [volume / depth, depth])
}

fn reshaped(importer: &mut Importer, name: &str, tensor: Tensor, extents: &[usize]) -> Result<Tensor> {
    let value = importer.value(name, &tensor)?;
    let value = compose::reshape(&mut importer.graph, name, value, extents)?;
    tensor.with_value(value)
}

/// `K N` as `N K`.
fn transposed(matrix: &Array) -> Result<Array> {
    let [depth, columns] = matrix.shape[..] else { return Err(Diagnostic::error(Code::Shape, format!("a matrix is expected, found {}", matrix.describe()))) };
    let numbers = matrix.as_floats()?;
    let turned: Vec<f32> = (0..columns).flat_map(|column| (0..depth).map(move |row| row * columns + column)).map(|i| numbers[i]).collect();
    Array::floats([columns, depth], turned)
}

/// A product of floats with a known matrix `N K`.
fn float(importer: &mut Importer, name: &str, data: ValueId, weight: &Array) -> Result<ValueId> {
    let weight = importer.graph.push_constant(format!("{name}.weight"), weight.to_tensor()?);
    let op = Op::FullyConnected;
    let shape = infer_shape(&op, &[importer.graph.ty(data), importer.graph.ty(weight)])?;
    Ok(importer.graph.push_node(name, TensorType::plain(DType::F32, shape), op, [data, weight], Some(Epilogue::new([], End::F32))))
}

/// How a product of integers is written in the file.
struct Form {
    /// The matrix is `N K` in the file, not `K N`.
    is_transposed: bool,
    /// N, K.
    extents: [usize; 2],
    /// Operand that is the bias.
    bias_index: Option<usize>,
    alpha: f32,
    /// Whether the result gets another shape afterwards.
    reshaped: bool,
}

/// A product of integers with a known matrix, `K N`, or `N K` where it is transposed in the file. The inner error says why it cannot be one.
fn quantized<'m>(importer: &mut Importer<'m>, node: &Node<'m>, data: ValueId, weight: &Tensor, form: Form) -> Result<Result<Tensor, String>> {
    let Form { is_transposed, extents, bias_index, alpha, reshaped } = form;
    let Tensor::KnownReal(stored) = weight else { return Ok(Err("its second operand is not quantized, or computed when the model runs".into())) };
    let turned = if is_transposed { Ok(stored.clone()) } else { turned(stored) };
    let turned = match turned {
        Ok(turned) => Tensor::KnownReal(turned),
        Err(reason) => return Ok(Err(reason)),
    };
    let (weight, bias) = match weight::quantized(importer, node, data, bias_index.unwrap_or(usize::MAX), &turned, Shape::new(extents)?) {
        Ok(found) => found,
        Err(reason) => return Ok(Err(reason)),
    };
    let target = weight::target(importer, node);
    let to = target.as_ref().map(|t| t.quantized);
    let label = weight::label(node.result()?, target.as_ref(), reshaped);
    let value = qlinear::contraction(
        &mut importer.graph,
        &label,
        data,
        Contraction { op: Op::FullyConnected, weight, bias: bias.map(Bias::Summed), alpha },
        to.as_ref(),
    )?;
    Ok(Ok(if to.is_some() { Tensor::Real(value) } else { Tensor::float(value) }))
}

/// Integers `K N` as `N K`, with scales along the other axis.
fn turned(stored: &QuantizedArray) -> Result<QuantizedArray, String> {
    let [depth, columns] = stored.integers.shape[..] else { return Err("its second operand is no matrix".into()) };
    if stored.scales.len() != 1 && stored.axis != 1 {
        return Err("its second operand has a scale for each row".into());
    }
    let numbers = stored.integers.to_integers().map_err(|d| d.message)?;
    let numbers: Vec<i64> = (0..columns).flat_map(|column| (0..depth).map(move |row| row * columns + column)).map(|i| numbers[i]).collect();
    let integers = Array::integers(stored.integers.ty, [columns, depth], numbers).map_err(|d| d.message)?;
    Ok(QuantizedArray { integers, axis: 0, ..stored.clone() })
}

/// A known matrix for each sample: a convolution of one pixel wide windows with a group for each sample.
fn batched<'m>(importer: &mut Importer<'m>, node: &Node<'m>, name: &str, left: &[usize], right: &[usize]) -> Result<ValueId> {
    let (rows, depth, columns) = (left[left.len() - 2], left[left.len() - 1], right[right.len() - 1]);
    let batch: usize = left[..left.len() - 2].iter().product();
    let array = importer.required(node, 1, "B")?;
    let numbers = array.as_floats()?;
    let index = |sample: usize, column: usize, row: usize| (sample * depth + row) * columns + column;
    let turned: Vec<f32> = (0..batch).flat_map(|s| (0..columns).flat_map(move |c| (0..depth).map(move |r| index(s, c, r)))).map(|i| numbers[i]).collect();
    let weight = Array::floats([batch * columns, depth, 1, 1], turned)?;
    let data = importer.float_operand(node, 0, "A")?;
    let part = |part: &str| format!("{name}.{part}");
    let graph = &mut importer.graph;
    let samples = compose::reshape(graph, &part("samples"), data, [batch, rows, depth])?;
    let channels = compose::transpose(graph, &part("turned"), samples, &[0, 2, 1])?;
    let channels = compose::reshape(graph, &part("channels"), channels, [1, batch * depth, rows, 1])?;
    let weight = graph.push_constant(part("weight"), weight.to_tensor()?);
    let window = Window { kernel: [1; 2], stride: [1; 2], dilation: [1; 2], pad_before: [0; 2], pad_after: [0; 2] };
    let op = Op::Convolution { window, groups: batch };
    let shape = infer_shape(&op, &[graph.ty(channels), graph.ty(weight)])?;
    let products = graph.push_node(part("products"), TensorType::plain(DType::F32, shape), op, [channels, weight], Some(Epilogue::new([], End::F32)));
    let products = compose::reshape(graph, &part("matrices"), products, [batch, columns, rows])?;
    compose::transpose(graph, &part("back"), products, &[0, 2, 1])
}

/// Both matrices are known at run time only: all products, then their sums.
fn pairwise<'m>(importer: &mut Importer<'m>, node: &Node<'m>, name: &str, [left, right]: [Vec<usize>; 2]) -> Result<ValueId> {
    let output = product_extents(&left, &right)?;
    let depth = left[left.len() - 1];
    if output.iter().product::<usize>().saturating_mul(depth) > MOST_PRODUCTS {
        return Err(Diagnostic::error(Code::Unsupported, "a product of two large matrices that are both computed when the model runs is not compiled")
            .hint("end the network before it with --output, and compute the rest outside"));
    }
    let a = importer.float_operand(node, 0, "A")?;
    let b = importer.float_operand(node, 1, "B")?;
    let graph = &mut importer.graph;
    // … M 1 K and … 1 N K.
    let mut left_extents = left.clone();
    left_extents.insert(left.len() - 1, 1);
    let mut right_extents = right.clone();
    if right.len() == 1 {
        right_extents.push(1);
    }
    let b = compose::reshape(graph, &format!("{name}.columns"), b, right_extents.clone())?;
    let rank = right_extents.len();
    let mut permutation: Vec<usize> = (0..rank).collect();
    permutation.swap(rank - 2, rank - 1);
    let b = compose::transpose(graph, &format!("{name}.turned"), b, &permutation)?;
    right_extents.swap(rank - 2, rank - 1);
    right_extents.insert(rank - 2, 1);
    let a = compose::reshape(graph, &format!("{name}.left"), a, left_extents)?;
    let b = compose::reshape(graph, &format!("{name}.right"), b, right_extents)?;
    let products = compose::binary(graph, &format!("{name}.products"), Binary::Multiply, a, b)?;
    let last = graph.ty(products).shape.rank() - 1;
    compose::reduce(graph, &format!("{name}.sums"), products, Reduction::Sum, &[last], [])
}

/// `Gemm`: alpha · A · B + beta · C.
pub fn gemm<'m>(importer: &mut Importer<'m>, node: &Node<'m>) -> Result<Vec<Tensor>> {
    let name = node.result()?.to_owned();
    let (turn_a, turn_b) = (node.boolean("transA", false), node.boolean("transB", false));
    let (alpha, beta) = (node.float("alpha").unwrap_or(1.0), node.float("beta").unwrap_or(1.0));
    let a = importer.operand(node, 0, "A")?;
    let b = importer.operand(node, 1, "B")?;
    let (left, right) = (importer.extents(&a), importer.extents(&b));
    let ([m, k], [p, n]) = (pair(&left, turn_a)?, pair(&right, turn_b)?);
    if k != p {
        return Err(Diagnostic::error(Code::Shape, format!("matrices of the shapes {left:?} and {right:?} cannot be multiplied")));
    }
    if let Tensor::Real(data) = a {
        let bias = node.input(2).map(|_| 2);
        if bias.is_some() && beta != 1.0 {
            importer.unfused(node, format!("its bias is multiplied by {beta}"));
        } else {
            let data = if turn_a { compose::transpose(&mut importer.graph, &format!("{name}.turned"), data, &[1, 0])? } else { data };
            match quantized(importer, node, data, &b, Form { is_transposed: turn_b, extents: [n, k], bias_index: bias, alpha, reshaped: false })? {
                Ok(result) => return Ok(vec![result]),
                Err(reason) => importer.unfused(node, reason),
            }
        }
    }
    let product = if matches!(b, Tensor::Known(_) | Tensor::KnownReal(_)) {
        let array = importer.required(node, 1, "B")?;
        let weight = if turn_b { array } else { transposed(&array)? };
        let data = importer.float_operand(node, 0, "A")?;
        let data = if turn_a { compose::transpose(&mut importer.graph, &format!("{name}.turned"), data, &[1, 0])? } else { data };
        float(importer, &format!("{name}.product"), data, &weight)?
    } else {
        if turn_a || turn_b {
            return Err(node.unsupported("a transposed matrix and both matrices computed when the model runs"));
        }
        let sums = pairwise(importer, node, &name, [left, right])?;
        compose::reshape(&mut importer.graph, &format!("{name}.product"), sums, [m, n])?
    };
    let scaled = match alpha {
        1.0 => product,
        alpha => compose::map(&mut importer.graph, &format!("{name}.scaled"), product, [Step::Multiply(Operand::Constant(alpha))]),
    };
    if node.input(2).is_none() {
        importer.graph.values.rename(scaled, &name);
        return Ok(vec![Tensor::float(scaled)]);
    }
    let addend = match importer.known(node, 2, "C") {
        Ok(Some(array)) if array.ty == ElementType::F32 => {
            let floats: Vec<f32> = array.as_floats()?.iter().map(|&c| beta * c).collect();
            let tensor = Array::floats(array.shape.clone(), floats)?.to_tensor()?;
            importer.graph.push_constant(format!("{name}.bias"), tensor)
        }
        _ => {
            let c = importer.float_operand(node, 2, "C")?;
            if beta == 1.0 { c } else { compose::map(&mut importer.graph, &format!("{name}.bias"), c, [Step::Multiply(Operand::Constant(beta))]) }
        }
    };
    let sum = compose::binary(&mut importer.graph, &name, Binary::Add, scaled, addend)?;
    Ok(vec![Tensor::float(sum)])
}

/// The extents of a matrix, perhaps turned.
fn pair(extents: &[usize], turned: bool) -> Result<[usize; 2]> {
    match *extents {
        [a, b] => Ok(if turned { [b, a] } else { [a, b] }),
        _ => Err(Diagnostic::error(Code::Shape, format!("Gemm multiplies matrices, found {extents:?}"))),
    }
}
