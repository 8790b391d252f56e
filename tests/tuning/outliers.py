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
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from training import Network, mnist, save, train  # noqa: E402

# How much larger the channels of the first convolution become, in turn.
DIGITS_FACTORS = [1.0, 1.0, 40.0, 1600.0]
MNIST_FACTORS = [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 30.0, 1600.0]


def digits(folder):
    images, labels = np.load(folder / "images.npy").astype(np.float32), np.load(folder / "labels.npy").astype(np.int32).reshape(-1)
    images = images.reshape(-1, 1, 8, 8) / np.float32(np.abs(images).max())
    return images, labels


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
        (images, labels), epochs = mnist(arguments.mnist, np.random.default_rng(1)), arguments.epochs or 4
        trained, judged, calibrated = 8000, slice(8000, None), 500
        layers, outliers = [(16, 1), (32, 1), (32, 1), (64, 2), (64, 1)], MNIST_FACTORS
    else:
        (images, labels), epochs = digits(arguments.digits), arguments.epochs or 40
        # Far too few to judge a network by, but enough to see whether integers answer as floats do.
        trained, judged, calibrated = len(images), slice(None), 64
        layers, outliers = [(8, 1), (16, 1), (16, 1), (24, 2)], DIGITS_FACTORS
    random = np.random.default_rng(1)
    network = Network(layers, images.shape[-1], 10, random, pools=True)
    train(network, images[:trained], labels[:trained], epochs, random)
    arguments.out.mkdir(parents=True, exist_ok=True)
    save(network, arguments.out / "net.onnx", "outliers", outliers)
    np.save(arguments.out / "calib.npy", images[:calibrated])
    np.save(arguments.out / "test.npy", images[judged])
    np.save(arguments.out / "labels.npy", labels[judged])
    scores = np.concatenate([network.forward(batch)[0] for batch in np.array_split(images[judged], 20)])
    print(f"{100 * np.mean(scores.argmax(1) == labels[judged]):.2f} % of {len(scores)} images")


if __name__ == "__main__":
    main()
