#!/usr/bin/env python3
"""Every operator of Paddle that Graver reads, in small programs that Paddle computes: recorded for the tests, and compared with Graver.

usage: operators.py [--write tests/fixtures/paddle_operators.npz] [--graver PROGRAM] [CASE ...]

--write records programs, parameters, inputs and Paddle's results; `cargo test -p graver-tests --test paddle_operators` judges by them, without Paddle.
--graver saves each program in both layouts of files, runs both, and prints how far they are from Paddle's result, as a share of its largest magnitude (but
at least of 1); the exit code is 1 where that is more than the bound of the tests.

Cases are made from a seed of their own name, so that adding one changes no other. Programs that simulate integers are named `integers_...`; the others are
floats throughout. Needs paddlepaddle 2.6.2.
"""
import argparse
import os
import struct
import subprocess
import tempfile
import zlib

os.environ["FLAGS_use_mkldnn"] = "0"
os.environ.setdefault("GLOG_minloglevel", "2")
import numpy as np
import paddle

BOUND = 2e-6
IMAGE = (2, 6, 7, 5)


class Fed:
    """An input of the program."""

    def __init__(self, *shape, low=-2.0, high=2.0, dtype="float32"):
        self.shape, self.low, self.high, self.dtype = shape, low, high, dtype


class Held:
    """A parameter: numbers, or a shape that is filled."""

    def __init__(self, *shape, low=-1.0, high=1.0, numbers=None, dtype="float32"):
        self.shape, self.low, self.high, self.dtype = shape, low, high, dtype
        self.numbers = None if numbers is None else np.array(numbers, dtype)


def varint(number):
    """A number in protobuf."""
    return bytes([number & 127 | 128]) + varint(number >> 7) if number > 127 else bytes([number])


def record(numbers):
    """A tensor as parameter files hold it: versions, no levels, its description, its elements."""
    kinds = {"float32": 5, "int8": 21, "int32": 2, "int64": 3}
    description = b"\x08" + varint(kinds[str(numbers.dtype)]) + b"".join(b"\x10" + varint(extent) for extent in numbers.shape)
    return struct.pack("<IQIi", 0, 0, 0, len(description)) + description + numbers.tobytes()


class Case:
    """One program. Operators name their variables; those that are given as `Fed` or `Held` get a name of their own."""

    def __init__(self, name):
        self.name = name
        self.random = np.random.RandomState(zlib.crc32(name.encode()))
        self.program = paddle.static.Program()
        self.scope = paddle.static.Scope()
        self.block = self.program.global_block()
        self.feeds, self.held = {}, {}
        self.count = 0

    def made(self, value):
        """The variable of an operand."""
        if isinstance(value, str):
            return value
        if isinstance(value, Fed):
            name = "xyzuvw"[len(self.feeds)]
            numbers = self.random.uniform(value.low, value.high, value.shape).astype(value.dtype)
            self.feeds[name] = numbers
            self.block.create_var(name=name, shape=value.shape, dtype=value.dtype, is_data=True, need_check_feed=True)
            return name
        self.count += 1
        name = f"w{self.count}"
        numbers = value.numbers
        if numbers is None:
            numbers = self.random.uniform(value.low, value.high, value.shape).astype(value.dtype)
        self.held[name] = numbers
        self.block.create_var(name=name, shape=numbers.shape, dtype=numbers.dtype, persistable=True)
        return name

    def add(self, kind, inputs, attributes=None, outputs=("Out",), dtype="float32", same=None):
        """An operator; the name of its first result. `outputs` are slots, SLOT*N for several variables. `same` are results that are parameters."""
        slots = {slot: [self.made(v) for v in (value if isinstance(value, list) else [value])] for slot, value in inputs.items()}
        results = {}
        for slot in outputs:
            slot, _, many = slot.partition("*")
            names = []
            for _ in range(int(many or 1)):
                self.count += 1
                names.append(f"t{self.count}")
                self.block.create_var(name=names[-1], dtype=dtype)
            results[slot] = names
        for slot, of in (same or {}).items():
            results[slot] = slots[of]
        self.block.append_op(type=kind, inputs=slots, outputs=results, attrs=attributes or {})
        first = next(iter(results.values()))
        return first[0] if len(first) == 1 else first

    def add_two(self, kind, inputs, attributes):
        """A fake operator of a weight: its result, and the scale that it finds."""
        self.add(kind, inputs, attributes, outputs=["Out", "OutScale"])
        return f"t{self.count - 1}", f"t{self.count}"

    def finish(self, fetched):
        """Runs the program: its bytes, those of its parameters, and its results."""
        fetched = [fetched] if isinstance(fetched, str) else fetched
        executor = paddle.static.Executor(paddle.CPUPlace())
        with paddle.static.scope_guard(self.scope):
            for name, numbers in self.held.items():
                self.scope.var(name).get_tensor().set(numbers, paddle.CPUPlace())
            for operator in self.block.ops:
                # A listing of the Python program that made it.
                operator.desc.remove_attr("op_callstack")
            variable = self.block.var
            targets = [variable(name) for name in fetched]
            self.results = [np.array(r) for r in executor.run(self.program, feed=self.feeds, fetch_list=targets)]
            feeds = [variable(name) for name in self.feeds]
            with paddle.static.program_guard(self.program):
                normal = paddle.static.io.normalize_program(self.program, feeds, targets, skip_prune_program=True)
                for operator in normal.global_block().ops:
                    operator.desc.remove_attr("op_callstack")
                self.bytes = normal.desc.serialize_to_string()
                self.parameters = paddle.static.io.serialize_persistables(feeds, targets, executor, program=normal) if self.held else b""
        # The other layout: a file for each parameter.
        self.apart = {name: record(numbers) for name, numbers in self.held.items()}
        assert b"".join(self.apart[name] for name in sorted(self.apart)) == self.parameters, self.name
        return self


