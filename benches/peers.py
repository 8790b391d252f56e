"""Graver, ONNX Runtime and OpenVINO on the same ONNX files, side by side.

usage: peers.py [--graver target/release] [--engines graver,onnxruntime,openvino] [--threads 1,2] [--batch 1,8] [--rounds 8] [--block 0.4] [--f32]
                [--json FILE] MODEL.onnx[+OPENVINO.xml] ...

Every engine holds its model in a process of its own, bound to the same processors. In each round every engine computes for one block of seconds; the
order changes from round to round. So a change of the clock rate or a noisy neighbour meets all of them. A line of the table:

  min ms, median   the smallest and the median time of an inference of the whole batch; * marks the fastest peer
  load ms          from the path of the file to an engine that is ready; Graver opens a shared object, which it has compiled before
  first ms         the first inference
  RSS MB           resident memory of the process without what Python and numpy take, after the last block
  deploy MB        bytes of the model and of the libraries that the engine loads for it
  peer/graver      the median over rounds of (time of the fastest peer / time of Graver): above 1 Graver is ahead

OpenVINO may be given its own form of a model after a `+`; without one, MODEL.nncf.xml is taken where it lies beside MODEL.onnx or MODEL.int8.onnx
(nncf.quantize writes such files). The faster of the two forms counts. A batch above 1 is written into a copy of the ONNX file, the same for all engines.

`ONEDNN_MAX_CPU_ISA=AVX512_CORE_VNNI` keeps OpenVINO from the matrix units (AMX) that some processors have, so that all engines use the same units.
`--f32` is for networks of floats: it keeps OpenVINO from computing them in bfloat16.

Needs numpy, onnxruntime and openvino in Python, for batches onnx too; `cargo build --release -p graver -p graver-runtime` first.
"""
import argparse, ctypes, glob, importlib.util, json, os, statistics, subprocess, sys, tempfile, time

from turns import Engine, answer, take_turns


# ---------------------------------------------------------------------------------------------------- one engine in its own process

