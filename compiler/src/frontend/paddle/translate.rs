//! The walk over the operators of a program: each is spelled in operators of ONNX, and operators that only simulate integers go.

use super::fake::Scales;
use super::operator::Operator;
use super::operators;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::ImportOptions;
use crate::frontend::random_weights::{Distribution, RandomWeights};
use crate::onnx_file::{
    Array, AttributeKind, AttributeProto, Dimension, DimensionProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto, TensorShapeProto,
    TensorTypeProto, TypeProto, ValueInfoProto,
};
use crate::paddle_file::{ModelFile, VarDesc, element_type};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The version of ONNX's operators that is written.
const OPERATOR_SET: i64 = 20;

/// A program in operators of ONNX, in floats throughout.
#[derive(Debug)]
pub struct Translated {
    pub model: ModelProto,
    /// What the fake operators say about tensors of the model.
    pub scales: Scales,
    /// For each tensor that an operator computes, what that is called in Paddle.
    pub operators: BTreeMap<String, String>,
}

/// State of one translation.
#[derive(Debug)]
pub struct Translator<'p> {
    pub file: &'p ModelFile,
    options: &'p ImportOptions,
    variables: HashMap<&'p str, &'p VarDesc>,
    /// The tensor that a variable stands for at this place of the program.
    names: HashMap<&'p str, String>,
    taken: HashSet<String>,
    graph: GraphProto,
    initialized: HashSet<String>,
    fetched: Vec<(i64, String)>,
    fed: Vec<(i64, ValueInfoProto)>,
    pub scales: Scales,
    operators: BTreeMap<String, String>,
}

/// Attribute of an ONNX node.
pub fn integer(name: &str, i: i64) -> AttributeProto {
    AttributeProto { name: name.into(), i, kind: AttributeKind::Int as i32, ..AttributeProto::default() }
}

/// Attribute of an ONNX node.
pub fn float(name: &str, f: f32) -> AttributeProto {
    AttributeProto { name: name.into(), f, kind: AttributeKind::Float as i32, ..AttributeProto::default() }
}

/// Attribute of an ONNX node.
pub fn integers(name: &str, ints: impl Into<Vec<i64>>) -> AttributeProto {
    AttributeProto { name: name.into(), ints: ints.into(), kind: AttributeKind::Ints as i32, ..AttributeProto::default() }
}

/// Attribute of an ONNX node.
pub fn text(name: &str, s: &'static str) -> AttributeProto {
    AttributeProto { name: name.into(), s: s.as_bytes().into(), kind: AttributeKind::String as i32, ..AttributeProto::default() }
}

/// Translates the first block of a program.
///
/// # Errors
/// One diagnostic with the operator's name: it is not read, or the program is damaged.
pub fn translate(file: &ModelFile, options: &ImportOptions) -> Result<Translated> {
    let block = &file.program.blocks[0];
    let operators: Vec<Operator> = block.ops.iter().enumerate().map(|(index, desc)| Operator { desc, index }).collect();
    let mut translator = Translator {
        file,
        options,
        variables: block.vars.iter().map(|var| (var.name.as_str(), var)).collect(),
        names: HashMap::new(),
        // What is never a tensor must not take the name of one that is.
        taken: HashSet::new(),
        graph: GraphProto { name: "main".into(), ..GraphProto::default() },
        initialized: HashSet::new(),
        fetched: Vec::new(),
        fed: Vec::new(),
        scales: Scales::default(),
        operators: BTreeMap::new(),
    };
    translator.scales = Scales::gather(&operators, &translator)?;
    let live = live(&operators, options);
    operators::require_straight(operators.iter().filter(|operator| live[operator.index]))?;
    for operator in operators.iter().filter(|operator| live[operator.index]) {
        translator.operator(operator).map_err(|d| located(d, operator))?;
    }
    translator.finish()
}

/// Says which operator a diagnostic is about.
fn located(mut diagnostic: Diagnostic, operator: &Operator) -> Diagnostic {
    if !diagnostic.message.contains(operator.kind()) {
        diagnostic.message = format!("{}: {}", operator.kind(), diagnostic.message);
    }
    let diagnostic = diagnostic.shortened();
    if diagnostic.node.is_none() { diagnostic.at(operator.name()) } else { diagnostic }
}

