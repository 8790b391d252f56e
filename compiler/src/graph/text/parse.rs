use super::cursor::Cursor;
use crate::diagnostic::{Diagnostic, Result};
use crate::graph::{
    Comparison, DType, Definition, Element, End, Epilogue, Function, Graph, Node, Op, Operand, Output, PoolReduction, Reduction, Step, TensorData, TensorType,
    ValueId, Window,
};
use std::collections::BTreeMap;

/// Parses what [`super::print`] prints. `tensors` holds the constants that the text refers to.
///
/// The text may come from anywhere: an error says line and column. The graph is as written; [`verify`](fn@crate::graph::verify) says
/// whether it makes sense.
pub fn parse(text: &str, tensors: &BTreeMap<String, TensorData>) -> Result<Graph> {
    let mut parser = Parser { cursor: Cursor::new(text), tensors, graph: Graph::default() };
    parser.graph()?;
    Ok(parser.graph)
}

struct Parser<'a> {
    cursor: Cursor<'a>,
    tensors: &'a BTreeMap<String, TensorData>,
    graph: Graph,
}

impl<'a> Parser<'a> {
    fn graph(&mut self) -> Result<()> {
        self.cursor.expect_word("graph")?;
        self.graph.name = self.cursor.string()?;
        self.cursor.expect("{")?;
        while !self.cursor.take("}") {
            if self.cursor.at_name() {
                self.node_value()?;
            } else if self.cursor.take_word("input") {
                let (at, name, ty) = self.declaration()?;
                self.push(at, name, ty, Definition::Input)?;
            } else if self.cursor.take_word("const") {
                let (at, name, ty) = self.declaration()?;
                self.cursor.expect("=")?;
                let data = self.constant(ty.dtype)?;
                self.push(at, name, ty, Definition::Constant(data))?;
            } else if self.cursor.take_word("output") {
                let name = self.cursor.string()?;
                self.cursor.expect("=")?;
                let value = self.value()?;
                self.graph.outputs.push(Output { name, value });
            } else {
                return Err(self.cursor.expected("'input', 'const', 'output', a value (%name) or '}'"));
            }
        }
        if self.cursor.at_end() { Ok(()) } else { Err(self.cursor.expected("the end of the text")) }
    }

    /// `%name: type`, with the place of the name.
    fn declaration(&mut self) -> Result<(usize, String, TensorType)> {
        let at = self.cursor.offset();
        let name = self.cursor.name()?;
        self.cursor.expect(":")?;
        Ok((at, name, self.cursor.tensor_type()?))
    }

    fn push(&mut self, at: usize, name: String, ty: TensorType, definition: Definition) -> Result<()> {
        if self.graph.find(&name).is_some() {
            return Err(self.cursor.error_at(at, format!("there is a value '{name}' already")));
        }
        self.graph.push(name, ty, definition);
        Ok(())
    }

    /// The name of a value that is already defined.
    fn value(&mut self) -> Result<ValueId> {
        let at = self.cursor.offset();
        let name = self.cursor.name()?;
        self.graph.find(&name).ok_or_else(|| self.cursor.error_at(at, format!("no value '{name}' is defined before here")))
    }

    /// `@"name"` or `[1, 2, 3]`.
    fn constant(&mut self, dtype: DType) -> Result<TensorData> {
        if self.cursor.take("@") {
            let at = self.cursor.offset();
            let name = self.cursor.string()?;
            let missing = || self.cursor.error_at(at, format!("there is no tensor '{name}' beside the text"));
            return self.tensors.get(&name).cloned().ok_or_else(missing);
        }
        Ok(match dtype {
            DType::F32 => TensorData::F32(self.elements(Cursor::float)?.into()),
            DType::U8 => TensorData::U8(self.elements(Cursor::integer)?.into()),
            DType::S8 => TensorData::S8(self.elements(Cursor::integer)?.into()),
            DType::S32 => TensorData::S32(self.elements(Cursor::integer)?.into()),
        })
    }