CASES = {}


def case(name, kind=None, inputs=None, attributes=None, fetched=None, **options):
    """A program of one operator, or the function that makes one."""
    if kind is not None:
        def make(program):
            found = program.add(kind, inputs, attributes, **options)
            return fetched(found) if fetched else found
        assert name not in CASES, name
        CASES[name] = make
        return make
    return lambda make: CASES.setdefault(name, make)


def convolutions():
    for name, weight, attributes in (
        ("plain", (4, 6, 3, 3), {}),
        ("padded_strided", (5, 6, 3, 3), dict(paddings=[1, 2], strides=[2, 1])),
        ("four_paddings", (4, 6, 3, 3), dict(paddings=[0, 1, 2, 1])),
        ("dilated", (3, 6, 2, 3), dict(dilations=[2, 1])),
        ("same", (4, 6, 3, 2), dict(padding_algorithm="SAME", strides=[2, 2])),
        ("same_dilated", (4, 6, 3, 3), dict(padding_algorithm="SAME", dilations=[2, 2])),
        ("valid", (4, 6, 3, 3), dict(padding_algorithm="VALID", paddings=[1, 1])),
        ("grouped", (6, 2, 3, 3), dict(groups=3, paddings=[1, 1])),
    ):
        case(f"conv2d_{name}", "conv2d", {"Input": Fed(*IMAGE), "Filter": Held(*weight)}, attributes, outputs=["Output"])
    case("depthwise_conv2d", "depthwise_conv2d", {"Input": Fed(*IMAGE), "Filter": Held(6, 1, 3, 3)}, dict(groups=6, paddings=[1, 1]), outputs=["Output"])
    for name, weight, attributes in (
        ("plain", (6, 4, 3, 3), {}),
        ("strided", (6, 4, 4, 4), dict(strides=[2, 2], paddings=[1, 1])),
        ("output_padding", (6, 3, 3, 2), dict(strides=[2, 3], paddings=[1, 0], output_padding=[1, 2])),
        ("grouped", (6, 2, 3, 3), dict(groups=3, strides=[2, 2], paddings=[1, 1])),
        ("dilated", (6, 2, 2, 3), dict(dilations=[2, 2])),
    ):
        case(f"conv2d_transpose_{name}", "conv2d_transpose", {"Input": Fed(*IMAGE), "Filter": Held(*weight)}, attributes, outputs=["Output"])
    case("depthwise_conv2d_transpose", "depthwise_conv2d_transpose", {"Input": Fed(*IMAGE), "Filter": Held(6, 1, 4, 4)},
         dict(groups=6, strides=[2, 2], paddings=[1, 1]), outputs=["Output"])


def matrices():
    case("mul", "mul", {"X": Fed(3, 8), "Y": Held(8, 5)})
    case("mul_flat", "mul", {"X": Fed(2, 3, 4, 2), "Y": Held(24, 5)})
    case("mul_rows", "mul", {"X": Fed(2, 3, 4), "Y": Held(4, 5)}, dict(x_num_col_dims=2))
    for kind, first, second in ("matmul", "transpose_X", "transpose_Y"), ("matmul_v2", "trans_x", "trans_y"):
        case(kind, kind, {"X": Fed(3, 8), "Y": Held(8, 5)})
        case(f"{kind}_transposed", kind, {"X": Fed(8, 3), "Y": Held(5, 8)}, {first: True, second: True})
        case(f"{kind}_batch", kind, {"X": Fed(2, 3, 4, 5), "Y": Fed(2, 3, 5, 2)})
        case(f"{kind}_batch_transposed", kind, {"X": Fed(2, 3, 4, 5), "Y": Fed(2, 3, 2, 5)}, {second: True})
    case("matmul_alpha", "matmul", {"X": Fed(3, 8), "Y": Held(8, 5)}, dict(alpha=0.5))
    case("fc", "fc", {"Input": Fed(3, 8), "W": Held(8, 5), "Bias": Held(5)})
    case("fc_relu", "fc", {"Input": Fed(2, 2, 4), "W": Held(8, 5), "Bias": Held(5)}, dict(in_num_col_dims=1, activation_type="relu"))


