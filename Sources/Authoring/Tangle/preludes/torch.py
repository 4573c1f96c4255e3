import itertools

import torch

torch.set_default_dtype(torch.float64)

# Numbers are compared up to this, relative to the larger of 1 and the largest entry.
TOLERANCE = 1e-8


def number(x):
    """As a tensor."""
    return x if isinstance(x, torch.Tensor) else torch.as_tensor(x, dtype=torch.float64)


def leaf(x):
    """A tensor that can be differentiated by."""
    x = number(x)
    return x if x.requires_grad else x.clone().requires_grad_()


class Variable:
    def __init__(self, name, index):
        self.name, self.index = name, index
        self.key = (name.number, index)

    def __call__(self):
        if self.key in held:
            return held[self.key]
        if self.key not in known:
            known[self.key] = leaf(self.value())
        return known[self.key]

    def value(self):
        index = self.index if self.index in self.name.rules else self.index[0] if len(self.index) == 1 else None
        rule = self.name.rules[index]
        if not isinstance(rule, Draw):
            return rule(*self.index)
        if point == 0 and index in self.name.given:
            return number(self.name.given[index]).reshape(rule.shape)
        seed = functools.reduce(lambda a, b: 1009 * a + b, self.index, 97 * point + self.name.number)
        return rule(torch.Generator().manual_seed(seed))


def holding(values, f):
    """f() while these names have other values."""
    global held, known
    before = held, known
    held, known = {**held, **values}, {}
    try:
        return f()
    finally:
        held, known = before


def rows(y, x):
    """The derivatives of each entry of y by x."""
    for cell in number(y).reshape(-1):
        found = None
        if cell.requires_grad:
            (found,) = torch.autograd.grad(cell, x, create_graph=True, allow_unused=True)
        yield torch.zeros_like(x) if found is None else found


def arranged(y, x, *entry):
    """Of a number by an array in the shape of the array; of a vector by a vector a matrix, its rows the entries
    of y."""
    found = list(rows(y, x))
    if entry:
        return torch.stack([row[place(x, *entry)] for row in found]).reshape(number(y).shape)
    if x.ndim == 0:
        return torch.stack(found).reshape(number(y).shape)
    return found[0] if number(y).ndim == 0 else torch.stack([row.reshape(-1) for row in found])


def derivative(f, x, *entry):
    """Of f at the array x, or by one entry of x, by automatic differentiation."""
    x = leaf(number(x).clone())
    return arranged(f(x), x, *entry)


def grad(f, v, *entry, holding_fixed=()):
    """The derivative of f() by the name v; all that the note defines through v moves with it."""
    if not holding_fixed:
        x = v()
        return arranged(f(), x, *entry)
    fixed = {name.key: name().detach() for name in holding_fixed}
    x = leaf(v().clone())
    return arranged(holding({**fixed, v.key: x}, f), x, *entry)


def difference(left, right, points, within):
    """Why two sides do not agree, or None; points at which one of them has no value are left out."""
    global point
    tried = 0
    for point in points:
        known.clear()
        try:
            a, b = number(left()).detach(), number(right()).detach()
        except (ValueError, ArithmeticError, RuntimeError) as error:
            return str(error)
        if a.shape != b.shape:
            return f"the left side is {tuple(a.shape)}, the right side {tuple(b.shape)}"
        if not (a.isfinite().all() and b.isfinite().all()):
            continue
        scale = max(1, a.abs().max().item(), b.abs().max().item())
        distance = (a - b).abs().max().item()
        if distance > (TOLERANCE * scale if within is None else within):
            return f"the two sides differ by {distance:.6g}"
        tried += 1
        if tried == POINTS:
            break
    return None if tried else "a side has no value at any point"


# The functions that the note uses.


def real(*shape):
    return Draw(shape, lambda random: torch.randn(shape, generator=random))


def positive(*shape):
    return Draw(shape, lambda random: 0.25 + 1.75 * torch.rand(shape, generator=random))


def one_hot(*shape):
    n = math.prod(shape)
    return Draw(shape, lambda random: torch.eye(n)[torch.randint(n, (), generator=random)])


def simplex(*shape):
    def how(random):
        squares = torch.randn(shape, generator=random) ** 2
        return squares / squares.sum()

    return Draw(shape, how)


def symmetric(n, _):
    def how(random):
        b = torch.randn(n, n, generator=random)
        return (b + b.T) / 2

    return Draw((n, n), how)


def spd(n, _):
    def how(random):
        b = torch.randn(n, n, generator=random)
        return b @ b.T + torch.eye(n)

    return Draw((n, n), how)


def diagonal_matrix(n, _):
    return Draw((n, n), lambda random: torch.diag(torch.randn(n, generator=random)))


def orthogonal(n, _):
    return Draw((n, n), lambda random: torch.linalg.qr(torch.randn(n, n, generator=random))[0])


def integer(first, last):
    return Draw((), lambda random: torch.randint(first, last + 1, (), generator=random).double())


def whole(x):
    """A number of the data as an index."""
    return int(x)


def scalar(x):
    """The number in an array with one entry."""
    return number(x).reshape(())


def table(shape, f):
    """An array by its entries: f(1, 1), f(1, 2), …"""
    indices = itertools.product(*(range(1, n + 1) for n in shape))
    return torch.stack([scalar(f(*index)) for index in indices]).reshape(shape if len(shape) > 1 else (*shape, 1))


def matrix(rows):
    """A matrix of numbers."""
    return torch.stack([torch.stack([scalar(cell) for cell in row]) for row in rows])


