//! Operators that simulate integers in floats: what they say is gathered, then they go.
//!
//! A *threshold* t is what Paddle calls a scale: the largest magnitude that 8 bits hold, as ±127. Fake operators of weights are computed at once;
//! those of activations leave their threshold at the tensor before them, which takes their place (`quant2_int8_mkldnn_pass.py`, steps 2 to 6).

use super::operator::Operator;
use super::translate::Translator;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::onnx_file::Array;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The largest integer of 8 bits with a sign.
const LARGEST: f32 = 127.0;

/// Operators with weights, as far as they can be quantized.
const WEIGHTED: [&str; 8] = ["conv2d", "depthwise_conv2d", "fused_conv2d", "conv2d_transpose", "mul", "matmul", "matmul_v2", "fc"];

/// What fake operators and attributes say.
#[derive(Debug, Default)]
pub struct Scales {
    /// Thresholds of tensors that fake operators quantize.
    pub thresholds: BTreeMap<String, f32>,
    /// Those tensors whose integers are cut off after rounding, so that −128 is one of them.
    pub reach_128: BTreeSet<String>,
    /// Tensors whose integers Paddle rounds away from 0 where a number lies exactly between two.
    pub halves_away: BTreeSet<String>,
    /// Tensors whose thresholds are found anew in each run.
    pub at_run_time: BTreeSet<String>,
    /// Thresholds of other tensors, that were only observed.
    pub observed: BTreeMap<String, f32>,
    /// Results of operators that stay in floats although their operands have thresholds.
    pub stays: BTreeSet<String>,
    /// Whether the program has any fake operator.
    simulates: bool,
    /// By the place of a weighted operator: thresholds of its weights, which are stored as integers.
    weights: HashMap<usize, Vec<f32>>,
    /// Variables that hold fake quantized weights.
    quantized_weights: HashSet<String>,
}

/// Whether an operator only simulates integers.
pub fn is_fake(kind: &str) -> bool {
    kind.starts_with("fake_quantize") || kind.starts_with("fake_channel_wise") || {
        matches!(kind, "fake_dequantize_max_abs" | "quantize_linear" | "dequantize_linear" | "moving_average_abs_max_scale")
    }
}

impl Scales {
    /// Finds the thresholds of weights, which lie behind the operators that multiply by them.
    pub fn gather<'p>(operators: &[Operator<'p>], translator: &Translator<'p>) -> Result<Self> {
        let mut scales = Self { simulates: operators.iter().any(|operator| is_fake(operator.kind())), ..Self::default() };
        let mut producers: HashMap<&str, &Operator> = HashMap::new();
        for operator in operators {
            if let Some(producer) = operator.input("X").and_then(|x| producers.get(x)).filter(|producer| WEIGHTED.contains(&producer.kind())) {
                match operator.kind() {
                    "fake_dequantize_max_abs" => {
                        // max_range = 127 · 127 / threshold.
                        let range = operator.float("max_range", 0.0)?;
                        scales.weights.insert(producer.index, vec![threshold(LARGEST * LARGEST / range)?]);
                    }
                    "fake_channel_wise_dequantize_max_abs" => {
                        check_bits(operator)?;
                        if let Some(name) = operator.inputs("Scales").first().filter(|name| translator.is_parameter(name)) {
                            scales.weights.insert(producer.index, thresholds(translator, name)?);
                        }
                    }
                    _ => {}
                }
            }
            for output in operator.desc.outputs.iter().flat_map(|slot| &slot.arguments) {
                producers.insert(output, operator);
            }
        }
        Ok(scales)
    }

    /// Notes what the attributes of an operator say about its result.
    pub fn note_operator(&mut self, operator: &Operator, result: &str) {
        let keys = ["out_threshold", "Out0_threshold", "Output0_threshold", "Y0_threshold"];
        let found = keys.iter().find_map(|key| operator.floats(key)?.first().copied()).filter(|t| *t > 0.0 && t.is_finite());
        if let Some(found) = found {
            self.observed.entry(result.to_owned()).or_insert(found);
        }
        if self.stays_float(operator) {
            self.stays.insert(result.to_owned());
        }
    }

    /// Whether the program stores or makes any weights as integers.
    pub fn has_integer_weights(&self) -> bool {
        !self.weights.is_empty() || !self.quantized_weights.is_empty()
    }

    /// Whether an operator is not to be quantized: it says so, or its weights are not quantized where others are.
    fn stays_float(&self, operator: &Operator) -> bool {
        if operator.boolean("skip_quant", false) {
            return true;
        }
        let weight = ["Filter", "W", "Y"].iter().find_map(|slot| operator.input(slot));
        let quantized = self.weights.contains_key(&operator.index) || weight.is_some_and(|name| self.quantized_weights.contains(name));
        self.simulates && WEIGHTED.contains(&operator.kind()) && !quantized
    }
}