def pools():
    window = dict(ksize=[3, 3], strides=[2, 2], paddings=[1, 1])
    for kind in "max", "avg":
        pool = lambda name, attributes, shape=(2, 3, 8, 6): case(f"pool2d_{kind}_{name}", "pool2d", {"X": Fed(*shape)}, dict(pooling_type=kind, **attributes))
        pool("plain", window)
        pool("unpadded", dict(ksize=[3, 2], strides=[2, 1], paddings=[0, 0]))
        pool("ceil", dict(window, ceil_mode=True))
        pool("ceil_unpadded", dict(ksize=[3, 3], strides=[2, 2], paddings=[0, 0], ceil_mode=True))
        pool("four_paddings", dict(ksize=[3, 3], strides=[1, 2], paddings=[0, 1, 1, 0]))
        pool("global", dict(ksize=[1, 1], global_pooling=True))
        # Adaptive pooling takes the maximum in an operator of its own.
        adaptive = "pool2d" if kind == "avg" else "max_pool2d_with_index"
        for name, parts, shape in ("adaptive_one", [1, 1], (2, 3, 8, 6)), ("adaptive", [4, 3], (2, 3, 8, 6)), ("adaptive_unequal", [3, 4], (2, 3, 7, 5)):
            attributes = dict(ksize=parts, adaptive=True, **(dict(pooling_type="avg") if kind == "avg" else {}))
            case(f"{adaptive}_{name}", adaptive, {"X": Fed(*shape)}, attributes, outputs=["Out"] if kind == "avg" else ["Out", "Mask"])
        pool("same", dict(ksize=[3, 3], strides=[2, 2], paddings=[0, 0], padding_algorithm="SAME"), (2, 3, 7, 6))
    case("max_pool2d_with_index", "max_pool2d_with_index", {"X": Fed(2, 3, 8, 6)}, window, outputs=["Out", "Mask"])
    for name, attributes in ("plain", window), ("ceil", dict(window, ceil_mode=True)):
        case(f"pool2d_inclusive_{name}", "pool2d", {"X": Fed(2, 3, 8, 6)}, dict(pooling_type="avg", exclusive=False, **attributes))


def norms():
    def batch_norm(shape, **attributes):
        channels = shape[1]
        inputs = {"X": Fed(*shape), "Scale": Held(channels, low=0.3, high=1.7), "Bias": Held(channels), "Mean": Held(channels), "Variance": Held(channels, low=0.3, high=1.7)}
        return dict(kind="batch_norm", inputs=inputs, attributes=dict(is_test=True, use_global_stats=True, **attributes),
                    outputs=["Y", "SavedMean", "SavedVariance"], same={"MeanOut": "Mean", "VarianceOut": "Variance"})

    case("batch_norm", **batch_norm(IMAGE))
    case("batch_norm_epsilon", **batch_norm(IMAGE, epsilon=1e-3))
    case("batch_norm_2d", **batch_norm((3, 6)))
    case("layer_norm", "layer_norm", {"X": Fed(2, 3, 8), "Scale": Held(8), "Bias": Held(8)}, dict(begin_norm_axis=2), outputs=["Y", "Mean", "Variance"])
    case("instance_norm", "instance_norm", {"X": Fed(*IMAGE), "Scale": Held(6), "Bias": Held(6)}, outputs=["Y", "SavedMean", "SavedVariance"])
    case("affine_channel", "affine_channel", {"X": Fed(*IMAGE), "Scale": Held(6), "Bias": Held(6)}, dict(data_layout="NCHW"))


def functions():
    for kind in "relu", "sigmoid", "tanh", "exp", "abs", "floor", "ceil", "softsign", "mish", "erf", "square", "softplus", "silu":
        case(kind, kind, {"X": Fed(*IMAGE, low=-4, high=4)})
    for kind in "log", "sqrt", "reciprocal":
        case(kind, kind, {"X": Fed(*IMAGE, low=0.2, high=4)})
    wide = {"X": Fed(*IMAGE, low=-9, high=9)}
    case("relu6", "relu6", wide)
    case("clip", "clip", wide, dict(min=-1.5, max=2.5))
    case("leaky_relu", "leaky_relu", wide, dict(alpha=0.1))
    case("elu", "elu", wide, dict(alpha=0.7))
    case("hard_swish", "hard_swish", wide)
    case("hard_sigmoid", "hard_sigmoid", wide, dict(slope=0.2, offset=0.4))
    case("swish", "swish", wide, dict(beta=1.0))
    case("gelu", "gelu", wide)
    case("gelu_approximate", "gelu", wide, dict(approximate=True))
    case("prelu_all", "prelu", {"X": Fed(*IMAGE), "Alpha": Held(1)}, dict(mode="all"))
    case("prelu_channel", "prelu", {"X": Fed(*IMAGE), "Alpha": Held(6)}, dict(mode="channel", data_format="NCHW"))
    case("prelu_element", "prelu", {"X": Fed(*IMAGE), "Alpha": Held(1, 6, 7, 5)}, dict(mode="element"))