/// Which operators a result depends on: those of fetch operators, or those that the person wants. A variable may be written several times, so that
/// everything that writes one that is needed counts.
fn live(operators: &[Operator], options: &ImportOptions) -> Vec<bool> {
    let wanted: HashSet<&str> = options.outputs.iter().flat_map(|name| [Some(name.as_str()), name.rsplit_once(':').map(|(name, _)| name)]).flatten().collect();
    let mut needed: HashSet<&str> = HashSet::new();
    let mut live = vec![false; operators.len()];
    for operator in operators.iter().rev() {
        let mut outputs = operator.desc.outputs.iter().flat_map(|slot| &slot.arguments);
        let is_end = if wanted.is_empty() { operator.kind() == "fetch" } else { outputs.clone().any(|name| wanted.contains(name.as_str())) };
        if is_end || operator.kind() == "feed" || outputs.any(|name| needed.contains(name.as_str())) {
            live[operator.index] = true;
            needed.extend(operator.desc.inputs.iter().flat_map(|slot| &slot.arguments).map(String::as_str));
        }
    }
    live
}

impl<'p> Translator<'p> {
    fn operator(&mut self, operator: &Operator<'p>) -> Result<()> {
        match operator.kind() {
            "feed" => self.feed(operator),
            "fetch" => {
                let name = self.operand(operator.required("X")?)?;
                self.fetched.push((operator.integer("col").unwrap_or(0), name));
                Ok(())
            }
            _ if super::fake::is_fake(operator.kind()) => super::fake::remove(self, operator),
            _ => operators::translate(self, operator),
        }
    }

    fn feed(&mut self, operator: &Operator<'p>) -> Result<()> {
        let name = operator.output("Out")?;
        let tensor = self.variables.get(name).and_then(|var| var.tensor());
        let tensor = tensor.ok_or_else(|| Diagnostic::error(Code::Malformed, "the program does not say what is handed in here").at(name))?;
        let dimension = |&extent: &i64| DimensionProto { value: (extent > 0).then_some(Dimension::Extent(extent)) };
        let shape = TensorShapeProto { dim: tensor.dims.iter().map(dimension).collect() };
        let ty = TensorTypeProto { elem_type: element_type(tensor.data_type)?.number(), shape: Some(shape) };
        let tensor = self.result(name);
        let input = ValueInfoProto { name: tensor, r#type: Some(TypeProto { tensor_type: Some(ty) }) };
        self.fed.push((operator.integer("col").unwrap_or(0), input));
        Ok(())
    }

    /// The tensor that a variable stands for; a parameter becomes one when it is first asked for.
    ///
    /// # Errors
    /// `Malformed` for a variable that nothing before has computed.
    pub fn operand(&mut self, variable: &'p str) -> Result<String> {
        if let Some(name) = self.names.get(variable) {
            return Ok(name.clone());
        }
        if !self.is_parameter(variable) {
            let message = format!("the variable '{variable}' is computed by no operator before");
            return Err(Diagnostic::error(Code::Malformed, message).hint("save the model again with paddle.static.save_inference_model"));
        }
        let message = self.parameter_message(variable)?;
        let name = self.result(variable);
        self.initialize(TensorProto { name: name.clone(), ..message });
        Ok(name)
    }

    /// Whether a parameter file holds a variable.
    pub fn is_parameter(&self, variable: &str) -> bool {
        !self.names.contains_key(variable) && self.variables.get(variable).is_some_and(|var| var.is_parameter())
    }

    /// The numbers of a parameter.
    pub fn parameter(&self, variable: &str) -> Result<Array> {
        Array::of_message(&self.parameter_message(variable)?, None).map_err(|d| d.at(variable))
    }

    fn parameter_message(&self, variable: &str) -> Result<TensorProto> {
        match (self.file.parameter(variable), self.options.random_weights) {
            (Err(error), Some(seed)) if error.code == Code::Missing => self.made_up(variable, seed).unwrap_or(Err(error)),
            (found, _) => found,
        }
    }

    /// A parameter that no file holds; `None` where the program does not say its shape.
    fn made_up(&self, variable: &str, seed: u64) -> Option<Result<TensorProto>> {
        let shape: Vec<usize> = self.extents(variable)?.iter().map(|&extent| usize::try_from(extent).ok()).collect::<Option<_>>()?;
        crate::onnx_file::volume(&shape).ok().filter(|&count| count > 0)?;
        let slots = self.file.program.blocks[0].ops.iter().flat_map(|op| &op.inputs);
        let slot = slots.clone().find(|slot| slot.arguments.iter().any(|name| name == variable)).map_or("", |slot| slot.parameter.as_str());
        let distribution = match slot {
            "Variance" | "Scale" | "Scales" | "InScale" => Distribution::Factor,
            "Alpha" => Distribution::Slope,
            _ if shape.len() > 1 => Distribution::Weight,
            _ => Distribution::Offset,
        };
        let numbers = RandomWeights::new(seed).floats(variable, &shape, distribution);
        Some(Array::floats(shape, numbers).map(|array| array.to_message("")))
    }

    /// A new tensor for a variable that an operator writes.
    pub fn result(&mut self, variable: &'p str) -> String {
        let name = self.fresh(variable);
        self.names.insert(variable, name.clone());
        name
    }

    /// Lets a variable stand for a tensor that is there already.
    pub fn alias(&mut self, variable: &'p str, tensor: String) {
        self.names.insert(variable, tensor);
    }

    fn fresh(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut count = 1;
        while !self.taken.insert(name.clone()) {
            count += 1;
            name = format!("{wanted}@{count}");
        }
        name
    }

    fn initialize(&mut self, tensor: TensorProto) {
        self.initialized.insert(tensor.name.clone());
        self.graph.initializer.push(tensor);
    }

    /// A tensor of known numbers.
    pub fn constant(&mut self, name: &str, array: &Array) -> String {
        let name = self.fresh(name);
        self.initialize(array.to_message(name.clone()));
        name
    }

    /// A list of integers: a shape, axes.
    pub fn list(&mut self, name: &str, numbers: impl Into<Vec<i64>>) -> String {
        self.constant(name, &Array::list(numbers.into()))
    }

    /// One float.
    pub fn scalar(&mut self, name: &str, number: f32) -> Result<String> {
        Ok(self.constant(name, &Array::floats([], [number])?))
    }

    /// An operator of ONNX that computes the tensor `output`.
    pub fn node(&mut self, kind: &str, input: impl Into<Vec<String>>, output: impl Into<String>, attribute: impl Into<Vec<AttributeProto>>) {
        self.node_of_many(kind, input.into(), vec![output.into()], attribute.into());
    }

    pub fn node_of_many(&mut self, kind: &str, input: Vec<String>, output: Vec<String>, attribute: Vec<AttributeProto>) {
        let name = output.first().cloned().unwrap_or_default();
        self.graph.node.push(NodeProto { input, output, name, op_type: kind.into(), attribute, domain: String::new() });
    }

    /// The same in between: its result has a name of its own.
    pub fn part(&mut self, kind: &str, input: impl Into<Vec<String>>, name: &str, attribute: impl Into<Vec<AttributeProto>>) -> String {
        let output = self.fresh(name);
        self.node(kind, input, output.clone(), attribute);
        output
    }

    /// An operator of ONNX that computes the variable of the output slot `slot`.
    pub fn finish_with(
        &mut self,
        operator: &Operator<'p>,
        slot: &str,
        kind: &str,
        input: impl Into<Vec<String>>,
        attribute: impl Into<Vec<AttributeProto>>,
    ) -> Result<()> {
        let output = self.result(operator.output(slot)?);
        self.operators.insert(output.clone(), operator.kind().to_owned());
        self.scales.note_operator(operator, &output);
        self.node(kind, input, output, attribute);
        Ok(())
    }

    /// The shape that the program notes for a variable; −1 is an extent that is known at run time only.
    pub fn extents(&self, variable: &str) -> Option<&'p [i64]> {
        self.variables.get(variable)?.tensor().map(|tensor| tensor.dims.as_slice())
    }