/// A threshold must be a number that something can be divided by.
fn threshold(found: f32) -> Result<f32> {
    match found.abs() {
        // What never was anything but 0.
        0.0 => Ok(f32::MIN_POSITIVE * LARGEST * 2.0),
        magnitude if magnitude.is_finite() => Ok(magnitude),
        _ => Err(Diagnostic::error(Code::Range, format!("a scale is {found}")).hint("the model was not calibrated: save it after training or calibration")),
    }
}

fn thresholds(translator: &Translator, variable: &str) -> Result<Vec<f32>> {
    let array = translator.parameter(variable)?;
    array.as_floats()?.iter().map(|&t| threshold(t)).collect::<Result<_>>().map_err(|d| d.at(variable))
}

fn check_bits(operator: &Operator) -> Result<()> {
    let bits = operator.integers("quant_bits").or_else(|| operator.integers("bit_length")).unwrap_or_default();
    match bits.iter().find(|&&bits| bits != 8) {
        Some(bits) => Err(operator.unsupported(format!("{bits} bits")).hint("quantize the model with 8 bits")),
        None => Ok(()),
    }
}

/// Whether numbers are rounded to even, and integers then cut off at −128 and 127 (`round_type` 0); otherwise numbers are cut off at the threshold, then
/// rounded away from 0 (`fake_quantize_op.cc`).
fn rounds_first(operator: &Operator) -> bool {
    operator.integer("round_type").unwrap_or(i64::from(operator.kind() != "quantize_linear")) == 0
}

/// Refuses integers that do not stand around 0.
fn check_zero_point(translator: &Translator, operator: &Operator) -> Result<()> {
    let Some(name) = operator.input("ZeroPoint").filter(|name| translator.is_parameter(name)) else { return Ok(()) };
    let array = translator.parameter(name)?;
    let is_zero = match array.as_floats() {
        Ok(numbers) => numbers.iter().all(|&z| z == 0.0),
        Err(_) => array.to_integers()?.iter().all(|&z| z == 0),
    };
    match is_zero {
        true => Ok(()),
        false => Err(operator.unsupported("a zero point").at(name).hint("quantize the model with scales around 0")),
    }
}

/// Computes a fake operator of weights, or notes what one of activations says; its result becomes the tensor before it.
pub fn remove<'p>(translator: &mut Translator<'p>, operator: &Operator<'p>) -> Result<()> {
    check_bits(operator)?;
    check_zero_point(translator, operator)?;
    let data = operator.required("X")?;
    let slot = if operator.kind().ends_with("_linear") { "Y" } else { "Out" };
    if translator.is_parameter(data) {
        let result = operator.output(slot)?;
        let array = weights(translator, operator, data)?;
        let name = translator.constant(result, &array);
        translator.alias(result, name);
        translator.scales.quantized_weights.insert(result.to_owned());
        return Ok(());
    }
    let tensor = translator.operand(data)?;
    if translator.scales.quantized_weights.contains(data) {
        // What turns integers of a weight back: the weight is real numbers already.
        let result = operator.output(slot)?;
        translator.scales.quantized_weights.insert(result.to_owned());
    }
    let observes = operator.kind() == "moving_average_abs_max_scale" || operator.boolean("only_observer", false);
    let found = activation_threshold(translator, operator)?;
    let is_weight = translator.scales.quantized_weights.contains(data);
    let scales = &mut translator.scales;
    match found {
        Some(found) => {
            let list = if observes { &mut scales.observed } else { &mut scales.thresholds };
            // Of several the first one counts, as `_add_scale_for_vars` of Paddle's pass has it.
            if let Entry::Vacant(place) = list.entry(tensor.clone()) {
                place.insert(found);
                if !observes {
                    let kind = if rounds_first(operator) { &mut scales.reach_128 } else { &mut scales.halves_away };
                    kind.insert(tensor.clone());
                }
            }
        }
        None if !observes && !is_weight && !turns_back(operator) => {
            scales.at_run_time.insert(tensor.clone());
        }
        None => {}
    }
    if let Some(result) = operator.outputs(slot).first() {
        translator.alias(result, tensor);
    }
    Ok(())
}

/// Whether an operator makes real numbers of integers.
fn turns_back(operator: &Operator) -> bool {
    operator.kind().starts_with("fake_dequantize") || matches!(operator.kind(), "fake_channel_wise_dequantize_max_abs" | "dequantize_linear")
}

/// What an operator of activations says; `None` for one that turns integers back, and where the threshold is known at run time only.
fn activation_threshold(translator: &Translator, operator: &Operator) -> Result<Option<f32>> {
    let mut names = ["InScale", "Scale"].iter().filter_map(|slot| operator.input(slot)).chain(operator.outputs("OutScale").iter().map(String::as_str));
    let Some(name) = names.find(|name| translator.is_parameter(name)).filter(|_| !turns_back(operator)) else { return Ok(None) };
    let found = thresholds(translator, name)?;
    match found[..] {
        [one] => Ok(Some(one)),
        [] => Ok(None),
        _ => Err(operator.unsupported(format!("{} scales of an activation", found.len())).hint("activations have one scale: quantize them as whole tensors")),
    }
}

