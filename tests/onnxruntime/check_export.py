#!/usr/bin/env python3
"""Compares exported networks with ONNX Runtime: check_export.py MODEL.onnx [--inputs DIR] [--expect DIR] [--tolerance SHARE] ...

The model passes onnx.checker with shape inference, then runs unoptimised and with all optimisations. DIR holds one .npy a tensor, named after it, as
`graver run --output-dir` writes them; inputs without a file are made up. Integers are compared in units, floats as a share of the largest magnitude
and in units of the last place of that magnitude. Exit code 1 where an output without optimisations departs by more than the tolerance.

Needs the packages numpy, onnx and onnxruntime.
"""

import argparse
import collections
import pathlib
import sys

import numpy
import onnx
import onnxruntime

LEVELS = {
    "off": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL,
    "all": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL,
}
DTYPES = {"tensor(float)": numpy.float32, "tensor(uint8)": numpy.uint8, "tensor(int8)": numpy.int8, "tensor(int32)": numpy.int32}


def session(path, level, signed, optimized=None):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = LEVELS[level]
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    if signed:
        # Without it operators on signed bytes stay floats on x86.
        options.add_session_config_entry("session.qdqisint8allowed", "1")
    if optimized:
        options.optimized_model_filepath = str(optimized)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def feeds(run, folder, seed):
    random = numpy.random.default_rng(seed)
    for tensor in run.get_inputs():
        dtype = DTYPES[tensor.type]
        file = folder / f"{tensor.name.replace('/', '_')}.npy" if folder else None
        if file and file.exists():
            yield tensor.name, numpy.load(file).astype(dtype)
        elif dtype == numpy.float32:
            yield tensor.name, random.uniform(-1, 1, tensor.shape).astype(dtype)
        else:
            bounds = numpy.iinfo(dtype)
            yield tensor.name, random.integers(bounds.min, bounds.max, tensor.shape, dtype, endpoint=True)


def batches(all_feeds, run):
    """Slices of the rows that the model computes together; what does not fill the last one is left out."""
    batch = {t.name: (t.shape[0] if t.shape else 1) for t in run.get_inputs()}
    count = min((len(all_feeds[name]) // rows if all_feeds[name].ndim else 1) for name, rows in batch.items())
    for i in range(max(count, 1)):
        yield {name: (all_feeds[name][i * rows : (i + 1) * rows] if all_feeds[name].ndim else all_feeds[name]) for name, rows in batch.items()}


def results(run, all_feeds):
    rows = [run.run(None, feed) for feed in batches(all_feeds, run)]
    return {t.name: numpy.concatenate([numpy.atleast_1d(r[i]) for r in rows]) for i, t in enumerate(run.get_outputs())}


def difference(found, expected):
    """(share of the elements that differ, largest difference as a share of the largest magnitude, text)"""
    rows = min(len(found), len(expected))
    found, expected = found[:rows], expected[:rows].reshape(found[:rows].shape)
    unequal = numpy.mean(~((found == expected) | (numpy.isnan(found) & numpy.isnan(expected))))
    if found.dtype != numpy.float32:
        units = int(numpy.max(numpy.abs(found.astype(numpy.int64) - expected.astype(numpy.int64)), initial=0))
        return unequal, float(units), f"{100 * unequal:.4f} % of {found.size} integers differ, by {units} at most"
    magnitude = float(numpy.max(numpy.abs(expected), initial=0)) or 1.0
    largest = float(numpy.max(numpy.abs(found.astype(numpy.float64) - expected), initial=0))
    ulps = largest / float(numpy.spacing(numpy.float32(magnitude)))
    return unequal, largest / magnitude, f"{100 * unequal:.4f} % of {found.size} floats differ, by {largest / magnitude:.3g} of the largest ({ulps:.1f} ulp)"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("--inputs", type=pathlib.Path, help="folder of NAME.npy for the inputs")
    parser.add_argument("--expect", type=pathlib.Path, help="folder of NAME.npy for the outputs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tolerance", type=float, default=1e-4, help="share of the largest magnitude (floats) or units (integers)")
    parser.add_argument("--signed", action="store_true", help="let ONNX Runtime fuse operators on signed bytes too")
    parser.add_argument("--save-inputs", type=pathlib.Path, help="write the inputs to this folder and stop")
    parser.add_argument("--operators", action="store_true", help="count the operators of the optimised model")
    arguments = parser.parse_args()

    model = onnx.load(arguments.model)
    onnx.checker.check_model(model, full_check=True)
    plain = session(arguments.model, "off", False)
    inputs = dict(feeds(plain, arguments.inputs, arguments.seed))
    if arguments.save_inputs:
        arguments.save_inputs.mkdir(parents=True, exist_ok=True)
        for name, data in inputs.items():
            numpy.save(arguments.save_inputs / f"{name.replace('/', '_')}.npy", data)
        return 0
    print(f"{arguments.model.name}: {len(model.graph.node)} nodes, accepted by onnx.checker, seed {arguments.seed}")
    found = {"off": results(plain, inputs)}
    optimized = arguments.model.with_suffix(".optimized.onnx") if arguments.operators else None
    found["all"] = results(session(arguments.model, "all", arguments.signed, optimized), inputs)
    failed = False
    for name, unoptimised in found["off"].items():
        file = arguments.expect / f"{name.replace('/', '_')}.npy" if arguments.expect else None
        if file and file.exists():
            expected = numpy.load(file)
            for level in LEVELS:
                _, largest, text = difference(found[level][name], expected)
                failed |= level == "off" and largest > arguments.tolerance
                print(f"  {name}, optimisation {level}: {text}")
        _, _, text = difference(found["all"][name], unoptimised)
        print(f"  {name}, all against off: {text}")
    if optimized:
        counts = collections.Counter(f"{n.domain}:{n.op_type}".lstrip(":") for n in onnx.load(optimized).graph.node)
        print("  optimised: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
        optimized.unlink()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
