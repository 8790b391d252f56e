//! Published networks, layer by layer: images in, a row of numbers out.
//!
//! Those that begin with `tiny_` have the shapes of MLPerf Tiny (Banbury et al. 2021), the benchmark for microcontrollers.

use super::network::{Conv, Extent, Network, RELU_GAIN};
use crate::diagnostic::Result;
use crate::graph::ValueId;

/// A network by name.
#[derive(Debug, Clone, Copy)]
pub struct Architecture {
    pub name: &'static str,
    /// Channels, rows and columns of the images that it is customarily given.
    pub image: [usize; 3],
    /// From images to logits.
    pub build: fn(&mut Network, ValueId) -> Result<ValueId>,
}

/// Every network that there is.
pub const ARCHITECTURES: &[Architecture] = &[
    Architecture { name: "resnet18_v1", image: PHOTOGRAPH, build: |n, x| resnet_v1(n, x, [2, 2, 2, 2], Block::Basic) },
    Architecture { name: "resnet50_v1", image: PHOTOGRAPH, build: |n, x| resnet_v1(n, x, [3, 4, 6, 3], Block::Bottleneck) },
    Architecture { name: "resnet101_v1", image: PHOTOGRAPH, build: |n, x| resnet_v1(n, x, [3, 4, 23, 3], Block::Bottleneck) },
    Architecture { name: "resnet50_v2", image: PHOTOGRAPH, build: |n, x| resnet_v2(n, x, [3, 4, 6, 3]) },
    Architecture { name: "mobilenet_v1", image: PHOTOGRAPH, build: |n, x| separable(n, x, 1, CLASSES) },
    Architecture { name: "mobilenet_v2", image: PHOTOGRAPH, build: mobilenet_v2 },
    Architecture { name: "vgg16", image: PHOTOGRAPH, build: |n, x| vgg(n, x, [2, 2, 3, 3, 3]) },
    Architecture { name: "vgg19", image: PHOTOGRAPH, build: |n, x| vgg(n, x, [2, 2, 4, 4, 4]) },
    Architecture { name: "googlenet", image: PHOTOGRAPH, build: googlenet },
    Architecture { name: "squeezenet1_1", image: PHOTOGRAPH, build: squeezenet },
    Architecture { name: "tiny_resnet8", image: [3, 32, 32], build: resnet8 },
    Architecture { name: "tiny_mobilenet_v1", image: [3, 96, 96], build: |n, x| separable(n, x, 4, 2) },
    Architecture { name: "tiny_ds_cnn", image: [1, 49, 10], build: ds_cnn },
    Architecture { name: "tiny_autoencoder", image: [640, 1, 1], build: autoencoder },
];

const PHOTOGRAPH: [usize; 3] = [3, 224, 224];
const CLASSES: usize = 1000;

/// Widths of the four stages of a residual network.
const WIDTHS: [usize; 4] = [64, 128, 256, 512];

/// Gains of the branches of a residual sum: together they keep the energy of a signal about where it was.
const RESIDUAL_GAIN: f32 = 0.3;
const SHORTCUT_GAIN: f32 = 1.0;

/// Average, and a row of logits.
fn classifier(n: &mut Network, x: ValueId, classes: usize) -> Result<ValueId> {
    let x = n.global_average(x)?;
    n.dense(x, classes, 1.0)
}

/// The inner layers of a residual branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    /// Two 3 × 3 convolutions.
    Basic,
    /// 1 × 1, 3 × 3, and 1 × 1 to four times the width.
    Bottleneck,
}

/// He et al., "Deep Residual Learning for Image Recognition" (2015): the stride is on the first convolution of a block.
fn resnet_v1(n: &mut Network, x: ValueId, depths: [usize; 4], block: Block) -> Result<ValueId> {
    let x = n.conv_norm_relu(x, Conv::new(64, 7).stride(2))?;
    let mut x = n.max_pool(x, [3, 2, 1], Extent::RoundedDown)?;
    for (stage, (depth, width)) in depths.into_iter().zip(WIDTHS).enumerate() {
        for unit in 0..depth {
            let stride = if unit == 0 && stage > 0 { 2 } else { 1 };
            let (branch, filters, kernel) = match block {
                Block::Basic => (n.conv_norm_relu(x, Conv::new(width, 3).stride(stride))?, width, 3),
                Block::Bottleneck => {
                    let reduced = n.conv_norm_relu(x, Conv::new(width, 1).stride(stride))?;
                    (n.conv_norm_relu(reduced, Conv::new(width, 3))?, 4 * width, 1)
                }
            };
            let branch = n.conv_norm(branch, Conv::new(filters, kernel).gain(RESIDUAL_GAIN))?;
            let shortcut = match n.channels(x) == filters {
                true => x,
                false => n.conv_norm(x, Conv::new(filters, 1).stride(stride).gain(SHORTCUT_GAIN))?,
            };
            let sum = n.add(branch, shortcut)?;
            x = n.relu(sum);
        }
    }
    classifier(n, x, CLASSES)
}

