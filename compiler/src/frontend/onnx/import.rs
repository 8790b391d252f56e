//! The walk over the nodes of a model: what each name stands for, inputs, constants and outputs.

use super::node::{Node, axis_of};
use super::tensor::Tensor;
use super::{fold, operators};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::{ImportOptions, Imported, Numerics};
use crate::graph::{DType, Definition, End, Epilogue, Graph, Op, Operand, Output, Shape, Step, TensorType, ValueId, verify};
use crate::onnx_file::{Array, Dimension, ElementType, GraphProto, ModelFile, ModelProto, TensorProto, ValueInfoProto};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The oldest operator set whose attributes are understood.
const OLDEST_OPERATOR_SET: i64 = 6;

/// Elements that a computed constant may have where nothing in the file has as many.
const FOLDED_ELEMENTS: usize = 1 << 26;

/// Elements that all computed constants together may have: more than the weights of large networks, and little enough for memory.
const ALL_FOLDED_ELEMENTS: usize = 1 << 28;

/// State of one import.
#[derive(Debug)]
pub struct Importer<'m> {
    pub graph: Graph,
    pub options: &'m ImportOptions,
    pub nodes: Vec<Node<'m>>,
    file: &'m mut ModelFile,
    initializers: HashMap<&'m str, &'m TensorProto>,
    tensors: HashMap<String, Tensor>,
    /// For each name the nodes that read it, once for each time.
    consumers: HashMap<&'m str, Vec<usize>>,
    /// Which node computes a name.
    producers: HashMap<&'m str, usize>,
    /// Names of the network's outputs.
    pub outputs: BTreeSet<String>,
    /// Activations that the node before them computes too.
    pub absorbed: HashSet<usize>,
    warnings: Vec<Diagnostic>,
    unfused: Vec<Diagnostic>,
    /// Elements of the constants that were computed so far.
    folded_elements: usize,
}

/// Builds the graph of a model.
pub fn import_model(model: &ModelProto, file: &mut ModelFile, name: &str, options: &ImportOptions) -> Result<Imported> {
    let graph = model.graph.as_ref().ok_or_else(|| {
        Diagnostic::error(Code::Malformed, "the file holds no network")
            .hint("pass a .onnx file that an exporter wrote; .pb files with tensors go to --constant")
    })?;
    if !graph.sparse_initializer.is_empty() {
        return Err(Diagnostic::error(Code::Unsupported, "sparse tensors are not read").hint("export the model with dense weights"));
    }
    let nodes = nodes(model, graph)?;
    let mut producers = HashMap::new();
    for node in &nodes {
        for output in node.proto.output.iter().filter(|o| !o.is_empty()) {
            if producers.insert(output.as_str(), node.index).is_some() {
                return Err(Diagnostic::error(Code::Malformed, format!("two nodes compute '{output}'")).hint("the file is damaged; export the model again"));
            }
        }
    }
    let outputs = outputs(graph, &producers, options)?;
    let live = live_nodes(&nodes, &producers, &outputs);
    let mut consumers: HashMap<&str, Vec<usize>> = HashMap::new();
    for node in nodes.iter().filter(|n| live[n.index]) {
        for input in node.proto.input.iter().filter(|i| !i.is_empty()) {
            consumers.entry(input).or_default().push(node.index);
        }
    }
    let mut importer = Importer {
        graph: Graph::new(name),
        options,
        nodes,
        file,
        initializers: graph.initializer.iter().map(|t| (t.name.as_str(), t)).collect(),
        tensors: HashMap::new(),
        consumers,
        producers,
        outputs: outputs.iter().cloned().collect(),
        absorbed: HashSet::new(),
        warnings: Vec::new(),
        unfused: Vec::new(),
        folded_elements: 0,
    };
    importer.inputs(graph)?;
    let live: Vec<Node> = importer.nodes.iter().zip(live).filter(|(_, live)| *live).map(|(node, _)| *node).collect();
    for node in &live {
        importer.node(node).map_err(|d| located(d, node))?;
    }
    importer.finish(&outputs)
}

