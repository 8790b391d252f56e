#!/usr/bin/env python3
"""Makes every file of this folder: trains a small residual network on scikit-learn's digits with MXNet Gluon, lets MXNet
quantize it to INT8, and records what MXNet computes with it. See README.md for how to run it."""

import ctypes
import json
import pathlib

import mxnet as mx
import numpy as np
from mxnet import autograd, gluon, nd
from mxnet.base import NDArrayHandle, py_str
from mxnet.contrib.quantization import quantize_net_v2
from mxnet.gluon import nn
from sklearn.datasets import load_digits

HERE = pathlib.Path(__file__).resolve().parent
SEED = 2024
TRAINING_IMAGES = 1397  # the other 400 of the 1797 images are the test set
CALIBRATION_IMAGES = 256
RECORDED_IMAGES = 16  # images whose intermediate tensors go into layers.npz
EPOCHS = 30


class Block(nn.HybridBlock):
    """Two 3x3 convolutions and a shortcut: the input itself, or a strided 1x1 projection of it where the shape changes."""

    def __init__(self, channels, stride, project):
        super().__init__()
        with self.name_scope():
            self.body = nn.HybridSequential(prefix="")
            self.body.add(
                nn.Conv2D(channels, 3, stride, 1, use_bias=False),
                nn.BatchNorm(),
                nn.Activation("relu"),
                nn.Conv2D(channels, 3, 1, 1, use_bias=False),
                nn.BatchNorm(),
            )
            self.shortcut = None
            if project:
                self.shortcut = nn.HybridSequential(prefix="")
                self.shortcut.add(nn.Conv2D(channels, 1, stride, use_bias=False), nn.BatchNorm())

    def hybrid_forward(self, F, x):
        shortcut = self.shortcut(x) if self.shortcut else x
        return F.Activation(self.body(x) + shortcut, act_type="relu")


def network():
    net = nn.HybridSequential(prefix="digits_")
    with net.name_scope():
        net.add(
            nn.Conv2D(16, 3, 1, 1, use_bias=False),
            nn.BatchNorm(),
            nn.Activation("relu"),
            Block(16, 1, project=False),
            Block(32, 2, project=True),
            nn.GlobalAvgPool2D(),
            nn.Flatten(),
            nn.Dense(10),
        )
    return net


def data():
    """Images as float32 N x 1 x 8 x 8 in [0, 1] and their labels, shuffled, in two parts: training and test."""
    digits = load_digits()
    images = (digits.images / 16).astype("float32")[:, None]
    labels = digits.target.astype("int32")
    order = np.random.RandomState(SEED).permutation(len(images))
    images, labels = images[order], labels[order]
    return images[:TRAINING_IMAGES], labels[:TRAINING_IMAGES], images[TRAINING_IMAGES:], labels[TRAINING_IMAGES:]


def train(net, images, labels):
    net.initialize(mx.init.Xavier())
    net.hybridize()
    trainer = gluon.Trainer(net.collect_params(), "adam", {"learning_rate": 3e-3})
    loss_of = gluon.loss.SoftmaxCrossEntropyLoss()
    random = np.random.RandomState(SEED)
    for epoch in range(EPOCHS):
        trainer.set_learning_rate(3e-3 * 0.5 * (1 + np.cos(np.pi * epoch / EPOCHS)))
        order = random.permutation(len(images))
        for start in range(0, len(order), 64):
            batch = order[start : start + 64]
            with autograd.record():
                loss = loss_of(net(nd.array(images[batch])), nd.array(labels[batch])).mean()
            loss.backward()
            trainer.step(1)


def logits(net, images):
    return np.concatenate([net(nd.array(images[i : i + 100])).asnumpy() for i in range(0, len(images), 100)])


def run_monitored(prefix, images):
    """Runs an exported model and returns its output and every node's outputs by the names MXNet gives them, each copied
    right after its node ran (a later node may overwrite it in place)."""
    symbol, arguments, states = mx.model.load_checkpoint(str(prefix), 0)
    executor = symbol.bind(mx.cpu(), {**arguments, "data": nd.array(images)}, aux_states=states, grad_req="null")
    seen = {}

    def record(name, handle):
        array = nd.NDArray(ctypes.cast(handle, NDArrayHandle), writable=False)
        seen[py_str(name)] = array.copyto(mx.cpu()).asnumpy()

    executor.set_monitor_callback(record, monitor_all=False)
    output = executor.forward(is_train=False)[0].asnumpy()
    return output, seen


def declare_input_shape(path, shape):
    """Writes the shape of `data` into an exported symbol (as `mx.sym.var('data', shape=...)` would), because `export` drops it."""
    model = json.loads(path.read_text())
    node = next(n for n in model["nodes"] if n["name"] == "data")
    node["attrs"] = {**node.get("attrs", {}), "__shape__": str(shape)}
    path.write_text(json.dumps(model, indent=1) + "\n")


def main():
    mx.random.seed(SEED)
    np.random.seed(SEED)
    train_images, train_labels, images, labels = data()

    net = network()
    train(net, train_images, train_labels)
    fp32 = logits(net, images)
    net.export(str(HERE / "digits-fp32"))

    calibration = [[nd.array(train_images[i : i + 64])] for i in range(0, CALIBRATION_IMAGES, 64)]
    quantized = quantize_net_v2(
        net, quantized_dtype="auto", quantize_mode="smart", calib_mode="naive", calib_data=calibration, ctx=mx.cpu()
    )
    quantized.hybridize(static_alloc=True, static_shape=True)
    expected = logits(quantized, images)
    quantized.export(str(HERE / "digits"))

    output, layers = run_monitored(HERE / "digits", images[:RECORDED_IMAGES])
    assert (output == expected[:RECORDED_IMAGES]).all(), "the monitored run differs from the hybridized one"
    layers["fp32_logits"] = fp32

    for name in ("digits", "digits-fp32"):
        declare_input_shape(HERE / f"{name}-symbol.json", (1, 1, 8, 8))
    np.save(HERE / "images.npy", images)
    np.save(HERE / "labels.npy", labels)
    np.save(HERE / "expected.npy", expected)
    np.savez_compressed(HERE / "layers.npz", **layers)

    noise = ((fp32 - expected) ** 2).sum()
    print(f"accuracy FP32 {(fp32.argmax(1) == labels).mean():.4f}, INT8 {(expected.argmax(1) == labels).mean():.4f}")
    print(f"INT8 logits against FP32: {10 * np.log10((fp32**2).sum() / noise):.1f} dB")
    print(f"{len(layers)} recorded tensors, {sum(f.stat().st_size for f in HERE.iterdir()) / 1000:.0f} kB in all")


if __name__ == "__main__":
    main()