/// He et al., "Identity Mappings in Deep Residual Networks" (2016): norm and relu before each convolution, the stride on the 3 × 3.
fn resnet_v2(n: &mut Network, x: ValueId, depths: [usize; 4]) -> Result<ValueId> {
    let x = n.norm(x)?;
    let x = n.conv_norm_relu(x, Conv::new(64, 7).stride(2))?;
    let mut x = n.max_pool(x, [3, 2, 1], Extent::RoundedDown)?;
    for (stage, (depth, width)) in depths.into_iter().zip(WIDTHS).enumerate() {
        for unit in 0..depth {
            let stride = if unit == 0 && stage > 0 { 2 } else { 1 };
            let active = n.norm(x)?;
            let active = n.relu(active);
            let shortcut = if unit == 0 { n.conv(active, Conv::new(4 * width, 1).stride(stride).gain(SHORTCUT_GAIN))? } else { x };
            let branch = n.conv_norm_relu(active, Conv::new(width, 1))?;
            let branch = n.conv_norm_relu(branch, Conv::new(width, 3).stride(stride))?;
            let branch = n.conv(branch, Conv::new(4 * width, 1).gain(RESIDUAL_GAIN))?;
            x = n.add(branch, shortcut)?;
        }
    }
    let x = n.norm(x)?;
    let x = n.relu(x);
    classifier(n, x, CLASSES)
}

/// Howard et al., "MobileNets" (2017): depthwise and pointwise layers in turn, of the published widths divided by `narrower`.
fn separable(n: &mut Network, x: ValueId, narrower: usize, classes: usize) -> Result<ValueId> {
    let mut x = n.conv_norm_relu(x, Conv::new(32 / narrower, 3).stride(2))?;
    let wide = [(512, 1); 5];
    let layers = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)].into_iter().chain(wide).chain([(1024, 2), (1024, 1)]);
    for (filters, stride) in layers {
        x = n.conv_norm_relu(x, Conv::depthwise(n.channels(x), 3).stride(stride))?;
        x = n.conv_norm_relu(x, Conv::new(filters / narrower, 1))?;
    }
    classifier(n, x, classes)
}

/// Sandler et al., "MobileNetV2" (2018): residual blocks that are wide inside, given as (expansion, filters, units, stride).
fn mobilenet_v2(n: &mut Network, x: ValueId) -> Result<ValueId> {
    let mut x = n.conv_norm_relu6(x, Conv::new(32, 3).stride(2))?;
    for (expansion, filters, units, stride) in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)] {
        for unit in 0..units {
            let width = expansion * n.channels(x);
            let expanded = if expansion == 1 { x } else { n.conv_norm_relu6(x, Conv::new(width, 1))? };
            let filtered = n.conv_norm_relu6(expanded, Conv::depthwise(width, 3).stride(if unit == 0 { stride } else { 1 }))?;
            let projected = n.conv_norm(filtered, Conv::new(filters, 1).gain(SHORTCUT_GAIN))?;
            x = if unit == 0 { projected } else { n.add(projected, x)? };
        }
    }
    let x = n.conv_norm_relu6(x, Conv::new(1280, 1))?;
    classifier(n, x, CLASSES)
}

/// Simonyan and Zisserman, "Very Deep Convolutional Networks" (2014).
fn vgg(n: &mut Network, mut x: ValueId, depths: [usize; 5]) -> Result<ValueId> {
    for (depth, width) in depths.into_iter().zip([64, 128, 256, 512, 512]) {
        for _ in 0..depth {
            x = n.conv_relu(x, Conv::new(width, 3))?;
        }
        x = n.max_pool(x, [2, 2, 0], Extent::RoundedDown)?;
    }
    x = n.flatten(x)?;
    for _ in 0..2 {
        let hidden = n.dense(x, 4096, RELU_GAIN)?;
        x = n.relu(hidden);
    }
    n.dense(x, CLASSES, 1.0)
}