def graver_engine(path, threads, batch):
    """A shared object through the runtime library."""
    import numpy as np
    library, model_path = path.split("+")
    runtime = ctypes.CDLL(library)
    runtime.graver_last_error.restype = ctypes.c_char_p

    def call(name, *arguments):
        if getattr(runtime, name)(*arguments) != 0:
            raise SystemExit(f"{name}: {runtime.graver_last_error().decode()}")

    model, session = ctypes.c_void_p(), ctypes.c_void_p()
    call("graver_model_open", model_path.encode(), None, ctypes.byref(model))
    call("graver_session_create", model, ctypes.c_uint32(threads), ctypes.byref(session))
    manifest = json.load(open(os.path.splitext(model_path)[0] + ".json"))

    def buffer(tensor):
        if tensor["dtype"] == "f32":
            return np.random.default_rng(1).standard_normal(tensor["bytes"] // 4).astype(np.float32)
        return np.zeros(tensor["bytes"], np.uint8)

    buffers = lambda tensors: [buffer(t) for t in tensors]
    inputs, outputs = buffers(manifest["inputs"]), buffers(manifest["outputs"])
    pointers = lambda arrays: (ctypes.c_void_p * len(arrays))(*[a.ctypes.data for a in arrays])
    lengths = lambda arrays: (ctypes.c_size_t * len(arrays))(*[a.nbytes for a in arrays])
    arguments = (session, pointers(inputs), lengths(inputs), ctypes.c_size_t(len(inputs)), pointers(outputs), lengths(outputs), ctypes.c_size_t(len(outputs)))
    run = runtime.graver_session_run
    keep = (inputs, outputs)

    def infer():
        if run(*arguments) != 0:
            raise SystemExit(runtime.graver_last_error().decode())

    infer.keep = keep
    return infer


def onnxruntime_engine(path, threads, batch):
    import numpy as np, onnxruntime as ort
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    binding = session.io_binding()
    for i in session.get_inputs():
        shape = [d if isinstance(d, int) else 1 for d in i.shape]
        binding.bind_cpu_input(i.name, np.random.default_rng(1).standard_normal(shape).astype(np.float32))
    for o in session.get_outputs():
        binding.bind_output(o.name, "cpu")
    return lambda: session.run_with_iobinding(binding)


def openvino_engine(path, threads, batch):
    import numpy as np, openvino as ov
    core = ov.Core()
    config = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY"}
    if os.environ.get("PEERS_F32"):
        config["INFERENCE_PRECISION_HINT"] = "f32"
    model = core.read_model(path)
    if model.inputs[0].partial_shape[0] != batch:
        model.reshape({port: [batch, *list(port.partial_shape)[1:]] for port in model.inputs})
    compiled = core.compile_model(model, "CPU", config)
    request = compiled.create_infer_request()
    for index, port in enumerate(compiled.inputs):
        request.set_input_tensor(index, ov.Tensor(np.random.default_rng(1).standard_normal(list(port.shape)).astype(np.float32), shared_memory=False))
    return lambda: (request.start_async(), request.wait())


ENGINES = {"graver": graver_engine, "onnxruntime": onnxruntime_engine, "openvino": openvino_engine}


def memory_mb():
    status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
    return {"resident_mb": int(status["VmRSS"].split()[0]) / 1024, "most_mb": int(status["VmHWM"].split()[0]) / 1024}


def worker(engine, path, threads, batch):
    # The time to import Python packages is not that of the engine, but their memory is.
    import numpy.random  # noqa: F401
    python_mb = memory_mb()["resident_mb"]
    if engine != "graver":
        __import__(engine)
    begin = time.perf_counter()
    infer = ENGINES[engine](path, threads, batch)
    loaded = time.perf_counter()
    infer()
    print(json.dumps({"load_ms": (loaded - begin) * 1e3, "first_ms": (time.perf_counter() - loaded) * 1e3}), flush=True)
    answer(infer, lambda: {name: mb - python_mb for name, mb in memory_mb().items()})


# ---------------------------------------------------------------------------------------------------- all of them

def bytes_to_deploy(engine, path):
    """The model, and the libraries without which the engine does not run it on a processor."""
    if engine == "graver":
        files = path.split("+")
    else:
        package = importlib.util.find_spec(engine).submodule_search_locations[0]
        folder = os.path.join(package, "capi" if engine == "onnxruntime" else "libs")
        frontend = "libopenvino_ir_frontend.so*" if path.endswith(".xml") else "libopenvino_onnx_frontend.so*"
        names = ["libonnxruntime.so*"] if engine == "onnxruntime" else ["libopenvino.so*", "libopenvino_intel_cpu_plugin.so", frontend, "libtbb.so*"]
        files = [path] + [file for name in names for file in glob.glob(os.path.join(folder, name))]
        files += [path.removesuffix(".xml") + ".bin"] if path.endswith(".xml") else []
    return sum(os.path.getsize(file) for file in {os.path.realpath(file) for file in files})


class Peer(Engine):
    def __init__(self, engine, label, path, threads, batch, processors, f32):
        self.engine, self.deploy = engine, bytes_to_deploy(engine, path)
        command = [sys.executable, __file__, "--worker", engine, path, str(threads), str(batch)]
        super().__init__(label, command, processors, {"OMP_NUM_THREADS": str(threads), **({"PEERS_F32": "1"} if f32 else {})})


def batched(onnx_path, batch, folder):
    """The file, or a copy of it whose inputs and outputs have `batch` images."""
    if batch == 1:
        return onnx_path
    import onnx
    copy = os.path.join(folder, f"batch{batch}_{os.path.basename(onnx_path)}")
    if not os.path.exists(copy):
        model = onnx.load(onnx_path)
        del model.graph.value_info[:]
        for tensor in [*model.graph.input, *model.graph.output]:
            tensor.type.tensor_type.shape.dim[0].dim_value = batch
        onnx.save(model, copy)
    return copy


def own_form(onnx_path, given):
    """OpenVINO's form of a model: the one that is given, or the one that lies beside the file."""
    beside = onnx_path.removesuffix(".onnx").removesuffix(".int8") + ".nncf.xml"
    return given or (beside if os.path.exists(beside) else None)


def measure(arguments, model, threads, batch, folder):
    onnx_path, _, given = model.partition("+")
    name = os.path.basename(onnx_path).removesuffix(".onnx")
    path = batched(onnx_path, batch, folder)
    processors = sorted(os.sched_getaffinity(0))[:threads]
    peers = []
    for engine in arguments.engines.split(","):
        if engine == "graver":
            library = os.path.join(folder, f"{name}_{batch}.so".replace("-", "_"))
            if not os.path.exists(library):
                command = [os.path.join(arguments.graver, "graver"), "compile", "--quiet", path, "-o", library, "--emit", "so,manifest", "--batch", str(batch)]
                subprocess.run(command, check=True)
            peers.append(Peer(engine, engine, os.path.join(arguments.graver, "libgraver_runtime.so") + "+" + library, threads, batch, processors, arguments.f32))
        else:
            peers.append(Peer(engine, engine, path, threads, batch, processors, arguments.f32))
            form = own_form(onnx_path, given)
            if engine == "openvino" and form and not arguments.f32:
                peers.append(Peer(engine, "openvino (own form)", form, threads, batch, processors, arguments.f32))
    take_turns(peers, arguments.rounds, arguments.block)
    rows = []
    own = next((p for p in peers if p.engine == "graver"), None)
    others = [p for p in peers if p.engine != "graver"]
    ratios = []
    if own and others:
        ratios = [min(min(p.blocks[r]) for p in others) / min(own.blocks[r]) for r in range(arguments.rounds)]
    fastest = min(others, key=lambda p: min(map(min, p.blocks)), default=None)
    for peer in peers:
        every = peer.every()
        rows.append({
            "model": name, "threads": threads, "batch": batch, "engine": peer.label, "min_ms": every[0], "median_ms": statistics.median(every),
            "images_per_second": batch / every[0] * 1e3, **peer.ready, **peer.last, "deploy_mb": peer.deploy / 1e6,
            "fastest_peer": peer is fastest, "peer_over_graver": statistics.median(ratios) if ratios and peer.engine == "graver" else None,
        })
        peer.close()
    return rows


def print_row(row):
    mark = "*" if row["fastest_peer"] else " "
    ratio = f"{row['peer_over_graver']:.3f}" if row["peer_over_graver"] else ""
    times = f"{row['min_ms']:9.3f} {row['median_ms']:9.3f} {row['load_ms']:9.1f} {row['first_ms']:9.1f}"
    print(f"{row['model'][:28]:28} {row['engine'] + mark:20} {times} {row['resident_mb']:8.1f} {row['deploy_mb']:9.1f}  {ratio}", flush=True)


def main():
    if sys.argv[1:2] == ["--worker"]:
        return worker(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL.onnx[+OPENVINO.xml]")
    parser.add_argument("--graver", default="target/release", help="folder with graver and libgraver_runtime.so")
    parser.add_argument("--engines", default="graver,onnxruntime,openvino")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--batch", default="1")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--block", type=float, default=0.4)
    parser.add_argument("--f32", action="store_true", help="the networks are of floats, and stay so")
    parser.add_argument("--json")
    arguments = parser.parse_args()
    numbers = lambda text: [int(number) for number in text.split(",")]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for threads in numbers(arguments.threads):
            for batch in numbers(arguments.batch):
                columns = f"{'min ms':>9} {'median':>9} {'load ms':>9} {'first ms':>9} {'RSS MB':>8} {'deploy MB':>9}  peer/graver"
                print(f"{threads} thread{'s' if threads > 1 else ''}, batch {batch}\n{'model':28} {'engine':20} {columns}")
                ratios = []
                for model in arguments.models:
                    found = measure(arguments, model, threads, batch, folder)
                    for row in found:
                        print_row(row)
                        ratios += [row["peer_over_graver"]] if row["peer_over_graver"] else []
                    rows += found
                if ratios:
                    print(f"geometric mean of peer/graver: {statistics.geometric_mean(ratios):.3f}")
    if arguments.json:
        json.dump(rows, open(arguments.json, "w"), indent=1)


if __name__ == "__main__":
    main()
