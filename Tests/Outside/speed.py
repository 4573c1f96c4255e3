"""Times a step of training, as Bench does, in the engines that Python has: PyTorch, JAX, numpy.

One thread, float64, sigmoid layers with softmax cross-entropy; microseconds, best of several rounds.
"""

import os

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"]:
    os.environ[name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import time

NETWORKS = [([3, 3, 3], 1), ([4, 8, 3], 16), ([784, 128, 10], 64), ([784, 512, 512, 10], 128)]


def best(step):
    """The least time of a call in microseconds, over rounds of 50 milliseconds or more."""
    calls, least = 1, float("inf")
    for _ in range(9):
        start = time.perf_counter()
        for _ in range(calls):
            step()
        each = (time.perf_counter() - start) / calls
        least = min(least, each)
        calls = max(int(0.05 / each), 1)
    return least * 1e6


def report(engine, widths, batch, what, microseconds):
    name = "-".join(map(str, widths)) + f", {batch}"
    print(f"{engine:9} {name:22} {what} {microseconds:.3f}")


def point(np, widths, batch):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(batch, widths[0]))
    labels = np.arange(batch) % widths[-1]
    layers = [
        (rng.normal(size=(n, m)) / n**0.5, rng.normal(size=m)) for n, m in zip(widths, widths[1:])
    ]
    return x, labels, layers


def with_numpy(np):
    for widths, batch in NETWORKS:
        x, labels, layers = point(np, widths, batch)
        y = np.eye(widths[-1])[labels]

        def step():
            inputs, h = [], x
            for k, (w, b) in enumerate(layers):
                inputs.append(h)
                a = h @ w + b
                h = a if k == len(layers) - 1 else 1 / (1 + np.exp(-a))
            e = np.exp(h - h.max(axis=1, keepdims=True))
            p = e / e.sum(axis=1, keepdims=True)
            loss = -np.log((p * y).sum(axis=1)).mean()
            d, gradients = (p - y) / batch, []
            for k in reversed(range(len(layers))):
                gradients.append((inputs[k].T @ d, d.sum(axis=0)))
                if k > 0:
                    d = (d @ layers[k][0].T) * inputs[k] * (1 - inputs[k])
            return loss, gradients

        report("numpy", widths, batch, "step", best(step))


def with_torch(np, torch):
    torch.set_num_threads(1)
    for widths, batch in NETWORKS:
        x, labels, layers = point(np, widths, batch)
        x, labels = torch.tensor(x), torch.tensor(labels)
        layers = [[torch.tensor(p, requires_grad=True) for p in layer] for layer in layers]
        parameters = [p for layer in layers for p in layer]

        def loss(*parameters):
            h = x
            for k in range(0, len(parameters), 2):
                a = h @ parameters[k] + parameters[k + 1]
                h = a if k == len(parameters) - 2 else torch.sigmoid(a)
            return torch.nn.functional.cross_entropy(h, labels)

        report(
            "pytorch", widths, batch, "step",
            best(lambda: torch.autograd.grad(loss(*parameters), parameters)))
        if widths[0] < 10:
            report(
                "pytorch", widths, batch, "gradcheck",
                best(lambda: torch.autograd.gradcheck(loss, parameters)))


def with_jax(np, jax):
    jax.config.update("jax_enable_x64", True)
    for widths, batch in NETWORKS:
        x, labels, layers = point(np, widths, batch)

        def loss(layers, x, y):
            h = x
            for k, (w, b) in enumerate(layers):
                a = h @ w + b
                h = a if k == len(layers) - 1 else jax.nn.sigmoid(a)
            return -(y * jax.nn.log_softmax(h)).sum(axis=1).mean()

        step = jax.jit(jax.value_and_grad(loss))
        layers = jax.tree.map(jax.numpy.asarray, layers)
        x, y = jax.numpy.asarray(x), jax.numpy.asarray(np.eye(widths[-1])[labels])
        report(
            "jax", widths, batch, "step",
            best(lambda: jax.block_until_ready(step(layers, x, y))))


def main():
    try:
        import numpy as np
    except ImportError:
        print("SKIPPED: this Python has no numpy, so nothing was compared")
        return
    with_numpy(np)
    for name, run in [("torch", with_torch), ("jax", with_jax)]:
        try:
            run(np, __import__(name))
        except ImportError:
            print(f"SKIPPED: this Python has no {name}")


main()
