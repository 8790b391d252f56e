//! One operator of a program with typed access to its variables and attributes.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::paddle_file::{Attribute, AttributeKind, OpDesc, Scalar};

/// An operator as it is translated.
#[derive(Debug, Clone, Copy)]
pub struct Operator<'p> {
    pub desc: &'p OpDesc,
    /// Place in the block.
    pub index: usize,
}

/// A number of any type.
fn number(scalar: &Scalar) -> f64 {
    match scalar.r#type {
        1 => f64::from(u8::from(scalar.b)),
        2 => scalar.i as f64,
        _ => scalar.r,
    }
}

impl<'p> Operator<'p> {
    /// The operator's name in Paddle.
    pub fn kind(&self) -> &'p str {
        &self.desc.r#type
    }

    /// The name for messages: that of the first result.
    pub fn name(&self) -> &'p str {
        self.desc.outputs.iter().flat_map(|slot| &slot.arguments).map(String::as_str).find(|name| !name.is_empty()).unwrap_or(self.kind())
    }

    /// The variables of an input slot.
    pub fn inputs(&self, slot: &str) -> &'p [String] {
        self.desc.inputs.iter().find(|s| s.parameter == slot).map_or(&[], |s| &s.arguments)
    }

    /// The only variable of an input slot, where there is one.
    pub fn input(&self, slot: &str) -> Option<&'p str> {
        self.inputs(slot).first().map(String::as_str).filter(|name| !name.is_empty())
    }

    /// # Errors
    /// `Malformed` where the slot is empty.
    pub fn required(&self, slot: &str) -> Result<&'p str> {
        self.input(slot).ok_or_else(|| Diagnostic::error(Code::Malformed, format!("{} has no input '{slot}'", self.kind())))
    }

    /// The variables of an output slot.
    pub fn outputs(&self, slot: &str) -> &'p [String] {
        self.desc.outputs.iter().find(|s| s.parameter == slot).map_or(&[], |s| &s.arguments)
    }

    /// The only variable of an output slot.
    ///
    /// # Errors
    /// `Malformed` where the slot is empty.
    pub fn output(&self, slot: &str) -> Result<&'p str> {
        let found = self.outputs(slot).first().map(String::as_str).filter(|name| !name.is_empty());
        found.ok_or_else(|| Diagnostic::error(Code::Malformed, format!("{} has no output '{slot}'", self.kind())))
    }

    fn attribute(&self, key: &str) -> Option<&'p Attribute> {
        self.desc.attrs.iter().find(|a| a.name == key)
    }

    /// A number that is an integer, whatever type it has.
    pub fn integer(&self, key: &str) -> Option<i64> {
        let a = self.attribute(key)?;
        match a.kind() {
            AttributeKind::Int => Some(i64::from(a.i)),
            AttributeKind::Long => Some(a.l),
            AttributeKind::Boolean => Some(i64::from(a.b)),
            AttributeKind::Scalar => a.scalar.as_ref().map(|s| number(s) as i64),
            AttributeKind::Float => Some(a.f as i64),
            AttributeKind::Float64 => Some(a.float64 as i64),
            _ => None,
        }
    }

    pub fn boolean(&self, key: &str, default: bool) -> bool {
        self.integer(key).map_or(default, |i| i != 0)
    }

    /// A number, whatever type it has; what is not finite is refused.
    pub fn float(&self, key: &str, default: f32) -> Result<f32> {
        let found = self.attribute(key).and_then(|a| match a.kind() {
            AttributeKind::Float => Some(a.f),
            AttributeKind::Float64 => Some(a.float64 as f32),
            AttributeKind::Scalar => a.scalar.as_ref().map(|s| number(s) as f32),
            _ => self.integer(key).map(|i| i as f32),
        });
        match found.unwrap_or(default) {
            found if found.is_finite() => Ok(found),
            found => Err(Diagnostic::error(Code::Range, format!("attribute '{key}' is {found}"))),
        }
    }

    /// A list of integers, or one integer as a list.
    pub fn integers(&self, key: &str) -> Option<Vec<i64>> {
        let a = self.attribute(key)?;
        match a.kind() {
            AttributeKind::Ints => Some(a.ints.iter().map(|&i| i64::from(i)).collect()),
            AttributeKind::Longs => Some(a.longs.clone()),
            AttributeKind::Booleans => Some(a.bools.iter().map(|&b| i64::from(b)).collect()),
            AttributeKind::Scalars => Some(a.scalars.iter().map(|s| number(s) as i64).collect()),
            AttributeKind::Int | AttributeKind::Long => self.integer(key).map(|i| vec![i]),
            _ => None,
        }
    }

    /// A list of floats, or one float as a list.
    pub fn floats(&self, key: &str) -> Option<Vec<f32>> {
        let a = self.attribute(key)?;
        match a.kind() {
            AttributeKind::Floats => Some(a.floats.clone()),
            AttributeKind::Float64s => Some(a.float64s.iter().map(|&x| x as f32).collect()),
            AttributeKind::Scalars => Some(a.scalars.iter().map(|s| number(s) as f32).collect()),
            AttributeKind::Float => Some(vec![a.f]),
            _ => self.integers(key).map(|list| list.iter().map(|&i| i as f32).collect()),
        }
    }

    /// A text; "" where the attribute is absent.
    ///
    /// # Errors
    /// `Malformed` where it is not UTF-8.
    pub fn text(&self, key: &str) -> Result<&'p str> {
        match self.attribute(key) {
            Some(a) if a.kind() == AttributeKind::String => {
                std::str::from_utf8(&a.s).map_err(|_| Diagnostic::error(Code::Malformed, format!("attribute '{key}' is not text")))
            }
            _ => Ok(""),
        }
    }

    /// A form of the operator that this version does not read.
    pub fn unsupported(&self, what: impl std::fmt::Display) -> Diagnostic {
        Diagnostic::error(Code::Unsupported, format!("{} with {what} is not read", self.kind()))
    }

    /// Refuses a slot that nothing here reads.
    pub fn without(&self, slots: &[&str]) -> Result<()> {
        match slots.iter().find(|slot| self.input(slot).is_some()) {
            Some(slot) => Err(self.unsupported(format!("an input '{slot}'"))),
            None => Ok(()),
        }
    }
}
