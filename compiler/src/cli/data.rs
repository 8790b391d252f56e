//! `[NAME=]DATA` arguments of commands that take any number of samples: arrays, folders of photographs, records.

use super::rows::Slot;
use super::tensors::TensorArgument;
use crate::dataset::{Axes, ColorOrder, Input, NamedSource, Preparation, Rows};
use crate::diagnostic::Result;
use crate::graph::Shape;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;

/// What is done to samples before the model sees them.
#[derive(Debug, Clone, Default, PartialEq, Args)]
#[command(next_help_heading = "Data options")]
pub struct DataOptions {
    /// Pixels that the shorter side of each photograph gets first
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..=1 << 16))]
    resize: Option<u32>,
    /// Cut off what photographs have beyond the size of the input, around their middle
    #[arg(long)]
    crop: bool,
    /// Order of a photograph's channels, and where the input has them: rgb,nchw where its shape says nothing else
    #[arg(long, value_name = "LAYOUT", value_enum, value_delimiter = ',')]
    layout: Vec<Layout>,
    /// Subtracted from every number; several values are one for each channel
    #[arg(long, value_name = "M", value_delimiter = ',', allow_hyphen_values = true)]
    mean: Vec<f32>,
    /// Then divided by; several values are one for each channel
    #[arg(long, value_name = "D", value_delimiter = ',', value_parser = parse_deviation)]
    std: Vec<f32>,
    /// Then multiplied in; several values are one for each channel
    #[arg(long, value_name = "S", value_delimiter = ',', allow_hyphen_values = true)]
    scale: Vec<f32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Rgb,
    Bgr,
    Nchw,
    Nhwc,
}

impl DataOptions {
    fn preparation(&self) -> Preparation {
        let axes = self.layout.iter().rev().find_map(|layout| match layout {
            Layout::Nchw => Some(Axes::ChannelsFirst),
            Layout::Nhwc => Some(Axes::ChannelsLast),
            Layout::Rgb | Layout::Bgr => None,
        });
        Preparation {
            resize: self.resize.map(|size| size as usize),
            crop: self.crop,
            colors: if self.layout.contains(&Layout::Bgr) { ColorOrder::Bgr } else { ColorOrder::Rgb },
            axes,
            mean: self.mean.clone(),
            deviation: self.std.clone(),
            scale: self.scale.clone(),
        }
    }
}

/// Opens the files of all arguments; of photographs and records, the first `most`.
pub fn open(arguments: &[TensorArgument], most: usize) -> Result<Vec<NamedSource>> {
    let opened = arguments.iter().map(|argument| NamedSource::open(&argument.path, argument.name.as_deref(), most)).collect::<Result<Vec<_>>>()?;
    Ok(opened.into_iter().flatten().collect())
}

/// Most rows that become a model's batch without being asked for.
pub const MOST_ROWS: usize = 64;

/// Shapes for inputs whose shape the model does not state: those of the arrays, with at most `most` rows in a batch.
pub fn fallback_shapes(sources: &[NamedSource], most: usize) -> BTreeMap<String, Shape> {
    let shape = |shape: &Shape| {
        let mut extents = shape.extents().to_vec();
        if let Some(rows) = extents.first_mut() {
            *rows = (*rows).min(most);
        }
        Shape::new(extents).ok()
    };
    sources.iter().filter_map(|source| Some((source.name.clone().unwrap_or_default(), shape(source.source.shape()?)?))).collect()
}

/// Samples for a model with these inputs.
pub fn rows<'s>(slots: &[Slot], sources: &'s [NamedSource], options: &DataOptions, most: usize) -> Result<Rows<'s>> {
    let inputs: Vec<Input> = slots.iter().map(|slot| Input { name: slot.name.clone(), dtype: slot.dtype, shape: slot.shape.clone() }).collect();
    Rows::new(&inputs, sources, options.preparation(), most)
}

fn parse_deviation(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(number) if number.is_finite() && number != 0.0 => Ok(number),
        _ => Err("a standard deviation is a number other than 0".to_owned()),
    }
}