/// Szegedy et al., "Going Deeper with Convolutions" (2014), with batch norm in place of response normalization.
fn googlenet(n: &mut Network, x: ValueId) -> Result<ValueId> {
    const HALVE: [usize; 3] = [3, 2, 0];
    /// Filters of the 1 × 1 branch, of the 3 × 3 and the 5 × 5 branch (reduced and full), and of the pooled one.
    type Branches = [usize; 6];
    let inception = |n: &mut Network, x: ValueId, [single, reduced3, full3, reduced5, full5, pooled]: Branches| {
        let first = n.conv_norm_relu(x, Conv::new(single, 1))?;
        let second = n.conv_norm_relu(x, Conv::new(reduced3, 1))?;
        let second = n.conv_norm_relu(second, Conv::new(full3, 3))?;
        let third = n.conv_norm_relu(x, Conv::new(reduced5, 1))?;
        let third = n.conv_norm_relu(third, Conv::new(full5, 5))?;
        let fourth = n.max_pool(x, [3, 1, 1], Extent::RoundedDown)?;
        let fourth = n.conv_norm_relu(fourth, Conv::new(pooled, 1))?;
        n.concat(&[first, second, third, fourth])
    };
    let stages: [&[Branches]; 3] = [
        &[[64, 96, 128, 16, 32, 32], [128, 128, 192, 32, 96, 64]],
        &[[192, 96, 208, 16, 48, 64], [160, 112, 224, 24, 64, 64], [128, 128, 256, 24, 64, 64], [112, 144, 288, 32, 64, 64], [256, 160, 320, 32, 128, 128]],
        &[[256, 160, 320, 32, 128, 128], [384, 192, 384, 48, 128, 128]],
    ];
    let x = n.conv_norm_relu(x, Conv::new(64, 7).stride(2))?;
    let x = n.max_pool(x, HALVE, Extent::RoundedUp)?;
    let x = n.conv_norm_relu(x, Conv::new(64, 1))?;
    let mut x = n.conv_norm_relu(x, Conv::new(192, 3))?;
    for stage in stages {
        x = n.max_pool(x, HALVE, Extent::RoundedUp)?;
        for &branches in stage {
            x = inception(n, x, branches)?;
        }
    }
    classifier(n, x, CLASSES)
}

/// Iandola et al., "SqueezeNet" (2016), version 1.1: blocks that squeeze channels and expand them again.
fn squeezenet(n: &mut Network, x: ValueId) -> Result<ValueId> {
    let stages: [&[[usize; 2]]; 3] = [&[[16, 64]; 2], &[[32, 128]; 2], &[[48, 192], [48, 192], [64, 256], [64, 256]]];
    let mut x = n.conv_relu(x, Conv::new(64, 3).stride(2).unpadded())?;
    for stage in stages {
        x = n.max_pool(x, [3, 2, 0], Extent::RoundedUp)?;
        for &[squeezed, expanded] in stage {
            let squeezed = n.conv_relu(x, Conv::new(squeezed, 1))?;
            let halves = [n.conv_relu(squeezed, Conv::new(expanded, 1))?, n.conv_relu(squeezed, Conv::new(expanded, 3))?];
            x = n.concat(&halves)?;
        }
    }
    let x = n.conv_relu(x, Conv::new(CLASSES, 1))?;
    n.global_average(x)
}

/// MLPerf Tiny, image classification: a residual network of three blocks for images of 32 × 32.
fn resnet8(n: &mut Network, x: ValueId) -> Result<ValueId> {
    let mut x = n.conv_norm_relu(x, Conv::new(16, 3))?;
    for (width, stride) in [(16, 1), (32, 2), (64, 2)] {
        let branch = n.conv_norm_relu(x, Conv::new(width, 3).stride(stride))?;
        let branch = n.conv_norm(branch, Conv::new(width, 3).gain(RESIDUAL_GAIN))?;
        let shortcut = if stride == 1 { x } else { n.conv(x, Conv::new(width, 1).stride(stride).gain(SHORTCUT_GAIN))? };
        let sum = n.add(branch, shortcut)?;
        x = n.relu(sum);
    }
    classifier(n, x, 10)
}

/// MLPerf Tiny, keyword spotting: Zhang et al., "Hello Edge" (2017), 49 spectra of 10 coefficients.
fn ds_cnn(n: &mut Network, x: ValueId) -> Result<ValueId> {
    let mut x = n.conv_norm_relu(x, Conv::rectangular(64, [10, 4]).stride(2))?;
    for _ in 0..4 {
        x = n.conv_norm_relu(x, Conv::depthwise(64, 3))?;
        x = n.conv_norm_relu(x, Conv::new(64, 1))?;
    }
    classifier(n, x, 12)
}

/// MLPerf Tiny, anomaly detection: fully connected layers with a waist, 5 spectra of 128 bands in and out.
fn autoencoder(n: &mut Network, x: ValueId) -> Result<ValueId> {
    let mut x = n.flatten(x)?;
    let bands = n.channels(x);
    for width in [128, 128, 128, 128, 8, 128, 128, 128, 128] {
        let hidden = n.dense(x, width, RELU_GAIN)?;
        let hidden = n.norm(hidden)?;
        x = n.relu(hidden);
    }
    n.dense(x, bands, 1.0)
}