def arithmetic():
    for kind in "add", "sub", "mul", "div", "max", "min":
        low = 0.5 if kind == "div" else -2.0
        case(f"elementwise_{kind}", f"elementwise_{kind}", {"X": Fed(*IMAGE), "Y": Fed(*IMAGE, low=low)})
        case(f"elementwise_{kind}_channel", f"elementwise_{kind}", {"X": Fed(*IMAGE), "Y": Held(6, low=low / 2)}, dict(axis=1))
    case("elementwise_pow", "elementwise_pow", {"X": Fed(2, 6, low=0.2), "Y": Held(1)})
    case("elementwise_add_middle", "elementwise_add", {"X": Fed(*IMAGE), "Y": Held(6, 7)}, dict(axis=1))
    case("elementwise_add_first", "elementwise_add", {"X": Fed(*IMAGE), "Y": Fed(2)}, dict(axis=0))
    case("elementwise_add_last", "elementwise_add", {"X": Fed(*IMAGE), "Y": Held(5)}, dict(axis=-1))
    case("elementwise_mul_ones", "elementwise_mul", {"X": Fed(*IMAGE), "Y": Fed(2, 6, 1, 1)}, dict(axis=-1))
    case("elementwise_mul_two_axes", "elementwise_mul", {"X": Fed(*IMAGE), "Y": Fed(2, 6)}, dict(axis=0))
    case("elementwise_add_trailing_one", "elementwise_add", {"X": Fed(*IMAGE), "Y": Held(6, 1)}, dict(axis=1))
    case("sum", "sum", {"X": [Fed(2, 3, 4), Fed(2, 3, 4)]})
    case("sum_of_three", "sum", {"X": [Fed(2, 3, 4), Fed(2, 3, 4), Fed(2, 3, 4)]})
    case("scale", "scale", {"X": Fed(*IMAGE)}, dict(scale=1.5, bias=0.25))
    case("scale_first_bias", "scale", {"X": Fed(*IMAGE)}, dict(scale=1.5, bias=0.25, bias_after_scale=False))


def movement():
    case("concat", "concat", {"X": [Fed(2, 3, 4, 5), Fed(2, 2, 4, 5)]}, dict(axis=1))
    case("concat_last", "concat", {"X": [Fed(2, 3, 4), Fed(2, 3, 1)]}, dict(axis=-1))
    case("split", "split", {"X": Fed(*IMAGE)}, dict(num=3, axis=1), outputs=["Out*3"])
    case("split_sections", "split", {"X": Fed(*IMAGE)}, dict(sections=[1, 2, 3], axis=1), outputs=["Out*3"])
    case("split_rest", "split", {"X": Fed(*IMAGE)}, dict(sections=[4, -1], axis=2), outputs=["Out*2"])
    case("stack", "stack", {"X": [Fed(2, 3), Fed(2, 3)]}, dict(axis=1), outputs=["Y"])
    case("slice", "slice", {"Input": Fed(*IMAGE)}, dict(axes=[1, 3], starts=[1, -3], ends=[5, 100]))
    case("slice_decreased", "slice", {"Input": Fed(*IMAGE)}, dict(axes=[1], starts=[2], ends=[3], decrease_axis=[1]))
    case("strided_slice", "strided_slice", {"Input": Fed(*IMAGE)}, dict(axes=[2], starts=[1], ends=[7], strides=[2], infer_flags=[1], decrease_axis=[]))
    case("strided_slice_back", "strided_slice", {"Input": Fed(*IMAGE)}, dict(axes=[3], starts=[4], ends=[0], strides=[-1], infer_flags=[1], decrease_axis=[]))
    case("shuffle_channel", "shuffle_channel", {"X": Fed(*IMAGE)}, dict(group=3))
    case("pixel_shuffle", "pixel_shuffle", {"X": Fed(2, 8, 3, 2)}, dict(upscale_factor=2, data_format="NCHW"))
    moved = lambda name, kind, attributes, shape=IMAGE: case(name, kind, {"X": Fed(*shape)}, attributes, outputs=["Out", "XShape"])
    moved("reshape2", "reshape2", dict(shape=[0, -1, 5]))
    moved("flatten2", "flatten2", dict(axis=2))
    moved("flatten_contiguous_range", "flatten_contiguous_range", dict(start_axis=1, stop_axis=-1))
    moved("flatten_contiguous_range_middle", "flatten_contiguous_range", dict(start_axis=1, stop_axis=2))
    moved("transpose2", "transpose2", dict(axis=[0, 2, 3, 1]))
    moved("squeeze2", "squeeze2", dict(axes=[2]), (2, 3, 1, 1))
    moved("squeeze2_all", "squeeze2", dict(axes=[]), (2, 3, 1, 1))
    moved("unsqueeze2", "unsqueeze2", dict(axes=[1, 3]), (2, 3))
    case("reshape", "reshape", {"X": Fed(*IMAGE)}, dict(shape=[0, -1]))
    case("transpose", "transpose", {"X": Fed(2, 3, 4)}, dict(axis=[2, 0, 1]))
    for name, implementation in ("dropout", "downgrade_in_infer"), ("dropout_upscale", "upscale_in_train"):
        case(name, "dropout", {"X": Fed(*IMAGE)}, dict(dropout_prob=0.3, is_test=True, dropout_implementation=implementation), outputs=["Out", "Mask"])
    for mode in "constant", "reflect", "replicate", "circular":
        case(f"pad3d_{mode}", "pad3d", {"X": Fed(2, 3, 4, 5, 4)}, dict(paddings=[1, 2, 0, 3, 2, 1], mode=mode, value=0.5))
    case("pad", "pad", {"X": Fed(2, 3, 4)}, dict(paddings=[0, 1, 2, 0, 1, 1], pad_value=-1.5))
    for mode in "nearest", "bilinear":
        for version in "", "_v2":
            resize = lambda name, attributes: case(f"{mode}_interp{version}_{name}", f"{mode}_interp{version}", {"X": Fed(2, 3, 5, 4)}, dict(interp_method=mode, **attributes))
            for corners in False, True:
                suffix = "_corners" if corners else ""
                resize(f"size{suffix}", dict(out_h=7, out_w=9, align_corners=corners, align_mode=1))
                resize(f"scale{suffix}", dict(scale=[2.0, 3.0] if version else 2.0, align_corners=corners, align_mode=1, out_h=-1, out_w=-1))
            if mode == "bilinear":
                resize("half_pixel", dict(out_h=8, out_w=8, align_corners=False, align_mode=0))
                resize("smaller", dict(out_h=3, out_w=3, align_corners=False, align_mode=0))