/// Says which node and which operator a diagnostic is about.
fn located(mut diagnostic: Diagnostic, node: &Node) -> Diagnostic {
    if !diagnostic.message.contains(node.operator()) {
        diagnostic.message = format!("{}: {}", node.operator(), diagnostic.message);
    }
    let diagnostic = diagnostic.shortened();
    if diagnostic.node.is_none() { diagnostic.at(node.name()) } else { diagnostic }
}

/// The nodes with the version of their operator set.
fn nodes<'m>(model: &'m ModelProto, graph: &'m GraphProto) -> Result<Vec<Node<'m>>> {
    let version = |domain: &str| {
        let canonical = |d: &str| if d == "ai.onnx" { String::new() } else { d.to_owned() };
        model.opset_import.iter().filter(|o| canonical(&o.domain) == canonical(domain)).map(|o| o.version).max()
    };
    let standard = version("").unwrap_or(1);
    if graph.node.iter().any(|n| n.domain.is_empty()) && standard < OLDEST_OPERATOR_SET {
        return Err(Diagnostic::error(
            Code::Unsupported,
            format!("the model uses version {standard} of the operators; {OLDEST_OPERATOR_SET} and newer are read"),
        )
        .hint("convert it: onnx.version_converter.convert_version(model, 13)"));
    }
    // The versions of ONNX Runtime's own QuantizeLinear and DequantizeLinear are those that the standard ones had in opset 13.
    Ok(graph
        .node
        .iter()
        .enumerate()
        .map(|(index, proto)| Node { proto, index, version: if proto.domain == "com.microsoft" { 13 } else { version(&proto.domain).unwrap_or(standard) } })
        .collect())
}

/// Where the network ends: the person's choice, or the outputs of the file.
fn outputs(graph: &GraphProto, producers: &HashMap<&str, usize>, options: &ImportOptions) -> Result<Vec<String>> {
    if options.outputs.is_empty() {
        let mut names = BTreeSet::new();
        if let Some(twice) = graph.output.iter().find(|o| !names.insert(&o.name)) {
            return Err(Diagnostic::error(Code::Malformed, "this output is listed twice").at(&twice.name));
        }
        if graph.output.is_empty() {
            return Err(Diagnostic::error(Code::Malformed, "the network has no outputs"));
        }
        return Ok(graph.output.iter().map(|o| o.name.clone()).collect());
    }
    let mut names: Vec<String> = Vec::new();
    for wanted in &options.outputs {
        let (node, place) = wanted.rsplit_once(':').and_then(|(node, place)| Some((node, place.parse::<usize>().ok()?))).unwrap_or((wanted, 0));
        let of_node = || graph.node.iter().find(|n| n.name == node)?.output.get(place).filter(|o| !o.is_empty());
        let name = match producers.contains_key(wanted.as_str()) {
            true => wanted,
            false => of_node().ok_or_else(|| {
                Diagnostic::error(Code::Missing, format!("the model has no tensor and no node '{wanted}'"))
                    .hint("`graver inspect` lists the tensors of a model")
            })?,
        };
        if names.contains(name) {
            return Err(Diagnostic::error(Code::Usage, format!("--output names '{name}' twice")));
        }
        names.push(name.clone());
    }
    Ok(names)
}

/// Which nodes some output depends on.
fn live_nodes(nodes: &[Node], producers: &HashMap<&str, usize>, outputs: &[String]) -> Vec<bool> {
    let mut live = vec![false; nodes.len()];
    let mut open: Vec<usize> = outputs.iter().filter_map(|name| producers.get(name.as_str()).copied()).collect();
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut live[index], true) {
            open.extend(nodes[index].proto.input.iter().filter_map(|name| producers.get(name.as_str()).copied()));
        }
    }
    live
}

/// The key under which a person speaks of an input: its name, or "" where there is one input only.
fn key_of<'k, T>(map: &'k std::collections::BTreeMap<String, T>, name: &str, inputs: usize) -> Option<(&'k str, &'k T)> {
    let key = if map.contains_key(name) { name } else { "" };
    map.get_key_value(key).filter(|(k, _)| !k.is_empty() || inputs == 1).map(|(k, v)| (k.as_str(), v))
}

