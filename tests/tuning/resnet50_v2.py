#!/usr/bin/env python3
"""ResNet-50 v2 whose first convolution has outlier channels, and synthetic images that it tells apart.

    python resnet50_v2.py resnet50_v2.onnx --out FOLDER

The model is any ResNet-50 v2 in floats: `graver` has none with trained parameters, so that of benches/ (made-up parameters) or one of a person's own. Three things are done to it.
Some channels behind the first convolution become larger by factors, which the norm behind the maximum divides by again: in floats nothing changes. The classifier is fitted to
50 kinds of synthetic images (ridge regression on what the network makes of 400 of them), because made-up parameters answer all images alike. Writes net.onnx, calib.npy (192
images), test.npy (576 images) and labels.npy. Needs numpy, onnx and onnxruntime.
"""
import argparse
import pathlib

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

KINDS, FITTED, CALIBRATED, JUDGED = 50, 400, 192, 576
FACTORS = [1.0, 1.0, 40.0, 1600.0]


def synthetic(random, count, patterns):
    """Images N 3 224 224: a pattern of 14x14 coloured squares for each kind, and as much noise of the same sort."""
    labels = random.integers(0, KINDS, count)
    coarse = patterns[labels] + random.standard_normal((count, 3, 14, 14)).astype(np.float32)
    images = coarse.repeat(16, 2).repeat(16, 3) + 0.3 * random.standard_normal((count, 3, 224, 224)).astype(np.float32)
    return images.astype(np.float32), labels.astype(np.int32)


def run(model, images):
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return np.concatenate([session.run(None, {name: image[None]})[0].reshape(1, -1) for image in images])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    model = onnx.load(arguments.model)
    graph = model.graph
    constants = {tensor.name: tensor for tensor in graph.initializer}

    def change(name, values):
        constants[name].CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values, np.float32), name))

    first = next(i for i, node in enumerate(graph.node) if node.op_type == "Conv")
    after, after_pool = [node for node in graph.node[first:] if node.op_type == "BatchNormalization"][:2]
    arrays = {name: numpy_helper.to_array(constants[name]) for node in (after, after_pool) for name in node.input[1:]}
    factors = np.resize(np.float32(FACTORS), len(arrays[after.input[1]]))
    for name in after.input[1:3]:
        change(name, arrays[name] * factors)
    epsilon = next(a.f for a in after_pool.attribute if a.name == "epsilon")
    change(after_pool.input[3], arrays[after_pool.input[3]] * factors)
    change(after_pool.input[4], (arrays[after_pool.input[4]] + epsilon) * factors ** 2 - epsilon)

    random = np.random.default_rng(7)
    patterns = random.standard_normal((KINDS, 3, 14, 14)).astype(np.float32)
    (fitted, kinds), (calibration, _), (judged, labels) = (synthetic(random, count, patterns) for count in (FITTED, CALIBRATED, JUDGED))
    classifier = graph.node[-1]
    cut = onnx.ModelProto()
    cut.CopyFrom(model)
    del cut.graph.output[:]
    cut.graph.output.append(helper.make_tensor_value_info(classifier.input[0], onnx.TensorProto.FLOAT, None))
    features = run(cut, fitted).astype(np.float64)
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    normal = (features - mean) / deviation
    wanted = np.eye(KINDS)[kinds] - 1 / KINDS
    weight = normal.T @ np.linalg.solve(normal @ normal.T + 100 * np.eye(FITTED), wanted) / deviation[:, None]
    outputs = numpy_helper.to_array(constants[classifier.input[2]]).size
    whole, bias = np.zeros((outputs, len(mean))), np.full(outputs, -1.0)
    whole[:KINDS], bias[:KINDS] = weight.T, -(mean @ weight)
    shape = numpy_helper.to_array(constants[classifier.input[1]]).shape
    change(classifier.input[1], whole if shape == whole.shape else whole.T)
    change(classifier.input[2], bias)
    onnx.checker.check_model(model)
    arguments.out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, arguments.out / "net.onnx")
    for name, array in (("calib", calibration), ("test", judged), ("labels", labels)):
        np.save(arguments.out / f"{name}.npy", array)
    print(f"{100 * np.mean(run(model, judged).argmax(1) == labels):.2f} % of {len(judged)} images")


if __name__ == "__main__":
    main()
