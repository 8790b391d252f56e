//! How far right answers are from wrong ones, and so how many are lost when scores are disturbed.

/// Margins that are kept: quantiles of all.
const MOST_KEPT: usize = 256;
/// Ends of the search for a noise, as shares of the square of the largest margin.
const LEAST_NOISE: f64 = 1e-12;
const MOST_NOISE: f64 = 1e6;
/// Steps of that search.
const HALVINGS: usize = 60;

/// For right answers in floats, by how much the score that makes each right is above the one that would make it wrong; ascending. Empty where accuracy is no matter of
/// scores: noise is then a share of the outputs' variance.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Margins(Vec<f32>);

impl Margins {
    /// Of all right answers.
    pub fn of(mut all: Vec<f32>) -> Self {
        all.sort_by(f32::total_cmp);
        if all.len() <= MOST_KEPT {
            return Self(all);
        }
        Self((0..MOST_KEPT).map(|at| all[(2 * at + 1) * all.len() / (2 * MOST_KEPT)]).collect())
    }

    /// Those that were written down.
    pub fn kept(margins: Vec<f32>) -> Self {
        Self(margins)
    }

    pub fn numbers(&self) -> &[f32] {
        &self.0
    }

    /// The share of right answers that become wrong where the difference of two scores has noise of this variance, taken to be normal. Where there are no margins,
    /// as if they were spread evenly: proportional to the amplitude.
    pub fn lost(&self, noise: f64) -> f64 {
        if self.0.is_empty() {
            return noise.max(0.0).sqrt().min(1.0);
        }
        let deviation = noise.max(0.0).sqrt();
        let crossed = |&margin: &f32| if deviation > 0.0 { normal(-f64::from(margin) / deviation) } else { 0.0 };
        self.0.iter().map(crossed).sum::<f64>() / self.0.len() as f64
    }

    /// The noise with which that share is lost; 0 where none may be.
    pub fn noise(&self, lost: f64) -> f64 {
        if lost <= 0.0 {
            return 0.0;
        }
        let unit = self.0.last().map_or(1.0, |&most| f64::from(most).powi(2).max(f64::MIN_POSITIVE));
        let (mut low, mut high) = ((LEAST_NOISE * unit).ln(), (MOST_NOISE * unit).ln());
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if self.lost(middle.exp()) < lost { low = middle } else { high = middle }
        }
        low.exp()
    }
}

/// The density of the standard normal distribution.
pub fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// The standard normal distribution, to 7.5e-8 (Abramowitz and Stegun, 26.2.17).
pub fn normal(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let series = t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let above = density(z) * series;
    if z >= 0.0 { 1.0 - above } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_distribution() {
        assert!((normal(0.0) - 0.5).abs() < 1e-7 && (normal(1.96) - 0.975_002_1).abs() < 1e-6 && (normal(-1.96) - 0.024_997_9).abs() < 1e-6);
    }

    #[test]
    fn small_margins_are_lost_first() {
        let margins = Margins::of(vec![2.0, 1.0]);
        assert_eq!((margins.numbers(), margins.lost(0.0)), (&[1.0, 2.0][..], 0.0));
        assert!((margins.lost(1.0) - 0.5 * (normal(-1.0) + normal(-2.0))).abs() < 1e-12);
        // Evenly spread from 0, the loss is the deviation by the density of margins times the mean of half a normal distribution.
        let even = Margins::of((0..10_000).map(|n| n as f32 / 1000.0).collect());
        assert_eq!(even.numbers().len(), MOST_KEPT);
        assert!((even.lost(1.0) - 0.1 / (2.0 * std::f64::consts::PI).sqrt()).abs() < 1e-3, "{}", even.lost(1.0));
        for margins in [margins, even, Margins::default()] {
            for lost in [0.001, 0.02, 0.3] {
                assert!((margins.lost(margins.noise(lost)) - lost).abs() < 1e-6 * lost, "{lost}");
            }
            assert_eq!(margins.noise(0.0), 0.0);
        }
    }
}
