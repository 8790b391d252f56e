//! From pixels and stored numbers to those that a network reads.

use super::image::Image;
use crate::diagnostic::{Code, Diagnostic, Result};

/// What is done to samples before a network sees them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preparation {
    /// Pixels that the shorter side of a photograph gets.
    pub resize: Option<usize>,
    /// Whether what a photograph has beyond the size of the input is cut off around its middle.
    pub crop: bool,
    pub colors: ColorOrder,
    /// Where channels are; `None` is as the input's shape looks.
    pub axes: Option<Axes>,
    /// Subtracted from every number; none, one, or one for each channel, as the others.
    pub mean: Vec<f32>,
    /// Then divided by.
    pub deviation: Vec<f32>,
    /// Then multiplied in.
    pub scale: Vec<f32>,
}

/// The order of a photograph's channels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ColorOrder {
    #[default]
    Rgb,
    Bgr,
}

/// The order of an input's axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axes {
    ChannelsFirst,
    ChannelsLast,
}

impl Preparation {
    /// Whether numbers change.
    pub fn changes_numbers(&self) -> bool {
        !(self.mean.is_empty() && self.deviation.is_empty() && self.scale.is_empty())
    }

    /// `(x − mean) / deviation · scale` of one row, whose extents are those of the input without the batch.
    ///
    /// # Errors
    /// `Usage` where there are as many values as neither one nor the channels.
    pub fn numbers(&self, row: &mut [f32], extents: &[usize]) -> Result<()> {
        if !self.changes_numbers() {
            return Ok(());
        }
        let axis = if self.axes == Some(Axes::ChannelsLast) { extents.len().saturating_sub(1) } else { 0 };
        let channels = extents.get(axis).copied().unwrap_or(1);
        let pixels: usize = extents.iter().skip(axis + 1).product();
        let pick = |option: &str, values: &[f32], neutral: f32| match values.len() {
            0 => Ok(vec![neutral; channels]),
            1 => Ok(vec![values[0]; channels]),
            n if n == channels => Ok(values.to_vec()),
            n => {
                Err(Diagnostic::error(Code::Usage, format!("{option} has {n} values for {channels} channels")).hint("give one value, or one for each channel"))
            }
        };
        let (mean, deviation, scale) = (pick("--mean", &self.mean, 0.0)?, pick("--std", &self.deviation, 1.0)?, pick("--scale", &self.scale, 1.0)?);
        for (index, plane) in row.chunks_mut(pixels.max(1)).enumerate() {
            let channel = index % channels;
            plane.iter_mut().for_each(|x| *x = (*x - mean[channel]) / deviation[channel] * scale[channel]);
        }
        Ok(())
    }

    /// The bytes of a photograph in the order of an input with these extents, without the batch.
    ///
    /// # Errors
    /// `Shape` where the input takes no photographs or the photograph has another size.
    pub fn photograph(&self, image: Image, extents: &[usize]) -> Result<Vec<u8>> {
        let (axes, [channels, height, width]) = self.image_axes(extents)?;
        let mut image = image.with_channels(channels);
        if let Some(size) = self.resize {
            image = image.resized(size)?;
        }
        let cut = if self.crop { image.cropped(width, height) } else { None };
        let image = cut.unwrap_or(image);
        if (image.width, image.height) != (width, height) {
            return Err(Diagnostic::error(Code::Shape, format!("the photograph has {}×{} pixels, the input {width}×{height}", image.width, image.height))
                .hint(format!("--resize {} --crop makes it fit", width.max(height) * 8 / 7)));
        }
        let order: &[usize] = match (channels, self.colors) {
            (1, _) => &[0],
            (_, ColorOrder::Rgb) => &[0, 1, 2],
            (_, ColorOrder::Bgr) => &[2, 1, 0],
        };
        let pixels = || image.pixels.chunks_exact(channels);
        Ok(match axes {
            Axes::ChannelsFirst => order.iter().flat_map(|&channel| pixels().map(move |pixel| pixel[channel])).collect(),
            Axes::ChannelsLast => pixels().flat_map(|pixel| order.iter().map(|&channel| pixel[channel])).collect(),
        })
    }

    /// The order of an input's axes, and its channels, height and width.
    pub fn image_axes(&self, extents: &[usize]) -> Result<(Axes, [usize; 3])> {
        let wanted = |axes: Axes| self.axes.is_none_or(|asked| asked == axes);
        match *extents {
            [channels @ (1 | 3), height, width] if wanted(Axes::ChannelsFirst) => Ok((Axes::ChannelsFirst, [channels, height, width])),
            [height, width, channels @ (1 | 3)] if wanted(Axes::ChannelsLast) => Ok((Axes::ChannelsLast, [channels, height, width])),
            _ => Err(Diagnostic::error(Code::Shape, format!("an input of extents {extents:?} takes no photographs of one or three channels"))
                .hint("give arrays (.npy), or another --layout")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image() -> Image {
        Image { width: 2, height: 1, channels: 3, pixels: vec![1, 2, 3, 4, 5, 6] }
    }

    #[test]
    fn photographs_take_the_order_of_the_input() {
        let rgb = Preparation::default();
        let bgr = Preparation { colors: ColorOrder::Bgr, ..Preparation::default() };
        assert_eq!(rgb.photograph(image(), &[3, 1, 2]).unwrap(), [1, 4, 2, 5, 3, 6]);
        assert_eq!(bgr.photograph(image(), &[3, 1, 2]).unwrap(), [3, 6, 2, 5, 1, 4]);
        let bgr_last = Preparation { axes: Some(Axes::ChannelsLast), ..bgr };
        assert_eq!(bgr_last.photograph(image(), &[1, 2, 3]).unwrap(), [3, 2, 1, 6, 5, 4]);
        assert_eq!(rgb.photograph(image(), &[1, 1, 2]).unwrap(), [2, 5]);
        let crop = Preparation { crop: true, ..Preparation::default() };
        assert_eq!(crop.photograph(image(), &[3, 1, 1]).unwrap(), [1, 2, 3]);
        let error = rgb.photograph(image(), &[3, 7, 7]).unwrap_err();
        assert!(error.message.contains("2×1 pixels, the input 7×7") && error.hint.unwrap().contains("--resize 8 --crop"));
        assert_eq!(rgb.photograph(image(), &[4, 1, 2]).unwrap_err().code, Code::Shape);
        let last = Preparation { axes: Some(Axes::ChannelsLast), ..Preparation::default() };
        assert_eq!(last.photograph(image(), &[3, 1, 2]).unwrap_err().code, Code::Shape);
    }

    #[test]
    fn numbers_are_shifted_divided_and_scaled_by_channel() {
        let mut preparation = Preparation { mean: vec![1.0, 2.0], deviation: vec![2.0], scale: vec![10.0], ..Preparation::default() };
        let mut row = [1.0, 3.0, 2.0, 4.0];
        preparation.numbers(&mut row, &[2, 1, 2]).unwrap();
        assert_eq!(row, [0.0, 10.0, 0.0, 10.0]);
        preparation.axes = Some(Axes::ChannelsLast);
        let mut row = [1.0, 2.0, 3.0, 4.0];
        preparation.numbers(&mut row, &[1, 2, 2]).unwrap();
        assert_eq!(row, [0.0, 0.0, 10.0, 10.0]);
        assert_eq!(preparation.numbers(&mut row, &[1, 1, 4]).unwrap_err().code, Code::Usage);
    }
}
