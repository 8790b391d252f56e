"""Real networks, compiled and compared with ONNX Runtime.

usage: networks.py GRAVER [--plain] [--rows N] MODEL.onnx[=INPUT.npy] ...

For each model: (1) every integer tensor that ONNX Runtime computes with all optimizations, against what Graver computes from ONNX Runtime's own tensors
before it; (2) the outputs end to end: Graver and ONNX Runtime with optimizations, each against ONNX Runtime without them, which computes QDQ graphs in
f32. Graver may be no further from it than the optimized run is. With --plain, for models of integer operators (QOperator, dynamic quantization), (1) is
against ONNX Runtime without any optimization too. Without INPUT smooth random images are made up.
"""
import argparse, json, os, subprocess, sys, tempfile
import numpy as np, onnx

import recording


def images(shape, seed=1):
    """Smooth random images, about as large as photos after normalization."""
    random = np.random.default_rng(seed)
    if len(shape) != 4:
        return random.standard_normal(shape).astype(np.float32)
    n, c, h, w = shape
    coarse = random.standard_normal((n, c, 8, 8))
    rows, columns = np.linspace(0, 6.99, h), np.linspace(0, 6.99, w)
    r, k = rows.astype(int), columns.astype(int)
    fr, fk = (rows - r)[:, None], columns - k
    at = lambda a, b: coarse[:, :, a][:, :, :, b]
    smooth = at(r, k) * (1 - fr) * (1 - fk) + at(r + 1, k) * fr * (1 - fk) + at(r, k + 1) * (1 - fr) * fk + at(r + 1, k + 1) * fr * fk
    return (smooth + 0.3 * random.standard_normal(shape)).astype(np.float32)


def distance(a, b):
    """Largest difference of outputs as a share of the largest magnitude."""
    return max(float(np.abs(a[k].astype(np.float64) - b[k].astype(np.float64)).max() / max(np.abs(b[k]).max(), 1e-30)) for k in b)


def distance_rms(a, b):
    """Root mean square of the differences as a share of that of the outputs."""
    error = sum(float(((a[k].astype(np.float64) - b[k]) ** 2).sum()) for k in b)
    return float(np.sqrt(error / max(sum(float((b[k].astype(np.float64) ** 2).sum()) for k in b), 1e-30)))


def graver_run(graver, model, files, batch, outputs, folder):
    out = os.path.join(folder, "outputs")
    command = [graver, "run", model, "--output-dir", out] + [v for name, path in files.items() for v in ("--input", f"{name}={path}")]
    subprocess.run(command + (["--batch", str(batch)] if batch else []), check=True, capture_output=True, text=True)
    return {name: np.load(os.path.join(out, f"{name}.npy")) for name in outputs}


def check(graver, model, data, rows, plain, folder):
    proto = onnx.load(model)
    constants = {i.name for i in proto.graph.initializer}
    inputs = [i for i in proto.graph.input if i.name not in constants]
    shape = [d.dim_value or 1 for d in inputs[0].type.tensor_type.shape.dim]
    batch = rows if inputs[0].type.tensor_type.shape.dim[0].dim_value == 0 else None
    if batch:
        shape[0] = rows
    name = inputs[0].name
    x = np.load(data)[: shape[0]] if data else images(shape)
    path = os.path.join(folder, "x.npy")
    np.save(path, x)
    if plain:
        graph = proto
        tensors = {n: t for n, t in recording.plain_layers(model, {name: x}).items() if t.dtype != np.float32}
    else:
        tensors, graph = recording.integer_layers(model, {name: x})
    np.savez(os.path.join(folder, "layers.npz"), **tensors)
    command = [graver, "verify", model, "--input", f"{name}={path}", "--layers", os.path.join(folder, "layers.npz"), "--each-layer", "--json", "-"]
    result = subprocess.run(command + (["--batch", str(batch)] if batch else []), capture_output=True, text=True)
    try:
        rows = json.loads(result.stdout)["comparisons"]
    except ValueError:
        return None, result.stderr.strip()
    return (rows, tensors, graph, x, name, batch, path), None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graver")
    parser.add_argument("--rows", type=int, default=1, help="images in a batch where the model leaves it open")
    parser.add_argument("--plain", action="store_true", help="integer tensors of the model as it stands")
    parser.add_argument("models", nargs="+", metavar="MODEL.onnx[=INPUT.npy]")
    arguments = parser.parse_args()
    failed = 0
    for argument in arguments.models:
        model, _, data = argument.partition("=")
        with tempfile.TemporaryDirectory() as folder:
            found, error = check(arguments.graver, model, data, arguments.rows, arguments.plain, folder)
            if error:
                print(f"{model}: FAILED: {error.splitlines()[0]}")
                failed += 1
                continue
            rows, tensors, graph, x, name, batch, path = found
            layers = [r for r in rows if r["expected"] == "dump"]
            machine = [r for r in rows if r["expected"] != "dump" and r["differing"]]
            differing = [r for r in layers if r["differing"]]
            values, off = sum(r["values"] for r in layers), sum(r["differing"] for r in layers)
            optimized, plain = recording.run(model, {name: x}, "all"), recording.run(model, {name: x}, "none")
            own = graver_run(arguments.graver, model, {name: path}, batch, list(plain), folder)
            verdict = "ok" if not off and not machine else "DIFFERENT"
            failed += verdict != "ok"
            fused = sum(n.op_type.startswith("QLinear") or n.op_type in ("QGemm", "ConvInteger", "MatMulInteger") for n in graph.graph.node)
            print(f"{model}: {verdict}: {len(layers)} of {len(tensors)} integer tensors ({values} values, {fused} integer operators in ONNX Runtime), {off} values differ;"
                  f" from the unoptimized run, largest: graver {distance(own, plain):.4g}, onnxruntime {distance(optimized, plain):.4g};"
                  f" rms: graver {distance_rms(own, plain):.4g}, onnxruntime {distance_rms(optimized, plain):.4g};"
                  f" graver from onnxruntime optimized: {distance(own, optimized):.4g}")
            for row in differing[:10] + machine[:3]:
                print(f"    {row['tensor']}: {row['differing']} of {row['values']} differ, at most by {row['largest_absolute']} ({row['found']})")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