def reductions():
    case("softmax", "softmax", {"X": Fed(3, 21)})
    case("softmax_axis", "softmax", {"X": Fed(*IMAGE)}, dict(axis=1))
    case("log_softmax", "log_softmax", {"X": Fed(3, 7)}, dict(axis=-1))
    case("mean", "mean", {"X": Fed(2, 3, 4)})
    for kind in "mean", "sum", "max", "min":
        case(f"reduce_{kind}", f"reduce_{kind}", {"X": Fed(*IMAGE)}, dict(dim=[2, 3], keep_dim=True))
        case(f"reduce_{kind}_axis", f"reduce_{kind}", {"X": Fed(*IMAGE)}, dict(dim=[-1], keep_dim=False))
        case(f"reduce_{kind}_all", f"reduce_{kind}", {"X": Fed(2, 3, 4)}, dict(reduce_all=True))
    for kind in "arg_max", "arg_min":
        case(kind, kind, {"X": Fed(*IMAGE)}, dict(axis=1, keepdims=False, dtype=3), dtype="int64")
        case(f"{kind}_kept", kind, {"X": Fed(3, 7)}, dict(axis=-1, keepdims=True, dtype=3), dtype="int64")


@case("cast_there_and_back")
def cast(program):
    whole = program.add("cast", {"X": Fed(2, 6, low=-9, high=9)}, dict(in_dtype=5, out_dtype=2), dtype="int32")
    return program.add("cast", {"X": whole}, dict(in_dtype=2, out_dtype=5))


@case("fill_constant")
def fill_constant(program):
    number = program.add("fill_constant", {}, dict(shape=[1, 6], value=1.5, str_value="1.5", dtype=5))
    return program.add("elementwise_add", {"X": Fed(2, 6), "Y": number})


@case("assign_value")
def assign_value(program):
    numbers = program.add("assign_value", {}, dict(shape=[2, 3], fp32_values=[1.0, 2.0, -3.0, 0.5, 0.25, 4.0], dtype=5))
    return program.add("elementwise_mul", {"X": Fed(2, 3), "Y": numbers})


@case("assign")
def assign(program):
    return program.add("relu", {"X": program.add("assign", {"X": Fed(2, 3)})})


@case("shape_of_reshape")
def shape(program):
    x = program.made(Fed(2, 6, 7))
    extents = program.add("shape", {"Input": x}, dtype="int32")
    first = program.add("slice", {"Input": extents}, dict(axes=[0], starts=[0], ends=[1]), dtype="int32")
    rest = program.add("fill_constant", {}, dict(shape=[1], value=-1.0, str_value="-1", dtype=2), dtype="int32")
    return program.add("reshape2", {"X": x, "ShapeTensor": [first, rest]}, dict(shape=[-1, -1]), outputs=["Out", "XShape"])


@case("two_results")
def two_results(program):
    x = program.made(Fed(2, 3))
    return [program.add("relu", {"X": x}), program.add("tanh", {"X": x})]


# ---------------------------------------------------------------------------------------------------- programs that simulate integers


def threshold(number):
    return Held(numbers=[number])


def integer_weight(*shape):
    """A weight as a frozen program stores it: integers in floats."""
    return lambda program: Held(numbers=np.rint(program.random.uniform(-127, 127, shape)))


def activation(program, x, kind, number=1.7, **attributes):
    """A fake operator of an activation whose threshold is known: its result, and the variable of the threshold."""
    scale = program.made(threshold(number))
    inputs = {"X": x, "InScale": scale}
    outputs, same = ["Out"], {"OutScale": "InScale"}
    if kind == "fake_quantize_range_abs_max":
        inputs["Iter"] = Held(numbers=[7], dtype="int64")
        outputs.append("OutScales")
        attributes["window_size"] = 8
    return program.add(kind, inputs, dict(bit_length=8, is_test=True, **attributes), outputs=outputs, same=same), scale


def simulated(program, x, number=1.7):
    """A tensor that is rounded to integers and back."""
    return activation(program, x, "fake_quantize_dequantize_moving_average_abs_max", number)[0]


def channel_weight(program, *shape, axis=0):
    """A weight that the program itself rounds, channel by channel."""
    return program.add("fake_channel_wise_quantize_dequantize_abs_max", {"X": Held(*shape)}, dict(bit_length=8, quant_axis=axis), outputs=["Out", "OutScale"])


