#!/usr/bin/env python3
"""`graver quantize` beside MXNet 1.9.1 itself, from the network in floats to the integers of every layer.

    python mxnet_flow.py --graver target/release/graver NAME=PREFIX,CALIB.npy,INPUT.npy[,TEST.npy[,LABELS.npy]] ... [--batch 4] [--json FILE]

PREFIX-symbol.json and PREFIX-0000.params are a network in floats; CALIB.npy the rows that calibrate it, in batches of --batch for both programs;
INPUT.npy what the integers are compared on, TEST.npy what the scores are computed from (else INPUT.npy). Needs the packages mxnet==1.9.1 and numpy<1.24, on a
CPU with AVX-512 VNNI. For each network, calibration mode, type and granularity:

  thresholds  those of graver against those of MXNet's collectors: naive within 1e-5, entropy the same bin of the histogram. Where an entropy threshold
              is another one, MXNet's own search is asked again with the network's numbers in the last place larger and smaller: `tie` if it then moves too.
  integers    graver's quantized symbol runs in MXNet; every integer tensor against that of `graver run --numerics source`, bit for bit
  SQNR        of the scores, dB, against those of the network in floats in MXNet: MXNet's own quantized network, graver's (--numerics source and ideal)
  accuracy    percent, where labels are given: in floats, of MXNet's quantized network, of graver's (ideal)

Exit code 1 where a threshold or an integer differs without an explanation.
"""
import argparse
import collections
import ctypes
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["MXNET_SUBGRAPH_BACKEND"] = "NONE"

import mxnet as mx
import numpy as np
from mxnet.base import NDArrayHandle, py_str
from mxnet.contrib import quantization as Q

CONFIGURATIONS = [
    ("naive", "auto", "tensor"),
    ("naive", "auto", "channel"),
    ("naive", "int8", "tensor"),
    ("naive", "int8", "channel"),
    ("entropy", "auto", "tensor"),
    ("entropy", "auto", "channel"),
    # MXNet fails on these two where a network has an activation.
    ("entropy", "int8", "tensor"),
    ("entropy", "int8", "channel"),
]
GRANULARITIES = {"tensor": "tensor-wise", "channel": "channel-wise"}


def load(prefix):
    return mx.model.load_checkpoint(str(prefix), 0)


def run(symbol, args, aux, images, batch, monitored=False):
    """The first output for all images, and the outputs of every node for the first batch."""
    seen, results = collections.OrderedDict(), []
    module = {name: args[name] for name in symbol.list_arguments() if name != "data"}
    states = {name: aux[name] for name in symbol.list_auxiliary_states()}

    def watch(name, handle):
        array = mx.nd.NDArray(ctypes.cast(handle, NDArrayHandle), writable=False)
        seen[py_str(name)] = array.copyto(mx.cpu()).asnumpy()

    executor = None
    for begin in range(0, len(images), batch):
        rows = images[begin:begin + batch]
        filled = np.concatenate([rows, np.repeat(rows[-1:], batch - len(rows), 0)]) if len(rows) < batch else rows
        if executor is None:
            executor = symbol.bind(mx.cpu(), dict(module, data=mx.nd.array(filled)), aux_states=states, grad_req="null")
            if monitored:
                executor.set_monitor_callback(watch, monitor_all=False)
        results.append(executor.forward(is_train=False, data=mx.nd.array(filled))[0].asnumpy()[:len(rows)])
        if monitored:
            break
    return np.concatenate(results), seen


def mxnet_thresholds(network, images, batch, mode, dtype, granularity):
    """(thresholds, histograms or None, quantized network or the error of MXNet)"""
    captured = {}
    calibrate, search = Q._calibrate_quantized_sym, Q._get_optimal_thresholds

    def keep_thresholds(symbol, thresholds):
        captured["thresholds"] = {name: (float(low), float(high)) for name, (low, high) in thresholds.items()}
        return calibrate(symbol, thresholds)

    def keep_histograms(histograms, *rest, **more):
        captured["histograms"] = dict(histograms)
        return search(histograms, *rest, **more)

    Q._calibrate_quantized_sym, Q._get_optimal_thresholds = keep_thresholds, keep_histograms
    try:
        symbol, args, aux = load(network)
        data = mx.io.NDArrayIter({"data": images}, batch_size=batch)
        quantized = Q.quantize_model_mkldnn(symbol, args, aux, label_names=None, ctx=mx.cpu(), calib_mode=mode, calib_data=data, quantized_dtype=dtype,
                                            quantize_granularity=GRANULARITIES[granularity])
    except Exception as error:
        quantized = str(error).strip().splitlines()[0]
    finally:
        Q._calibrate_quantized_sym, Q._get_optimal_thresholds = calibrate, search
    return captured.get("thresholds", {}), captured.get("histograms"), quantized


