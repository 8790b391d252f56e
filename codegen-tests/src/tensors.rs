//! Numbers for the large constants of a graph's text.

use graver::graph::{DType, TensorData};
use std::collections::BTreeMap;

/// A tensor for each `const %…: dtype<extents…> = @"name"` of a graph's text: deterministic numbers that any convolution's accumulator holds
/// and any epilogue can use (small weights, positive multipliers).
///
/// # Errors
/// A line of that form whose type cannot be read.
pub fn seeded_tensors(text: &str) -> Result<BTreeMap<String, TensorData>, String> {
    let mut tensors = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| line.starts_with("const ")) {
        let Some((declaration, name)) = line.split_once("= @\"") else { continue };
        let unreadable = || format!("no type in '{line}'");
        let name = name.split('"').next().ok_or_else(unreadable)?;
        let (head, extents) = declaration.rsplit_once('<').ok_or_else(unreadable)?;
        let dtype = head.rsplit([' ', ':']).next().and_then(DType::parse).ok_or_else(unreadable)?;
        let extents = extents.split([';', '>']).next().ok_or_else(unreadable)?;
        let volume = extents.split('x').map(str::parse::<usize>).product::<Result<usize, _>>().map_err(|_| unreadable())?;
        tensors.insert(name.to_owned(), seeded(dtype, volume));
    }
    Ok(tensors)
}

fn seeded(dtype: DType, volume: usize) -> TensorData {
    match dtype {
        DType::S8 => TensorData::S8((0..volume).map(|i| ((i * 37 + i / 7) % 255) as i8).collect()),
        DType::U8 => TensorData::U8((0..volume).map(|i| (i * 37 + i / 7) as u8).collect()),
        DType::S32 => TensorData::S32((0..volume as i32).map(|i| i * 12 % 4001 - 2000).collect()),
        DType::F32 => TensorData::F32((0..volume).map(|i| 0.0005 * (1 + i % 13) as f32).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_constant_has_a_tensor_of_its_type() {
        let text = "graph \"g\" {\n  const %w: s8<2x3x1x1; s=[1.0, 2.0] axis=0> = @\"w\"\n  const %b: s32<2> = [1, 2]\n  const %m: f32<5> = @\"the m\"\n}";
        let tensors = seeded_tensors(text).unwrap_or_else(|e| panic!("{e}"));
        let found: Vec<_> = tensors.iter().map(|(name, data)| (name.as_str(), data.dtype(), data.len())).collect();
        assert_eq!(found, [("the m", DType::F32, 5), ("w", DType::S8, 6)]);
        assert!(seeded_tensors("const %w = @\"w\"").is_err());
    }
}