def convolution(program, x, *shape, kind="conv2d", **attributes):
    """A layer whose operands the program rounds."""
    return program.add(kind, {"Input": x, "Filter": channel_weight(program, *shape)}, attributes, outputs=["Output"])


def frozen(name, quantizer, layer, weight, dequantizer, **options):
    """A layer as convert() of PaddleSlim leaves it: the weight is stored as integers, and what is behind the layer takes both scales out."""

    @case(f"integers_{name}")
    def make(program):
        x, scale = activation(program, Fed(*options.get("shape", IMAGE)), quantizer)
        slots = ("Input", "Filter", "Output") if "conv" in layer else ("X", "Y", "Out")
        out = program.add(layer, {slots[0]: x, slots[1]: integer_weight(*weight)(program)}, options.get("attributes", {}), outputs=[slots[2]])
        if dequantizer == "fake_dequantize_max_abs":
            out = program.add(dequantizer, {"X": out, "Scale": scale}, dict(max_range=127.0 * 127.0 / 0.8))
        else:
            axis = options.get("axis", 0)
            scales = Held(weight[axis], low=0.3, high=1.2)
            out = program.add(dequantizer, {"X": out, "Scales": [program.made(scales), scale]}, dict(quant_bits=[8, 8], quant_axis=axis))
        return program.add("relu", {"X": out})


def frozen_layers():
    per_channel, whole = "fake_channel_wise_dequantize_max_abs", "fake_dequantize_max_abs"
    for quantizer in "range_abs_max", "moving_average_abs_max":
        frozen(quantizer, f"fake_quantize_{quantizer}", "conv2d", (4, 6, 3, 3), whole)
        frozen(f"{quantizer}_channel", f"fake_quantize_{quantizer}", "conv2d", (4, 6, 3, 3), per_channel)
    moving = "fake_quantize_moving_average_abs_max"
    frozen("depthwise", moving, "depthwise_conv2d", (6, 1, 3, 3), per_channel, attributes=dict(groups=6, paddings=[1, 1]))
    frozen("mul", moving, "mul", (8, 5), whole, shape=(3, 8))
    frozen("mul_channel", moving, "mul", (8, 5), per_channel, shape=(3, 8), axis=1)
    frozen("matmul_v2", moving, "matmul_v2", (8, 5), per_channel, shape=(3, 8), axis=1)


def rounded_both_ways():
    """Operands that are rounded and turned back, as programs are before they are frozen, and newer ones always."""
    for name, kind in ("channel", "fake_channel_wise_quantize_dequantize_abs_max"), ("tensor", "fake_quantize_dequantize_abs_max"):
        for rounding in 0, 1:

            @case(f"integers_quantize_dequantize_{name}_{('even', 'away')[rounding]}")
            def make(program, name=name, kind=kind, rounding=rounding):
                x, _ = activation(program, Fed(*IMAGE), "fake_quantize_dequantize_moving_average_abs_max", round_type=rounding)
                attributes = dict(bit_length=8, round_type=rounding, **(dict(quant_axis=0) if name == "channel" else {}))
                w = program.add(kind, {"X": Held(4, 6, 3, 3)}, attributes, outputs=["Out", "OutScale"])
                return program.add("conv2d", {"Input": x, "Filter": w}, outputs=["Output"])

    @case("integers_quantize_then_dequantize")
    def apart(program):
        x, scale = activation(program, Fed(*IMAGE), "fake_quantize_moving_average_abs_max")
        x = program.add("fake_dequantize_max_abs", {"X": x, "Scale": scale}, dict(max_range=127.0))
        w, of = program.add_two("fake_quantize_abs_max", {"X": Held(4, 6, 3, 3)}, dict(bit_length=8))
        w = program.add("fake_dequantize_max_abs", {"X": w, "Scale": of}, dict(max_range=127.0))
        return program.add("conv2d", {"Input": x, "Filter": w}, outputs=["Output"])

    @case("integers_quantize_then_dequantize_channel")
    def apart_by_channel(program):
        x, scale = activation(program, Fed(*IMAGE), "fake_quantize_range_abs_max")
        x = program.add("fake_dequantize_max_abs", {"X": x, "Scale": scale}, dict(max_range=127.0))
        w, of = program.add_two("fake_channel_wise_quantize_abs_max", {"X": Held(4, 6, 3, 3)}, dict(bit_length=8, quant_axis=0))
        w = program.add("fake_channel_wise_dequantize_max_abs", {"X": w, "Scales": [of]}, dict(quant_bits=[8], quant_axis=0))
        return program.add("conv2d", {"Input": x, "Filter": w}, outputs=["Output"])

    @case("integers_mul_both")
    def product(program):
        x = simulated(program, Fed(3, 8))
        return program.add("mul", {"X": x, "Y": channel_weight(program, 8, 5, axis=1)})

    @case("integers_matmul_transposed")
    def transposed(program):
        x = simulated(program, Fed(3, 8))
        w = program.add("fake_quantize_dequantize_abs_max", {"X": Held(5, 8)}, dict(bit_length=8), outputs=["Out", "OutScale"])
        return program.add("matmul_v2", {"X": x, "Y": w}, dict(trans_y=True))


