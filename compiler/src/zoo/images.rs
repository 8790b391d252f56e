//! Made-up images with the structure of photographs: large soft shapes with a finer texture on them.

use crate::diagnostic::Result;
use crate::graph::random::Random;
use crate::graph::{Shape, Tensor, TensorData};

/// Rows and columns of the field that the soft shapes are drawn from.
const FIELD: usize = 7;
/// Numbers of −SPREAD..SPREAD have the variance 1.
const SPREAD: f32 = 1.732;
/// Magnitude of the texture, that of the shapes being 1.
const TEXTURE: f32 = 0.4;

/// `count` images, each alone in its batch, of the channels, rows and columns of `shape` (`N C H W`). Their numbers have about mean 0 and
/// variance 1, as photographs have behind the customary preprocessing.
///
/// # Errors
/// None for a shape of rank 4.
pub fn images(shape: &Shape, count: usize, seed: u64) -> Result<Vec<Tensor>> {
    let &[_, channels, height, width] = shape.extents() else { return Ok(Vec::new()) };
    let shape = Shape::new([1, channels, height, width])?;
    let mut random = Random::new(seed);
    let image = |_| {
        let planes = (0..channels).flat_map(|_| plane(&mut random, height, width)).collect();
        Tensor::new(shape.clone(), TensorData::F32(planes))
    };
    (0..count).map(image).collect()
}

/// One channel: a coarse field of numbers, interpolated, and noise.
fn plane(random: &mut Random, height: usize, width: usize) -> Vec<f32> {
    let field: Vec<f32> = (0..FIELD * FIELD).map(|_| random.float(-SPREAD, SPREAD)).collect();
    let mut plane = Vec::with_capacity(height * width);
    for row in 0..height {
        let (top, down) = position(row, height);
        for column in 0..width {
            let (left, right) = position(column, width);
            let along = |row: usize| field[row * FIELD + left] * (1.0 - right) + field[row * FIELD + left + 1] * right;
            let soft = along(top) * (1.0 - down) + along(top + 1) * down;
            plane.push(soft + TEXTURE * random.float(-SPREAD, SPREAD));
        }
    }
    plane
}

/// The number of the field before a pixel, and how far the pixel is on the way to the next one.
fn position(pixel: usize, extent: usize) -> (usize, f32) {
    let at = pixel as f32 / extent as f32 * (FIELD - 1) as f32;
    let before = (at as usize).min(FIELD - 2);
    (before, at - before as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_seeded_and_neither_flat_nor_wild() {
        let shape = Shape::new([4, 3, 40, 56]).unwrap();
        let images = |seed| images(&shape, 2, seed).unwrap();
        assert_eq!(images(1), images(1));
        assert_ne!(images(1), images(2));
        assert_ne!(images(1)[0], images(1)[1]);
        for image in images(3) {
            assert_eq!(image.shape.extents(), [1, 3, 40, 56]);
            let TensorData::F32(numbers) = image.data else { panic!() };
            let energy = numbers.iter().map(|x| x * x).sum::<f32>() / numbers.len() as f32;
            assert!((0.3..1.5).contains(&energy), "{energy}");
        }
    }
}
