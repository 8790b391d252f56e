#!/usr/bin/env python3
"""How long Neural Compressor 2.x with ONNX Runtime takes for what `graver tune` does.

    python neural_compressor_mse.py FOLDER [--strategy mse] [--relative 0.015] [--most-seconds 1200]

FOLDER is what outliers.py or resnet50_v2.py wrote. The metric is agreement with the network in floats. Needs a Python with
"neural-compressor<3" "onnx==1.15.0" "onnxruntime==1.17.3" "numpy<2" six.
"""
import argparse
import pathlib
import threading
import time

import numpy as np
import onnx
import onnxruntime
from neural_compressor import quantization
from neural_compressor.config import AccuracyCriterion, PostTrainingQuantConfig, TuningCriterion


class Calibration:
    """One row at a time, as its loaders give them."""

    batch_size = 1

    def __init__(self, rows):
        self.rows = rows

    def __iter__(self):
        for row in self.rows:
            yield row[None], 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--strategy", default="mse")
    parser.add_argument("--relative", type=float, default=0.015)
    parser.add_argument("--most-seconds", type=float, default=1200)
    arguments = parser.parse_args()
    model = onnx.load(arguments.folder / "net.onnx")
    calibration, rows = (np.load(arguments.folder / name) for name in ("calib.npy", "test.npy"))
    trials, begin = [], time.time()

    def answers(model):
        session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        name = session.get_inputs()[0].name
        return np.array([session.run(None, {name: row[None]})[0].argmax() for row in rows])

    expected = None

    def evaluate(model):
        nonlocal expected
        found = answers(model)
        if expected is None:
            expected = found
        trials.append(float(np.mean(found == expected)))
        print(f"{time.time() - begin:8.1f} s  evaluation {len(trials)}: {100 * trials[-1]:.2f} %", flush=True)
        return trials[-1]

    def give_up():
        print(f"given up after {time.time() - begin:.1f} s and {len(trials)} evaluations; best {100 * max(trials[1:], default=0):.2f} %", flush=True)
        # Its search cannot be interrupted from outside.
        import os
        os._exit(1)

    timer = threading.Timer(arguments.most_seconds, give_up)
    timer.daemon = True
    timer.start()
    floats = {"weight": {"dtype": ["fp32"]}, "activation": {"dtype": ["fp32"]}}
    configuration = PostTrainingQuantConfig(
        # `mse` of 2.6 fails with "no quantized … in the graph" where an activation follows a norm, because it looks for its integers and there are none.
        op_type_dict={kind: floats for kind in ("Relu", "Flatten", "MaxPool")},
        approach="static",
        quant_level=1,
        calibration_sampling_size=[len(calibration)],
        accuracy_criterion=AccuracyCriterion(criterion="relative", tolerable_loss=arguments.relative),
        tuning_criterion=TuningCriterion(strategy=arguments.strategy, timeout=0, max_trials=500),
    )
    found = quantization.fit(model, configuration, calib_dataloader=Calibration(calibration), eval_func=evaluate)
    seconds = time.time() - begin
    timer.cancel()
    print(f"{'reached' if found is not None else 'not reached'} after {seconds:.1f} s and {len(trials)} evaluations")
    if found is not None:
        found.save(str(arguments.folder / "neural_compressor.onnx"))


if __name__ == "__main__":
    main()