def linear(program, x, number=1.7):
    """quantize_linear and dequantize_linear of an activation."""
    scale, zero = program.made(threshold(number)), program.made(Held(numbers=[0]))
    attributes = dict(quant_axis=-1, bit_length=8, is_test=True)
    for kind in "quantize_linear", "dequantize_linear":
        x = program.add(kind, {"X": x, "Scale": scale, "ZeroPoint": zero}, attributes, outputs=["Y"])
    return x


def linear_operators():
    for name, stored in ("integers_linear", "int8"), ("integers_linear_floats", "float32"):
        for layer, shape, weight, axis in ("conv2d", IMAGE, (4, 6, 3, 3), 0), ("depthwise_conv2d", IMAGE, (6, 1, 3, 3), 0), ("matmul_v2", (3, 8), (8, 5), 1):

            @case(f"{name}_{layer}")
            def make(program, stored=stored, layer=layer, shape=shape, weight=weight, axis=axis):
                x = linear(program, Fed(*shape))
                slots = ("Input", "Filter", "Output") if "conv" in layer else ("X", "Y", "Out")
                scale = program.made(Held(weight[axis], low=1.0, high=1.2))
                zero = program.made(Held(numbers=np.zeros(weight[axis])))
                w = program.made(Held(numbers=program.random.randint(-127, 128, weight), dtype="int8") if stored == "int8" else Held(*weight))
                for kind in ["dequantize_linear"] if stored == "int8" else ["quantize_linear", "dequantize_linear"]:
                    w = program.add(kind, {"X": w, "Scale": scale, "ZeroPoint": zero}, dict(quant_axis=axis, bit_length=8, is_test=True), outputs=["Y"])
                attributes = dict(groups=6) if layer.startswith("depthwise") else {}
                return program.add(layer, {slots[0]: x, slots[1]: w}, attributes, outputs=[slots[2]])


def between_layers():
    """Scales that reach over operators which only move or select, and operators that compute with integers themselves."""

    def between(name, middle, weight=(4, 6, 3, 3)):
        @case(f"integers_over_{name}")
        def make(program):
            x = program.add("relu", {"X": convolution(program, simulated(program, Fed(*IMAGE)), 6, 6, 3, 3, paddings=[1, 1])})
            return convolution(program, middle(program, simulated(program, x, 3.1)), *weight)

    moved = lambda kind, **attributes: lambda program, x: program.add(kind, {"X": x}, attributes, outputs=["Out", "XShape"])
    between("reshape2", moved("reshape2", shape=[2, 6, 5, 7]))
    between("transpose2", moved("transpose2", axis=[0, 1, 3, 2]))
    between("pool2d_max", lambda program, x: program.add("pool2d", {"X": x}, dict(pooling_type="max", ksize=[2, 2], strides=[1, 1])))
    between("slice", lambda program, x: program.add("slice", {"Input": x}, dict(axes=[2], starts=[1], ends=[6])))
    between("concat", lambda program, x: program.add("concat", {"X": [x, x]}, dict(axis=2)))
    between("split", lambda program, x: program.add("split", {"X": x}, dict(num=2, axis=1), outputs=["Out*2"])[1], (4, 3, 3, 3))
    between("nearest_interp", lambda program, x: program.add("nearest_interp_v2", {"X": x}, dict(interp_method="nearest", out_h=14, out_w=10, align_corners=False)))
    between("shuffle_channel", lambda program, x: program.add("shuffle_channel", {"X": x}, dict(group=2)))

    @case("integers_over_scale")
    def scaled(program):
        x = convolution(program, simulated(program, Fed(*IMAGE)), 6, 6, 3, 3)
        x = program.add("scale", {"X": x}, dict(scale=0.5))
        return convolution(program, simulated(program, x, 1.3), 4, 6, 3, 3)

    @case("integers_observed")
    def observed(program):
        x = convolution(program, simulated(program, Fed(*IMAGE)), 4, 6, 3, 3)
        inputs = {"X": x, "InAccum": Held(numbers=[2.5]), "InState": Held(numbers=[1.0])}
        x = program.add("moving_average_abs_max_scale", inputs, dict(is_test=True, moving_rate=0.9), outputs=["Out", "OutScale"])
        return program.add("relu", {"X": x})

    @case("integers_attributes")
    def attributes(program):
        x = convolution(program, simulated(program, Fed(*IMAGE)), 4, 6, 3, 3)
        program.block.ops[-1]._set_attr("out_threshold", 5.0)
        program.block.ops[-1]._set_attr("Out0_threshold", 5.0)
        return program.add("relu", {"X": x})

    @case("integers_skipped")
    def skipped(program):
        x = convolution(program, simulated(program, Fed(*IMAGE)), 6, 6, 3, 3)
        x = program.add("conv2d", {"Input": program.add("relu", {"X": x}), "Filter": Held(4, 6, 3, 3)}, outputs=["Output"])
        program.block.ops[-1]._set_attr("skip_quant", True)
        return x

    @case("integers_sum")
    def summed(program):
        x = simulated(program, Fed(*IMAGE))
        left, right = (convolution(program, x, 6, 6, 3, 3, paddings=[1, 1]) for _ in range(2))
        x = program.add("relu", {"X": program.add("elementwise_add", {"X": simulated(program, left, 5.13), "Y": simulated(program, right, 6.07)})})
        return convolution(program, simulated(program, x, 8.21), 4, 6, 3, 3)

    @case("integers_average")
    def average(program):
        x = program.add("relu", {"X": convolution(program, simulated(program, Fed(*IMAGE)), 6, 6, 3, 3, paddings=[1, 1])})
        x = program.add("pool2d", {"X": simulated(program, x, 5.0)}, dict(pooling_type="avg", ksize=[1, 1], adaptive=True))
        x = simulated(program, x, 2.0)
        return program.add("mul", {"X": x, "Y": channel_weight(program, 6, 5, axis=1)})

    for kind, attributes in (
        ("relu6", {}), ("leaky_relu", dict(alpha=0.1)), ("hard_swish", {}), ("sigmoid", {}), ("tanh", {}), ("swish", dict(beta=1.0)), ("gelu", {}),
    ):
        @case(f"integers_behind_{kind}")
        def behind(program, kind=kind, attributes=attributes):
            x = program.add(kind, {"X": convolution(program, simulated(program, Fed(*IMAGE)), 6, 6, 3, 3)}, attributes)
            return convolution(program, simulated(program, x, 4.0), 4, 6, 3, 3)

    @case("integers_batch_norm")
    def normed(program):
        x = convolution(program, simulated(program, Fed(*IMAGE)), 6, 6, 3, 3)
        inputs = {"X": x, "Scale": Held(6, low=0.3, high=1.7), "Bias": Held(6), "Mean": Held(6), "Variance": Held(6, low=0.3, high=1.7)}
        x = program.add("batch_norm", inputs, dict(is_test=True), outputs=["Y", "SavedMean", "SavedVariance"], same={"MeanOut": "Mean", "VarianceOut": "Variance"})
        x = program.add("relu", {"X": x})
        return convolution(program, simulated(program, x, 5.0), 4, 6, 3, 3)


