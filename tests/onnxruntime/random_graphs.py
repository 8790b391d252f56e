"""Random QDQ networks, compiled and compared with ONNX Runtime, layer by layer.

usage: random_graphs.py GRAVER [--first SEED] [--count N] [--keep FOLDER] [--nodes 2-12]

Each network has 2 to 12 operators with QuantizeLinear and DequantizeLinear around them, u8 or s8 activations, weights per tensor or per channel. ONNX
Runtime runs it with all optimizations; each of its integer tensors is compared with what Graver computes from ONNX Runtime's own tensors before it
(`graver verify --each-layer`), which also runs interpreters and machine code against each other.

Operators with an integer kernel must agree in every value. Those that ONNX Runtime computes in f32 (tanh, means along axes, linear resizing ...) end in
a QuantizeLinear too: their values may differ by one unit where the f32 result is half way between two integers, and are counted.
"""
import argparse, json, os, subprocess, sys, tempfile
import numpy as np, onnx, onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

import recording

# Computed in f32 by ONNX Runtime, in another order or with another approximation of a function.
FLOAT = {"HardSigmoid", "HardSwish", "Tanh", "ReduceMean", "Resize linear", "Softmax float", "Conv float", "AveragePool float"}


class Network:
    """A float network that is built with its values, then written with its quantization."""

    def __init__(self, seed):
        self.seed, self.random = seed, np.random.default_rng(seed)
        self.signed = bool(self.random.integers(2))
        self.opset = int(self.random.choice([13, 17, 19, 21]))
        self.nodes, self.initializers, self.shapes = [], [], {}
        self.parameters = {}  # tensor -> (scale, zero point)
        self.shared = {}      # tensor -> the tensor whose parameters it takes over
        self.kinds = {}       # tensor -> operator
        self.count = 0

    def name(self, kind):
        self.count += 1
        return f"{kind.split()[0].lower()}{self.count}"

    def constant(self, array, kind="c"):
        name = self.name(kind)
        self.initializers.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def choice(self, *options):
        return options[int(self.random.integers(len(options)))]

    def add(self, kind, inputs, extra=(), outputs=1, share=False, **attributes):
        """A node with data operands `inputs` (quantized) and other operands `extra` (not)."""
        names = [self.name(kind) for _ in range(outputs)]
        self.nodes.append((kind.split()[0], list(inputs), list(extra), names, attributes))
        for name in names:
            self.kinds[name] = kind
            if share:
                self.shared[name] = inputs[0]
        return names if outputs > 1 else names[0]


def image_shape(net):
    c = int(net.choice(1, 2, 3, 4, 5, 8, 16, 17, 32))
    return (int(net.choice(1, 1, 1, 2)), c, int(net.random.integers(4, 15)), int(net.random.integers(4, 15)))


