"""What calibration costs: time for each image and peak memory, Graver beside ONNX Runtime and MXNet, in one run.

usage: calibration.py [--graver target/release/graver] [--threads 2] [--images 16,64] [--memory 16,256] [--rounds 3] [--mxnet PYTHON] [--json FILE]
                      [MODEL.onnx]

Each measurement is a process of its own, bound to so many processors, that calibrates with a file of random images; the engines take turns in each
round. A line of the table:

  ms an image    (time with more images - time with fewer) / (difference of their numbers), from the smallest times of the rounds: starting, compiling
                 and writing do not count
  CPU ms         the same of the time that processors computed, which other programs change less
  times graver   the same beside Graver in the same mode
  MB at N        peak resident memory of the process with N images

Graver runs `graver quantize --calib-mode naive` and `entropy`; ONNX Runtime its MinMax calibrator (`onnxruntime.quantization`); MXNet, where --mxnet names
a Python that has it, `quantize_model_mkldnn` of its own resnet50_v1 with weights that nobody trained, which take as long.

Needs numpy, onnx and onnxruntime in Python, and `cargo build --release -p graver`.
"""
import argparse, json, os, subprocess, sys, tempfile, time


def child_onnxruntime(model, images, work):
    import numpy as np
    from onnxruntime.quantization.calibrate import CalibrationDataReader, CalibrationMethod, create_calibrator
    import onnx
    name = onnx.load(model, load_external_data=False).graph.input[0].name
    data = np.load(images, mmap_mode="r")

    class Reader(CalibrationDataReader):
        def __init__(self):
            self.rows = iter(range(len(data)))

        def get_next(self):
            row = next(self.rows, None)
            return None if row is None else {name: np.ascontiguousarray(data[row : row + 1])}

    calibrator = create_calibrator(model, None, os.path.join(work, "augmented.onnx"), CalibrationMethod.MinMax)
    calibrator.collect_data(Reader())
    calibrator.compute_data()


def child_mxnet(mode, images):
    import logging, mxnet as mx, numpy as np
    from mxnet.contrib.quantization import quantize_model_mkldnn
    from mxnet.gluon.model_zoo import vision
    data = np.load(images)
    net = vision.resnet50_v1()
    net.initialize(mx.init.Xavier())
    net.hybridize()
    net(mx.nd.array(data[:1]))
    with tempfile.TemporaryDirectory() as folder:
        net.export(os.path.join(folder, "net"))
        symbol, arguments, states = mx.model.load_checkpoint(os.path.join(folder, "net"), 0)
    symbol = symbol.get_backend_symbol("MKLDNN_QUANTIZE")
    logging.disable(logging.INFO)
    iterator = mx.io.NDArrayIter(data=data, batch_size=1)
    quantize_model_mkldnn(symbol, arguments, states, data_names=("data",), ctx=mx.cpu(), calib_mode=mode, calib_data=iterator,
                          num_calib_examples=len(data), quantized_dtype="auto")


def measure(command, threads):
    """Seconds, seconds of processors, and peak megabytes of a process."""
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads))
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment,
                               preexec_fn=lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads]))
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)}: {errors.decode()[-2000:]}")
    return time.perf_counter() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", default="resnet50_v1.onnx")
    parser.add_argument("--graver", default="target/release/graver")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--images", default="16,64", help="numbers of images whose difference gives the time for one")
    parser.add_argument("--memory", default="16,256", help="numbers of images whose peak memory is shown")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", default="3,224,224")
    parser.add_argument("--mxnet", help="a Python with MXNet 1.9")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    import numpy as np

    few, many = (int(n) for n in arguments.images.split(","))
    memory = [int(n) for n in arguments.memory.split(",")] if arguments.memory else []
    size = [int(n) for n in arguments.size.split(",")]
    with tempfile.TemporaryDirectory() as work:
        def images(count):
            path = os.path.join(work, f"{count}.npy")
            if not os.path.exists(path):
                random = np.random.default_rng(1)
                array = np.lib.format.open_memmap(path, "w+", np.float32, (count, *size))
                for row in array:
                    row[...] = random.standard_normal(size, dtype=np.float32)
                array.flush()
            return path

        def graver(mode):
            return lambda count: [arguments.graver, "quantize", arguments.model, "--quiet", "--calib", images(count), "--calib-mode", mode,
                                  "-o", os.path.join(work, "out.onnx")]

        own = [sys.executable, os.path.abspath(__file__), "--child"]
        engines = {
            "graver naive": graver("naive"),
            "graver entropy": graver("entropy"),
            "onnxruntime MinMax": lambda count: own + ["onnxruntime", arguments.model, images(count), work],
        }
        if arguments.mxnet:
            for mode in ["naive", "entropy"]:
                engines[f"mxnet {mode}"] = lambda count, mode=mode: [arguments.mxnet, os.path.abspath(__file__), "--child", "mxnet", mode, images(count)]
        times = {name: {few: [], many: []} for name in engines}
        peaks = {name: {} for name in engines}
        for count in {few, many, *memory}:
            images(count)
        for _ in range(arguments.rounds):
            for count in [few, many]:
                for name, command in engines.items():
                    seconds, processor, megabytes = measure(command(count), arguments.threads)
                    times[name][count].append((seconds, processor))
                    peaks[name][count] = megabytes
        for count in memory:
            for name, command in engines.items():
                if count not in peaks[name]:
                    peaks[name][count] = measure(command(count), arguments.threads)[2]
        report = {}
        print(f"{'':20} {'ms an image':>12} {'CPU ms':>8} {'times graver':>13}" + "".join(f" {f'MB at {count}':>12}" for count in memory))
        for name, of in times.items():
            least = lambda count, kind: min(time[kind] for time in of[count])
            each, processor = ((least(many, kind) - least(few, kind)) / (many - few) * 1e3 for kind in (0, 1))
            report[name] = {"ms_per_image": each, "cpu_ms_per_image": processor, "peak_mb": {count: peaks[name][count] for count in memory}}
            reference = report["graver entropy" if name.endswith("entropy") else "graver naive"]["ms_per_image"]
            print(f"{name:20} {each:12.1f} {processor:8.1f} {each / reference:13.2f}" + "".join(f" {peaks[name][count]:12.0f}" for count in memory))
        if arguments.json:
            json.dump(report, open(arguments.json, "w"), indent=1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        {"onnxruntime": child_onnxruntime, "mxnet": child_mxnet}[sys.argv[2]](*sys.argv[3:])
    else:
        main()
