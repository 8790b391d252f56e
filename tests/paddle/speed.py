#!/usr/bin/env python3
"""Graver and Paddle Inference (oneDNN) on the same Paddle files, in integers and in floats, side by side.

usage: speed.py FOLDER [network ...] [--graver target/release] [--rounds 8] [--block 0.4] [--threads 1]

FOLDER is what networks.py wrote: FOLDER/NETWORK/float and FOLDER/NETWORK/integer, each with model.pdmodel. Every engine holds its model in a process of its own,
bound to the same processors. In each round every engine computes for one block of seconds; the order changes from round to round.

  min ms, median    the smallest and the median time of an inference of one image
  Paddle/Graver     the median over rounds of (Paddle's time in integers / Graver's): above 1 Graver is ahead
  FP32/INT8         the median over rounds of (an engine's time in floats / its own in integers); `published` is what Paddle's documentation states

Paddle's time is that of `predictor.run()` alone, with its input already handed in. Which operators Paddle computes in integers is tried first: all that it
knows, or those with weights alone; the faster of both counts.

`ONEDNN_MAX_CPU_ISA=AVX512_CORE_VNNI` and `GRAVER_TARGET=avx512vnni` keep both from matrix units (AMX).
Needs paddlepaddle 2.6 and `cargo build --release -p graver -p graver-runtime`.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../benches"))
from peers import graver_engine
from turns import Engine, answer, take_turns

# Single-thread FP32 latency over INT8 latency in Paddle's documentation of INT8 on processors (Xeon Gold 6271).
PUBLISHED = {"mobilenet_v1": 3.08, "mobilenet_v2": 2.39, "resnet50": 3.75, "vgg16": 3.04}
WEIGHTED = {"conv2d", "depthwise_conv2d", "fused_conv2d", "fc"}
SIZE = [1, 3, 224, 224]


def paddle_engine(folder, threads, operators):
    """Paddle Inference with oneDNN; `operators` are those in integers, None is floats."""
    import numpy as np
    from paddle.inference import Config, create_predictor

    config = Config(os.path.join(folder, "model.pdmodel"), os.path.join(folder, "model.pdiparams"))
    config.disable_gpu()
    config.disable_glog_info()
    config.enable_mkldnn()
    config.set_mkldnn_cache_capacity(10)
    config.set_cpu_math_library_num_threads(threads)
    config.enable_memory_optim()
    if operators is not None:
        config.enable_mkldnn_int8(operators)
    predictor = create_predictor(config)
    handle = predictor.get_input_handle(predictor.get_input_names()[0])
    handle.reshape(SIZE)
    handle.copy_from_cpu(np.random.default_rng(1).standard_normal(SIZE).astype(np.float32))
    return predictor.run


ENGINES = {
    "graver": lambda path, threads: graver_engine(path, threads, 1),
    "paddle float": lambda path, threads: paddle_engine(path, threads, None),
    "paddle all": lambda path, threads: paddle_engine(path, threads, set()),
    "paddle weighted": lambda path, threads: paddle_engine(path, threads, WEIGHTED),
}


def worker(engine, path, threads):
    infer = ENGINES[engine](path, threads)
    infer()
    print("{}", flush=True)
    answer(infer)


def start(engine, path, threads):
    command = [sys.executable, os.path.abspath(__file__), "--worker", engine, path, str(threads)]
    processors = sorted(os.sched_getaffinity(0))[:threads]
    # Paddle logs much.
    return Engine(f"{engine} {path}", command, processors, {"OMP_NUM_THREADS": str(threads)}, subprocess.DEVNULL)


def measure(name, given, folder):
    here = os.path.join(given.folder, name)
    runtime = os.path.join(given.graver, "libgraver_runtime.so")
    peers = {}
    for form in "integer", "float":
        library = os.path.join(folder, f"{name}_{form}.so")
        command = [os.path.join(given.graver, "graver"), "compile", "--quiet", os.path.join(here, form, "model.pdmodel"), "-o", library, "--emit", "so,manifest", "--batch", "1"]
        subprocess.run(command, check=True)
        peers["Graver", form] = start("graver", f"{runtime}+{library}", given.threads)
    peers["Paddle", "float"] = start("paddle float", os.path.join(here, "float"), given.threads)
    # The faster of two ways to run integers.
    ways = [start(way, os.path.join(here, "integer"), given.threads) for way in ("paddle all", "paddle weighted")]
    for way in ways * 2:
        way.block(given.block)
    ways.sort(key=lambda way: way.every()[0])
    ways[0].blocks.clear()
    ways[1].close()
    peers["Paddle", "integer"] = ways[0]
    take_turns(list(peers.values()), given.rounds, given.block)

    def ratio(slow, fast):
        return statistics.median(min(a) / min(b) for a, b in zip(peers[slow].blocks, peers[fast].blocks))

    row = {"network": name, "threads": given.threads}
    for (engine, form), peer in peers.items():
        row[f"{engine} {form}"] = [peer.every()[0], statistics.median(peer.every())]
        peer.close()
    row["Paddle/Graver"] = ratio(("Paddle", "integer"), ("Graver", "integer"))
    row["Graver FP32/INT8"] = ratio(("Graver", "float"), ("Graver", "integer"))
    row["Paddle FP32/INT8"] = ratio(("Paddle", "float"), ("Paddle", "integer"))
    return row


def main():
    if sys.argv[1:2] == ["--worker"]:
        return worker(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("networks", nargs="*", metavar="network", help="those in the folder")
    arguments.add_argument("--graver", default="target/release", help="folder of the program and of libgraver_runtime.so")
    arguments.add_argument("--rounds", type=int, default=8)
    arguments.add_argument("--block", type=float, default=0.4)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--json", help="write the rows to a file too")
    given = arguments.parse_args()
    names = given.networks or sorted(name for name in os.listdir(given.folder) if os.path.isdir(os.path.join(given.folder, name, "integer")))
    columns = ["Graver INT8", "Paddle INT8", "Graver FP32", "Paddle FP32"]
    print(f"{'network':13}" + "".join(f"{column:>18}" for column in columns) + "  Paddle/Graver  FP32/INT8: Graver Paddle published")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            row = measure(name, given, folder)
            rows.append(row)
            keys = ["Graver integer", "Paddle integer", "Graver float", "Paddle float"]
            times = "".join(f"{row[key][0]:9.2f}{row[key][1]:9.2f}" for key in keys)
            ratios = f"{row['Graver FP32/INT8']:19.2f} {row['Paddle FP32/INT8']:6.2f} {PUBLISHED.get(name, ''):>9}"
            print(f"{name:13}{times}  {row['Paddle/Graver']:13.2f}  {ratios}", flush=True)
    if given.json:
        with open(given.json, "w") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
