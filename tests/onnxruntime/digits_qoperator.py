"""The digits example as networks of integer operators (QOperator), with what ONNX Runtime computes for it.

usage: digits_qoperator.py GRAVER FOLDER

Exports examples/digits (floats) as ONNX, quantizes it with `onnxruntime.quantization.quantize_static` in the format QOperator, calibrated on half of its
images, and dynamically with `quantize_dynamic`. Writes FORM.onnx, and FORM.npz with the integer tensors, scales and outputs that ONNX Runtime computes without
optimizations for the first images, for the forms `u8s8` (weights per channel), `u8u8` (asymmetric weights per tensor), `s8s8` and `dynamic`.
"""
import os, pathlib, subprocess, sys, tempfile
import numpy as np, onnx
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

import recording

IMAGES = 4
EXAMPLE = pathlib.Path(__file__).parent / "../../examples/digits"


class Reader(CalibrationDataReader):
    def __init__(self, name, images):
        self.feeds = iter([{name: images[i : i + IMAGES]} for i in range(0, len(images), IMAGES)])

    def get_next(self):
        return next(self.feeds, None)


def main():
    graver, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    images = np.load(EXAMPLE / "images.npy")
    with tempfile.TemporaryDirectory() as work:
        exported, prepared = f"{work}/digits.onnx", f"{work}/prepared.onnx"
        command = [graver, "export", EXAMPLE / "digits-fp32-symbol.json", "--input-shape", f"data={IMAGES},1,8,8", "-o", exported]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        quant_pre_process(exported, prepared, skip_symbolic_shape=True)
        for form, activations, weights, per_channel in (
            ("u8s8", QuantType.QUInt8, QuantType.QInt8, True),
            ("u8u8", QuantType.QUInt8, QuantType.QUInt8, False),
            ("s8s8", QuantType.QInt8, QuantType.QInt8, True),
            ("dynamic", None, QuantType.QInt8, True),
        ):
            path = f"{folder}/{form}.onnx"
            if form == "dynamic":
                quantize_dynamic(prepared, path, per_channel=per_channel, weight_type=weights, op_types_to_quantize=["Conv", "MatMul"])
            else:
                quantize_static(prepared, path, Reader("data", images[:200]), quant_format=QuantFormat.QOperator, activation_type=activations,
                                weight_type=weights, per_channel=per_channel, calibrate_method=CalibrationMethod.MinMax)
            tensors = recording.plain_layers(path, {"data": images[:IMAGES]})
            tensors = {n: t for n, t in tensors.items() if t.dtype != np.float32 or t.size <= IMAGES * 10}
            np.savez_compressed(f"{folder}/{form}.npz", **tensors)
            kinds = sorted({n.op_type for n in onnx.load(path).graph.node})
            print(f"{form}: {len(tensors)} tensors; {' '.join(kinds)}")


if __name__ == "__main__":
    main()
