#!/usr/bin/env python3
"""Well-known networks with made-up weights as Paddle saves them: in floats, and calibrated for integers by Paddle itself.

usage: networks.py FOLDER [resnet50|vgg16|mobilenet_v1|mobilenet_v2|googlenet] [--graver PROGRAM] [--form old|onnx]

needs paddlepaddle 2.6 (pip install paddlepaddle==2.6.2 "numpy<2"). With --graver, what Graver computes for a few images is compared with Paddle's
execution of the same file. Networks that lie in the folder already are not made again. speed.py times them.
"""
import argparse
import os
import subprocess

os.environ["FLAGS_use_mkldnn"] = "0"
import numpy as np
import paddle
from paddle.static.quantization import PostTrainingQuantization
from paddle.vision import models

NETWORKS = {
    "resnet50": models.resnet50,
    "vgg16": models.vgg16,
    "mobilenet_v1": models.mobilenet_v1,
    "mobilenet_v2": models.mobilenet_v2,
    "googlenet": lambda: First(models.googlenet()),
}
IMAGES = 4


class First(paddle.nn.Layer):
    """The first of several outputs."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x)[0]


class Images(paddle.io.Dataset):
    """One image a sample."""

    def __init__(self, images):
        super().__init__()
        self.images = images

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return (self.images[index],)


def save(name, folder):
    """The network in floats; statistics of its norms are those of some images."""
    paddle.disable_static()
    paddle.seed(7)
    network = NETWORKS[name]()
    network.train()
    for _ in range(3):
        network(paddle.rand([4, 3, 224, 224]))
    network.eval()
    spec = [paddle.static.InputSpec([None, 3, 224, 224], "float32", "x")]
    paddle.jit.save(paddle.jit.to_static(network, spec), os.path.join(folder, "float", "model"))


def calibrate(folder, form):
    """The same, calibrated by Paddle."""
    paddle.enable_static()
    images = np.random.RandomState(3).rand(8, 3, 224, 224).astype("float32")
    place = paddle.CPUPlace()
    with paddle.static.program_guard(paddle.static.Program()):
        x = paddle.static.data("x", [None, 3, 224, 224], "float32")
    quantizer = PostTrainingQuantization(
        executor=paddle.static.Executor(place),
        model_dir=os.path.join(folder, "float"),
        model_filename="model.pdmodel",
        params_filename="model.pdiparams",
        data_loader=paddle.io.DataLoader(Images(images), feed_list=[x], places=[place], batch_size=1, return_list=False),
        batch_nums=len(images),
        algo="abs_max",
        weight_quantize_type="channel_wise_abs_max",
        quantizable_op_type=["conv2d", "depthwise_conv2d", "mul", "matmul_v2"],
        onnx_format=form == "onnx",
    )
    quantizer.quantize()
    quantizer.save_quantized_model(os.path.join(folder, "integer"), model_filename="model.pdmodel", params_filename="model.pdiparams")


def execute(folder, images):
    """What Paddle computes, in floats throughout."""
    paddle.enable_static()
    executor = paddle.static.Executor(paddle.CPUPlace())
    with paddle.static.scope_guard(paddle.static.Scope()):
        program, feeds, fetches = paddle.static.load_inference_model(os.path.join(folder, "model"), executor)
        return executor.run(program, feed={feeds[0]: images}, fetch_list=fetches)[0]


def decibels(exact, found):
    return 10 * np.log10((exact.astype("f8") ** 2).sum() / ((exact.astype("f8") - found) ** 2).sum())


def compare(graver, folder):
    images = np.random.RandomState(5).rand(IMAGES, 3, 224, 224).astype("float32")
    data = os.path.join(folder, "x.npy")
    np.save(data, images)
    for form in "float", "integer":
        here = os.path.join(folder, form)
        expected = execute(here, images)
        model = os.path.join(here, "model.pdmodel")
        results = os.path.join(here, "results")
        subprocess.run([graver, "compile", model, "--batch", "1", "-o", os.path.join(here, "model.so"), "--quiet"], check=True)
        # Machine code against the interpreter of the same network, bit for bit.
        subprocess.run([graver, "verify", model, "--batch", "1", "--quiet"], check=True)
        subprocess.run([graver, "run", model, "--input", data, "--output-dir", results, "--quiet"], check=True)
        found = np.load(os.path.join(results, sorted(os.listdir(results))[0])).reshape(expected.shape)
        same = (expected.argmax(1) == found.argmax(1)).sum()
        print(f"{form}: compiled, verified, {decibels(expected, found):.1f} dB to Paddle's execution of the file, {same} of {IMAGES} labels equal", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("networks", nargs="*", default=list(NETWORKS), metavar="network")
    arguments.add_argument("--graver")
    arguments.add_argument("--form", choices=["old", "onnx"], default="old", help="fake_quantize operators, or quantize_linear")
    given = arguments.parse_args()
    for name in given.networks:
        folder = os.path.join(given.folder, name)
        if not os.path.exists(os.path.join(folder, "integer", "model.pdmodel")):
            save(name, folder)
            calibrate(folder, given.form)
        print(f"{name}: {folder}", flush=True)
        if given.graver:
            compare(given.graver, folder)


if __name__ == "__main__":
    main()
