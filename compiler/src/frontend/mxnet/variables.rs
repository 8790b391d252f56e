//! The variables of a symbol: which are inputs and of what shape and type, which are parameters and what they hold.

use super::import::Importer;
use super::range::Range;
use super::symbol_json::{Entry, Node};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::frontend::input_shape::{self, Extent};
use crate::frontend::random_weights::Distribution;
use crate::graph::{DType, End, Shape, Step, TensorData, TensorType, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// The key under which a person speaks of an input: its name, or "" once.
fn key_of<'k, T>(options: &'k BTreeMap<String, T>, name: &str, used: &mut BTreeSet<String>) -> Option<&'k T> {
    let key = [name, ""].into_iter().find(|k| options.contains_key(*k) && (!k.is_empty() || !used.contains("")))?;
    used.insert(key.to_string());
    options.get(key)
}

impl<'a> Importer<'a> {
    /// The value of a variable that is used as an activation: an input, or a parameter.
    pub(super) fn variable(&mut self, index: usize) -> Result<ValueId> {
        if let Some(&value) = self.variables.get(&index) {
            return Ok(value);
        }
        let node = &self.symbol.nodes[index];
        let value = if self.parameters.get(&node.name).is_some() {
            let (shape, data) = self.float_parameter(&node.name)?;
            self.push_constant(&node.name, Shape::new(shape).map_err(|d| d.at(&node.name))?, TensorData::F32(data.into()))?
        } else if node.attributes.text("__init__").is_some() && !self.options.input_shapes.contains_key(&node.name) {
            let shape = self.declared_parameter(node)?;
            let data = self.made_up(&node.name, shape.extents(), Distribution::Unit)?;
            self.push_constant(&node.name, shape, TensorData::F32(data.into()))?
        } else {
            self.input(node)?
        };
        self.variables.insert(index, value);
        Ok(value)
    }

    /// Shape of a parameter that no operator prescribes and the file does not hold.
    fn declared_parameter(&self, node: &Node) -> Result<Shape> {
        if self.random.is_none() {
            return Err(missing_parameter(&node.name));
        }
        let declared = node.attributes.tuple("__shape__").map_err(|d| d.at(&node.name))?.unwrap_or_default();
        Shape::new(declared).map_err(|d| d.at(&node.name).hint("a parameter that is made up needs its whole shape in the symbol file"))
    }

    fn input(&mut self, node: &Node) -> Result<ValueId> {
        let options = self.options;
        let stored = match node.attributes.text("__dtype__") {
            None | Some("0" | "-1") => None,
            Some("3") => Some(DType::U8),
            Some("4") => Some(DType::S32),
            Some("5") => Some(DType::S8),
            Some(flag) => {
                let message = format!("an input of MXNet's element type {flag}; f32 (0), u8 (3), s32 (4) and s8 (5) are read");
                return Err(Diagnostic::error(Code::Unsupported, message).at(&node.name));
            }
        };
        let wanted = key_of(&options.input_dtypes, &node.name, &mut self.used_dtypes).copied();
        if let (Some(stored), Some(wanted)) = (stored, wanted)
            && stored != wanted
        {
            return Err(Diagnostic::error(Code::Usage, format!("the model declares this input {stored}, it cannot be {wanted}")).at(&node.name));
        }
        let shape = self.input_shape(node)?;
        let input = self.graph.push_input(&node.name, TensorType::plain(wanted.or(stored).unwrap_or(DType::F32), shape.clone()));
        // What the person hands in as integers, the model reads as floats: each integer of a byte is one.
        match wanted {
            Some(DType::U8 | DType::S8) if stored.is_none() => {
                let ty = TensorType::plain(DType::F32, shape);
                Ok(self.push_map(&format!("{}.float", node.name), ty, input, [Step::Convert], End::F32))
            }
            Some(DType::S32) if stored.is_none() => {
                Err(Diagnostic::error(Code::Usage, "the model reads floats, which do not hold every s32").at(&node.name).hint("an input may be u8, s8 or f32"))
            }
            _ => Ok(input),
        }
    }

    fn input_shape(&mut self, node: &Node) -> Result<Shape> {
        let declared = node.attributes.tuple("__shape__").map_err(|d| d.at(&node.name))?.unwrap_or_default();
        // 0 is an extent that is open.
        let declared: Vec<Extent> = declared.into_iter().map(|extent| if extent > 0 { Extent::Known(extent) } else { Extent::Open("?") }).collect();
        let declared = Some(&declared[..]).filter(|declared| !declared.is_empty());
        let stated = key_of(&self.options.input_shapes, &node.name, &mut self.used_shapes);
        let extents = input_shape::extents(&node.name, stated, declared, self.options, &mut self.warnings);
        extents.and_then(Shape::new).map_err(|d| d.at(&node.name))
    }