impl<'m> Importer<'m> {
    /// Makes inputs of what the caller hands in. An initializer of the same name is a default that nobody overrides here.
    fn inputs(&mut self, graph: &'m GraphProto) -> Result<()> {
        let options = self.options;
        let handed_in: Vec<&ValueInfoProto> =
            graph.input.iter().filter(|i| !self.initializers.contains_key(i.name.as_str()) && !options.constants.contains_key(&i.name)).collect();
        let (mut shapes, mut dtypes) = (BTreeSet::new(), BTreeSet::new());
        for input in &handed_in {
            let input_shape = key_of(&options.input_shapes, &input.name, handed_in.len());
            shapes.extend(input_shape.map(|(key, _)| key));
            let input_dtype = key_of(&options.input_dtypes, &input.name, handed_in.len());
            dtypes.extend(input_dtype.map(|(key, _)| key));
            let tensor = self.input(input, input_shape.map(|(_, shape)| shape), input_dtype.map(|(_, dtype)| *dtype)).map_err(|d| d.at(&input.name))?;
            self.tensors.insert(input.name.clone(), tensor);
        }
        for (name, array) in &options.constants {
            if !graph.input.iter().any(|i| i.name == *name) {
                return Err(Diagnostic::error(Code::Usage, format!("--constant names '{name}', which is not an input of the model"))
                    .hint(format!("its inputs are: {}", graph.input.iter().map(|i| i.name.as_str()).collect::<Vec<_>>().join(", "))));
            }
            self.tensors.insert(name.clone(), Tensor::Known(array.clone()));
        }
        let unused_shape = options.input_shapes.keys().find(|key| !shapes.contains(key.as_str()));
        let unused_dtype = options.input_dtypes.keys().find(|key| !dtypes.contains(key.as_str()));
        if let Some(unused) = unused_shape.or(unused_dtype) {
            let what = if unused_shape.is_some() { "shape" } else { "element type" };
            let message = match unused.as_str() {
                "" => format!("the {what} without a name needs a model with one input; this one has {}", handed_in.len()),
                name => format!("the model has no input '{name}'"),
            };
            let names: Vec<&str> = handed_in.iter().map(|i| i.name.as_str()).collect();
            return Err(Diagnostic::error(Code::Usage, message).hint(format!("its inputs are: {}", names.join(", "))));
        }
        Ok(())
    }

