#!/usr/bin/env python3
"""Trains a small convolutional network on digits, and gives its first layer outlier channels: full INT8 loses most of its accuracy then.

    python outliers.py --mnist DIR --out FOLDER           8,000 images of the MNIST test set to train with, the other 2,000 to judge by; a minute
    python outliers.py --digits ../../examples/digits --out ../fixtures/tune          the fixture of tests/tests/tune.rs: 8x8 digits, seconds

DIR holds t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz. Writes net.onnx, calib.npy, test.npy and labels.npy. Plain numpy, and the package onnx for the file.

The network begins as ResNet v2 does: a convolution, a maximum, a norm, an activation, and then other convolutions. Some channels of the first convolution are made
larger by factors, which the norm divides by again: the network in floats computes the same. The result of the first convolution has one scale for all channels, so
that integers hold either its large channels or its small ones. Everything after the norm is as it was.
"""
import argparse
import gzip
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "quantization"))
from mnist_cnn import patches, train, unpatch  # noqa: E402

# How much larger the channels of the first convolution become, in turn.
DIGITS_FACTORS = [1.0, 1.0, 40.0, 1600.0]
MNIST_FACTORS = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 30.0, 1600.0]


class Network:
    """Filters and stride of 3x3 convolutions; the first one is followed by a maximum of 2x2 pixels."""

    def __init__(self, layers, side, classes, random):
        self.layers, self.side, self.weights = layers, side, []
        channels = 1
        for index, (filters, stride) in enumerate(layers):
            self.weights += [random.standard_normal((filters, channels * 9)) * np.sqrt(2 / (channels * 9)), np.zeros(filters)]
            channels, side = filters, side // stride
            if index == 0:
                side //= 2
        depth = channels * side * side
        self.weights += [random.standard_normal((classes, depth)) * np.sqrt(1 / depth), np.zeros(classes)]
        self.weights = [w.astype(np.float32) for w in self.weights]

    def pairs(self):
        return list(zip(self.weights[0:-2:2], self.weights[1:-2:2]))

    def forward(self, x):
        kept = []
        for index, ((filters, stride), (weight, bias)) in enumerate(zip(self.layers, self.pairs())):
            rows, size = patches(x, stride)
            y = np.maximum(rows @ weight.T + bias, 0)
            shape, x = x.shape, y.reshape(len(x), *size, filters).transpose(0, 3, 1, 2)
            winners = None
            if index == 0:
                n, c, h, w = x.shape
                windows = x.reshape(n, c, h // 2, 2, w // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(n, c, h // 2, w // 2, 4)
                winners = windows.argmax(-1)
                x = windows.max(-1)
            kept.append((rows, shape, size, y, winners))
        flat = x.reshape(len(x), -1)
        weight, bias = self.weights[-2:]
        return flat @ weight.T + bias, (kept, flat, x.shape)

    def gradients(self, x, labels):
        scores, (kept, flat, shape) = self.forward(x)
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        shares[np.arange(len(x)), labels] -= 1
        error = (shares / len(x)).astype(np.float32)
        gradients = [error.T @ flat, error.sum(0)]
        error = (error @ self.weights[-2]).reshape(shape)
        for (filters, stride), (weight, _), (rows, before, size, y, winners) in reversed(list(zip(self.layers, self.pairs(), kept))):
            if winners is not None:
                n, c, h, w = error.shape
                spread = np.zeros((n, c, h, w, 4), np.float32)
                np.put_along_axis(spread, winners[..., None], error[..., None], -1)
                error = spread.reshape(n, c, h, w, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(n, c, 2 * h, 2 * w)
            error = error.transpose(0, 2, 3, 1).reshape(-1, filters) * (y > 0)
            gradients = [error.T @ rows, error.sum(0)] + gradients
            error = unpatch(error @ weight, before, stride, size)
        return gradients


def save(network, path, classes, outliers):
    nodes, constants, name, channels = [], [], "image", 1

    def constant(name, values):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    for index, ((filters, stride), (weight, bias)) in enumerate(zip(network.layers, network.pairs())):
        factors = np.resize(np.float32(outliers), filters) if index == 0 else np.ones(filters, np.float32)
        weight, bias = weight * factors[:, None], bias * factors
        inputs = [name, constant(f"conv{index}.weight", weight.reshape(filters, channels, 3, 3)), constant(f"conv{index}.bias", bias)]
        nodes.append(helper.make_node("Conv", inputs, [f"conv{index}"], f"conv{index}", kernel_shape=[3, 3], strides=[stride] * 2, pads=[1] * 4))
        name = f"conv{index}"
        if index == 0:
            nodes.append(helper.make_node("MaxPool", [name], ["pool"], "pool", kernel_shape=[2, 2], strides=[2, 2]))
            ones, zeros = np.ones(filters), np.zeros(filters)
            inputs = ["pool", constant("norm.scale", ones), constant("norm.bias", zeros), constant("norm.mean", zeros), constant("norm.var", factors ** 2)]
            nodes.append(helper.make_node("BatchNormalization", inputs, ["norm"], "norm", epsilon=0.0))
            name = "norm"
        nodes.append(helper.make_node("Relu", [name], [f"relu{index}"], f"relu{index}"))
        name, channels = f"relu{index}", filters
    nodes.append(helper.make_node("Flatten", [name], ["flat"], "flat"))
    weight, bias = network.weights[-2:]
    nodes.append(helper.make_node("Gemm", ["flat", constant("fc.weight", weight), constant("fc.bias", bias)], ["scores"], "fc", transB=1))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 1, network.side, network.side])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["N", classes])
    model = helper.make_model(helper.make_graph(nodes, "outliers", [image], [scores], constants), opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)


