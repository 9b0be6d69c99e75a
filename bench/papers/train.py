"""Trains the two small networks and writes them as ONNX. Needs tensorflow-cpu and onnx, which nothing else here needs:

python -m bench.papers.train frames|windows DATA.npz... OUT.onnx [--minutes N]
"""

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from . import nets

BATCH, HELD_BACK = 16, 0.05
FASTEST = 3e-3


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", choices=["frames", "windows"])
    asked.add_argument("data", type=Path, nargs="+")
    asked.add_argument("out", type=Path)
    asked.add_argument("--onwards", type=Path, help="begin with the weights of an earlier OUT.onnx")
    asked.add_argument("--minutes", type=float, default=10, help="of processor time")
    wanted = asked.parse_args()
    parts = [np.load(path) for path in wanted.data]
    data = {name: np.concatenate([part[name] for part in parts]) for name in parts[0].files}
    net = nets.FRAME if wanted.what == "frames" else nets.WINDOW
    weights = train(net, data, frame_loss if wanted.what == "frames" else window_loss, wanted)
    nets.write_onnx(net, weights, wanted.out)


def train(net: Any, data: dict[str, np.ndarray], loss: Any, wanted: Any) -> Any:
    """As many steps as fit into the time of the processor; the rate rises, then falls to nothing at its end."""
    rng = np.random.default_rng(5)
    order = rng.permutation(len(data["picture"]))
    held, learnt = np.split(order, [int(HELD_BACK * len(order))])
    weights = nets.begin(net)
    if wanted.onwards:
        nets.read_onnx(weights, wanted.onwards)
    variables = [one for layer in weights.values() for one in layer.values()]
    rule = tf.keras.optimizers.Adam(1e-4)
    rule.build(variables)

    @tf.function
    def step(batch: Any) -> Any:
        with tf.GradientTape() as tape:
            value = loss(nets.run(net, weights, batch["picture"]), batch)
        rule.apply_gradients(zip(tape.gradient(value, variables), variables, strict=True))
        return value

    @tf.function
    def judge(batch: Any) -> Any:
        return loss(nets.run(net, weights, batch["picture"]), batch)

    seen: list[float] = []
    began, n, done = time.process_time(), 0, 0.0
    while done < 1:
        done = (time.process_time() - began) / (60 * wanted.minutes)
        rule.learning_rate.assign(
            FASTEST * min(1.0, 0.05 + done / 0.1) * (0.5 + 0.5 * np.cos(np.pi * min(1.0, done)))
        )
        seen.append(float(step(_batch(data, rng.choice(learnt, BATCH), rng))))
        n += 1
        if n % 200 == 0 or done >= 1:
            kept = [float(judge(_batch(data, held[i : i + BATCH], None))) for i in range(0, len(held), BATCH)]
            print(
                n, f"{done:.2f} learnt {np.mean(seen[-200:]):.4f} held back {np.mean(kept):.4f}", flush=True
            )
            nets.write_onnx(net, weights, wanted.out)
    return weights


def _batch(data: dict[str, np.ndarray], which: np.ndarray, rng: np.random.Generator | None) -> dict[str, Any]:
    picture, truth = data["picture"][which], data["truth"][which].astype(np.float32)
    picture = picture[..., None] if picture.ndim == 3 else picture
    if rng is not None:
        if rng.random() < 0.5:
            picture, truth = picture[:, :, ::-1], truth[:, :, ::-1]
        if rng.random() < 0.5:
            picture, truth = picture[:, ::-1], truth[:, ::-1]
        if rng.random() < 0.5:
            picture, truth = picture.swapaxes(1, 2), truth.swapaxes(1, 2)
    batch = {"picture": tf.constant(picture.astype(np.float32) / 255), "truth": tf.constant(truth)}
    if "kind" in data:
        batch["kind"] = tf.constant(data["kind"][which])
    return batch


def frame_loss(out: Any, batch: Any) -> Any:
    maps, kind = out
    truth = batch["truth"] / 255
    # Hands and lamps cover little of few photos: unweighted, "nowhere" is nearly right and is never unlearnt.
    each = tf.reduce_mean(
        tf.nn.weighted_cross_entropy_with_logits(truth, maps, tf.constant([1.0, 6.0, 10.0])), (0, 1, 2)
    )
    soft = tf.sigmoid(maps)
    both = tf.reduce_sum(soft * truth, (1, 2))
    apart = 1 - (2 * both + 5) / (tf.reduce_sum(soft + truth, (1, 2)) + 5)
    named = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(batch["kind"], kind))
    return tf.reduce_sum(each * [2.0, 2.0, 1.0]) + 0.3 * tf.reduce_mean(apart) + 0.2 * named


def window_loss(out: Any, batch: Any) -> Any:
    """Where text is; how legible and how large it is there; and where it is not legible, why."""
    truth = batch["truth"]
    like, cap, weight = (truth[..., n] for n in (1, 2, 3))
    where = tf.nn.sigmoid_cross_entropy_with_logits(weight, out[..., 0])
    total = tf.reduce_sum(weight) + 1e-3
    legible = tf.reduce_sum(weight * (tf.sigmoid(out[..., 1]) - tf.clip_by_value(like, 0, 1)) ** 2) / total
    size = tf.reduce_sum(weight * (out[..., 2] - cap) ** 2) / total
    bad = weight * tf.cast(like < 0.8, tf.float32)
    why = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(truth[..., 4:], out[..., 3:]), -1)
    blamed = tf.reduce_sum(bad * why) / (tf.reduce_sum(bad) + 1)
    return tf.reduce_mean(where) + 8 * legible + 0.3 * size + blamed


if __name__ == "__main__":
    main()