    fn input(&mut self, input: &ValueInfoProto, shape: Option<&Shape>, dtype: Option<DType>) -> Result<Tensor> {
        let ty = input.r#type.as_ref().and_then(|t| t.tensor_type.as_ref()).ok_or_else(|| {
            Diagnostic::error(Code::Unsupported, "an input that is no tensor (a sequence or a map) is not read").hint("export the model without it")
        })?;
        let element = ElementType::from_number(ty.elem_type)?;
        let declared = ty.shape.as_ref().map(|s| s.dim.as_slice());
        let shape = self.input_shape(&input.name, declared.map(|d| d.iter().map(|d| d.value.as_ref()).collect()), shape)?;
        let stored = match element {
            ElementType::F32 | ElementType::F64 | ElementType::F16 | ElementType::BF16 => DType::F32,
            ElementType::U8 => DType::U8,
            ElementType::S8 => DType::S8,
            ElementType::S32 | ElementType::S64 => DType::S32,
            ElementType::Bool => DType::U8,
            ElementType::U16 | ElementType::S16 | ElementType::U32 | ElementType::U64 | ElementType::U4 | ElementType::S4 => {
                return Err(Diagnostic::error(Code::Unsupported, format!("an input of {} is not read", element.name()))
                    .hint("fix it where it is always the same: --constant NAME=FILE"));
            }
        };
        let wanted = dtype.unwrap_or(stored);
        let value = self.graph.push_input(&input.name, TensorType::plain(wanted, shape.clone()));
        let as_floats = || TensorType::plain(DType::F32, shape.clone());
        match (stored, wanted) {
            (DType::U8, _) if element == ElementType::Bool => {
                let steps = [Step::Convert, Step::Compare(crate::graph::Comparison::NotEqual, Operand::Constant(0.0))];
                let value = self.graph.push_node(format!("{}.truth", input.name), as_floats(), Op::Map, [value], Some(Epilogue::new(steps, End::F32)));
                Ok(Tensor::Live { value, ty: element })
            }
            _ if stored == wanted => Ok(Tensor::Live { value, ty: if stored == DType::F32 { ElementType::F32 } else { element } }),
            // What the person hands in as bytes, the model reads as floats: each byte is one.
            (DType::F32, DType::U8 | DType::S8) => {
                let value =
                    self.graph.push_node(format!("{}.float", input.name), as_floats(), Op::Map, [value], Some(Epilogue::new([Step::Convert], End::F32)));
                Ok(Tensor::float(value))
            }
            _ => Err(Diagnostic::error(Code::Usage, format!("the model declares this input {stored}, it cannot be {wanted}"))),
        }
    }

    fn input_shape(&self, name: &str, declared: Option<Vec<Option<&Dimension>>>, given: Option<&Shape>) -> Result<Shape> {
        let fallback = || self.options.fallback_shapes.get(name).or_else(|| self.options.fallback_shapes.get(""));
        let known = |dimension: &Option<&Dimension>| match dimension {
            Some(Dimension::Extent(extent)) => usize::try_from(*extent).ok(),
            _ => None,
        };
        let whole: Option<Vec<usize>> = declared.as_ref().and_then(|d| d.iter().map(known).collect());
        let mut extents = match (given, whole) {
            (Some(given), _) => given.extents().to_vec(),
            (None, Some(whole)) => whole,
            (None, None) => match (fallback(), &declared) {
                (Some(shape), _) => shape.extents().to_vec(),
                // The first symbolic extent is the batch by custom; one image is what people mean who do not say more.
                (None, Some(declared)) if self.options.batch.is_some() && declared.iter().skip(1).all(|d| known(d).is_some()) => {
                    declared.iter().map(|d| known(d).unwrap_or(1)).collect()
                }
                _ => {
                    let shown = declared.map_or("an unknown shape".to_owned(), |d| {
                        let parts = d.iter().map(|d| match d {
                            Some(Dimension::Extent(extent)) => extent.to_string(),
                            Some(Dimension::Symbol(symbol)) if !symbol.is_empty() => symbol.clone(),
                            _ => "?".to_owned(),
                        });
                        format!("the shape {}", parts.collect::<Vec<_>>().join(" x "))
                    });
                    return Err(Diagnostic::error(Code::Missing, format!("the model declares {shown} for this input"))
                        .hint(format!("fix it with --input-shape {name}=1,3,224,224, or with --batch 1 where only the first extent is open")));
                }
            },
        };
        if let (Some(batch), Some(first)) = (self.options.batch, extents.first_mut()) {
            *first = batch;
        }
        if extents.contains(&0) {
            let message = format!("an input without elements ({extents:?}) is not compiled");
            return Err(Diagnostic::error(Code::Unsupported, message).hint(format!("give it a shape: --input-shape {name}=1,3,224,224")));
        }
        Shape::new(extents)
    }

    /// Imports one node, or takes note of what it is where everything is known.
    fn node(&mut self, node: &Node<'m>) -> Result<()> {
        let names: Vec<&'m str> = node.proto.output.iter().map(String::as_str).collect();
        if names.iter().all(|name| name.is_empty() || self.tensors.contains_key(*name)) {
            return Ok(());
        }
        let results = match self.folded(node)? {
            Some(arrays) => arrays.into_iter().map(Tensor::Known).collect(),
            None => {
                let results = operators::import(self, node)?;
                self.note_arithmetic(node, &results)?;
                results
            }
        };
        self.define(node, &names, results)
    }

    /// Notes that an operator without an integer form computes floats from quantized operands. Functions of one number are part of the
    /// node before or after them, or a table.
    fn note_arithmetic(&mut self, node: &Node<'m>, results: &[Tensor]) -> Result<()> {
        let mut operands = node.proto.input.iter().filter(|name| !name.is_empty());
        let reads_integers = operands.any(|name| matches!(self.tensors.get(name), Some(Tensor::Real(_))));
        let computes_floats = matches!(results.first(), Some(Tensor::Live { ty: ElementType::F32, .. }));
        if reads_integers && computes_floats && !operators::is_function_or_noted(node) {
            self.unfused(node, "ONNX Runtime has no integer operator for it; its elements are computed in f32");
        }
        Ok(())
    }

    fn define(&mut self, node: &Node<'m>, names: &[&'m str], results: Vec<Tensor>) -> Result<()> {
        for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let tensor = results.get(place).cloned().ok_or_else(|| {
                if self.consumers.contains_key(name) || self.outputs.contains(*name) {
                    node.unsupported(format!("its output {}, '{name}',", place + 1))
                } else {
                    Diagnostic::error(Code::Invalid, "")
                }
            });
            match tensor {
                Ok(tensor) => drop(self.tensors.insert((*name).to_owned(), tensor)),
                // Nobody reads it.
                Err(error) if error.code == Code::Invalid => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The results where all operands are known and the operator can be evaluated at once.
    fn folded(&mut self, node: &Node<'m>) -> Result<Option<Vec<Array>>> {
        if !fold::evaluates(node) {
            return Ok(None);
        }
        let mut operands = Vec::with_capacity(node.proto.input.len());
        for name in &node.proto.input {
            if name.is_empty() {
                operands.push(None);
                continue;
            }
            match self.tensor(name)?.to_array()? {
                Some(array) if array.len() <= FOLDED_ELEMENTS || self.initializers.contains_key(name.as_str()) => operands.push(Some(array)),
                _ => return Ok(None),
            }
        }
        fold::evaluate(self, node, &operands).map(Some)
    }

    /// Whether a constant of that many elements may be computed; counts it where it may.
    pub fn may_fold(&mut self, elements: usize) -> bool {
        let all = self.folded_elements.saturating_add(elements);
        let fits = elements <= FOLDED_ELEMENTS && all <= ALL_FOLDED_ELEMENTS;
        if fits {
            self.folded_elements = all;
        }
        fits
    }

    /// Reads a tensor of the file.
    pub fn array(&mut self, tensor: &TensorProto) -> Result<Array> {
        self.file.array(tensor)
    }

    /// What a name stands for.
    ///
    /// # Errors
    /// `Malformed` for a name that nothing before has computed.
    pub fn tensor(&mut self, name: &str) -> Result<Tensor> {
        if let Some(tensor) = self.tensors.get(name) {
            return Ok(tensor.clone());
        }
        if let Some(&initializer) = self.initializers.get(name) {
            let tensor = Tensor::Known(self.file.array(initializer).map_err(|d| d.at(name))?);
            self.tensors.insert(name.to_owned(), tensor.clone());
            return Ok(tensor);
        }
        let reason = if self.producers.contains_key(name) { "is computed by a node after the one that reads it" } else { "is computed by no node" };
        Err(Diagnostic::error(Code::Malformed, format!("the tensor '{name}' {reason}")).hint("the file is damaged; export the model again"))
    }

    /// The array of a name that may be computed later in the file, where it follows from constants alone.
    pub fn ahead(&mut self, name: &str) -> Option<Array> {
        // How deep an expression of constants may be.
        const DEPTH: usize = 16;
        self.ahead_within(name, DEPTH)
    }

    fn ahead_within(&mut self, name: &str, depth: usize) -> Option<Array> {
        if let Ok(tensor) = self.tensor(name) {
            return match tensor {
                Tensor::Known(array) => Some(array),
                _ => None,
            };
        }
        let node = self.nodes[*self.producers.get(name)?];
        let inputs = node.proto.input.iter().filter(|i| !i.is_empty());
        let known = depth > 0 && inputs.clone().count() > 0 || node.is("Constant");
        if !known || !inputs.clone().all(|i| self.ahead_within(i, depth - 1).is_some()) {
            return None;
        }
        self.node(&node).ok()?;
        self.ahead_within(name, 0)
    }

    /// The nodes that read a tensor, once for each time.
    pub fn consumers(&self, name: &str) -> &[usize] {
        self.consumers.get(name).map_or(&[], Vec::as_slice)
    }

    /// Operand `index` of a node.
    ///
    /// # Errors
    /// `Malformed` where it is left out.
    pub fn operand(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<Tensor> {
        match node.input(index) {
            Some(name) => self.tensor(name),
            None => Err(Diagnostic::error(Code::Malformed, format!("the operand '{what}' (number {index}) is missing"))),
        }
    }

    /// An operand that may be left out and must be known while compiling: axes, shapes, scales.
    ///
    /// # Errors
    /// `Unsupported` where it is computed when the model runs.
    pub fn known(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<Option<Array>> {
        let Some(name) = node.input(index) else { return Ok(None) };
        match self.tensor(name)?.to_array()? {
            Some(array) => Ok(Some(array)),
            None => {
                let hint = match self.initializers.contains_key(name) || self.producers.contains_key(name) {
                    true => "export the model with fixed shapes".to_owned(),
                    false => format!("fix this input: --constant {name}=FILE with a .npy or .pb file"),
                };
                Err(Diagnostic::error(
                    Code::Unsupported,
                    format!("{} needs '{what}' while compiling, but '{name}' is computed when the model runs", node.operator()),
                )
                .hint(hint))
            }
        }
    }

    /// As [`Importer::known`], for operands that the operator cannot do without.
    pub fn required(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<Array> {
        self.operand(node, index, what)?;
        self.known(node, index, what)?.ok_or_else(|| Diagnostic::error(Code::Invalid, "an operand that is there is not there"))
    }

    /// The extents of a tensor.
    pub fn extents(&self, tensor: &Tensor) -> Vec<usize> {
        match tensor {
            Tensor::Known(array) => array.shape.clone(),
            Tensor::KnownReal(quantized) => quantized.integers.shape.clone(),
            Tensor::Live { value, .. } | Tensor::Real(value) => self.graph.ty(*value).shape.extents().to_vec(),
        }
    }

    /// The element type as the model sees it.
    pub fn element_type(&self, tensor: &Tensor) -> ElementType {
        match tensor {
            Tensor::Known(array) => array.ty,
            Tensor::KnownReal(_) | Tensor::Real(_) => ElementType::F32,
            Tensor::Live { ty, .. } => *ty,
        }
    }

    /// A tensor as a value of the graph, of whatever type: known ones become constants, real numbers stay integers.
    pub fn value(&mut self, name: &str, tensor: &Tensor) -> Result<ValueId> {
        match tensor {
            Tensor::Live { value, .. } | Tensor::Real(value) => Ok(*value),
            Tensor::Known(array) => Ok(self.graph.push_constant(name, array.to_tensor()?)),
            Tensor::KnownReal(quantized) => {
                let tensor = quantized.to_floats()?.to_tensor()?;
                Ok(self.graph.push_constant(name, tensor))
            }
        }
    }

    /// A tensor as f32 values: real numbers are computed from their integers.
    ///
    /// # Errors
    /// `Unsupported` for integers without a scale: arithmetic on them would wrap.
    pub fn float_value(&mut self, name: &str, tensor: &Tensor) -> Result<ValueId> {
        let ty = self.element_type(tensor);
        if !ty.is_float() && ty != ElementType::Bool {
            return Err(Diagnostic::error(Code::Unsupported, format!("arithmetic on {} is not compiled; floats are expected", ty.name()))
                .hint("fix the operands where they are always the same: --constant NAME=FILE"));
        }
        match tensor {
            Tensor::Real(value) => crate::qlinear::dequantize(&mut self.graph, &format!("{name}.real"), *value),
            Tensor::Known(array) if ty == ElementType::Bool => {
                let floats: Vec<f32> = array.to_integers()?.iter().map(|&i| i as f32).collect();
                let array = Array::floats(array.shape.clone(), floats)?;
                Ok(self.graph.push_constant(name, array.to_tensor()?))
            }
            _ => self.value(name, tensor),
        }
    }

    /// Integers that an operand gives, or in older operator sets an attribute: axes, pads, repeats. `None` where there is neither.
    pub fn list(&mut self, node: &Node<'m>, index: usize, key: &str) -> Result<Option<Vec<i64>>> {
        match node.integers(key) {
            Some(list) => Ok(Some(list.to_vec())),
            None => self.known(node, index, key)?.map(|array| array.to_integers()).transpose(),
        }
    }

    /// Axes in ascending order, from an operand or an attribute, for a tensor of some rank.
    pub fn axes(&mut self, node: &Node<'m>, index: usize, rank: usize) -> Result<Option<Vec<usize>>> {
        let Some(list) = self.list(node, index, "axes")? else { return Ok(None) };
        let mut axes = list.iter().map(|&axis| axis_of(axis, rank)).collect::<Result<Vec<_>>>()?;
        axes.sort_unstable();
        if axes.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Diagnostic::error(Code::Malformed, format!("{list:?} names an axis twice")).hint("export the model again"));
        }
        Ok(Some(axes))
    }

    /// Operand `index` as f32 values.
    pub fn float_operand(&mut self, node: &Node<'m>, index: usize, what: &str) -> Result<ValueId> {
        let tensor = self.operand(node, index, what)?;
        let name = node.input(index).unwrap_or(what);
        self.float_value(name, &tensor)
    }

    /// Calls integers that QuantizeLinear leaves as they are by the name of its result, under which the model knows them.
    pub fn name_integers(&mut self, value: ValueId, name: &str) {
        let current = self.graph.value(value).name.as_str();
        let is_known = self.producers.get(current).is_some_and(|&producer| self.nodes[producer].is("QuantizeLinear"));
        if !is_known && matches!(self.graph.value(value).definition, Definition::Node(_)) {
            self.graph.values.rename(value, name);
        }
    }

    /// Notes why a node with quantized operands is computed in f32.
    pub fn unfused(&mut self, node: &Node, reason: impl Into<String>) {
        self.unfused.push(Diagnostic::warning(Code::Unfused, format!("{}: {}", node.operator(), reason.into())).at(node.name()));
    }

    pub fn warn(&mut self, warning: Diagnostic) {
        self.warnings.push(warning);
    }

    pub fn ideal(&self) -> bool {
        self.options.numerics == Numerics::Ideal
    }

    fn finish(mut self, outputs: &[String]) -> Result<Imported> {
        for name in outputs {
            let tensor = self.tensor(name).map_err(|d| d.at(name))?;
            let value = self.output(name, &tensor).map_err(|d| d.at(name))?;
            self.graph.outputs.push(Output { name: name.clone(), value });
        }
        // Weights that are not finite, sums that may overflow: what no operator looks at.
        verify(&self.graph)?;
        Ok(Imported { graph: self.graph, warnings: self.warnings, unfused: self.unfused })
    }

    /// The value that the caller receives. Real numbers are floats, truth values bytes.
    fn output(&mut self, name: &str, tensor: &Tensor) -> Result<ValueId> {
        match tensor {
            Tensor::Live { value, ty: ElementType::Bool } => {
                let ty = TensorType::plain(DType::U8, self.graph.ty(*value).shape.clone());
                let end = End::Saturate { zero_point: 0, lo: 0, hi: 1 };
                Ok(self.graph.push_node(name, ty, Op::Map, [*value], Some(Epilogue::new([], end))))
            }
            Tensor::Live { value, .. } => Ok(*value),
            Tensor::Real(_) | Tensor::KnownReal(_) => self.float_value(name, tensor),
            Tensor::Known(array) => {
                let tensor = array.to_tensor()?;
                Ok(self.graph.push_constant(name, tensor))
            }
        }
    }
}