    fn elements<T>(&mut self, element: impl Fn(&mut Cursor<'a>) -> Result<T>) -> Result<Vec<T>> {
        self.cursor.expect("[")?;
        let mut elements = Vec::new();
        if self.cursor.take("]") {
            return Ok(elements);
        }
        loop {
            elements.push(element(&mut self.cursor)?);
            if self.cursor.take("]") {
                return Ok(elements);
            }
            self.cursor.expect(",")?;
        }
    }

    /// `%name: type = op operands {attributes} | steps | end`
    fn node_value(&mut self) -> Result<()> {
        let (at, name, ty) = self.declaration()?;
        self.cursor.expect("=")?;
        let op_at = self.cursor.offset();
        let word = self.cursor.word()?;
        let mut inputs = vec![self.value()?];
        while self.cursor.take(",") {
            inputs.push(self.value()?);
        }
        let op = match self.operator(word)? {
            Some(op) => op,
            None => return Err(self.cursor.error_at(op_at, format!("there is no operator '{word}'"))),
        };
        let epilogue = if op.has_epilogue() { Some(self.epilogue()?) } else { None };
        self.push(at, name, ty, Definition::Node(Node { op, inputs, epilogue }))
    }

    /// The operator of that name with its attributes.
    fn operator(&mut self, word: &str) -> Result<Option<Op>> {
        Ok(Some(match word {
            "conv" => {
                self.cursor.expect("{")?;
                let window = self.window()?;
                self.cursor.expect(",")?;
                self.cursor.expect_word("groups")?;
                let groups = self.cursor.integer()?;
                self.cursor.expect("}")?;
                Op::Convolution { window, groups }
            }
            "fc" => Op::FullyConnected,
            "pool" => {
                self.cursor.expect("{")?;
                let reduction = PoolReduction::ALL.into_iter().find(|reduction| self.cursor.take_word(reduction.name()));
                let reduction = reduction.ok_or_else(|| self.cursor.expected("'max', 'sum' or 'running_sum'"))?;
                self.cursor.expect(",")?;
                let window = self.window()?;
                self.cursor.expect("}")?;
                Op::Pool { reduction, window }
            }
            "map" => Op::Map,
            "concat" => {
                let axis = self.axis()?;
                self.cursor.expect("}")?;
                Op::Concat { axis }
            }
            "reshape" => Op::Reshape,
            "transpose" => {
                self.cursor.expect("{")?;
                self.cursor.expect_word("axes")?;
                let permutation = self.elements(Cursor::integer)?;
                self.cursor.expect("}")?;
                Op::Transpose { permutation }
            }
            "slice" => {
                let axis = self.axis()?;
                let start = self.attribute("from")?;
                let step = self.attribute("step")?;
                let count = self.attribute("count")?;
                self.cursor.expect("}")?;
                Op::Slice { axis, start, step, count }
            }
            "repeat" => {
                let axis = self.axis()?;
                let count = self.attribute("count")?;
                self.cursor.expect("}")?;
                Op::Repeat { axis, count }
            }
            "pad" => {
                let axis = self.axis()?;
                let before = self.attribute("pad")?;
                self.cursor.expect("..")?;
                let after = self.cursor.integer()?;
                let interior = self.attribute("interior")?;
                self.cursor.expect(",")?;
                self.cursor.expect_word("value")?;
                let value = self.cursor.float()?;
                self.cursor.expect("}")?;
                Op::Pad { axis, before, after, interior, value }
            }
            "reduce" => {
                self.cursor.expect("{")?;
                let Some(reduction) = Reduction::ALL.into_iter().find(|r| self.cursor.take_word(r.name())) else {
                    return Err(self.cursor.expected("'sum', 'max' or 'min'"));
                };
                self.cursor.expect(",")?;
                self.cursor.expect_word("axes")?;
                let axes = self.elements(Cursor::integer)?;
                self.cursor.expect("}")?;
                Op::Reduce { reduction, axes }
            }
            "absmax" => Op::AbsMax,
            _ => return Ok(None),
        }))
    }

    /// `{axis 1`
    fn axis(&mut self) -> Result<usize> {
        self.cursor.expect("{")?;
        self.cursor.expect_word("axis")?;
        self.cursor.integer()
    }

    /// `, word 3`
    fn attribute<T: std::str::FromStr>(&mut self, word: &str) -> Result<T> {
        self.cursor.expect(",")?;
        self.cursor.expect_word(word)?;
        self.cursor.integer()
    }

    /// `kernel 3x3, stride 1x1, dilation 1x1, pad 1x1..1x1`
    fn window(&mut self) -> Result<Window> {
        self.cursor.expect_word("kernel")?;
        let kernel = self.pair()?;
        self.cursor.expect(",")?;
        self.cursor.expect_word("stride")?;
        let stride = self.pair()?;
        self.cursor.expect(",")?;
        self.cursor.expect_word("dilation")?;
        let dilation = self.pair()?;
        self.cursor.expect(",")?;
        self.cursor.expect_word("pad")?;
        let pad_before = self.pair()?;
        self.cursor.expect("..")?;
        let pad_after = self.pair()?;
        Ok(Window { kernel, stride, dilation, pad_before, pad_after })
    }

    fn pair(&mut self) -> Result<[usize; 2]> {
        let vertical = self.cursor.integer()?;
        self.cursor.expect("x")?;
        Ok([vertical, self.cursor.integer()?])
    }

    /// `| step | step | end`
    fn epilogue(&mut self) -> Result<Epilogue> {
        let mut steps = Vec::new();
        loop {
            self.cursor.expect("|")?;
            let at = self.cursor.offset();
            let word = self.cursor.word()?;
            let step = match word {
                "cvt" => Step::Convert,
                "mul" => Step::Multiply(self.operand()?),
                "div" => Step::Divide(self.operand()?),
                "add" => Step::Add(self.operand()?),
                "sub" => Step::Subtract(self.operand()?),
                "rdiv" => Step::DivideInto(self.operand()?),
                "elu" => Step::Elu { alpha: self.operand()? },
                "where" => {
                    let condition = self.operand()?;
                    self.cursor.expect(",")?;
                    Step::Where { condition, otherwise: self.operand()? }
                }
                "fma" => {
                    let multiplier = self.operand()?;
                    self.cursor.expect(",")?;
                    Step::MultiplyAdd(multiplier, self.operand()?)
                }
                "residual" => {
                    let element = self.element()?;
                    self.cursor.expect(",")?;
                    Step::Residual { element, multiplier: self.operand()? }
                }
                "max" => Step::Maximum(self.operand()?),
                "min" => Step::Minimum(self.operand()?),
                "leaky" => Step::LeakyRelu { slope: self.operand()? },
                "narrow" => {
                    let (lo, hi) = self.bounds()?;
                    Step::Narrow { lo, hi }
                }
                "lookup" => Step::Lookup(self.value()?),
                "sat" => {
                    let zero_point = self.cursor.zero_point()?;
                    let (lo, hi) = self.bounds()?;
                    return Ok(Epilogue::new(steps, End::Saturate { zero_point, lo, hi }));
                }
                "f32" => return Ok(Epilogue::new(steps, End::F32)),
                "s32" => {
                    let (lo, hi) = self.bounds()?;
                    return Ok(Epilogue::new(steps, End::S32 { lo, hi }));
                }
                _ => {
                    let comparison = Comparison::ALL.into_iter().find(|c| c.name() == word);
                    let function = Function::ALL.into_iter().find(|f| f.name() == word);
                    match (comparison, function) {
                        (Some(comparison), _) => Step::Compare(comparison, self.operand()?),
                        (None, Some(function)) => Step::Apply(function),
                        (None, None) => return Err(self.unknown_step(at, word)),
                    }
                }
            };
            steps.push(step);
        }
    }

    fn unknown_step(&self, at: usize, word: &str) -> Diagnostic {
        let functions = Function::ALL.map(Function::name).join(" ");
        let comparisons = Comparison::ALL.map(Comparison::name).join(" ");
        self.cursor
            .error_at(at, format!("there is no step '{word}'"))
            .hint(format!("steps: cvt mul div rdiv add sub fma residual max min leaky elu where narrow lookup {comparisons} {functions}; ends: sat f32 s32"))
    }

    /// `%x`, read with the zero point of its type, or `%x z=0`
    fn element(&mut self) -> Result<Element> {
        let value = self.value()?;
        let of_type = self.graph.element(value);
        Ok(Element { zero_point: self.cursor.take_zero_point()?.unwrap_or(of_type.zero_point), ..of_type })
    }

    /// `1.5`, `%x`, `each %x`, `each %x * 0.25 + 3.5`, `taps` or `reciprocal_taps`
    fn operand(&mut self) -> Result<Operand> {
        if self.cursor.at_name() {
            Ok(Operand::Value(self.value()?))
        } else if self.cursor.take_word("each") {
            let element = self.element()?;
            if !self.cursor.take("*") {
                return Ok(Operand::Elementwise(element));
            }
            let multiplier = self.cursor.float()?;
            self.cursor.expect("+")?;
            Ok(Operand::Affine { element, multiplier, addend: self.cursor.float()? })
        } else if self.cursor.take_word("taps") {
            Ok(Operand::ValidTaps)
        } else if self.cursor.take_word("reciprocal_taps") {
            Ok(Operand::ReciprocalTaps)
        } else {
            Ok(Operand::Constant(self.cursor.float()?))
        }
    }

    /// `[lo, hi]`
    fn bounds(&mut self) -> Result<(i32, i32)> {
        self.cursor.expect("[")?;
        let lo = self.cursor.integer()?;
        self.cursor.expect(",")?;
        let hi = self.cursor.integer()?;
        self.cursor.expect("]")?;
        Ok((lo, hi))
    }
}
