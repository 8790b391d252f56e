//! Every configuration there is, integers before floats, the last layer's choice changing fastest.

use super::known::{Answer, Known, Script};
use crate::tune::space::{Choice, Configuration, Space};

#[derive(Debug)]
pub struct Exhaustive;

/// Configurations that are proposed together.
const TOGETHER: usize = 16;

impl Script for Exhaustive {
    fn run(&self, known: &Known) -> Answer<()> {
        let space = &known.facts.space;
        let options: Vec<Vec<Choice>> = (0..space.layers.len()).map(|layer| choices(space, layer)).collect();
        for samples in 0..space.samples.len() {
            let mut digits = vec![0usize; options.len()];
            let mut together = Vec::new();
            loop {
                together.push(Configuration { samples, choices: options.iter().zip(&digits).map(|(options, &digit)| options[digit]).collect() });
                let over = !advance(&mut digits, &options);
                if together.len() == TOGETHER || over {
                    known.trials(&together, false)?;
                    together.clear();
                }
                if over {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// What can be chosen for a layer. The ways in which the result of a layer in floats can become integers are not told apart.
pub fn choices(space: &Space, layer: usize) -> Vec<Choice> {
    let layer = &space.layers[layer];
    let variants = || (0..layer.variants.len() as u16).map(|variant| Choice { float: false, variant });
    let integers = variants().filter(|_| layer.may_be_integer || layer.is_tensor());
    integers.chain(layer.may_be_float.then_some(Choice { float: true, variant: 0 })).collect()
}

/// The next number; whether there is one.
fn advance(digits: &mut [usize], options: &[Vec<Choice>]) -> bool {
    for (digit, options) in digits.iter_mut().zip(options).rev() {
        *digit += 1;
        if *digit < options.len() {
            return true;
        }
        *digit = 0;
    }
    false
}
