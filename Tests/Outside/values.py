"""Compares the values and gradients that Bench writes with those of PyTorch.

Reads lines of JSON; exits 1 where anything differs, and where nothing could be compared.
"""

import json
import sys

import numpy as np

TOLERANCE = 1e-11


def formulas(x, torch):
    """The formula of every case, written for PyTorch's arrays; `x` are the inputs."""
    f = torch.nn.functional
    entrywise = {
        "negate": lambda a: -a, "exp": torch.exp, "log": torch.log, "sqrt": torch.sqrt,
        "abs": torch.abs, "sin": torch.sin, "cos": torch.cos, "tan": torch.tan, "sinh": torch.sinh,
        "cosh": torch.cosh, "tanh": torch.tanh, "arctan": torch.arctan, "erf": torch.erf,
        "sigmoid": torch.sigmoid, "softplus": f.softplus, "elu": f.elu, "gelu": f.gelu,
        "silu": f.silu, "relu": f.relu, "step": lambda a: (a > 0) + 0 * a,
        "sign": lambda a: torch.sign(a) + 0 * a, "leaky_relu": lambda a: f.leaky_relu(a, 0.01),
        "cube": lambda a: a**3, "inverse_square": lambda a: a**-2,
        "clamp": lambda a: a.clamp(-1, 1), "transpose": lambda a: a.T,
        "trace": lambda a: a.trace(), "det": torch.linalg.det, "det5": torch.linalg.det,
        "logdet_gram": lambda a: torch.logdet(a @ a.T + torch.eye(3, dtype=a.dtype)),
        "inv": torch.linalg.inv, "diagonal": lambda a: a.diagonal()[:, None],
        "diag": lambda a: torch.diag(a[:, 0]), "vec": lambda a: a.T.reshape(-1, 1),
        "reshape": lambda a: a.reshape(2, 6), "slice": lambda a: a[1:3, 0:2],
        "select_rows": lambda a: a[[2, 0, 2]], "repeat": lambda a: a.expand(3, 4),
        "norm": lambda a: a.norm(), "norm1": lambda a: a.abs().sum(),
        "norm_max": lambda a: a.abs().max(),
        "avg_pool": lambda a: f.avg_pool2d(a[None, None], 2)[0, 0],
        "max_pool": lambda a: f.max_pool2d(a[None, None], (2, 3), 1)[0, 0],
    }
    pairs = {
        "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
        "divide": lambda a, b: a / b, "power": lambda a, b: a**b, "maximum": torch.maximum,
        "minimum": torch.minimum, "matmul": lambda a, b: a @ b, "kron": torch.kron,
        "outer": lambda a, b: a @ b.T, "inner": lambda a, b: (a * b).sum(),
        "solve": torch.linalg.solve, "hstack": lambda a, b: torch.hstack([a, b]),
        "vstack": lambda a, b: torch.vstack([a, b]),
        "correlate": lambda a, b: f.conv2d(
            a[None, None], b[None, None], stride=2, padding=1)[0, 0],
        "convolve": lambda a, b: f.conv2d(a[None, None], b.flip(0, 1)[None, None])[0, 0],
        "squared_error": lambda a, b: f.mse_loss(a, b, reduction="sum"), "mse": f.mse_loss,
        "cross_entropy_probabilities": lambda a, b: -(b * a.log()).sum(),
        "cross_entropy_logits": lambda a, b: -(b * a.log_softmax(0)).sum(),
        "bce": lambda a, b: -(b * a.log() + (1 - b) * (1 - a).log()).sum(),
        "bce_logits": lambda a, b: f.binary_cross_entropy_with_logits(a, b, reduction="sum"),
        "hinge": lambda a, b: (1 - a * b).clamp(min=0).sum(),
        "huber": lambda a, b: f.huber_loss(a, b, reduction="sum", delta=1.0),
        "where": lambda c, a, b: torch.where(c > 0, a, b),
    }
    return {**entrywise, **pairs}


def reduction(name, a):
    what, _, axis = name.rpartition("_")
    if axis == "all":
        return reduction_over(what, a.reshape(-1, 1), 0).reshape(
            a.shape if "softmax" in what else (1, 1))
    return reduction_over(what, a, {"down": 0, "across": 1}[axis])


def reduction_over(what, a, axis):
    if what == "max":
        return a.amax(axis, keepdim=True)
    if "softmax" in what:
        return getattr(a, what)(axis)
    return getattr(a, what)(axis, keepdim=True)


def network(name, x, torch):
    f = torch.nn.functional
    functions = {
        "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": f.relu, "gelu": f.gelu,
        "silu": f.silu, "softplus": f.softplus,
    }
    function = functions[name.split("_")[1]]
    h = x[0]
    for k in range(1, len(x), 2):
        h = x[k] @ h + x[k + 1]
        if k < len(x) - 2:
            h = function(h)
    return h.logsumexp(0).mean()


def with_torch(cases, torch):
    worst = {}
    for case in cases:
        x = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in case["inputs"]]
        name = case["name"]
        table = formulas(x, torch)
        if name in table:
            y = table[name](*x)
        elif name.startswith("network"):
            y = network(name, x, torch)
        else:
            y = reduction(name, x[0])
        y = y.reshape(np.shape(case["value"]))
        weights = torch.arange(1, y.numel() + 1, dtype=torch.float64).reshape(y.shape)
        slopes = torch.autograd.grad((weights * y).sum(), x, allow_unused=True)
        slopes = [torch.zeros_like(a) if s is None else s for s, a in zip(slopes, x)]
        pairs = [(y.detach().numpy(), case["value"])]
        pairs += [(s.numpy(), g) for s, g in zip(slopes, case["gradients"])]
        worst[name] = max(distance(a, np.array(b)) for a, b in pairs)
    return worst


def distance(a, b):
    """The largest error, relative to the largest entry or 1."""
    return np.abs(a - b).max() / max(1.0, np.abs(a).max())


def main():
    cases = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    try:
        import torch
    except ImportError:
        print("SKIPPED: this Python has no PyTorch, so nothing was compared", file=sys.stderr)
        sys.exit(1)
    worst = with_torch(cases, torch)
    bad = {name: error for name, error in worst.items() if not error < TOLERANCE}
    for name, error in bad.items():
        print(f"{name}: off by {error:.3g}")
    print(
        f"{len(worst)} formulas, values and gradients, next to PyTorch {torch.__version__}: "
        f"{len(worst) - len(bad)} agree; the largest relative error is {max(worst.values()):.2g}")
    sys.exit(1 if bad or not worst else 0)


main()