def block(rows):
    """Matrices beside and below each other."""
    return torch.cat([torch.cat([flat(cell) for cell in row], dim=1) for row in rows])


def flat(x):
    return x if number(x).ndim == 2 else scalar(x).reshape(1, 1)


def stack(*parts):
    """All entries under one another."""
    return torch.cat([number(p).reshape(-1, 1) for p in parts])


def eye(n):
    return torch.eye(n)


def unit_vector(n, i):
    """1 at place i, 0 elsewhere."""
    return torch.eye(n)[:, i - 1 : i]


def ones(*shape):
    return torch.ones(shape)


def zeros(*shape):
    return torch.zeros(shape)


def filled(value, *shape):
    """The number in every entry."""
    return value * torch.ones(shape)


def exp(x):
    return torch.exp(number(x))


def log(x):
    return torch.log(number(x))


def sin(x):
    return torch.sin(number(x))


def cos(x):
    return torch.cos(number(x))


def tan(x):
    return torch.tan(number(x))


def sinh(x):
    return torch.sinh(number(x))


def cosh(x):
    return torch.cosh(number(x))


def tanh(x):
    return torch.tanh(number(x))


def arctan(x):
    return torch.atan(number(x))


def sqrt(x):
    return torch.sqrt(number(x))


def power(x, y):
    """With an exponent that is no whole number."""
    return torch.pow(number(x), number(y))


def erf(x):
    return torch.erf(number(x))


def sigmoid(x):
    return torch.sigmoid(number(x))


def softplus(x):
    return torch.log1p(torch.exp(number(x)))


def relu(x):
    return torch.relu(number(x))


def leaky_relu(x):
    return torch.nn.functional.leaky_relu(number(x), 0.01)


def elu(x):
    return torch.nn.functional.elu(number(x))


def gelu(x):
    return torch.nn.functional.gelu(number(x))


def silu(x):
    return torch.nn.functional.silu(number(x))


def step(x):
    return (number(x) > 0).double()


def sign(x):
    return torch.sign(number(x))


def absolute(x):
    return torch.abs(number(x))


def maximum(*values):
    return functools.reduce(lambda a, b: torch.where(number(a) >= number(b), number(a), number(b)), values)


def minimum(*values):
    return functools.reduce(lambda a, b: torch.where(number(a) <= number(b), number(a), number(b)), values)


def choose(test, a, b):
    """a where test, a number or an array of them, is positive; else b."""
    return torch.where(number(test) > 0, number(a), number(b))


def choose_nonnegative(test, a, b):
    return torch.where(number(test) >= 0, number(a), number(b))


def choose_zero(test, a, b):
    return torch.where(number(test) == 0, number(a), number(b))


def softmax(x, axis=None):
    return torch.softmax(x, axis) if axis is not None else torch.softmax(x.reshape(-1), 0).reshape(x.shape)


def log_softmax(x, axis=None):
    return torch.log_softmax(x, axis) if axis is not None else torch.log_softmax(x.reshape(-1), 0).reshape(x.shape)


def logsumexp(x):
    return torch.logsumexp(number(x).reshape(-1), 0)


def total(x):
    """The sum of all entries."""
    return torch.sum(number(x))


def mean(x):
    return torch.mean(number(x))


def largest(x):
    return number(x).reshape(-1)[number(x).argmax()]


def smallest(x):
    return number(x).reshape(-1)[number(x).argmin()]


def trace(x):
    return torch.trace(x) if number(x).ndim else x


def det(x):
    return torch.linalg.det(x) if number(x).ndim else x


def inv(x):
    return torch.linalg.inv(x) if number(x).ndim else 1 / x


def matrix_power(x, n):
    return torch.linalg.matrix_power(x, n)


def diag(x):
    """The matrix with a vector on its diagonal, or the diagonal of a matrix as a column."""
    return torch.diag(x[:, 0]) if x.shape[1] == 1 and x.shape[0] > 1 else torch.diag(x).reshape(-1, 1)


def vec(x):
    """The columns under one another."""
    return number(x).T.reshape(-1, 1) if number(x).ndim else number(x).reshape(1, 1)


def kron(a, b):
    return torch.kron(number(a).contiguous(), number(b).contiguous())


def cross(a, b):
    return torch.linalg.cross(a[:, 0], b[:, 0]).reshape(3, 1)


def slope(f, x, order=1):
    """The derivative of a function of one number, at every entry of x."""
    x = leaf(number(x).clone())
    y = f(x) if order == 1 else slope(f, x, order - 1)
    return arranged(y, x) if x.ndim == 0 else next(rows(number(y).sum(), x))


def at_value(values, f):
    """f() where these names have the values that are said."""
    return holding({name.key: name() - (name() - value).detach() for name, value in values}, f)


def smooth_curve(number_):
    """One smooth function of a number: what is said of any such function must hold for it."""
    return lambda x: torch.sin((1 + 0.3 * number_) * x) + 0.5 * torch.cos(0.7 * number(x) + number_) + 0.2 * x


def smooth_map(number_, *shape):
    """One smooth function of some arrays, with values of this shape."""
    count = math.prod(shape)

    def f(*arguments):
        x = torch.cat([number(a).reshape(-1) for a in arguments])
        random = torch.Generator().manual_seed(number_)
        weights = torch.randn(count, x.numel(), generator=random) / math.sqrt(x.numel())
        return (torch.sin(weights @ x + 0.3) + 0.5 * torch.tanh(weights @ x)).reshape(shape)

    return f