def is_tie(histogram, dtype, found):
    """Whether MXNet's own search arrives at `found` where a few numbers fall into the bin beside theirs, as differences in the last place make them."""
    counts, edges, low, high, threshold = histogram
    random = np.random.RandomState(0)
    for attempt in range(40):
        moved = np.array(counts)
        filled = np.flatnonzero(moved[:-1])
        for _ in range(1 + attempt // 4):
            at = random.choice(filled)
            to = at + random.choice([-1, 1])
            if 0 <= to < len(moved) and moved[at] > 0:
                moved[at] -= 1
                moved[to] += 1
        result = Q._get_optimal_threshold((moved, edges, low, high, threshold), dtype)
        largest = float(result[2])
        if abs(largest - found) <= 1e-5 * abs(found):
            return True
    return False


def same(found, expected):
    scale = max(abs(expected[0]), abs(expected[1]), 1e-30)
    return all(abs(f - e) <= 1e-5 * max(abs(e), 1e-3 * scale) for f, e in zip(found, expected))


def graver(*words):
    done = subprocess.run([str(w) for w in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if done.returncode:
        raise SystemExit("%s\n%s%s" % (" ".join(map(str, words)), done.stdout, done.stderr))
    return done.stdout


def outputs(program, symbol, images, folder, *options):
    """Tensors that `graver run` writes, by name."""
    np.save(folder / "in.npy", images)
    target = folder / "out"
    for old in target.glob("*.npy") if target.exists() else []:
        old.unlink()
    graver(program, "run", symbol, "--quiet", "--batch", min(len(images), 50), "--input", folder / "in.npy", "--output-dir", target, *options)
    return {file.stem: np.load(file) for file in target.glob("*.npy")}


def sqnr(found, expected):
    found, expected = found.astype("float64").ravel(), expected.astype("float64").ravel()
    return float(10 * np.log10((expected ** 2).sum() / max(((found - expected) ** 2).sum(), 1e-300)))


def accuracy(scores, labels):
    return float(100 * (scores.reshape(len(labels), -1).argmax(1) == labels).mean())


def compare(arguments, name, prefix, calibration, images, test, labels, configuration, floats, folder):
    mode, dtype, granularity = configuration
    report = {"network": name, "mode": mode, "dtype": dtype, "granularity": granularity}
    thresholds, histograms, quantized = mxnet_thresholds(prefix, calibration, arguments.batch, mode, dtype, granularity)
    failure = quantized if isinstance(quantized, str) else None

    np.save(folder / "calib.npy", calibration)
    symbol, ranges = folder / "int8-symbol.json", folder / "ranges.json"
    graver(arguments.graver, "quantize", prefix + "-symbol.json", "--quiet", "--calib", folder / "calib.npy", "--calib-mode", mode, "--dtype", dtype,
           "--granularity", granularity, "--batch", arguments.batch, "--save-ranges", ranges, "--out", symbol)
    own = {tensor: tuple(ends) for tensor, ends in json.loads(ranges.read_text())["ranges"].items()}

    missing = sorted(set(own) - set(thresholds)) if thresholds else []
    wrong = {t: (own[t], thresholds[t]) for t in own if t in thresholds and not same(own[t], thresholds[t])}
    ties = [t for t, (found, _) in wrong.items() if histograms and t in histograms and is_tie(histograms[t], dtype, max(map(abs, found)))]
    report.update(thresholds=len(set(own) & set(thresholds)), different=len(wrong), ties=len(ties), missing=missing)
    report["unexplained"] = {t: ends for t, ends in wrong.items() if t not in ties}
    distance = [abs(f - e) / max(abs(e), 1e-30) for t in own if t in thresholds and t not in wrong for f, e in zip(own[t], thresholds[t]) if e]
    report["largest_relative"] = max(distance, default=0.0)

    # Our symbol in MXNet, and every integer tensor of it.
    int8 = load(folder / "int8")
    scores, seen = run(*int8, images, len(images), monitored=True)
    integers = {}
    for tensor, values in seen.items():
        node = tensor[: -len("_output0")] if tensor.endswith("_output0") else tensor[: -len("_output")] if tensor.endswith("_output") else None
        if node and values.dtype in (np.int8, np.uint8):
            integers[node] = values
    options = [word for node in integers for word in ("--output", node)]
    np.save(folder / "in.npy", images)
    target = folder / "layers"
    graver(arguments.graver, "run", symbol, "--quiet", "--batch", len(images), "--input", folder / "in.npy", "--output-dir", target, *options)
    differing, values, absent = 0, 0, []
    for node, expected in integers.items():
        file = next((target / (node + ending + ".npy") for ending in ("", "_output", "_output0") if (target / (node + ending + ".npy")).exists()), None)
        if file is None:
            absent.append(node)
            continue
        tensor = np.load(file)
        values += expected.size
        differing += int((tensor.astype("int32").ravel() != expected.astype("int32").ravel()).sum())
    report.update(tensors=len(integers) - len(absent), integers=values, different_integers=differing, absent=absent)

    # Scores.
    test_images = images if test is None else test
    expected = floats
    if failure is None:
        try:
            mxnet_scores, _ = run(*quantized, test_images, arguments.batch)
            report["mxnet_sqnr_db"] = sqnr(mxnet_scores, expected)
        except mx.base.MXNetError as error:
            failure = str(error).strip().splitlines()[-1]
    if failure is not None:
        report["mxnet_fails"] = failure
    for numerics in ("source", "ideal"):
        (result,) = outputs(arguments.graver, symbol, test_images, folder, "--numerics", numerics).values()
        report[numerics + "_sqnr_db"] = sqnr(result, expected)
        if labels is not None:
            report[numerics + "_accuracy"] = accuracy(result, labels)
    if labels is not None:
        report["float_accuracy"] = accuracy(expected, labels)
        if failure is None:
            report["mxnet_accuracy"] = accuracy(mxnet_scores, labels)
    return report


def line(report):
    number = lambda key, digits=1: "%.*f" % (digits, report[key]) if key in report else "-"
    text = "%-14s %-7s %-4s %-7s  thresholds %3d, %d differ (%d ties), within %.0e;  %3d tensors, %9d integers, %d differ;  SQNR %s, source %s, ideal %s" % (
        report["network"], report["mode"], report["dtype"], report["granularity"], report["thresholds"], report["different"], report["ties"],
        report["largest_relative"], report["tensors"], report["integers"], report["different_integers"], number("mxnet_sqnr_db"), number("source_sqnr_db"),
        number("ideal_sqnr_db"))
    if "float_accuracy" in report:
        text += ";  accuracy %s, MXNet %s, ideal %s" % (number("float_accuracy", 2), number("mxnet_accuracy", 2), number("ideal_accuracy", 2))
    if "mxnet_fails" in report:
        text += ";  MXNet fails"
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graver", default="target/release/graver", type=pathlib.Path)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--only", default="", help="words of the configuration, for example naive,auto")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("networks", nargs="+")
    arguments = parser.parse_args()
    arguments.graver = arguments.graver.resolve()
    reports = []
    for network in arguments.networks:
        name, _, files = network.partition("=")
        prefix, *arrays = files.split(",")
        calibration, images, *judged = [np.load(file) for file in arrays]
        test, labels = judged + [None] * (2 - len(judged))
        floats, _ = run(*load(prefix), images if test is None else test, arguments.batch)
        for configuration in CONFIGURATIONS:
            if not set(filter(None, arguments.only.split(","))) <= set(configuration):
                continue
            with tempfile.TemporaryDirectory() as folder:
                report = compare(arguments, name, prefix, calibration.astype("float32"), images.astype("float32"), test, labels, configuration, floats,
                                 pathlib.Path(folder))
            reports.append(report)
            print(line(report), flush=True)
            for tensor, ends in report["unexplained"].items():
                print("    %s: graver %s, MXNet %s" % ((tensor,) + ends))
            for key in ("missing", "absent"):
                if report[key]:
                    print("    %s: %s" % (key, ", ".join(report[key])))
    if arguments.json:
        arguments.json.write_text(json.dumps(reports, indent=1) + "\n")
    sys.exit(any(r["unexplained"] or r["different_integers"] or r["missing"] or r["absent"] for r in reports))


if __name__ == "__main__":
    main()