    /// The number of axes of a variable.
    pub fn rank(&self, variable: &str) -> Result<usize> {
        let extents = self.extents(variable);
        extents.map(<[i64]>::len).ok_or_else(|| Diagnostic::error(Code::Malformed, format!("the program does not say the shape of '{variable}'")))
    }

    fn finish(mut self) -> Result<Translated> {
        self.fed.sort_by_key(|(column, _)| *column);
        self.fetched.sort_by_key(|(column, _)| *column);
        self.graph.input = self.fed.into_iter().map(|(_, input)| input).collect();
        let mut names = HashSet::new();
        // A tensor that leaves the network twice does so under two names.
        for (_, name) in self.fetched {
            let output = match names.insert(name.clone()) {
                true => name,
                false => {
                    let mut again = format!("{name}.again");
                    while !self.taken.insert(again.clone()) {
                        again.push('_');
                    }
                    let node = NodeProto { input: vec![name], output: vec![again.clone()], op_type: "Identity".into(), ..NodeProto::default() };
                    self.graph.node.push(node);
                    again
                }
            };
            self.graph.output.push(ValueInfoProto { name: output, r#type: None });
        }
        let opset_import = vec![OperatorSetIdProto { domain: String::new(), version: OPERATOR_SET }];
        let model = ModelProto { ir_version: 9, graph: Some(self.graph), opset_import, ..ModelProto::default() };
        Ok(Translated { model, scales: self.scales, operators: self.operators })
    }
}
