#!/usr/bin/env python3
"""Small networks that Paddle trains for integers and calibrates, judged on 10,000 images: Paddle's own execution in floats, its oneDNN integers, and Graver.

usage: accuracy.py FOLDER --graver PROGRAM [--network cnn|mobilenet] [--form channel|tensor|onnx]

channel and tensor: fake_quantize operators with weights by channel (channel_wise_abs_max) or as whole tensors (abs_max). onnx: quantize_linear, by channel.
For each, the network is trained in floats and then with simulated integers (PaddleSlim's quant_aware and convert), saved in both layouts of files, and the
float network is calibrated (quant_post_static). Rows of the table:

  qat   trained for integers: model.pdmodel with model.pdiparams, and __model__ with a file for each parameter, which must give the same bits
  ptq   calibrated

  FP32         right answers in floats, before the network was quantized
  fake-quant   right answers of Paddle's execution of the file, which simulates integers in floats: what the network was trained with
  oneDNN       right answers of Paddle Inference in integers; the better of two sets of operators, with pool2d (where it can) and without
  Graver       right answers of Graver; then answers equal to those of fake-quant, and the SQNR of all scores against them
  only         images that Graver alone, and that oneDNN alone has right; p: how likely so few for Graver are, or fewer, where both engines are equally good
               (sign test, exact)

The exit code is 1 where Graver is more than 0.3 points off fake-quant in a row, where it is below oneDNN by more than chance (p below 0.01 over the number of
rows), or where all rows together have fewer right answers than oneDNN.

Needs paddlepaddle 2.6, paddleslim 2.6 and scikit-learn, whose 1797 digits (8x8, 1297 to train) are the data. The 500 that are kept from training are judged as
they are, shifted by a pixel in eight directions, and with eleven draws of noise, since 500 images alone do not tell engines apart.
"""
import argparse
import json
import math
import os
import subprocess
import sys

# Training with oneDNN ends in an error of its gradients.
os.environ["FLAGS_use_mkldnn"] = "0"
import numpy as np

# In a process of its own: scikit-learn and Paddle bring different zlibs.
LOAD = """
import sys, numpy as np
from sklearn.datasets import load_digits
digits = load_digits()
order = np.random.RandomState(7).permutation(len(digits.target))
np.savez(sys.argv[1], x=(digits.images / 16).astype("float32")[order, None], y=digits.target.astype("int64")[order])
"""
TRAINING = 1297
NOISES, DEVIATION = 11, 0.1
MOST_OFF = 0.3
# How unlikely a row below oneDNN must be to count, before it is shared by all rows.
SIGNIFICANCE = 0.01


