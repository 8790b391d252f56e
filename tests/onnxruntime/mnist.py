"""Digits of the MNIST test set through networks of floats: graver and ONNX Runtime must recognise the same ones.

    python mnist.py --graver target/debug/graver --models DIR --data DIR [--count 10000]

DIR with models holds mnist.onnx and rten_mnist.onnx, DIR with data t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz. Needs onnxruntime and
numpy. Prints how many digits each recognises; exit code 1 where any answer differs.
"""

import argparse
import gzip
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnxruntime

# What the pixels are made of: mean and standard deviation of the training set for the one, pixels as they are for the other.
NETWORKS = {"mnist.onnx": (0.0, 1.0), "rten_mnist.onnx": (0.1307 * 255, 0.3081 * 255)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graver", default="target/debug/graver")
    parser.add_argument("--models", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=10000)
    arguments = parser.parse_args()
    with gzip.open(arguments.data / "t10k-images-idx3-ubyte.gz") as file:
        pixels = np.frombuffer(file.read()[16:], np.uint8).reshape(-1, 1, 28, 28)[: arguments.count]
    with gzip.open(arguments.data / "t10k-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read()[8:], np.uint8)[: arguments.count]
    onnxruntime.set_default_logger_severity(3)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    differing = 0
    for name, (mean, deviation) in NETWORKS.items():
        images = ((pixels.astype(np.float32) - np.float32(mean)) / np.float32(deviation)).astype(np.float32)
        session = onnxruntime.InferenceSession(arguments.models / name, options)
        feed = session.get_inputs()[0].name
        expected = np.concatenate([session.run(None, {feed: images[i : i + 1]})[0] for i in range(len(images))])
        with tempfile.TemporaryDirectory() as folder:
            np.save(f"{folder}/images.npy", images)
            command = [arguments.graver, "run", arguments.models / name, "--input", f"{folder}/images.npy", "--output-dir", f"{folder}/results"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            (result,) = pathlib.Path(folder, "results").iterdir()
            found = np.load(result).reshape(expected.shape)
        answers, others = found.argmax(1), expected.argmax(1)
        differing += int((answers != others).sum())
        distance = np.abs(found - expected).max() / np.abs(expected).max()
        print(f"{name}: graver {int((answers == labels).sum())}, ONNX Runtime {int((others == labels).sum())} of {len(labels)}; "
              f"{int((answers != others).sum())} answers differ; within {distance:.1e} of the largest magnitude")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
