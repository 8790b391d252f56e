"""What ONNX Runtime computes for a model: outputs with and without its optimizations, and every tensor of the optimized graph.

The optimized graph is what ONNX Runtime really runs: DequantizeLinear -> operator -> QuantizeLinear groups have become integer operators there.
It is written to a file, every tensor is made an output, and it is run as it is.
"""
import os, tempfile
import numpy as np, onnx, onnxruntime as ort

LEVELS = {"none": ort.GraphOptimizationLevel.ORT_DISABLE_ALL, "all": ort.GraphOptimizationLevel.ORT_ENABLE_ALL}


def options(level):
    o = ort.SessionOptions()
    o.graph_optimization_level = LEVELS[level]
    o.intra_op_num_threads = 1
    o.log_severity_level = 3
    # Signed activations are fused only where this allows it.
    o.add_session_config_entry("session.qdqisint8allowed", "1")
    return o


def run(model, feeds, level):
    """Outputs of a model (path or bytes) by name."""
    session = ort.InferenceSession(model, options(level), providers=["CPUExecutionProvider"])
    names = [o.name for o in session.get_outputs()]
    return dict(zip(names, session.run(names, feeds)))


def optimized(model):
    """The graph after all optimizations that keep the usual layout."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "optimized.onnx")
        o = options("all")
        # The blocked and channels-last layouts of the last level compute the same numbers, under other names.
        o.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        o.optimized_model_filepath = path
        ort.InferenceSession(model, o, providers=["CPUExecutionProvider"])
        return onnx.load(path)


def layers(model, feeds):
    """Every tensor of the optimized graph by name, and the graph."""
    graph = optimized(model)
    names = {o.name for o in graph.graph.output}
    for node in graph.graph.node:
        for name in node.output:
            if name and name not in names:
                graph.graph.output.append(onnx.ValueInfoProto(name=name))
                names.add(name)
    return run(graph.SerializeToString(), feeds, "none"), graph


def plain_layers(model, feeds):
    """Every tensor of a graph as it stands by name, without any optimization."""
    graph = onnx.load(model)
    names = {o.name for o in graph.graph.output}
    graph.graph.output.extend(onnx.ValueInfoProto(name=n) for node in graph.graph.node for n in node.output if n and n not in names)
    return run(graph.SerializeToString(), feeds, "none")


def integer_layers(model, feeds):
    """The 8-bit tensors among them."""
    tensors, graph = layers(model, feeds)
    return {n: t for n, t in tensors.items() if t.dtype in (np.uint8, np.int8)}, graph