    /// The name of a variable that must be a parameter.
    fn parameter_name(&self, entry: Entry) -> Result<&'a str> {
        let node = &self.symbol.nodes[entry.node];
        if !node.is_variable() || entry.output != 0 {
            return Err(Diagnostic::error(Code::Unsupported, format!("'{}' is computed by the network where a parameter is expected", node.name)));
        }
        Ok(&node.name)
    }

    fn float_parameter(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>)> {
        let array = self.parameters.get(name).ok_or_else(|| missing_parameter(name))?;
        let data = self.parameters.floats(array).ok_or_else(|| {
            Diagnostic::error(Code::Shape, format!("the parameter '{name}' must hold floats, found {array}"))
                .hint("pass the parameters that belong to this symbol")
        })?;
        if let Some(bad) = data.iter().find(|v| !v.is_finite()) {
            return Err(Diagnostic::error(Code::Range, format!("the parameter '{name}' holds {bad}")).hint("the parameters are damaged; train or export again"));
        }
        Ok((array.shape.clone(), data))
    }

    fn made_up(&self, name: &str, shape: &[usize], distribution: Distribution) -> Result<Vec<f32>> {
        let random = self.random.as_ref().ok_or_else(|| missing_parameter(name))?;
        made_up_volume(name, shape)?;
        Ok(random.floats(name, shape, distribution))
    }

    /// Elements of a float parameter of the given shape. All are finite.
    pub fn floats(&self, entry: Entry, shape: &[usize]) -> Result<Vec<f32>> {
        let distribution = if shape.len() > 1 { Distribution::Weight } else { Distribution::Offset };
        self.floats_or_random(entry, &[shape], distribution)
    }

    /// Elements of a float parameter that has one of the given shapes; where it is made up, the first of them.
    pub fn floats_or_random(&self, entry: Entry, shapes: &[&[usize]], distribution: Distribution) -> Result<Vec<f32>> {
        let name = self.parameter_name(entry)?;
        let Some(array) = self.parameters.get(name) else { return self.made_up(name, shapes[0], distribution) };
        if !shapes.contains(&&array.shape[..]) {
            check_shape(name, &array.shape, shapes[0])?;
        }
        Ok(self.float_parameter(name)?.1)
    }

    /// Elements of an s8 parameter of the given shape.
    pub fn signed_bytes(&self, entry: Entry, shape: &[usize]) -> Result<Vec<i8>> {
        let name = self.parameter_name(entry)?;
        let Some(array) = self.parameters.get(name) else {
            let random = self.random.as_ref().ok_or_else(|| missing_parameter(name))?;
            return Ok(random.signed_bytes(name, made_up_volume(name, shape)?));
        };
        check_shape(name, &array.shape, shape)?;
        self.parameters.signed_bytes(array).ok_or_else(|| {
            Diagnostic::error(Code::Shape, format!("the parameter '{name}' must hold s8 integers, found {array}"))
                .hint("pass the parameters that belong to this symbol")
        })
    }

    /// A parameter that holds one number, as the end of a range does.
    pub fn parameter_number(&self, entry: Entry) -> Result<f32> {
        let name = self.parameter_name(entry)?;
        if self.parameters.get(name).is_none()
            && let Some(random) = &self.random
        {
            return Ok(random.end_of_range(name));
        }
        let (shape, data) = self.float_parameter(name)?;
        match data[..] {
            [value] => Ok(value),
            _ => Err(Diagnostic::error(Code::Shape, format!("the parameter '{name}' must hold one number, found the shape {shape:?}"))),
        }
    }

    /// A pair of numbers that are parameters, as the ranges of quantized weights are. Unlike the range of an activation it may be (0, 0).
    pub fn parameter_pair(&self, min: Entry, max: Entry) -> Result<(f32, f32)> {
        let (min, max) = (self.parameter_number(min)?, self.parameter_number(max)?);
        if min == 0.0 && max == 0.0 {
            return Ok((min, max));
        }
        Range::known(min, max).map(|_| (min, max))
    }
}

/// Elements of a parameter that is to be made up: no file bounds them.
fn made_up_volume(name: &str, shape: &[usize]) -> Result<usize> {
    /// The largest layer of VGG-16 has 1.03 · 10⁸ weights.
    const MOST_ELEMENTS: usize = 1 << 28;
    let volume = Shape::new(shape).map_err(|d| d.at(name))?.volume();
    match volume <= MOST_ELEMENTS {
        true => Ok(volume),
        false => Err(Diagnostic::error(Code::Overflow, format!("a parameter of {volume} elements is too large to be made up")).at(name)),
    }
}

fn missing_parameter(name: &str) -> Diagnostic {
    Diagnostic::error(Code::Missing, format!("the parameter file does not hold '{name}'"))
        .hint("pass the parameters that belong to this symbol: --params FILE; or --random-weights SEED to measure speed without them")
}

fn check_shape(name: &str, found: &[usize], expected: &[usize]) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    Err(Diagnostic::error(Code::Shape, format!("the parameter '{name}' must have the shape {expected:?}, found {found:?}"))
        .hint("pass the parameters that belong to this symbol (--params) and the right input shape (--input-shape)"))
}
