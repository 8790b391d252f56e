#!/usr/bin/env python3
"""`graver quantize` beside `quantize_static` of ONNX Runtime: the same network, the same calibration data.

    python onnxruntime_static.py --graver target/release/graver NAME=MODEL.onnx,CALIB.npy,TEST.npy[,LABELS.npy] ... [--detector] [--alike] [--json FILE]

Both make a QDQ model with u8 activations and s8 weights for each channel, ONNX Runtime after its `quant_pre_process`. For each way to find ranges:

  SQNR      of each output over TEST.npy, dB, against the network in floats (in ONNX Runtime)
  accuracy  percent, where labels are given
  with --detector, for networks with scores [1, N, 2] and boxes [1, N, 4]: anchors found (score above 0.7) by one network and by both, as a share of those
  found by either, and the mean overlap of the boxes of those that the network in floats finds

The entropy of ONNX Runtime has 128 bins for 128 integers and finds the whole range; that of graver is MXNet's, with 8001 bins. --alike has ONNX Runtime search
with 8001 bins for 255 integers as well (its search takes 10 seconds a tensor then).

Graver's model is run by graver and in ONNX Runtime too. Needs the packages numpy, onnx and onnxruntime. Exit code 1 where graver's SQNR is lower than ONNX
Runtime's in the same mode by more than --slack dB (`entropy` where both have 8001 bins), or its accuracy than ONNX Runtime's or than that in floats by more than
--drop points, or its detections agree less.
"""
import argparse
import json
import logging
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnx.version_converter
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

MODES = {
    "naive": CalibrationMethod.MinMax,
    "entropy": CalibrationMethod.Entropy,
    "percentile": CalibrationMethod.Percentile,
    "mse": None,
}
# Bins and integers of MXNet's entropy.
ALIKE = {"num_bins": 8001, "num_quantized_bins": 255}
# The share of numbers that ONNX Runtime keeps.
PERCENTILE = 99.999
FOUND = 0.7


class Reader(CalibrationDataReader):
    def __init__(self, name, rows):
        self.samples = iter({name: rows[i:i + 1]} for i in range(len(rows)))

    def get_next(self):
        return next(self.samples, None)


def quantize(prepared, into, reader, method, bins):
    """ONNX Runtime's own quantization; `bins` goes to what finds the ranges, which `quantize_static` does not hand through."""
    # The package gives the same name to a function.
    module = sys.modules["onnxruntime.quantization.quantize"]
    create = module.create_calibrator
    module.create_calibrator = lambda *words, extra_options=None, **more: create(*words, extra_options={**(extra_options or {}), **bins}, **more)
    try:
        quantize_static(str(prepared), str(into), reader, quant_format=QuantFormat.QDQ, per_channel=True, activation_type=QuantType.QUInt8,
                        weight_type=QuantType.QInt8, calibrate_method=method)
    finally:
        module.create_calibrator = create


