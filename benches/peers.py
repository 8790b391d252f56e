"""Graver, ONNX Runtime and OpenVINO on the same ONNX files, side by side.

usage: peers.py [--graver target/release] [--engines graver,onnxruntime,openvino] [--threads 1,2] [--rounds 8] [--block 0.4] [--json FILE]
                MODEL.onnx[+OPENVINO.xml] ...

Every engine holds its model in a process of its own, bound to the same processors. In each round every engine computes for one block of seconds; the
order changes from round to round. So a change of the clock rate or a noisy neighbour meets all of them. The table has the smallest and the median time of
an inference, and the median over rounds of (time of the fastest peer / time of Graver): above 1 Graver is ahead. Beside it: milliseconds from opening
the model to its first result, resident memory. OpenVINO may be given its own form of a model after a `+`; the faster of its two counts.

`ONEDNN_MAX_CPU_ISA=AVX512_CORE_VNNI` keeps OpenVINO from the matrix units (AMX) that some processors have, so that all engines use the same units.

Needs numpy, onnxruntime and openvino in Python; `cargo build --release -p graver -p graver-runtime` first.
"""
import argparse, ctypes, json, os, statistics, subprocess, sys, tempfile, time


# ---------------------------------------------------------------------------------------------------- one engine in its own process

def graver_engine(path, threads):
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
    call("graver_session_run", *arguments)
    keep = (inputs, outputs)
    return lambda: (run(*arguments), keep)[0]


def onnxruntime_engine(path, threads):
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


def openvino_engine(path, threads):
    import numpy as np, openvino as ov
    core = ov.Core()
    config = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY"}
    if os.environ.get("PEERS_F32"):
        config["INFERENCE_PRECISION_HINT"] = "f32"
    compiled = core.compile_model(core.read_model(path), "CPU", config)
    request = compiled.create_infer_request()
    for index, port in enumerate(compiled.inputs):
        request.set_input_tensor(index, ov.Tensor(np.random.default_rng(1).standard_normal(list(port.shape)).astype(np.float32), shared_memory=False))
    return lambda: (request.start_async(), request.wait())


ENGINES = {"graver": graver_engine, "onnxruntime": onnxruntime_engine, "openvino": openvino_engine}


def worker(engine, path, threads):
    # The time to import Python packages is not that of the engine.
    import numpy  # noqa: F401
    if engine != "graver":
        __import__(engine)
    begin = time.perf_counter()
    infer = ENGINES[engine](path, threads)
    infer()
    print(json.dumps({"first_ms": (time.perf_counter() - begin) * 1e3}), flush=True)
    for line in sys.stdin:
        seconds, times = float(line), []
        infer()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) < 3:
            since = time.perf_counter()
            infer()
            times.append((time.perf_counter() - since) * 1e3)
        status = dict(l.split(":", 1) for l in open("/proc/self/status") if ":" in l)
        print(json.dumps({"times": times, "resident_mb": int(status["VmRSS"].split()[0]) / 1024}), flush=True)


# ---------------------------------------------------------------------------------------------------- all of them

class Peer:
    def __init__(self, engine, label, path, threads, processors):
        self.engine, self.label, self.blocks, self.resident = engine, label, [], 0.0
        command = [sys.executable, __file__, "--worker", engine, path, str(threads)]
        bind = lambda: os.sched_setaffinity(0, processors)
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=bind, env=environment)
        self.first = self.answer()["first_ms"]

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.label} ended with {self.process.wait()}")
        return json.loads(line)

    def block(self, seconds):
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        answer = self.answer()
        self.blocks.append(answer["times"])
        self.resident = answer["resident_mb"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def measure(arguments, model, threads, folder):
    onnx_path, _, own_form = model.partition("+")
    name = os.path.basename(onnx_path).removesuffix(".onnx")
    processors = sorted(os.sched_getaffinity(0))[:threads]
    peers = []
    for engine in arguments.engines.split(","):
        if engine == "graver":
            library = os.path.join(folder, f"{name}.so".replace("-", "_"))
            if not os.path.exists(library):
                command = [os.path.join(arguments.graver, "graver"), "compile", "--quiet", onnx_path, "-o", library, "--emit", "so,manifest", "--batch", "1"]
                subprocess.run(command, check=True)
            path = os.path.join(arguments.graver, "libgraver_runtime.so") + "+" + library
            peers.append(Peer(engine, "graver", path, threads, processors))
        else:
            peers.append(Peer(engine, engine, onnx_path, threads, processors))
            if engine == "openvino" and own_form:
                peers.append(Peer(engine, "openvino (own form)", own_form, threads, processors))
    for number in range(arguments.rounds):
        for index in range(len(peers)):
            peers[(index + number) % len(peers)].block(arguments.block)
    rows = []
    own = next((p for p in peers if p.engine == "graver"), None)
    others = [p for p in peers if p.engine != "graver"]
    ratios = []
    if own and others:
        ratios = [min(min(p.blocks[r]) for p in others) / min(own.blocks[r]) for r in range(arguments.rounds)]
    fastest = min(others, key=lambda p: min(map(min, p.blocks)), default=None)
    for peer in peers:
        every = sorted(t for block in peer.blocks for t in block)
        rows.append({
            "model": name, "threads": threads, "engine": peer.label, "min_ms": every[0], "median_ms": statistics.median(every),
            "first_ms": peer.first, "resident_mb": peer.resident, "fastest_peer": peer is fastest,
            "peer_over_graver": statistics.median(ratios) if ratios and peer.engine == "graver" else None,
        })
        peer.close()
    return rows


def main():
    if sys.argv[1:2] == ["--worker"]:
        return worker(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL.onnx[+OPENVINO.xml]")
    parser.add_argument("--graver", default="target/release", help="folder with graver and libgraver_runtime.so")
    parser.add_argument("--engines", default="graver,onnxruntime,openvino")
    parser.add_argument("--threads", default="1")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--block", type=float, default=0.4)
    parser.add_argument("--json")
    arguments = parser.parse_args()
    rows, ratios = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for threads in map(int, arguments.threads.split(",")):
            print(f"{threads} thread{'s' if threads > 1 else ''}\n{'model':28} {'engine':20} {'min ms':>9} {'median':>9} {'first ms':>9} {'RSS MB':>8}  peer/graver")
            for model in arguments.models:
                found = measure(arguments, model, threads, folder)
                for row in found:
                    mark = "*" if row["fastest_peer"] else " "
                    ratio = f"{row['peer_over_graver']:.3f}" if row["peer_over_graver"] else ""
                    print(f"{row['model'][:28]:28} {row['engine'] + mark:20} {row['min_ms']:9.3f} {row['median_ms']:9.3f} {row['first_ms']:9.1f} {row['resident_mb']:8.1f}  {ratio}", flush=True)
                    if row["peer_over_graver"]:
                        ratios.setdefault(threads, []).append(row["peer_over_graver"])
                rows += found
            if ratios.get(threads):
                print(f"geometric mean of peer/graver: {statistics.geometric_mean(ratios[threads]):.3f}")
    if arguments.json:
        json.dump(rows, open(arguments.json, "w"), indent=1)


if __name__ == "__main__":
    main()
