"""Random networks of integer operators (the QOperator format), compiled and compared with ONNX Runtime, layer by layer.

usage: qoperator_graphs.py GRAVER [--first SEED] [--count N] [--nodes 2-10] [--keep FOLDER] [--archive FILE.npz]

Each network has 2 to 10 operators on u8 or s8: those of ONNX (QLinearConv, QLinearMatMul, ConvInteger, MatMulInteger, DynamicQuantizeLinear) and ONNX
Runtime's own (QGemm, QLinearAdd ...), with symmetric and asymmetric weights, per tensor and per channel, channels first and last. ONNX Runtime runs it as
it stands, without any optimization; each of its tensors is compared with what Graver computes from ONNX Runtime's own tensors before it
(`graver verify --each-layer`), which also runs interpreters and machine code against each other. Integers must be equal in every value, floats within
1e-6 of the largest magnitude of their tensor.

--archive writes the networks that agree into one file: SEED/model (bytes), SEED/input, and SEED/tensor/NAME for each integer tensor.
"""
import argparse, json, os, subprocess, sys, tempfile
import numpy as np, onnx, onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

import recording

FLOAT_SHARE = 1e-6
MICROSOFT = "com.microsoft"


class Network:
    """A network that grows by one operator at a time, with the values that ONNX Runtime computes for it."""

    def __init__(self, seed):
        self.seed, self.random = seed, np.random.default_rng(seed)
        self.nodes, self.initializers = [], []
        self.values = {}      # tensor -> what ONNX Runtime computes
        self.parameters = {}  # integer tensor -> (scale, zero point)
        self.kinds = {}       # tensor -> operator
        self.count = 0
        self.opset = int(self.choice(13, 17, 21))

    def choice(self, *options):
        return options[int(self.random.integers(len(options)))]

    def below(self, n):
        return int(self.random.integers(n))

    def name(self, kind):
        self.count += 1
        return f"{kind.lower()}{self.count}"

    def put(self, array, kind="c"):
        name = self.name(kind)
        self.initializers.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def node(self, kind, inputs, outputs=1, domain="", **attributes):
        names = [self.name(kind) for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        for name in names:
            self.kinds[name] = kind
        return names if outputs > 1 else names[0]

    def scale(self, about):
        """A scale of this size; every third one is a power of two, where results lie half way between integers."""
        s = np.float32(about * self.random.uniform(0.7, 1.4))
        return np.float32(2.0 ** np.round(np.log2(s))) if self.below(3) == 0 else s

    def zero(self, dtype):
        lo, hi = bounds(dtype)
        return int(self.choice(lo, hi, 0 if lo < 0 else 128, *self.random.integers(lo, hi + 1, 4)))

    def of(self, x):
        """An integer tensor as three operands."""
        s, z = self.parameters[x]
        return [x, self.put(np.float32(s)), self.put(np.array(z, self.values[x].dtype))]

    def centred(self, x):
        return self.values[x].astype(np.float64) - self.parameters[x][1]

    def result(self, dtype, spread):
        """Scale and zero point of a result whose real numbers spread so far, and both as operands."""
        s, z = self.scale(max(spread, 1e-6) / self.random.uniform(20, 80)), self.zero(dtype)
        return (s, z), [self.put(np.float32(s)), self.put(np.array(z, dtype))]

    def constant(self, shape, dtype):
        """A constant integer tensor as three operands, with its centred numbers."""
        lo, hi = bounds(dtype)
        q, s, z = self.random.integers(lo, hi + 1, shape).astype(dtype), self.scale(0.02), self.zero(dtype)
        return [self.put(q), self.put(np.float32(s)), self.put(np.array(z, dtype))], (q.astype(np.float64) - z) * s


def bounds(dtype):
    return (0, 255) if np.dtype(dtype) == np.uint8 else (-128, 127)


def rms(a):
    return float(np.sqrt(np.mean(np.square(a)))) if a.size else 0.0


def weight_type(net, x):
    """ONNX Runtime has no kernels for s8 data with u8 weights."""
    return net.choice(np.uint8, np.int8, np.int8) if net.values[x].dtype == np.uint8 else np.int8


def weights(net, shape, dtype, outputs, per_output, zeros=None):
    """Integers of a weight, their zero points, their scales, and how far products with them spread. `zeros`: whether each output may have its own."""
    lo, hi = bounds(dtype)
    kind = net.choice("symmetric", "asymmetric", "wide")
    q = np.clip(np.rint(net.random.normal(size=shape) * (60 if kind == "wide" else 35) + (lo + hi) / 2), lo, hi).astype(dtype)
    n = outputs if per_output else 1
    middle = 128 if dtype == np.uint8 else 0
    z = np.full(n, middle) if kind == "symmetric" else net.random.integers(lo, hi + 1, n) if kind == "wide" else net.random.integers(middle - 40, middle + 41, n)
    if not zeros:
        z = np.full(1, z[0])
    s = np.array([net.scale(0.01) for _ in range(n)], np.float32)
    return q, z.astype(dtype), s, rms(q.astype(np.float64) - np.mean(z)) * float(np.mean(s))


def scalar_or_list(net, array):
    return net.put(array[0]) if len(array) == 1 and net.below(2) else net.put(array)


def together(net, scales, zeros):
    """Scales and zero points as lists of one length, which some kernels ask for."""
    n = max(len(scales), len(zeros))
    return [net.put(np.broadcast_to(a, n)) for a in (scales, zeros)]


def window(net, extents):
    k = [int(net.choice(1, 2, 3, 3)) for _ in extents]
    d = [int(net.choice(1, 1, 2)) for _ in extents]
    p = [net.below(a) for a in k] + [net.below(a) for a in k]
    n = len(extents)
    if any(e + p[i] + p[i + n] < (k[i] - 1) * d[i] + 1 for i, e in enumerate(extents)):
        return None
    return dict(kernel_shape=k, dilations=d, pads=p, strides=[int(net.choice(1, 1, 2)) for _ in extents])


def convolution(net, x, integer=False):
    s = net.values[x].shape
    if len(s) not in (3, 4):
        return None
    last = not integer and len(s) == 4 and net.below(4) == 0
    channels, extents = (s[-1], s[1:-1]) if last else (s[1], s[2:])
    attributes = window(net, extents)
    if attributes is None:
        return None
    groups = net.choice(1, 1, channels)
    outputs = groups * net.choice(1, 2) if groups > 1 else net.choice(1, 3, 8, 17, 32)
    dtype = weight_type(net, x)
    # ConvInteger has one zero point for all weights.
    q, z, sw, spread = weights(net, (outputs, channels // groups, *attributes["kernel_shape"]), dtype, outputs, not integer and net.below(2), not integer and net.below(2))
    sx, zx = net.parameters[x]
    depth = np.sqrt(q[0].size)
    if integer:
        y = net.node("ConvInteger", [x, net.put(q), net.put(np.array(zx, net.values[x].dtype)), scalar_or_list(net, z)], group=groups, **attributes)
        return dequantized(net, y, rms(net.centred(x)) * rms(q.astype(np.float64) - z.astype(np.float64).mean()) * depth)
    parameters, y = net.result(net.values[x].dtype, rms(net.centred(x)) * sx * spread * depth)
    bias = [net.put(net.random.integers(-3000, 3000, outputs).astype(np.int32))] if net.below(2) else []
    domain, extra = (MICROSOFT, dict(channels_last=1)) if last else ("", {})
    y = net.node("QLinearConv", [*net.of(x), net.put(q), scalar_or_list(net, sw), scalar_or_list(net, z), *y, *bias], domain=domain, group=groups, **attributes, **extra)
    net.parameters[y] = parameters
    return y


def conv_integer(net, x):
    return convolution(net, x, True)


def dequantized(net, y, spread):
    """Sums as 8-bit integers again: Cast, Mul, QuantizeLinear."""
    number = np.float32(net.scale(1.0) / max(spread, 1.0))
    real = net.node("Mul", [net.node("Cast", [y], to=TensorProto.FLOAT), net.put(number)])
    return quantized(net, real, 1.0)


def quantized(net, real, spread):
    parameters, operands = net.result(net.choice(np.uint8, np.int8), spread)
    y = net.node("QuantizeLinear", [real, *operands])
    net.parameters[y] = parameters
    return y


def matrix(net, x, kind):
    """A right-hand side: constant, constant for each sample, or another tensor of the network."""
    s = net.values[x].shape
    if kind in ("matrix", "samples"):
        dtype = weight_type(net, x)
        n = int(net.choice(1, 5, 16, 33))
        batch = s[:-2] if kind == "samples" else ()
        q, z, sw, spread = weights(net, (*batch, s[-1], n), dtype, n, net.below(2) and not batch, net.below(2))
        return [net.put(q), *together(net, sw, z)], spread, rms(q.astype(np.float64) - z.astype(np.float64).mean())
    same = [t for t in net.parameters if net.values[t].dtype == net.values[x].dtype and len(net.values[t].shape) == len(s)]
    fits = [t for t in same if net.values[t].shape[:-2] == s[:-2] and net.values[t].shape[-2] == s[-1]]
    if not fits:
        return None
    y = net.choice(*fits)
    return net.of(y), rms(net.centred(y)) * net.parameters[y][0], rms(net.centred(y))


def matmul(net, x, integer=False):
    s = net.values[x].shape
    if len(s) < 2:
        return None
    right = matrix(net, x, net.choice("matrix", "matrix", "samples" if len(s) > 2 else "matrix", "live"))
    if right is None:
        return None
    (b, sb, zb), spread, stored = right
    depth = np.sqrt(s[-1])
    if integer:
        y = net.node("MatMulInteger", [x, b, net.of(x)[2], zb])
        return dequantized(net, y, rms(net.centred(x)) * stored * depth)
    parameters, y = net.result(net.values[x].dtype, rms(net.centred(x)) * net.parameters[x][0] * spread * depth)
    y = net.node("QLinearMatMul", [*net.of(x), b, sb, zb, *y])
    net.parameters[y] = parameters
    return y


def matmul_integer(net, x):
    return matmul(net, x, True)


def gemm(net, x):
    s = net.values[x].shape
    if len(s) != 2:
        return None
    turn_a, turn_b = net.below(4) == 0, net.below(2)
    m, k = s[::-1] if turn_a else s
    n, dtype = int(net.choice(1, 10, 33)), weight_type(net, x)
    q, z, sw, spread = weights(net, (n, k) if turn_b else (k, n), dtype, n, net.below(2), net.below(2))
    c = net.choice(None, (n,), (1, n), (m, 1), (m, n))
    c = "" if c is None else net.put(net.random.integers(-3000, 3000, c).astype(np.int32))
    alpha = float(net.choice(1.0, 1.0, 0.5, 1.3))
    attributes = dict(transA=int(turn_a), transB=int(turn_b), alpha=alpha)
    spread = rms(net.centred(x)) * net.parameters[x][0] * spread * np.sqrt(k) * alpha
    operands = [*net.of(x), net.put(q), *together(net, sw, z), c]
    if net.below(3) == 0:
        return quantized(net, net.node("QGemm", operands, domain=MICROSOFT, **attributes), spread)
    parameters, y = net.result(net.values[x].dtype, spread)
    y = net.node("QGemm", [*operands, *y], domain=MICROSOFT, **attributes)
    net.parameters[y] = parameters
    return y


def binary(net, x):
    s, dtype = net.values[x].shape, net.values[x].dtype
    kind = net.choice("QLinearAdd", "QLinearAdd", "QLinearMul")
    same = [t for t in net.parameters if net.values[t].shape == s and net.values[t].dtype == dtype]
    if net.below(3):
        other = net.choice(*same)
        operands, numbers = net.of(other), net.centred(other) * net.parameters[other][0]
    else:
        shape = net.choice(s, (1,), (s[-1],), (s[1],) + (1,) * (len(s) - 2) if len(s) > 1 else (1,))
        operands, numbers = net.constant(shape, dtype)
    mine = rms(net.centred(x)) * net.parameters[x][0]
    spread = mine + rms(numbers) if kind == "QLinearAdd" else mine * rms(numbers)
    parameters, y = net.result(dtype, spread)
    operands = [net.of(x), operands] if net.below(2) else [operands, net.of(x)]
    y = net.node(kind, [*operands[0], *operands[1], *y], domain=MICROSOFT)
    net.parameters[y] = parameters
    return y


def function(net, x):
    kind = net.choice("QLinearLeakyRelu", "QLinearSigmoid")
    spread = rms(net.centred(x)) * net.parameters[x][0]
    parameters, y = net.result(net.values[x].dtype, 0.5 if kind == "QLinearSigmoid" else spread)
    attributes = {} if kind == "QLinearSigmoid" else dict(alpha=float(net.choice(0.01, 0.1, 0.3)))
    y = net.node(kind, [*net.of(x), *y], domain=MICROSOFT, **attributes)
    net.parameters[y] = parameters
    return y


def softmax(net, x):
    s, dtype = net.values[x].shape, net.values[x].dtype
    axis, opset = net.below(len(s)), int(net.choice(11, 13))
    lo, _ = bounds(dtype)
    y = [net.put(np.float32(1 / 256)), net.put(np.array(lo, dtype))]
    y = net.node("QLinearSoftmax", [*net.of(x), *y], domain=MICROSOFT, axis=axis, opset=opset)
    net.parameters[y] = (np.float32(1 / 256), lo)
    return y


def concat(net, x):
    s = net.values[x].shape
    axis = net.below(len(s))
    fits = [t for t in net.parameters if net.values[t].dtype == net.values[x].dtype and len(net.values[t].shape) == len(s)]
    fits = [t for t in fits if all(a == b or i == axis for i, (a, b) in enumerate(zip(net.values[t].shape, s)))]
    others = [net.choice(*fits) for _ in range(1 + net.below(2))]
    if net.below(3) == 0:
        parameters = net.parameters[x]
        y = net.of(x)[1:]
    else:
        parameters, y = net.result(net.values[x].dtype, rms(net.centred(x)) * net.parameters[x][0])
    y = net.node("QLinearConcat", [*y, *net.of(x), *(o for t in others for o in net.of(t))], domain=MICROSOFT, axis=axis)
    net.parameters[y] = parameters
    return y


def average(net, x):
    s = net.values[x].shape
    if len(s) != 4:
        return None
    last = net.below(3) == 0
    parameters, y = net.result(net.values[x].dtype, rms(net.centred(x)) * net.parameters[x][0])
    if net.below(3) == 0:
        y = net.node("QLinearGlobalAveragePool", [*net.of(x), *y], domain=MICROSOFT, channels_last=int(last))
    else:
        attributes = window(net, s[1:3] if last else s[2:])
        if attributes is None:
            return None
        del attributes["dilations"]
        if any(e + a + b < k for e, k, a, b in zip(s[1:3] if last else s[2:], attributes["kernel_shape"], attributes["pads"], attributes["pads"][2:])):
            return None
        y = net.node("QLinearAveragePool", [*net.of(x), *y], domain=MICROSOFT, channels_last=int(last), count_include_pad=net.below(2), **attributes)
    net.parameters[y] = parameters
    return y


def maximum(net, x):
    s = net.values[x].shape
    attributes = window(net, s[2:]) if len(s) == 4 else None
    if attributes is None:
        return None
    y = net.node("MaxPool", [x], **attributes)
    net.parameters[y] = net.parameters[x]
    return y


def movement(net, x):
    s = net.values[x].shape
    if net.below(2):
        y = net.node("Transpose", [x], perm=[int(i) for i in net.random.permutation(len(s))])
    else:
        shape = [s[0], int(np.prod(s[1:]))] if net.below(2) or len(s) < 3 else [s[0], int(np.prod(s[1:-1])), s[-1]]
        y = net.node("Reshape", [x, net.put(np.array(shape, np.int64))])
    net.parameters[y] = net.parameters[x]
    return y


def requantize(net, x):
    """To real numbers and back, perhaps with another sign, perhaps through a Relu."""
    real = net.node("DequantizeLinear", net.of(x))
    if net.below(2):
        real = net.node("Relu", [real])
    return quantized(net, real, rms(net.centred(x)) * net.parameters[x][0])


def dynamic(net, x):
    """Ranges that are found when the model runs."""
    s = net.values[x].shape
    real = net.node("DequantizeLinear", net.of(x))
    spread = rms(net.centred(x)) * net.parameters[x][0]
    if net.below(3) == 0:
        real = net.node("Relu", [real])
    dtype = net.choice(np.uint8, np.int8)
    form = net.choice("DynamicQuantizeMatMul", "MatMulIntegerToFloat", "MatMulInteger", "ConvInteger")
    n = int(net.choice(1, 5, 16))
    if form == "ConvInteger":
        attributes = window(net, s[2:]) if len(s) == 4 else None
        if attributes is None:
            return None
        q, z, sw, share = weights(net, (n, s[1], *attributes["kernel_shape"]), dtype, n, False)
        values, scale, zero = net.node("DynamicQuantizeLinear", [real], outputs=3)
        sums = net.node("ConvInteger", [values, net.put(q), zero, scalar_or_list(net, z)], **attributes)
        real = net.node("Mul", [net.node("Cast", [sums], to=TensorProto.FLOAT), net.node("Mul", [scale, net.put(sw[0])])])
        return quantized(net, real, spread * share * np.sqrt(q[0].size))
    q, z, sw, share = weights(net, (s[-1], n), dtype, n, net.below(2), net.below(2))
    bias = [net.put((net.random.normal(size=n) * spread).astype(np.float32))] if net.below(2) else []
    b, (scales, zeros) = net.put(q), together(net, sw, z)
    spread = spread * share * np.sqrt(s[-1])
    if form == "DynamicQuantizeMatMul":
        return quantized(net, net.node(form, [real, b, scales, zeros, *bias], domain=MICROSOFT), spread)
    values, scale, zero = net.node("DynamicQuantizeLinear", [real], outputs=3)
    if form == "MatMulIntegerToFloat":
        return quantized(net, net.node(form, [values, b, scale, scales, zero, zeros, *bias], domain=MICROSOFT), spread)
    sums = net.node("MatMulInteger", [values, b, zero, zeros])
    return quantized(net, net.node("Mul", [net.node("Cast", [sums], to=TensorProto.FLOAT), net.node("Mul", [scale, scales])]), spread)


MAKERS = [convolution] * 4 + [conv_integer, matmul, matmul, matmul_integer, gemm, gemm, binary, binary, binary, function, softmax, concat, average, average, maximum]
MAKERS += [movement, movement, requantize, dynamic, dynamic]


def model_of(net, shape, dtype):
    read = {i for n in net.nodes for i in n.input}
    ends = [o for n in net.nodes for o in n.output if o not in read]
    x = helper.make_tensor_value_info("x", helper.np_dtype_to_tensor_dtype(np.dtype(dtype)), shape)
    graph = helper.make_graph(net.nodes, f"seed{net.seed}", [x], [onnx.ValueInfoProto(name=e) for e in ends], net.initializers)
    # Outputs need types: what follows from the operators.
    for output in graph.output:
        kind = net.values[output.name].dtype if output.name in net.values else np.uint8
        output.type.tensor_type.elem_type = helper.np_dtype_to_tensor_dtype(np.dtype(kind))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", net.opset), helper.make_opsetid(MICROSOFT, 1)], ir_version=8)


def evaluate(net, data):
    graph = model_of(net, data.shape, data.dtype)
    del graph.graph.output[:]
    graph.graph.output.extend(onnx.ValueInfoProto(name=o) for n in net.nodes for o in n.output)
    return {"x": data, **recording.run(graph.SerializeToString(), {"x": data}, "none")}


def build(seed, nodes):
    """A network and its input. What ONNX Runtime refuses is taken back."""
    net = Network(seed)
    dtype = net.choice(np.uint8, np.uint8, np.int8)
    c, h, w = int(net.choice(1, 2, 3, 4, 8, 16, 17)), int(net.random.integers(3, 13)), int(net.random.integers(3, 13))
    shape = net.choice((net.choice(1, 1, 2), c, h, w), (net.choice(1, 1, 2), c, h, w), (net.choice(1, 2, 5), c * 4), (2, h, 3 * w))
    lo, hi = bounds(dtype)
    data = net.random.integers(lo, hi + 1, shape).astype(dtype)
    net.values["x"], net.parameters["x"] = data, (net.scale(0.02), net.zero(dtype))
    wanted = int(net.random.integers(nodes[0], nodes[1] + 1))
    done, refused = 0, 0
    while done < wanted and refused < 200 and len(net.nodes) < 40:
        before = len(net.nodes), len(net.initializers), dict(net.parameters), dict(net.kinds)
        x = net.choice(*list(net.parameters)[-4:])
        try:
            y = net.choice(*MAKERS)(net, x)
            values = evaluate(net, data) if y else None
        except Exception:
            values = None
        if values is None or any(v.size > 1 << 15 or v.size == 0 for v in values.values()):
            del net.nodes[before[0]:], net.initializers[before[1]:]
            net.parameters, net.kinds = before[2:]
            refused += 1
            continue
        net.values = values
        # What moves or compares elements is no operator of its own.
        done += net.kinds[y] not in ("Transpose", "Reshape", "MaxPool")
    return net, data


def check(graver, seed, folder, nodes):
    net, data = build(seed, nodes)
    path, x, dump = (os.path.join(folder, f"seed{seed}.{e}") for e in ("onnx", "npy", "npz"))
    onnx.save(model_of(net, data.shape, data.dtype), path)
    np.save(x, data)
    tensors = recording.plain_layers(path, {"x": data})
    np.savez_compressed(dump, **tensors)
    command = [graver, "verify", path, "--input", x, "--layers", dump, "--each-layer", "--tolerance", str(FLOAT_SHARE), "--json", "-"]
    return net, subprocess.run(command, capture_output=True, text=True), tensors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graver")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--nodes", default="2-10")
    parser.add_argument("--keep")
    parser.add_argument("--archive")
    arguments = parser.parse_args()
    nodes = tuple(int(n) for n in arguments.nodes.split("-"))
    folder = arguments.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    total = {"networks": 0, "integer tensors": 0, "integers": 0, "float tensors": 0, "compared": 0}
    operators, failed, archive = {}, [], {}
    for seed in range(arguments.first, arguments.first + arguments.count):
        net, result, tensors = check(arguments.graver, seed, folder, nodes)
        for node in net.nodes:
            operators[node.op_type] = operators.get(node.op_type, 0) + 1
        try:
            rows, problems = json.loads(result.stdout)["comparisons"], []
        except (ValueError, KeyError):
            rows, problems = [], [result.stderr.strip().splitlines()[0] if result.stderr.strip() else f"exit code {result.returncode}"]
        for row in rows:
            tensor = tensors.get(row["tensor"])
            is_float = tensor is not None and tensor.dtype == np.float32
            near = is_float and row["expected"] == "dump" and row["largest_absolute"] <= FLOAT_SHARE * float(np.abs(tensor).max())
            total["compared"] += row["expected"] == "dump"
            if row["differing"] and not near:
                kind = net.kinds.get(row["tensor"], "?")
                problems.append(f"{row['tensor']} ({kind}): {row['differing']} of {row['values']} differ, at most by {row['largest_absolute']} ({row['found']} from {row['expected']})")
        integers = [t for t in tensors.values() if t.dtype != np.float32]
        total["networks"] += 1
        total["integer tensors"] += len(integers)
        total["integers"] += sum(t.size for t in integers)
        total["float tensors"] += len(tensors) - len(integers)
        print(f"seed {seed}: {len(net.nodes)} operators: {'FAILED' if problems else 'ok'}")
        for problem in problems:
            print("   ", problem)
        if problems:
            failed.append(seed)
            continue
        archive[f"{seed}/model"] = np.fromfile(os.path.join(folder, f"seed{seed}.onnx"), np.uint8)
        archive[f"{seed}/input"] = np.load(os.path.join(folder, f"seed{seed}.npy"))
        archive.update({f"{seed}/tensor/{name}": t for name, t in tensors.items() if t.dtype != np.float32})
    if arguments.archive:
        np.savez_compressed(arguments.archive, **archive)
    print(", ".join(f"{k} {v}" for k, v in total.items()), "| onnxruntime", ort.__version__)
    print("operators:", ", ".join(f"{k} {v}" for k, v in sorted(operators.items())))
    print("failed seeds:", failed or "none")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