/// The real numbers that fake quantized weights are.
fn weights<'p>(translator: &Translator<'p>, operator: &Operator<'p>, variable: &'p str) -> Result<Array> {
    let array = translator.parameter(variable)?;
    let numbers: Vec<f32> = match array.as_floats() {
        Ok(numbers) => numbers.to_vec(),
        Err(_) => array.to_integers()?.iter().map(|&i| i as f32).collect(),
    };
    let axis = operator.integer("quant_axis").unwrap_or(if operator.kind().contains("channel_wise") { 0 } else { -1 });
    let given = || {
        let scale = ["InScale", "Scale", "Scales"].iter().find_map(|slot| operator.input(slot)).filter(|name| translator.is_parameter(name));
        scale.map(|name| thresholds(translator, name)).transpose()
    };
    let result = match operator.kind() {
        "dequantize_linear" | "fake_dequantize_max_abs" | "fake_channel_wise_dequantize_max_abs" => {
            let missing = || Diagnostic::error(Code::Missing, format!("{} has no scale that a parameter file holds", operator.kind()));
            let largest = if operator.kind() == "fake_dequantize_max_abs" { operator.float("max_range", LARGEST)? } else { LARGEST };
            let factors: Vec<f32> = given()?.ok_or_else(missing)?.iter().map(|t| t / largest).collect();
            along(&array.shape, axis, factors.len()).map(|channel| numbers.iter().zip(channel).map(|(q, c)| q * factors[c]).collect::<Vec<_>>())
        }
        _ => {
            let per_channel = axis >= 0 && (operator.kind().contains("channel_wise") || operator.kind() == "quantize_linear");
            let count = if per_channel { array.shape.get(axis as usize).copied().unwrap_or(1) } else { 1 };
            let found = match given()? {
                Some(given) => given,
                None => magnitudes(&numbers, along(&array.shape, axis, count), count)?,
            };
            let first = rounds_first(operator);
            let rounded = |w: f32, t: f32| {
                let q = match first {
                    true => (w * (LARGEST / t)).round_ties_even().clamp(-LARGEST - 1.0, LARGEST),
                    false => (w.clamp(-t, t) * (LARGEST / t)).round(),
                };
                q * t / LARGEST
            };
            along(&array.shape, axis, found.len()).map(|channel| numbers.iter().zip(channel).map(|(&w, c)| rounded(w, found[c])).collect())
        }
    };
    let misfit = || Diagnostic::error(Code::Shape, format!("the scales of a weight do not fit its shape {:?}", array.shape)).at(variable);
    Array::floats(array.shape.clone(), result.ok_or_else(misfit)?)
}

fn magnitudes(numbers: &[f32], channels: Option<impl Iterator<Item = usize>>, count: usize) -> Result<Vec<f32>> {
    let mut found = vec![0.0f32; count];
    for (w, channel) in numbers.iter().zip(channels.into_iter().flatten()) {
        found[channel] = found[channel].max(w.abs());
    }
    found.into_iter().map(threshold).collect()
}

/// For each element of a tensor the channel on an axis; channel 0 for all where there is one scale. `None` where the count does not fit.
fn along(shape: &[usize], axis: i64, count: usize) -> Option<impl Iterator<Item = usize> + use<>> {
    let (extent, inner) = match usize::try_from(axis) {
        Ok(axis) if axis < shape.len() => (shape[axis], shape[axis + 1..].iter().product::<usize>()),
        _ => (1, 1),
    };
    let fits = count == 1 || extent == count;
    fits.then(move || (0..).map(move |i: usize| if count == 1 { 0 } else { i / inner.max(1) % extent }))
}

impl<'p> Translator<'p> {
    /// The weight of an operator: what a fake operator made of it, or the integers of its file times the thresholds that stand behind the operator. `axis` counts
    /// outputs.
    ///
    /// # Errors
    /// `Shape` where thresholds do not fit, and those of [`Translator::operand`].
    pub fn weight(&mut self, operator: &Operator<'p>, slot: &str, axis: usize) -> Result<String> {
        let variable = operator.required(slot)?;
        let Some(found) = self.scales.weights.get(&operator.index).filter(|_| self.is_parameter(variable)) else { return self.operand(variable) };
        let array = self.parameter(variable)?;
        let numbers: Vec<f32> = match array.as_floats() {
            Ok(numbers) => numbers.to_vec(),
            Err(_) => array.to_integers()?.iter().map(|&i| i as f32).collect(),
        };
        // Weights that are no integers are real numbers already.
        if numbers.iter().any(|w| w.fract() != 0.0) {
            return self.operand(variable);
        }
        let channels = along(&array.shape, axis as i64, found.len());
        let channels =
            channels.ok_or_else(|| Diagnostic::error(Code::Shape, format!("{} scales do not fit a weight {:?}", found.len(), array.shape)).at(variable))?;
        let real: Vec<f32> = numbers.iter().zip(channels).map(|(q, c)| q * found[c] / LARGEST).collect();
        let array = Array::floats(array.shape, real)?;
        Ok(self.constant(&format!("{variable}.real"), &array))
    }
}