def conv(net, x, s):
    if len(s) != 4:
        return None
    n, c, h, w = s
    groups = net.choice(1, 1, 1, c) if c > 1 else 1
    o = groups * int(net.choice(1, 2)) if groups > 1 else int(net.choice(1, 3, 8, 16, 20, 33))
    k = [int(net.choice(1, 3, 3, 5)), int(net.choice(1, 3, 3, 2))]
    d = [int(net.choice(1, 1, 2)), int(net.choice(1, 1, 2))]
    reach = [(a - 1) * b + 1 for a, b in zip(k, d)]
    p = [int(net.random.integers(0, k[0])), int(net.random.integers(0, k[1])), int(net.random.integers(0, k[0])), int(net.random.integers(0, k[1]))]
    if h + p[0] + p[2] < reach[0] or w + p[1] + p[3] < reach[1]:
        return None
    st = [int(net.choice(1, 1, 2)), int(net.choice(1, 1, 2))]
    weight = net.random.normal(size=(o, c // groups, *k)).astype(np.float32)
    bias = [net.random.normal(size=o).astype(np.float32)] if net.random.integers(2) else []
    y = net.add("Conv", [x], [("weight", weight, 0)] + [("bias", b, 0) for b in bias], kernel_shape=k, strides=st, dilations=d, pads=p, group=groups)
    return activation(net, y)


def activation(net, y):
    kind = net.choice(None, None, "Relu", "Clip")
    if kind == "Relu":
        return net.add("Relu", [y])
    if kind == "Clip":
        return net.add("Clip", [y], [net.constant(np.float32(0)), net.constant(np.float32(6))])
    return y


def matmul(net, x, s):
    weight = net.random.normal(size=(s[-1], int(net.choice(1, 5, 16, 40)))).astype(np.float32)
    return net.add("MatMul", [x], [("weight", weight, 1)])


def gemm(net, x, s):
    if len(s) != 2:
        return None
    o, t = int(net.choice(1, 10, 33)), bool(net.random.integers(2))
    weight = net.random.normal(size=(o, s[1]) if t else (s[1], o)).astype(np.float32)
    bias = [("bias", net.random.normal(size=o).astype(np.float32), 0)] if net.random.integers(2) else []
    return net.add("Gemm", [x], [("weight", weight, 0 if t else 1)] + bias, transB=int(t))


def binary(net, x, s):
    other = [t for t, shape in net.shapes.items() if shape == s]
    kind = net.choice("Add", "Add", "Mul")
    if other and net.random.integers(3):
        y = net.choice(*other)
        return net.add(kind, [x, y] if net.random.integers(2) else [y, x])
    shape = net.choice(tuple(s), (1,), (s[-1],), (s[1],) + (1,) * (len(s) - 2) if len(s) > 1 else (1,))
    constant = net.random.normal(size=shape).astype(np.float32)
    return net.add(kind, [x], [("data", constant, None)])


def unary(net, x, s):
    kind = net.choice("Relu", "Clip", "LeakyRelu", "Sigmoid", "HardSigmoid", "HardSwish", "Tanh")
    if kind == "HardSwish" and net.opset < 14:
        return None
    if kind == "Clip":
        return net.add("Clip", [x], [net.constant(np.float32(-0.7)), net.constant(np.float32(1.1))])
    attributes = {"LeakyRelu": {"alpha": 0.1}, "HardSigmoid": {"alpha": 0.25, "beta": 0.4}}.get(kind, {})
    return net.add(kind, [x], **attributes)


def softmax(net, x, s):
    return net.add("Softmax", [x], axis=int(net.random.integers(-len(s), len(s))))


def concat(net, x, s):
    axis = int(net.random.integers(len(s)))
    fits = [t for t, shape in net.shapes.items() if len(shape) == len(s) and all(a == b or i == axis for i, (a, b) in enumerate(zip(shape, s)))]
    return net.add("Concat", [x] + [net.choice(*fits) for _ in range(int(net.random.integers(1, 3)))], axis=axis)


def pool(net, x, s):
    if len(s) != 4:
        return None
    kind = net.choice("MaxPool", "AveragePool", "GlobalAveragePool")
    if kind == "GlobalAveragePool":
        return net.add(kind, [x])
    k = [min(int(net.choice(1, 2, 3)), s[2]), min(int(net.choice(2, 3)), s[3])]
    st = [int(net.choice(1, 2)), int(net.choice(1, 2, 3))]
    p = [int(net.random.integers(0, (k[i % 2] + 1) // 2)) for i in range(4)]
    extra = {"count_include_pad": int(net.random.integers(2))} if kind == "AveragePool" else {}
    # onnxruntime's shape of windows that hang over the edge differs between versions of the operator.
    return net.add(kind, [x], share=kind == "MaxPool", kernel_shape=k, strides=st, pads=p, **extra)


def reduce_mean(net, x, s):
    axes = sorted(set(int(net.random.integers(len(s))) for _ in range(int(net.random.integers(1, 3)))))
    keep = int(net.random.integers(2))
    if net.opset >= 18:
        return net.add("ReduceMean", [x], [net.constant(np.array(axes, np.int64))], keepdims=keep)
    return net.add("ReduceMean", [x], axes=axes, keepdims=keep)


def pad(net, x, s):
    pads = [int(p) for p in net.random.integers(0, 3, 2 * len(s))]
    return net.add("Pad", [x], [net.constant(np.array(pads, np.int64))], share=True, mode="constant")


def resize(net, x, s):
    if len(s) != 4:
        return None
    scales = net.constant(np.array([1, 1, float(net.choice(1, 2, 3)), float(net.choice(1, 2))], np.float32))
    if net.random.integers(2):
        return net.add("Resize", [x], ["", scales], share=True, mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    return net.add("Resize linear", [x], ["", scales], mode="linear", coordinate_transformation_mode=net.choice("half_pixel", "asymmetric", "align_corners"))


def movement(net, x, s):
    kind = net.choice("Reshape", "Flatten", "Transpose", "Unsqueeze", "Slice", "Split", "Gather")
    axis = int(net.random.integers(len(s)))
    integers = lambda *a: net.constant(np.array(a, np.int64))
    if kind == "Reshape":
        shape = list(s) if len(s) < 3 else [s[0], int(np.prod(s[1:-1])), s[-1]]
        return net.add(kind, [x], [integers(*shape)], share=True)
    if kind == "Flatten":
        return net.add(kind, [x], share=True, axis=1)
    if kind == "Transpose":
        return net.add(kind, [x], share=True, perm=[int(i) for i in net.random.permutation(len(s))])
    if kind == "Unsqueeze":
        return net.add(kind, [x], [integers(axis)], share=True) if len(s) < 4 else None
    if kind == "Slice":
        start = int(net.random.integers(s[axis]))
        return net.add(kind, [x], [integers(start), integers(s[axis]), integers(axis)], share=True)
    if kind == "Split":
        if s[axis] % 2:
            return None
        half = [integers(s[axis] // 2, s[axis] // 2)]
        return net.add(kind, [x], half, outputs=2, share=True, axis=axis)[0]
    indices = net.random.integers(0, s[axis], int(net.random.integers(1, 4)))
    return net.add(kind, [x], [integers(*indices)], share=True, axis=axis)


def build(seed, nodes):
    """A network and its input."""
    net = Network(seed)
    shape = image_shape(net)
    net.shapes["x"] = shape
    data = net.random.normal(size=shape).astype(np.float32)
    wanted = int(net.random.integers(nodes[0], nodes[1] + 1))
    while len(net.nodes) < wanted:
        x = net.choice(*list(net.shapes)[-3:])
        s = net.shapes[x]
        make = net.choice(conv, conv, conv, matmul, gemm, binary, binary, unary, softmax, concat, pool, pool, reduce_mean, pad, resize, movement, movement)
        before = len(net.nodes), dict(net.kinds)
        if len(s) == 0 or make(net, x, s) is None:
            net.nodes, net.kinds = net.nodes[: before[0]], before[1]
            continue
        try:
            values = evaluate(net, data)
        except Exception:
            net.nodes, net.kinds = net.nodes[: before[0]], before[1]
            continue
        if any(v.size > 1 << 16 or v.size == 0 for v in values.values()):
            net.nodes, net.kinds = net.nodes[: before[0]], before[1]
            continue
        net.shapes = {name: value.shape for name, value in values.items() if name != "x" and consumable(net, name)}
        net.shapes["x"] = shape
    return net, data, evaluate(net, data)


def consumable(net, name):
    """Whether the tensor ends in a QuantizeLinear: not where an activation follows at once."""
    readers = [n for n in net.nodes if name in n[1]]
    return name == "x" or not (len(readers) == 1 and readers[0][0] in ("Relu", "Clip") and net.kinds[name] == "Conv")


def float_model(net):
    nodes, initializers = [], list(net.initializers)
    for index, (kind, inputs, extra, outputs, attributes) in enumerate(net.nodes):
        operands = list(inputs)
        for place, e in enumerate(extra):
            if isinstance(e, tuple):
                initializers.append(numpy_helper.from_array(e[1], f"n{index}_{place}"))
                e = f"n{index}_{place}"
            operands.append(e)
        nodes.append(helper.make_node(kind, operands, outputs, **attributes))
    return nodes, initializers


def model_of(net, nodes, initializers, shape, outputs):
    graph = helper.make_graph(nodes, f"seed{net.seed}", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)], outputs, initializers)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", net.opset)], ir_version=8)


def evaluate(net, data):
    nodes, initializers = float_model(net)
    names = [o for n in nodes for o in n.output]
    model = model_of(net, nodes, initializers, data.shape, [onnx.ValueInfoProto(name=n) for n in names])
    return {"x": data, **recording.run(model.SerializeToString(), {"x": data}, "none")}


def quantized_model(net, data, values):
    """The same network with QuantizeLinear and DequantizeLinear around its operators."""
    random = net.random
    lo, hi, zero_type = (-128, 127, np.int8) if net.signed else (0, 255, np.uint8)
    nodes, initializers = [], list(net.initializers)

    def put(array, name):
        initializers.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    parameters = {}

    def parameters_of(name):
        if name in net.shared and random.integers(10) < 8:
            parameters[name] = parameters.get(name) or parameters[net.shared[name]]
        if name not in parameters:
            v = values[name]
            least, most = min(0.0, float(v.min())), max(0.0, float(v.max()))
            scale = np.float32(max(most - least, 1e-3) / 255 * random.uniform(0.7, 1.1))
            zero = int(np.clip(np.rint(lo - least / scale), lo, hi))
            parameters[name] = (scale, zero)
        return parameters[name]

    def boundary(name):
        scale, zero = parameters_of(name)
        s, z = put(np.float32(scale), f"{name}_scale"), put(np.array(zero, zero_type), f"{name}_zero")
        nodes.append(helper.make_node("QuantizeLinear", [name, s, z], [f"{name}_q"]))
        nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", s, z], [f"{name}_dq"]))

    boundary("x")
    for index, (kind, inputs, extra, outputs, attributes) in enumerate(net.nodes):
        operands = [f"{i}_dq" if consumable(net, i) else i for i in inputs]
        for place, e in enumerate(extra):
            name = f"n{index}_{place}"
            if not isinstance(e, tuple):
                operands.append(e)
                continue
            what, array, axis = e
            if what == "weight":
                axes = tuple(i for i in range(array.ndim) if i != axis)
                whole = bool(random.integers(2))
                scale = (np.abs(array).max(axis=None if whole else axes) / 127).astype(np.float32)
                broadcast = scale if whole else scale.reshape([-1 if i == axis else 1 for i in range(array.ndim)])
                integers = np.clip(np.rint(array / broadcast), -127, 127).astype(np.int8)
                weight_scale = scale
                operands.append(f"{name}_dq")
                put(integers, f"{name}_q"), put(scale, f"{name}_scale"), put(np.zeros(scale.shape, np.int8), f"{name}_zero")
                nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", f"{name}_scale", f"{name}_zero"], [f"{name}_dq"], axis=axis))
            elif what == "bias":
                scale = (np.float32(parameters[inputs[0]][0]) * np.broadcast_to(weight_scale, array.shape if np.ndim(weight_scale) else ())).astype(np.float32)
                put(np.rint(array / scale).astype(np.int32), f"{name}_q"), put(scale, f"{name}_scale"), put(np.zeros(scale.shape, np.int32), f"{name}_zero")
                nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", f"{name}_scale", f"{name}_zero"], [f"{name}_dq"], axis=0))
                operands.append(f"{name}_dq")
            else:
                least, most = min(0.0, float(array.min())), max(0.0, float(array.max()))
                scale = np.float32(max(most - least, 1e-3) / 255)
                zero = int(np.clip(np.rint(lo - least / scale), lo, hi))
                put(np.clip(np.rint(array / scale) + zero, lo, hi).astype(zero_type), f"{name}_q")
                put(scale, f"{name}_scale"), put(np.array(zero, zero_type), f"{name}_zero")
                nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", f"{name}_scale", f"{name}_zero"], [f"{name}_dq"]))
                operands.append(f"{name}_dq")
        nodes.append(helper.make_node(kind, operands, outputs, **attributes))
        for output in outputs:
            if consumable(net, output):
                boundary(output)
    read = {i for n in nodes for i in n.input}
    ends = [o for n in nodes for o in n.output if o not in read]
    outputs = [helper.make_tensor_value_info(o, TensorProto.FLOAT, values[o.removesuffix("_dq")].shape) for o in ends]
    return model_of(net, nodes, initializers, data.shape, outputs)


def check(graver, seed, folder, nodes):
    net, data, values = build(seed, nodes)
    model = quantized_model(net, data, values)
    onnx.checker.check_model(model)
    path, x, dump = (os.path.join(folder, f"seed{seed}.{e}") for e in ("onnx", "npy", "npz"))
    onnx.save(model, path)
    np.save(x, data)
    tensors, _ = recording.integer_layers(path, {"x": data})
    np.savez_compressed(dump, **tensors)
    command = [graver, "verify", path, "--input", x, "--layers", dump, "--each-layer", "--json", "-"]
    result = subprocess.run(command, capture_output=True, text=True)
    return net, result, len(tensors), sum(t.size for t in tensors.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graver")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--nodes", default="2-12")
    parser.add_argument("--keep")
    arguments = parser.parse_args()
    nodes = tuple(int(n) for n in arguments.nodes.split("-"))
    folder = arguments.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    total = {"networks": 0, "tensors": 0, "values": 0, "off by one": 0}
    operators, failed = {}, []
    for seed in range(arguments.first, arguments.first + arguments.count):
        net, result, tensors, values = check(arguments.graver, seed, folder, nodes)
        kinds = [n[0] for n in net.nodes]
        for kind in kinds:
            operators[kind] = operators.get(kind, 0) + 1
        problems = []
        try:
            rows = json.loads(result.stdout)["comparisons"]
        except (ValueError, KeyError):
            rows, problems = [], [result.stderr.strip().splitlines()[0] if result.stderr.strip() else f"exit code {result.returncode}"]
        off = 0
        for row in rows:
            if row["differing"] == 0:
                continue
            kind = net.kinds.get(row["tensor"].removesuffix("_q"), "?")
            if row["expected"] == "dump" and kind in FLOAT and row["largest_absolute"] <= 1:
                off += row["differing"]
            else:
                problems.append(f"{row['tensor']} ({kind}): {row['differing']} of {row['values']} differ, at most by {row['largest_absolute']} ({row['found']})")
        total["networks"] += 1
        total["tensors"] += tensors
        total["values"] += values
        total["off by one"] += off
        verdict = "ok" if not problems else "FAILED"
        print(f"seed {seed}: {len(kinds)} operators, {'s8' if net.signed else 'u8'}, opset {net.opset}: {verdict}" + (f", {off} off by one" if off else ""))
        for problem in problems:
            print("   ", problem)
        if problems:
            failed.append(seed)
    print(", ".join(f"{k} {v}" for k, v in total.items()), "| onnxruntime", ort.__version__)
    print("operators:", ", ".join(f"{k} {v}" for k, v in sorted(operators.items())))
    print("failed seeds:", failed or "none")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