def cnn(paddle, x):
    static, F = paddle.static.nn, paddle.nn.functional

    def layer(x, channels, size=3, stride=1, activation=None):
        x = static.conv2d(x, channels, size, stride=stride, padding=size // 2, bias_attr=False)
        return static.batch_norm(x, act=activation)

    def block(x, channels, stride):
        shortcut = x if stride == 1 else layer(x, channels, 1, stride)
        return F.relu(paddle.add(layer(layer(x, channels, 3, stride, "relu"), channels), shortcut))

    x = F.max_pool2d(block(layer(x, 16, activation="relu"), 16, 1), 2, 2)
    return static.fc(F.adaptive_avg_pool2d(block(x, 32, 2), 1), 10)


def mobilenet(paddle, x):
    static = paddle.static.nn

    def layer(x, channels, size, stride, groups, activation):
        x = static.conv2d(x, channels, size, stride=stride, padding=size // 2, groups=groups, bias_attr=False)
        return static.batch_norm(x, act=activation)

    x = layer(x, 16, 3, 1, 1, "relu")
    for channels, stride, activation in (32, 1, "relu"), (48, 2, "relu6"), (64, 2, "relu"):
        x = layer(x, x.shape[1], 3, stride, x.shape[1], activation)
        x = layer(x, channels, 1, 1, 1, activation)
    return static.fc(paddle.nn.functional.adaptive_avg_pool2d(x, 1), 10)


NETWORKS = {"cnn": (cnn, 12), "mobilenet": (mobilenet, 40)}
FORMS = ["channel", "tensor", "onnx"]


def data(folder):
    path = os.path.join(folder, "digits.npz")
    if not os.path.exists(path):
        subprocess.run([sys.executable, "-c", LOAD, path], check=True)
    archive = np.load(path)
    x, y = archive["x"], archive["y"]
    return x[:TRAINING], y[:TRAINING], *varied(x[TRAINING:], y[TRAINING:])


def varied(x, y):
    """Images as they are, shifted, and with noise."""
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    shifts = [(1, 1)] + [(down, right) for down in range(3) for right in range(3) if (down, right) != (1, 1)]
    images = [padded[:, :, down : down + x.shape[2], right : right + x.shape[3]] for down, right in shifts]
    random = np.random.RandomState(11)
    images += [np.clip(x + random.normal(0, DEVIATION, x.shape), 0, 1) for _ in range(NOISES)]
    return np.concatenate(images).astype("float32"), np.tile(y, len(images))


def make(name, form, folder):
    """Trains, quantizes and saves."""
    import paddle
    from paddleslim.quant import convert, quant_aware, quant_post_static

    x_train, y_train, _, _ = data(os.path.dirname(folder))
    os.makedirs(folder, exist_ok=True)
    inside = lambda *parts: os.path.join(folder, *parts)
    paddle.enable_static()
    paddle.seed(5)
    np.random.seed(5)
    place = paddle.CPUPlace()
    executor = paddle.static.Executor(place)
    scope = paddle.static.global_scope()
    network, epochs = NETWORKS[name]
    training, startup = paddle.static.Program(), paddle.static.Program()
    with paddle.static.program_guard(training, startup):
        x = paddle.static.data("x", [-1, 1, 8, 8], "float32")
        y = paddle.static.data("y", [-1, 1], "int64")
        scores = network(paddle, x)
        loss = paddle.mean(paddle.nn.functional.softmax_with_cross_entropy(scores, y))
        testing = training.clone(for_test=True)
        optimizer = paddle.optimizer.Adam(2e-3)
        optimizer.minimize(loss)
    executor.run(startup)
    random = np.random.RandomState(1)

    def fit(program, epochs):
        for _ in range(epochs):
            order = random.permutation(TRAINING)
            for begin in range(0, TRAINING, 64):
                rows = order[begin : begin + 64]
                executor.run(program, feed={"x": x_train[rows], "y": y_train[rows, None]}, fetch_list=[loss.name])

    def save(program, into):
        os.makedirs(inside(into), exist_ok=True)
        block = program.global_block()
        paddle.static.save_inference_model(inside(into, "model"), [block.var("x")], [block.var(scores.name)], executor, program=program)

    fit(training, epochs)
    save(testing._prune([scores]), "float")
    options = {
        "weight_quantize_type": "abs_max" if form == "tensor" else "channel_wise_abs_max",
        "activation_quantize_type": "moving_average_abs_max",
        "onnx_format": form == "onnx",
        "quantize_op_types": ["conv2d", "depthwise_conv2d", "mul", "matmul_v2", "pool2d", "elementwise_add"],
        "scale_trainable": True,
    }
    simulated = quant_aware(testing, place, options, scope=scope, for_test=True)
    simulated_training = quant_aware(training, place, options, scope=scope, for_test=False)
    optimizer._learning_rate = 2e-4
    fit(simulated_training, 4)
    frozen = convert(simulated, place, options, scope=scope)
    save(frozen._prune([frozen.global_block().var(scores.name)]), "qat")

    # The layout of older versions.
    with paddle.static.scope_guard(paddle.static.Scope()):
        program, _, _ = paddle.static.load_inference_model(inside("qat", "model"), executor)
        variables = [v for v in program.list_vars() if v.persistable and v.name not in ("feed", "fetch")]
        paddle.static.io.save_vars(executor, inside("qat_files"), main_program=program, vars=variables)
    with open(inside("qat", "model.pdmodel"), "rb") as program, open(inside("qat_files", "__model__"), "wb") as copy:
        copy.write(program.read())

    class Digits(paddle.io.Dataset):
        def __len__(self):
            return 256

        def __getitem__(self, index):
            return (x_train[index],)

    loader = paddle.io.DataLoader(Digits(), feed_list=[x], places=[place], batch_size=32, return_list=False)
    files = {"model_filename": "model.pdmodel", "params_filename": "model.pdiparams"}
    saved = {"save_model_filename": "model.pdmodel", "save_params_filename": "model.pdiparams"}
    quant_post_static(
        executor=executor, model_dir=inside("float"), quantize_model_path=inside("ptq"), data_loader=loader, batch_size=32, batch_nums=8, algo="avg",
        weight_quantize_type=options["weight_quantize_type"], onnx_format=form == "onnx", **files, **saved,
    )


def judge(folder):
    """Writes what Paddle computes for the test images beside the models: in floats, simulating integers, and in integers."""
    import paddle
    from paddle.inference import Config, create_predictor

    _, _, x_test, y_test = data(os.path.dirname(folder))
    inside = lambda *parts: os.path.join(folder, *parts)
    paddle.enable_static()
    executor = paddle.static.Executor(paddle.CPUPlace())

    def execute(into):
        with paddle.static.scope_guard(paddle.static.Scope()):
            program, feeds, fetches = paddle.static.load_inference_model(inside(into, "model"), executor)
            return executor.run(program, feed={feeds[0]: x_test}, fetch_list=fetches)[0]

    def infer(into, operators):
        config = Config(inside(into, "model.pdmodel"), inside(into, "model.pdiparams"))
        config.disable_gpu()
        config.disable_glog_info()
        config.enable_mkldnn()
        config.enable_mkldnn_int8(operators)
        predictor = create_predictor(config)
        handle = predictor.get_input_handle(predictor.get_input_names()[0])
        handle.reshape(x_test.shape)
        handle.copy_from_cpu(x_test)
        predictor.run()
        return predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu()

    weighted = {"conv2d", "depthwise_conv2d", "fused_conv2d", "fc", "elementwise_add"}
    scores = {"float": execute("float")}
    for into in "qat", "ptq":
        scores[into] = execute(into)
        found = [infer(into, weighted)]
        try:
            found.append(infer(into, weighted | {"pool2d"}))
        except RuntimeError as error:
            print(f"Paddle Inference with pool2d in integers: {error}")
        scores[into + " onednn"] = max(found, key=lambda found: (found.argmax(1) == y_test).sum())
    # Whole or not at all.
    np.savez(inside("unfinished.npz"), **scores)
    os.replace(inside("unfinished.npz"), inside("scores.npz"))


def run_graver(graver, model, images, results):
    subprocess.run([graver, "run", model, "--input", images, "--batch", "100", "--output-dir", results, "--quiet"], check=True)
    (file,) = os.listdir(results)
    return np.load(os.path.join(results, file))


def chance(fewer, more):
    """How likely at most `fewer` of `fewer + more` throws of a coin are heads."""
    count = fewer + more
    return sum(math.comb(count, heads) for heads in range(fewer + 1)) / 2**count


def compare(graver, name, form, folder):
    """Prints a line for each saved model; gives [(whether it is near to fake-quant, images only Graver has right, images only oneDNN has right)]."""
    _, _, x_test, y_test = data(os.path.dirname(folder))
    inside = lambda *parts: os.path.join(folder, *parts)
    np.save(inside("x.npy"), x_test)
    scores = np.load(inside("scores.npz"))
    right = lambda found: found.argmax(1) == y_test
    rows = []
    for into in "qat", "ptq":
        expected = scores[into]
        found = run_graver(graver, inside(into, "model.pdmodel"), inside("x.npy"), inside(into + "_results")).reshape(expected.shape)
        if into == "qat" and not np.array_equal(found, run_graver(graver, inside("qat_files"), inside("x.npy"), inside("qat_files_results"))):
            raise SystemExit(f"{name} {form}: the layouts of files differ")
        own, onednn = right(found), right(scores[into + " onednn"])
        exact = expected.astype("f8")
        decibels = 10 * np.log10((exact**2).sum() / ((exact - found) ** 2).sum())
        is_near = abs(int(own.sum()) - int(right(expected).sum())) / len(y_test) * 100 <= MOST_OFF + 1e-9
        more, fewer = int((own & ~onednn).sum()), int((onednn & ~own).sum())
        same = int((found.argmax(1) == expected.argmax(1)).sum())
        counts = f"{right(scores['float']).sum():6} {right(expected).sum():11} {onednn.sum():7} {own.sum():7} {same:6}"
        paired = f"{more:6} {fewer:4} {chance(more, fewer):6.3f}"
        print(f"{name:10} {form:8} {into:5} {counts} {decibels:6.1f} dB {paired}{'' if is_near else '  far from fake-quant'}", flush=True)
        rows.append((is_near, more, fewer))
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--graver", required=True)
    arguments.add_argument("--network", choices=list(NETWORKS))
    arguments.add_argument("--form", choices=FORMS)
    arguments.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    arguments.add_argument("--judge", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    folder = os.path.abspath(given.folder)
    here = os.path.join(folder, f"{given.network}_{given.form}")
    if given.make:
        return make(given.network, given.form, here)
    if given.judge:
        return judge(here)
    os.makedirs(folder, exist_ok=True)
    count = len(data(folder)[3])
    print(f"{'network':10} {'form':8} {'file':5} {'FP32':>6} {'fake-quant':>11} {'oneDNN':>7} {'Graver':>7} {'equal':>6} {'SQNR':>9} {'only':>6} {'':>4} {'p':>6}   of {count}")
    rows = []
    for name in [given.network] if given.network else NETWORKS:
        for form in [given.form] if given.form else FORMS:
            here = os.path.join(folder, f"{name}_{form}")
            for step, result in ("--make", "ptq/model.pdmodel"), ("--judge", "scores.npz"):
                if os.path.exists(os.path.join(here, result)):
                    continue
                command = [sys.executable, os.path.abspath(__file__), folder, "--graver", given.graver, "--network", name, "--form", form, step]
                with open(here + ".log", "w") as log:
                    if subprocess.run(command, stdout=log, stderr=log).returncode:
                        raise SystemExit(f"Paddle failed: {here}.log")
            rows += compare(given.graver, name, form, here)
    more, fewer = sum(more for _, more, _ in rows), sum(fewer for _, _, fewer in rows)
    print(f"all rows: {more} images only Graver has right, {fewer} only oneDNN, p {chance(more, fewer):.3f}")
    below = any(chance(more, fewer) < SIGNIFICANCE / len(rows) for _, more, fewer in rows)
    raise SystemExit(0 if all(near for near, _, _ in rows) and not below and more >= fewer else 1)


if __name__ == "__main__":
    main()