for family in convolutions, matrices, pools, norms, functions, arithmetic, movement, reductions, frozen_layers, rounded_both_ways, linear_operators, between_layers:
    family()


# ---------------------------------------------------------------------------------------------------- all of them


def compare(graver, made):
    """The largest difference of Graver's results from Paddle's, for both layouts of files."""
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        layouts = {"model.pdmodel": {"model.pdiparams": made.parameters}, "files/__model__": {f"files/{name}": data for name, data in made.apart.items()}}
        inputs = []
        for name, numbers in made.feeds.items():
            np.save(os.path.join(folder, f"{name}.npy"), numbers)
            inputs.append(f"{name}={folder}/{name}.npy")
        for program, files in layouts.items():
            for file, data in {program: made.bytes, **files}.items():
                os.makedirs(os.path.dirname(os.path.join(folder, file)), exist_ok=True)
                with open(os.path.join(folder, file), "wb") as written:
                    written.write(data)
            results = os.path.join(folder, "results", program.replace("/", "_"))
            command = [graver, "run", os.path.join(folder, program), "--output-dir", results, "--quiet", "--input", *inputs]
            ran = subprocess.run(command, capture_output=True, text=True)
            if ran.returncode:
                return None, ran.stderr.strip().splitlines()[0]
            files = [os.path.join(results, file) for file in sorted(os.listdir(results))]
            for file, expected in zip(files, made.results):
                found = np.load(file)
                if found.shape != expected.shape:
                    return None, f"the shape {found.shape} instead of {expected.shape}"
                worst = max(worst, float(np.abs(found.astype("f8") - expected).max() / max(1.0, np.abs(expected).max())))
    return worst, ""


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("cases", nargs="*", metavar="CASE")
    arguments.add_argument("--write")
    arguments.add_argument("--graver")
    given = arguments.parse_args()
    paddle.enable_static()
    arrays, bad, count = {}, 0, 0
    for name, make in CASES.items():
        if given.cases and name not in given.cases:
            continue
        try:
            program = Case(name)
            made = program.finish(make(program))
        except Exception as error:
            lines = [line for line in str(error).strip().splitlines() if line.strip()]
            print(f"{name}: Paddle: {' '.join(lines[-3:])[:300] if lines else repr(error)}", flush=True)
            bad += 1
            continue
        assert all(np.isfinite(result).all() for result in made.results), name
        count += 1
        arrays[f"{name}.program"] = np.frombuffer(made.bytes, "uint8")
        if made.parameters:
            arrays[f"{name}.params"] = np.frombuffer(made.parameters, "uint8")
        arrays.update({f"{name}.in.{key}": value for key, value in made.feeds.items()})
        arrays.update({f"{name}.out.{index}": value for index, value in enumerate(made.results)})
        if given.graver:
            worst, error = compare(given.graver, made)
            is_good = worst is not None and worst <= BOUND
            bad += not is_good
            print(f"{name}: {error or f'{worst:.1e}'}{'' if is_good else '  <'}", flush=True)
    print(f"{count} programs, {bad} not as expected")
    if given.write:
        np.savez_compressed(given.write, **arrays)
        print(f"{given.write}: {os.path.getsize(given.write) / 1000:.0f} kB")
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
