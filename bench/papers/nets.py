"""The two small networks as lists of layers, run by tensorflow to train them and written as ONNX to use them.

A layer: (name, kind, inputs, settings). Kinds: conv (kernel 3, or 1; stride), up (twice as large), join,
pool (mean of all)."""

from pathlib import Path
from typing import Any

import numpy as np

Layer = tuple[str, str, list[str], dict[str, Any]]


def _conv(name: str, source: str, to: int, *, stride: int = 1, size: int = 3, last: bool = False) -> Layer:
    return (name, "conv", [source], {"to": to, "stride": stride, "size": size, "last": last})


FRAME: dict[str, Any] = {
    "channels": 3,
    "layers": [
        _conv("a1", "picture", 8, stride=2),
        _conv("a2", "a1", 12),
        _conv("b1", "a2", 16, stride=2),
        _conv("b2", "b1", 16),
        _conv("c1", "b2", 24, stride=2),
        _conv("c2", "c1", 24),
        _conv("d1", "c2", 40, stride=2),
        _conv("d2", "d1", 40),
        _conv("e1", "d2", 56, stride=2),
        _conv("e2", "e1", 56),
        _conv("e3", "e2", 56),
        ("pool", "pool", ["e3"], {}),
        _conv("kind", "pool", 3, size=1, last=True),
        ("eu", "up", ["e3"], {}),
        ("ed", "join", ["eu", "d2"], {}),
        _conv("d3", "ed", 40),
        ("du", "up", ["d3"], {}),
        ("dc", "join", ["du", "c2"], {}),
        _conv("c3", "dc", 24),
        ("cu", "up", ["c3"], {}),
        ("cb", "join", ["cu", "b2"], {}),
        _conv("b3", "cb", 16),
        _conv("maps", "b3", 3, last=True),
    ],
    "out": ["maps", "kind"],
}
WINDOW: dict[str, Any] = {
    "channels": 1,
    "layers": [
        _conv("a1", "picture", 8, stride=2),
        _conv("a2", "a1", 16, stride=2),
        _conv("b1", "a2", 24, stride=2),
        _conv("b2", "b1", 24),
        _conv("c1", "b2", 40, stride=2),
        _conv("c2", "c1", 40),
        _conv("c3", "c2", 40),
        _conv("cells", "c3", 11, size=1, last=True),
    ],
    "out": ["cells"],
}  # fmt: skip


def begin(net: dict[str, Any], seed: int = 1) -> dict[str, Any]:
    """Kernels (height, width, from, to) by He; the shapes follow from the list."""
    import tensorflow as tf

    rng = np.random.default_rng(seed)
    widths, weights = {"picture": net["channels"]}, {}
    for name, kind, sources, how in net["layers"]:
        widths[name] = sum(widths[source] for source in sources)
        if kind == "conv":
            shape = (how["size"], how["size"], widths[name], how["to"])
            scale = np.sqrt(2 / (how["size"] ** 2 * widths[name]))
            kernel = (rng.normal(size=shape) * scale).astype(np.float32)
            weights[name] = {"k": tf.Variable(kernel), "b": tf.Variable(np.zeros(how["to"], np.float32))}
            widths[name] = how["to"]
    return weights


def run(net: dict[str, Any], weights: dict[str, Any], picture: Any) -> Any:
    """`picture`: count x height x width x channels, 0-1."""
    import tensorflow as tf

    made = {"picture": picture}
    for name, kind, sources, how in net["layers"]:
        source = made[sources[0]]
        if kind == "conv":
            made[name] = _convolve(source, weights[name], how)
        elif kind == "up":
            made[name] = tf.repeat(tf.repeat(source, 2, 1), 2, 2)
        elif kind == "join":
            made[name] = tf.concat([made[one] for one in sources], -1)
        else:
            made[name] = tf.reduce_mean(source, (1, 2), keepdims=True)
    out = [made[name] for name in net["out"]]
    return (out[0], out[1][:, 0, 0]) if len(out) == 2 else out[0]


def _convolve(source: Any, weight: Any, how: dict[str, Any]) -> Any:
    """Edges as ONNX has them: the same on both sides, also where the stride is two."""
    import tensorflow as tf

    edge = how["size"] // 2
    padded = tf.pad(source, [[0, 0], [edge, edge], [edge, edge], [0, 0]]) if edge else source
    out = tf.nn.conv2d(padded, weight["k"], how["stride"], "VALID") + weight["b"]
    return out if how["last"] else tf.nn.leaky_relu(out, 0.1)


def write_onnx(net: dict[str, Any], weights: dict[str, Any], path: Path) -> None:
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes, kept = [], [numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "twice")]
    for name, kind, sources, how in net["layers"]:
        if kind == "conv":
            edge, straight = how["size"] // 2, name if how["last"] else f"{name}_straight"
            kernel = np.asarray(weights[name]["k"], np.float32).transpose(3, 2, 0, 1)
            kept += [numpy_helper.from_array(np.ascontiguousarray(kernel), f"{name}_k")]
            kept += [numpy_helper.from_array(np.asarray(weights[name]["b"], np.float32), f"{name}_b")]
            nodes.append(helper.make_node(
                "Conv", [sources[0], f"{name}_k", f"{name}_b"], [straight], strides=[how["stride"]] * 2,
                pads=[edge] * 4,
            ))  # fmt: skip
            if not how["last"]:
                nodes.append(helper.make_node("LeakyRelu", [straight], [name], alpha=0.1))
        elif kind == "up":
            nodes.append(helper.make_node("Resize", [sources[0], "", "twice"], [name], mode="nearest",
                coordinate_transformation_mode="asymmetric", nearest_mode="floor"))  # fmt: skip
        elif kind == "join":
            nodes.append(helper.make_node("Concat", sources, [name], axis=1))
        else:
            nodes.append(helper.make_node("GlobalAveragePool", [sources[0]], [name]))
    shape = ["n", net["channels"], "height", "width"]
    graph = helper.make_graph(
        nodes, "sight", [helper.make_tensor_value_info("picture", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, [f"{name}_{side}" for side in range(4)])
         for name in net["out"]], kept,
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def read_onnx(weights: dict[str, Any], path: Path) -> None:
    import onnx
    from onnx import numpy_helper

    kept = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    for name, layer in weights.items():
        layer["k"].assign(kept[f"{name}_k"].transpose(2, 3, 1, 0))
        layer["b"].assign(kept[f"{name}_b"])
