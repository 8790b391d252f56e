//! The list of values with an index of their names.

use super::{Definition, TensorType, Value, ValueId};
use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;

/// The values of a graph in topological order. Reads like a slice; names are unique because nothing but [`Values::push`] and
/// [`Values::rename`] writes them, and finding one takes constant time (a model file may have very many nodes, or nodes that all ask for one name).
#[derive(Clone, Default)]
pub struct Values {
    list: Vec<Value>,
    by_name: HashMap<String, ValueId>,
    /// The suffix that was given last for a name asked for more than once.
    suffixes: HashMap<String, u32>,
}

impl Values {
    /// Appends a value; its name is made unique by a suffix where it is taken.
    pub fn push(&mut self, name: impl Into<String>, ty: TensorType, definition: Definition) -> ValueId {
        let name = self.free_name(name.into());
        let id = ValueId(self.list.len() as u32);
        self.by_name.insert(name.clone(), id);
        self.list.push(Value { name, ty, definition });
        id
    }

    /// The value of that name.
    pub fn find(&self, name: &str) -> Option<ValueId> {
        self.by_name.get(name).copied()
    }

    /// Gives a value another name, made unique by a suffix where it is taken by another value.
    pub fn rename(&mut self, id: ValueId, name: impl Into<String>) {
        let name = name.into();
        if self.list[id.index()].name == name {
            return;
        }
        let name = self.free_name(name);
        self.by_name.remove(&self.list[id.index()].name);
        self.by_name.insert(name.clone(), id);
        self.list[id.index()].name = name;
    }

    /// Type and definition of a value, to be changed.
    pub fn get_mut(&mut self, id: ValueId) -> (&mut TensorType, &mut Definition) {
        let value = &mut self.list[id.index()];
        (&mut value.ty, &mut value.definition)
    }

    fn free_name(&mut self, base: String) -> String {
        if !self.by_name.contains_key(&base) {
            return base;
        }
        let suffix = self.suffixes.entry(base.clone()).or_insert(1);
        loop {
            *suffix += 1;
            let name = format!("{base}.{suffix}");
            if !self.by_name.contains_key(&name) {
                return name;
            }
        }
    }
}

impl Deref for Values {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Values {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// The index follows from the list, so the list decides.
impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.list.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{DType, Shape};

    fn scalar() -> TensorType {
        TensorType::plain(DType::F32, Shape::scalar())
    }

    #[test]
    fn taken_names_get_suffixes() {
        let mut values = Values::default();
        for expected in ["a", "a.2", "a.3"] {
            let id = values.push("a", scalar(), Definition::Input);
            assert_eq!(values[id.index()].name, expected);
            assert_eq!(values.find(expected), Some(id));
        }
        let id = values.push("a.2", scalar(), Definition::Input);
        assert_eq!(values[id.index()].name, "a.2.2");
        values.rename(id, "a.3");
        assert_eq!((values[id.index()].name.as_str(), values.find("a.2.2")), ("a.3.2", None));
        values.rename(id, "b");
        assert_eq!((values.find("b"), values.find("a.3.2")), (Some(id), None));
        values.rename(id, "b");
        assert_eq!(values.find("b"), Some(id));
    }

    #[test]
    fn many_equal_names_take_linear_time() {
        let mut values = Values::default();
        for _ in 0..200_000 {
            values.push("same", scalar(), Definition::Input);
        }
        assert_eq!(values.find("same.200000"), Some(ValueId(199_999)));
    }
}