def mnist(folder):
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read()[16:], np.uint8).reshape(-1, 1, 28, 28).astype(np.float32) / np.float32(255)
    with gzip.open(folder / "t10k-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read()[8:], np.uint8).astype(np.int32)
    order = np.random.default_rng(1).permutation(len(images))
    images, labels = images[order], labels[order]
    return images, labels, 8000, slice(8000, None), 500


def digits(folder):
    images, labels = np.load(folder / "images.npy").astype(np.float32), np.load(folder / "labels.npy").astype(np.int32).reshape(-1)
    images = images.reshape(-1, 1, 8, 8) / np.float32(np.abs(images).max())
    # Far too few to judge a network by, but enough to see whether integers answer as floats do.
    return images, labels, len(images), slice(None), 64


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mnist", type=pathlib.Path)
    parser.add_argument("--digits", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int)
    arguments = parser.parse_args()
    if (arguments.mnist is None) == (arguments.digits is None):
        parser.error("one of --mnist and --digits")
    if arguments.mnist:
        (images, labels, trained, judged, calibrated), epochs = mnist(arguments.mnist), arguments.epochs or 4
        layers, outliers = [(16, 1), (32, 1), (32, 1), (64, 2), (64, 1)], MNIST_FACTORS
    else:
        (images, labels, trained, judged, calibrated), epochs = digits(arguments.digits), arguments.epochs or 40
        layers, outliers = [(8, 1), (16, 1), (16, 1), (24, 2)], DIGITS_FACTORS
    random = np.random.default_rng(1)
    network = Network(layers, images.shape[-1], 10, random)
    train(network, images[:trained], labels[:trained], epochs, random)
    arguments.out.mkdir(parents=True, exist_ok=True)
    save(network, arguments.out / "net.onnx", 10, outliers)
    np.save(arguments.out / "calib.npy", images[:calibrated])
    np.save(arguments.out / "test.npy", images[judged])
    np.save(arguments.out / "labels.npy", labels[judged])
    scores = np.concatenate([network.forward(batch)[0] for batch in np.array_split(images[judged], 20)])
    print(f"{100 * np.mean(scores.argmax(1) == labels[judged]):.2f} % of {len(scores)} images")


if __name__ == "__main__":
    main()
