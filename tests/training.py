"""Small convolutional networks, trained with plain numpy and written as ONNX: what scripts in folders beside this file share."""
import gzip

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


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
    """Filters and stride of 3x3 convolutions, each with an activation, and a fully connected layer; with `pools` the first one is followed by a maximum of 2x2 pixels."""

    def __init__(self, layers, side, classes, random, pools=False):
        self.layers, self.side, self.classes, self.pools, self.weights = layers, side, classes, pools, []
        channels = 1
        for index, (filters, stride) in enumerate(layers):
            self.weights += [random.standard_normal((filters, channels * 9)) * np.sqrt(2 / (channels * 9)), np.zeros(filters)]
            channels, side = filters, side // stride
            if pools and index == 0:
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
            if self.pools and index == 0:
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


def save(network, path, title, outliers=None):
    """Channels of the first convolution become larger by the factors `outliers`, in turn, and a norm behind its maximum divides by them again."""
    nodes, constants, name, channels = [], [], "image", 1

    def constant(name, values):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))
        return name

    for index, ((filters, stride), (weight, bias)) in enumerate(zip(network.layers, network.pairs())):
        factors = np.resize(np.float32(outliers), filters) if outliers and index == 0 else np.ones(filters, np.float32)
        weight, bias = weight * factors[:, None], bias * factors
        inputs = [name, constant(f"conv{index}.weight", weight.reshape(filters, channels, 3, 3)), constant(f"conv{index}.bias", bias)]
        nodes.append(helper.make_node("Conv", inputs, [f"conv{index}"], f"conv{index}", kernel_shape=[3, 3], strides=[stride] * 2, pads=[1] * 4))
        name = f"conv{index}"
        if network.pools and index == 0:
            nodes.append(helper.make_node("MaxPool", [name], ["pool"], "pool", kernel_shape=[2, 2], strides=[2, 2]))
            name = "pool"
        if outliers and index == 0:
            ones, zeros = np.ones(filters), np.zeros(filters)
            inputs = [name, constant("norm.scale", ones), constant("norm.bias", zeros), constant("norm.mean", zeros), constant("norm.var", factors ** 2)]
            nodes.append(helper.make_node("BatchNormalization", inputs, ["norm"], "norm", epsilon=0.0))
            name = "norm"
        nodes.append(helper.make_node("Relu", [name], [f"relu{index}"], f"relu{index}"))
        name, channels = f"relu{index}", filters
    nodes.append(helper.make_node("Flatten", [name], ["flat"], "flat"))
    weight, bias = network.weights[-2:]
    nodes.append(helper.make_node("Gemm", ["flat", constant("fc.weight", weight), constant("fc.bias", bias)], ["scores"], "fc", transB=1))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["N", 1, network.side, network.side])
    scores = helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["N", network.classes])
    model = helper.make_model(helper.make_graph(nodes, title, [image], [scores], constants), opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)


def mnist(folder, random):
    """The test set of MNIST in a random order: images N 1 28 28 from 0 to 1, and labels."""
    with gzip.open(folder / "t10k-images-idx3-ubyte.gz") as file:
        images = np.frombuffer(file.read()[16:], np.uint8).reshape(-1, 1, 28, 28).astype(np.float32) / np.float32(255)
    with gzip.open(folder / "t10k-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read()[8:], np.uint8).astype(np.int32)
    order = random.permutation(len(images))
    return images[order], labels[order]
