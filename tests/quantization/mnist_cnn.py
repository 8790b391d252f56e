#!/usr/bin/env python3
"""Trains a small convolutional network on 8,000 images of the MNIST test set and keeps the other 2,000 to judge it by.

    python mnist_cnn.py --data DIR --out FOLDER [--epochs 4]

DIR holds t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz. Writes cnn.onnx, calib.npy (500 of the training images), test.npy and labels.npy. Plain
numpy, and the package onnx for the file; about a minute. Prints the accuracy on the 2,000 images.
"""
import argparse
import gzip
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

TRAINED = 8000
# Filters and stride of 3x3 convolutions, each with an activation.
LAYERS = [(16, 1), (16, 2), (32, 1), (32, 2)]


def patches(x, stride):
    """N C H W -> rows of 9 C numbers, one for each output position."""
    n, c, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), (2, 3))[:, :, ::stride, ::stride]
    rows = windows.transpose(0, 2, 3, 1, 4, 5)
    return np.ascontiguousarray(rows).reshape(-1, c * 9), rows.shape[1:3]


def unpatch(rows, shape, stride, size):
    n, c, h, w = shape
    windows = rows.reshape(n, size[0], size[1], c, 3, 3)
    padded = np.zeros((n, c, h + 2, w + 2), np.float32)
    for i in range(3):
        for j in range(3):
            padded[:, :, i:i + stride * size[0]:stride, j:j + stride * size[1]:stride] += windows[..., i, j].transpose(0, 3, 1, 2)
    return padded[:, :, 1:-1, 1:-1]


class Network:
    def __init__(self, random):
        channels, side, self.weights = 1, 28, []
        for filters, stride in LAYERS:
            self.weights += [random.standard_normal((filters, channels * 9)) * np.sqrt(2 / (channels * 9)), np.zeros(filters)]
            channels, side = filters, side // stride
        depth = channels * side * side
        self.weights += [random.standard_normal((10, depth)) * np.sqrt(1 / depth), np.zeros(10)]
        self.weights = [w.astype(np.float32) for w in self.weights]

    def forward(self, x):
        kept = []
        for (filters, stride), (weight, bias) in zip(LAYERS, self.pairs()):
            rows, size = patches(x, stride)
            y = np.maximum(rows @ weight.T + bias, 0)
            kept.append((rows, x.shape, size, y))
            x = y.reshape(len(x), *size, filters).transpose(0, 3, 1, 2)
        flat = x.reshape(len(x), -1)
        weight, bias = self.weights[-2:]
        return flat @ weight.T + bias, (kept, flat, x.shape)

    def pairs(self):
        return list(zip(self.weights[0:-2:2], self.weights[1:-2:2]))

    def gradients(self, x, labels):
        scores, (kept, flat, shape) = self.forward(x)
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        shares[np.arange(len(x)), labels] -= 1
        error = (shares / len(x)).astype(np.float32)
        gradients = [error.T @ flat, error.sum(0)]
        error = (error @ self.weights[-2]).reshape(shape)
        for (filters, stride), (weight, _), (rows, before, size, y) in reversed(list(zip(LAYERS, self.pairs(), kept))):
            error = error.transpose(0, 2, 3, 1).reshape(-1, filters) * (y > 0)
            gradients = [error.T @ rows, error.sum(0)] + gradients
            error = unpatch(error @ weight, before, stride, size)
        return gradients


def train(network, images, labels, epochs, random):
    moments = [[np.zeros_like(w), np.zeros_like(w)] for w in network.weights]
    step, steps = 0, epochs * (len(images) // 64)
    for _ in range(epochs):
        order = random.permutation(len(images))
        for begin in range(0, len(order) - 63, 64):
            chosen = order[begin:begin + 64]
            step += 1
            rate = 2e-3 * min(1.0, step / 50) * (0.5 + 0.5 * np.cos(np.pi * step / steps))
            for weight, gradient, (first, second) in zip(network.weights, network.gradients(images[chosen], labels[chosen]), moments):
                first += 0.1 * (gradient - first)
                second += 0.001 * (gradient * gradient - second)
                weight -= rate * (first / (1 - 0.9 ** step)) / (np.sqrt(second / (1 - 0.999 ** step)) + 1e-8)


def save(network, path):
    nodes, constants, name, channels = [], [], "image", 1

    def constant(name, values):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    for index, ((filters, stride), (weight, bias)) in enumerate(zip(LAYERS, network.pairs())):
        inputs = [name, constant(f"conv{index}.weight", weight.reshape(filters, channels, 3, 3)), constant(f"conv{index}.bias", bias)]
        nodes.append(helper.make_node("Conv", inputs, [f"conv{index}"], f"conv{index}", kernel_shape=[3, 3], strides=[stride] * 2, pads=[1] * 4))
        nodes.append(helper.make_node("Relu", [f"conv{index}"], [f"relu{index}"], f"relu{index}"))
        name, channels = f"relu{index}", filters
    nodes.append(helper.make_node("Flatten", [name], ["flat"], "flat"))
    weight, bias = network.weights[-2:]
    nodes.append(helper.make_node("Gemm", ["flat", constant("fc.weight", weight), constant("fc.bias", bias)], ["scores"], "fc", transB=1))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 1, 28, 28])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["N", 10])
    model = helper.make_model(helper.make_graph(nodes, "cnn", [image], [scores], constants), opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    arguments = parser.parse_args()
    with gzip.open(arguments.data / "t10k-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read()[16:], np.uint8).reshape(-1, 1, 28, 28).astype(np.float32) / np.float32(255)
    with gzip.open(arguments.data / "t10k-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read()[8:], np.uint8).astype(np.int32)
    random = np.random.default_rng(1)
    order = random.permutation(len(images))
    images, labels = images[order], labels[order]
    network = Network(random)
    train(network, images[:TRAINED], labels[:TRAINED], arguments.epochs, random)
    arguments.out.mkdir(parents=True, exist_ok=True)
    save(network, arguments.out / "cnn.onnx")
    np.save(arguments.out / "calib.npy", images[:500])
    np.save(arguments.out / "test.npy", images[TRAINED:])
    np.save(arguments.out / "labels.npy", labels[TRAINED:])
    scores = np.concatenate([network.forward(images[i:i + 100])[0] for i in range(TRAINED, len(images), 100)])
    print(f"{100 * np.mean(scores.argmax(1) == labels[TRAINED:]):.2f} % of {len(scores)} images")


if __name__ == "__main__":
    main()