def session(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(path, rows):
    """Outputs by name, computed row by row."""
    network = session(path)
    feed = network.get_inputs()[0].name
    results = [network.run(None, {feed: rows[i:i + 1]}) for i in range(len(rows))]
    return {output.name: np.concatenate([r[i] for r in results]) for i, output in enumerate(network.get_outputs())}


def graver(*words):
    done = subprocess.run([str(w) for w in words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit("%s\n%s%s" % (" ".join(map(str, words)), done.stdout, done.stderr))


def run_graver(program, model, rows, folder, names):
    np.save(folder / "in.npy", rows)
    target = folder / "out"
    graver(program, "run", model, "--quiet", "--batch", 1, "--input", folder / "in.npy", "--output-dir", target)
    return {name: np.load(target / (name.replace("/", "_") + ".npy")) for name in names}


def sqnr(found, expected):
    found, expected = found.astype(np.float64).ravel(), expected.astype(np.float64).ravel()
    return float(10 * np.log10((expected ** 2).sum() / max(((found - expected) ** 2).sum(), 1e-300)))


def overlap(a, b):
    least, most = np.maximum(a[:, :2], b[:, :2]), np.minimum(a[:, 2:], b[:, 2:])
    both = np.prod(np.maximum(most - least, 0), 1)
    area = lambda box: np.prod(np.maximum(box[:, 2:] - box[:, :2], 0), 1)
    return both / np.maximum(area(a) + area(b) - both, 1e-12)


def judge(found, expected, labels, detector):
    report = {"sqnr_db": {name: sqnr(found[name], expected[name]) for name in expected}}
    if labels is not None:
        scores = next(iter(found.values()))
        report["accuracy"] = float(100 * np.mean(scores.reshape(len(labels), -1).argmax(1) == labels))
    if detector:
        (scores,), (boxes,) = [[name for name, values in expected.items() if values.shape[-1] == last] for last in (2, 4)]
        mine, theirs = found[scores][..., 1] > FOUND, expected[scores][..., 1] > FOUND
        report["anchors"] = float(100 * (mine & theirs).sum() / max((mine | theirs).sum(), 1))
        report["overlap"] = float(np.mean(overlap(found[boxes][theirs], expected[boxes][theirs])))
    return report


def line(name, mode, who, report):
    text = "%-14s %-10s %-28s SQNR %s" % (name, mode, who, ", ".join("%.2f" % value for value in report["sqnr_db"].values()))
    for key, digits in (("accuracy", 2), ("anchors", 2), ("overlap", 4)):
        if key in report:
            text += "   %s %.*f" % (key, digits, report[key])
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graver", default="target/release/graver", type=pathlib.Path)
    parser.add_argument("--detector", action="store_true")
    parser.add_argument("--alike", action="store_true")
    parser.add_argument("--slack", type=float, default=0.05)
    parser.add_argument("--drop", type=float, default=0.3)
    parser.add_argument("--modes", default="naive,entropy,percentile,mse")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("networks", nargs="+")
    arguments = parser.parse_args()
    arguments.graver = arguments.graver.resolve()
    onnxruntime.set_default_logger_severity(3)
    logging.disable(logging.WARNING)
    everything, failures = [], []
    for network in arguments.networks:
        name, _, files = network.partition("=")
        model, calibration, test, *labels = files.split(",")
        calibration, test = np.load(calibration).astype(np.float32), np.load(test).astype(np.float32)
        labels = np.load(labels[0]) if labels else None
        expected = run(model, test)
        floats = judge(expected, expected, labels, False)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            np.save(folder / "calib.npy", calibration)
            prepared = folder / "prepared.onnx"
            # Scales for each channel came with operator set 13.
            loaded = onnx.load(model)
            if next(o.version for o in loaded.opset_import if o.domain in ("", "ai.onnx")) < 13:
                loaded = onnx.version_converter.convert_version(loaded, 13)
            onnx.save(loaded, folder / "converted.onnx")
            quant_pre_process(str(folder / "converted.onnx"), str(prepared))
            feed = session(prepared).get_inputs()[0].name
            for mode in arguments.modes.split(","):
                reports = {}
                if MODES[mode] is not None:
                    theirs = folder / f"ort_{mode}.onnx"
                    for who, bins in (("ONNX Runtime", {}), ("ONNX Runtime, 8001 bins", ALIKE))[:2 if arguments.alike and mode == "entropy" else 1]:
                        quantize(prepared, theirs, Reader(feed, calibration), MODES[mode], bins)
                        reports[who] = judge(run(theirs, test), expected, labels, arguments.detector)
                own = folder / f"graver_{mode}.onnx"
                graver(arguments.graver, "quantize", model, "--quiet", "--calib", folder / "calib.npy", "--calib-mode", mode, "--percentile", PERCENTILE,
                       "--out", own)
                reports["graver"] = judge(run_graver(arguments.graver, own, test, folder, expected), expected, labels, arguments.detector)
                reports["graver in ONNX Runtime"] = judge(run(own, test), expected, labels, arguments.detector)
                for who, report in reports.items():
                    print(line(name, mode, who, report), flush=True)
                everything.append({"network": name, "mode": mode, "float_accuracy": floats.get("accuracy"), **reports})
                mine, theirs = reports["graver"], reports.get("ONNX Runtime")
                alike = reports.get("ONNX Runtime, 8001 bins") if mode == "entropy" else theirs
                if alike and any(mine["sqnr_db"][o] < alike["sqnr_db"][o] - arguments.slack for o in expected):
                    failures.append(f"{name} {mode}: SQNR below ONNX Runtime's")
                if theirs and any(mine.get(key, 0) < theirs.get(key, 0) for key in ("anchors", "overlap")):
                    failures.append(f"{name} {mode}: detections agree less than ONNX Runtime's")
                if labels is not None and mine["accuracy"] < floats["accuracy"] - arguments.drop:
                    failures.append(f"{name} {mode}: accuracy {mine['accuracy']:.2f}, in floats {floats['accuracy']:.2f}")
                if labels is not None and theirs and mine["accuracy"] < theirs["accuracy"]:
                    failures.append(f"{name} {mode}: accuracy {mine['accuracy']:.2f}, ONNX Runtime's {theirs['accuracy']:.2f}")
    if arguments.json:
        arguments.json.write_text(json.dumps(everything, indent=1) + "\n")
    print("\n".join(failures))
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
