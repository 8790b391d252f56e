"""What fusing the three layers of an inverted residual could gain: the same block on images of fewer and fewer rows.

    python benches/bands.py [--graver FOLDER] [--target avx512vnni]

Fused, a block would go through the image in bands of a few rows, so that what expansion and depthwise convolution write stays in the first caches. An image of so few rows
is in the first caches anyway. So microseconds a row of small images, held against those of whole ones, are what fusing gains at most; rows that two bands would both
compute come on top. Needs numpy and onnx.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

BLOCKS = 3


def block_network(channels, expanded, rows, width, path):
    """Writes inverted residuals one after the other, quantized, with made-up weights."""
    random = numpy.random.default_rng(0)
    nodes, constants = [], [numpy_helper.from_array(numpy.float32(value), name) for name, value in (("low", 0), ("high", 6))]

    def convolution(value, name, inputs, outputs, kernel, groups, clipped):
        shape = (outputs, inputs // groups, kernel, kernel)
        weights = random.standard_normal(shape) * numpy.sqrt(2 / numpy.prod(shape[1:]))
        constants.append(numpy_helper.from_array(weights.astype(numpy.float32), name + ".weight"))
        constants.append(numpy_helper.from_array(random.standard_normal(outputs).astype(numpy.float32) / 10, name + ".bias"))
        nodes.append(helper.make_node("Conv", [value, name + ".weight", name + ".bias"], [name], kernel_shape=[kernel] * 2, pads=[kernel // 2] * 4, group=groups))
        if not clipped:
            return name
        nodes.append(helper.make_node("Clip", [name, "low", "high"], [name + ".clipped"]))
        return name + ".clipped"

    value = "data"
    for block in range(BLOCKS):
        inner = convolution(value, f"expand{block}", channels, expanded, 1, 1, True)
        inner = convolution(inner, f"depthwise{block}", expanded, expanded, 3, expanded, True)
        inner = convolution(inner, f"project{block}", expanded, channels, 1, 1, False)
        nodes.append(helper.make_node("Add", [value, inner], [f"sum{block}"]))
        value = f"sum{block}"
    shape = [1, channels, rows, width]
    ports = [[helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)] for name in ("data", value)]
    graph = helper.make_graph(nodes, "bands", *ports, constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), path)
    return random.standard_normal([4, *shape[1:]]).astype(numpy.float32)


def layers(graver, target, channels, expanded, rows, width):
    """Least microseconds of the three layers of the block in the middle."""
    with tempfile.TemporaryDirectory() as folder:
        floats, data, quantized = (str(pathlib.Path(folder) / name) for name in ("bands.onnx", "data.npy", "bands.int8.onnx"))
        numpy.save(data, block_network(channels, expanded, rows, width, floats))
        subprocess.run([graver, "quantize", floats, "--calib", data, "-q", "-o", quantized], check=True, capture_output=True)
        best = None
        for _ in range(3):
            command = [graver, "bench", quantized, "--per-layer", "--target", target, "--seconds", "0.6", "--json", "-", "-q"]
            run = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["runs"][0]
            times = [1e3 * layer["min_ms"] for layer in run["layers"] if layer["description"].startswith("conv")][3:6]
            best = times if best is None else [min(pair) for pair in zip(best, times)]
        return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graver", default="target/release", help="folder with the command graver")
    parser.add_argument("--target", default="avx512vnni")
    arguments = parser.parse_args()
    graver = str(pathlib.Path(arguments.graver) / "graver")
    print(f"{'block':>22} {'rows':>5}   expand  depthwise  project      sum   (us a row)")
    for channels, expanded, size in ((24, 144, 56), (32, 192, 28), (64, 384, 14)):
        for rows in dict.fromkeys([size, size // 2, size // 4, size // 8 or 1, 4]):
            times = [time / rows for time in layers(graver, arguments.target, channels, expanded, rows, size)]
            print(f"{f'{channels}-{expanded}, {size} wide':>22} {rows:5}   {times[0]:6.3f}     {times[1]:6.3f}   {times[2]:6.3f}   {sum(times):6.3f}", flush=True)


if __name__ == "__main__":
    main()
