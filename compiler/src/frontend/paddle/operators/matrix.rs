//! Products of matrices.

use super::super::operator::Operator;
use super::super::translate::{Translator, integer, integers};
use super::activation;
use crate::diagnostic::{Code, Diagnostic, Result};

/// `mul`: both operands as matrices, cut where `x_num_col_dims` and `y_num_col_dims` say.
pub fn mul<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let (x, y) = (operator.required("X")?, operator.required("Y")?);
    let columns = operator.integer("x_num_col_dims").unwrap_or(1);
    if operator.integer("y_num_col_dims").unwrap_or(1) != 1 || t.rank(y)? != 2 {
        return Err(operator.unsupported("a second operand that is no matrix"));
    }
    let name = operator.output("Out")?;
    let (data, weight) = (t.operand(x)?, t.weight(operator, "Y", 1)?);
    let data = matrix(t, x, data, columns, name)?;
    t.finish_with(operator, "Out", "MatMul", [data, weight], [])
}

/// A tensor whose last axes, from `columns` on, are one.
fn matrix<'p>(t: &mut Translator<'p>, variable: &'p str, data: String, columns: i64, name: &str) -> Result<String> {
    let rank = t.rank(variable)?;
    match usize::try_from(columns) {
        Ok(columns) if columns + 1 == rank => Ok(data),
        Ok(1) => Ok(t.part("Flatten", [data], &format!("{name}.flat"), [integer("axis", 1)])),
        Ok(columns) if columns > 0 && columns < rank => {
            // 0 keeps an extent, -1 is the rest.
            let target = t.list(&format!("{name}.rows"), [vec![0; columns], vec![-1]].concat());
            Ok(t.part("Reshape", [data, target], &format!("{name}.flat"), []))
        }
        _ => Err(Diagnostic::error(Code::Malformed, format!("{columns} axes of rows do not fit a tensor of rank {rank}"))),
    }
}

/// `matmul` and `matmul_v2`; `keys` are the attributes that say whether an operand is transposed.
pub fn matmul<'p>(t: &mut Translator<'p>, operator: &Operator<'p>, keys: [&str; 2]) -> Result<()> {
    let name = operator.output("Out")?;
    let mut operands = Vec::with_capacity(2);
    for (slot, key) in ["X", "Y"].into_iter().zip(keys) {
        let variable = operator.required(slot)?;
        let (rank, transposed) = (t.rank(variable)?, operator.boolean(key, false));
        // Columns of the matrix in the file that are outputs: its last axis, or the one before where it is transposed.
        let mut value = if slot == "Y" { t.weight(operator, slot, rank.saturating_sub(if transposed { 2 } else { 1 }))? } else { t.operand(variable)? };
        if transposed && rank >= 2 {
            let mut order: Vec<i64> = (0..rank as i64).collect();
            order.swap(rank - 1, rank - 2);
            value = t.part("Transpose", [value], &format!("{name}.{key}"), [integers("perm", order)]);
        }
        operands.push(value);
    }
    let alpha = operator.float("alpha", 1.0)?;
    if alpha == 1.0 {
        return t.finish_with(operator, "Out", "MatMul", operands, []);
    }
    let product = t.part("MatMul", operands, &format!("{name}.product"), []);
    let factor = t.scalar(&format!("{name}.alpha"), alpha)?;
    t.finish_with(operator, "Out", "Mul", [product, factor], [])
}

/// `fc`: a product with a bias and perhaps an activation.
pub fn fc<'p>(t: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    let variable = operator.required("Input")?;
    if operator.boolean("padding_weights", false) {
        return Err(operator.unsupported("padded weights"));
    }
    let name = operator.output("Out")?;
    let (data, weight) = (t.operand(variable)?, t.weight(operator, "W", 1)?);
    let data = matrix(t, variable, data, operator.integer("in_num_col_dims").unwrap_or(1), name)?;
    let mut value = t.part("MatMul", [data, weight], &format!("{name}.product"), []);
    if let Some(bias) = operator.input("Bias") {
        let bias = t.operand(bias)?;
        value = t.part("Add", [value, bias], &format!("{name}.sum"), []);
    }
    activation::fused(t, operator, "Out", operator.text("activation_type")?, value)
}
