#!/usr/bin/env python3
"""Trains a small convolutional network on 8,000 images of the MNIST test set and keeps the other 2,000 to judge it by.

    python mnist_cnn.py --data DIR --out FOLDER [--epochs 4]

DIR holds t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz. Writes cnn.onnx, calib.npy (500 of the training images), test.npy and labels.npy. Plain
numpy, and the package onnx for the file; about a minute. Prints the accuracy on the 2,000 images.
"""
import argparse
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from training import Network, mnist, save, train  # noqa: E402

TRAINED = 8000
# Filters and stride of 3x3 convolutions, each with an activation.
LAYERS = [(16, 1), (16, 2), (32, 1), (32, 2)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    arguments = parser.parse_args()
    random = np.random.default_rng(1)
    images, labels = mnist(arguments.data, random)
    network = Network(LAYERS, 28, 10, random)
    train(network, images[:TRAINED], labels[:TRAINED], arguments.epochs, random)
    arguments.out.mkdir(parents=True, exist_ok=True)
    save(network, arguments.out / "cnn.onnx", "cnn")
    np.save(arguments.out / "calib.npy", images[:500])
    np.save(arguments.out / "test.npy", images[TRAINED:])
    np.save(arguments.out / "labels.npy", labels[TRAINED:])
    scores = np.concatenate([network.forward(images[i:i + 100])[0] for i in range(TRAINED, len(images), 100)])
    print(f"{100 * np.mean(scores.argmax(1) == labels[TRAINED:]):.2f} % of {len(scores)} images")


if __name__ == "__main__":
    main()
