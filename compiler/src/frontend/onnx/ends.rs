//! Where a network begins and ends: what the caller hands in, and what comes out.

use super::import::Importer;
use super::tensor::Tensor;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::input_shape::{self, Extent};
use crate::frontend::{ImportOptions, Imported};
use crate::graph::{Comparison, DType, End, Epilogue, Op, Operand, Output, Shape, Step, TensorType, ValueId, verify};
use crate::onnx_file::{Dimension, ElementType, GraphProto, ValueInfoProto};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where the network ends: the person's choice, or the outputs of the file.
pub(super) fn outputs(graph: &GraphProto, producers: &HashMap<&str, usize>, options: &ImportOptions) -> Result<Vec<String>> {
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

/// The key under which a person speaks of an input: its name, or "" where there is one input only.
fn key_of<'k, T>(map: &'k BTreeMap<String, T>, name: &str, inputs: usize) -> Option<(&'k str, &'k T)> {
    let key = if map.contains_key(name) { name } else { "" };
    map.get_key_value(key).filter(|(k, _)| !k.is_empty() || inputs == 1).map(|(k, v)| (k.as_str(), v))
}

impl<'m> Importer<'m> {
    /// Makes inputs of what the caller hands in. An initializer of the same name is a default that nobody overrides here.
    pub(super) fn inputs(&mut self, graph: &'m GraphProto) -> Result<()> {
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

    fn input(&mut self, input: &'m ValueInfoProto, shape: Option<&Shape>, dtype: Option<DType>) -> Result<Tensor> {
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
            ElementType::S16 | ElementType::U16 | ElementType::S32 | ElementType::S64 => DType::S32,
            ElementType::Bool => DType::U8,
            ElementType::U32 | ElementType::U64 | ElementType::U4 | ElementType::S4 => {
                return Err(Diagnostic::error(Code::Unsupported, format!("an input of {} is not read", element.name()))
                    .hint("fix it where it is always the same: --constant NAME=FILE"));
            }
        };
        let wanted = dtype.unwrap_or(stored);
        let value = self.graph.push_input(&input.name, TensorType::plain(wanted, shape.clone()));
        let as_floats = || TensorType::plain(DType::F32, shape.clone());
        match (stored, wanted) {
            (DType::U8, _) if element == ElementType::Bool => {
                let steps = [Step::Convert, Step::Compare(Comparison::NotEqual, Operand::Constant(0.0))];
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

    fn input_shape(&mut self, name: &str, declared: Option<Vec<Option<&'m Dimension>>>, given: Option<&Shape>) -> Result<Shape> {
        let extent = |dimension: Option<&'m Dimension>| match dimension {
            Some(Dimension::Extent(extent)) => usize::try_from(*extent).map_or(Extent::Open("?"), Extent::Known),
            Some(Dimension::Symbol(symbol)) if !symbol.is_empty() => Extent::Open(symbol),
            _ => Extent::Open("?"),
        };
        let declared: Option<Vec<Extent>> = declared.map(|declared| declared.into_iter().map(extent).collect());
        let extents = input_shape::extents(name, given, declared.as_deref(), self.options, &mut self.warnings)?;
        if extents.contains(&0) {
            let message = format!("an input without elements ({extents:?}) is not compiled");
            let stated: Vec<String> = extents.iter().map(|extent| extent.max(&1).to_string()).collect();
            return Err(Diagnostic::error(Code::Unsupported, message).hint(format!("give it a shape: --input-shape {name}={}", stated.join(","))));
        }
        Shape::new(extents)
    }

    pub(super) fn finish(mut self, outputs: &[String]) -> Result<Imported> {
        for name in outputs {
            let tensor = self.tensor(name).map_err(|d| d.at(name))?;
            let value = self.output(name, &tensor).map_err(|d| d.at(name))?;
            self.graph.outputs.push(Output { name: name.clone(), value });
        }
        // Weights that are not finite, sums that may overflow: what no operator looks at.
        verify(&self.graph)?;
        Ok(Imported { graph: self.graph, warnings: self.warnings, unfused: self.unfused, notes: Vec::new() })
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
