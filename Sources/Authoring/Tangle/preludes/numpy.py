import numpy as np

# Numbers are compared up to this, relative to the larger of 1 and the largest entry.
TOLERANCE = 1e-6
# How far names are moved, and whether one is along the imaginary axis at the moment.
moved = {}
moving = False


class Variable:
    def __init__(self, name, index):
        self.name, self.index = name, index
        self.key = (name.number, index)

    def __call__(self):
        if self.key in held:
            return held[self.key]
        if self.key not in known:
            known[self.key] = np.asarray(self.value()) + moved.get(self.key, 0)
        return known[self.key]

    def value(self):
        index = self.index if self.index in self.name.rules else self.index[0] if len(self.index) == 1 else None
        rule = self.name.rules[index]
        if not isinstance(rule, Draw):
            return rule(*self.index)
        if point == 0 and index in self.name.given:
            return np.array(self.name.given[index], dtype=float).reshape(rule.shape)
        return rule(np.random.default_rng([point, self.name.number, *self.index]))


def holding(values, distances, f):
    """f() while some names are held at these values, and others are moved by these distances."""
    global held, moved, known
    before = held, moved, known
    further = {key: moved.get(key, 0) + distance for key, distance in distances.items()}
    held, moved, known = {**held, **values}, {**moved, **further}, {}
    try:
        return f()
    finally:
        held, moved, known = before


class Nested(Exception):
    """A derivative inside a derivative: the outer one is then taken by central differences."""


def along(f, x, direction):
    """How f changes at x along a direction: exact to rounding by a complex step, where f takes no derivatives itself."""
    global moving
    if moving:
        raise Nested
    try:
        moving = True
        return np.imag(np.asarray(f(x + 1e-30j * direction))) / 1e-30
    except Nested:
        pass
    finally:
        moving = False

    def slope(h):
        return (np.asarray(f(x + h * direction)) - np.asarray(f(x - h * direction))) / (2 * h)

    return (4 * slope(5e-4) - slope(1e-3)) / 3


def derivative(f, x, *entry):
    """Of f at the array x, or by one entry of x. Of a number it has the shape of x; of a vector by a vector
    it is a matrix, its rows the entries of f."""
    x = np.asarray(x)
    if entry:
        direction = np.zeros(x.shape)
        direction[place(x, *entry)] = 1
        return along(f, x, direction)
    columns = []
    for index in np.ndindex(*x.shape):
        direction = np.zeros(x.shape)
        direction[index] = 1
        columns.append(along(f, x, direction))
    if x.shape == ():
        return columns[0]
    if columns[0].size == 1 and columns[0].ndim == 0:
        return np.array(columns).reshape(x.shape)
    return np.stack([column.reshape(-1) for column in columns], axis=1)


def grad(f, v, *entry, holding_fixed=()):
    """The derivative of f() by the name v; all that the note defines through v moves with it."""
    fixed = {name.key: name() for name in holding_fixed}
    start = v()
    return derivative(lambda x: holding(fixed, {v.key: x - start}, f), start, *entry)


def difference(left, right, points, within):
    """Why two sides do not agree, or None; points at which one of them has no value are left out."""
    global point
    tried = 0
    for point in points:
        known.clear()
        try:
            with np.errstate(all="ignore"):
                a, b = np.asarray(left()), np.asarray(right())
        except (ValueError, ArithmeticError, np.linalg.LinAlgError) as error:
            return str(error)
        if a.shape != b.shape:
            return f"the left side is {a.shape}, the right side {b.shape}"
        if not (np.isfinite(a).all() and np.isfinite(b).all()):
            continue
        scale = max(1, np.abs(a).max(), np.abs(b).max())
        distance = np.abs(a - b).max()
        if distance > (TOLERANCE * scale if within is None else within):
            return f"the two sides differ by {distance:.6g}"
        tried += 1
        if tried == POINTS:
            break
    return None if tried else "a side has no value at any point"


# The functions that the note uses.


def real(*shape):
    return Draw(shape, lambda random: random.normal(size=shape))


def positive(*shape):
    return Draw(shape, lambda random: random.uniform(0.25, 2, size=shape))


def one_hot(*shape):
    return Draw(shape, lambda random: np.eye(math.prod(shape))[random.integers(math.prod(shape))])


def simplex(*shape):
    return Draw(shape, lambda random: random.dirichlet(np.ones(math.prod(shape))))


def symmetric(n, _):
    def how(random):
        b = random.normal(size=(n, n))
        return (b + b.T) / 2

    return Draw((n, n), how)


def spd(n, _):
    def how(random):
        b = random.normal(size=(n, n))
        return b @ b.T + np.eye(n)

    return Draw((n, n), how)


def diagonal_matrix(n, _):
    return Draw((n, n), lambda random: np.diag(random.normal(size=n)))


def orthogonal(n, _):
    return Draw((n, n), lambda random: np.linalg.qr(random.normal(size=(n, n)))[0])


def integer(first, last):
    return Draw((), lambda random: np.array(random.integers(first, last + 1)))


def whole(x):
    """A number of the data as an index."""
    return int(np.real(x))


def scalar(x):
    """The number in an array with one entry."""
    return np.asarray(x).reshape(())


def table(shape, f):
    """An array by its entries: f(1, 1), f(1, 2), …"""
    cells = [f(*(i + 1 for i in index)) for index in np.ndindex(*shape)]
    return np.array([scalar(cell) for cell in cells]).reshape(shape if len(shape) > 1 else (*shape, 1))


def matrix(rows):
    """A matrix of numbers."""
    return np.array([[scalar(cell) for cell in row] for row in rows])


def block(rows):
    """Matrices beside and below each other."""
    return np.block(rows)


def stack(*parts):
    """All entries under one another."""
    return np.concatenate([np.asarray(p).reshape(-1, 1) for p in parts])


def eye(n):
    return np.eye(n)


def unit_vector(n, i):
    """1 at place i, 0 elsewhere."""
    return np.eye(n)[:, i - 1 : i]


def ones(*shape):
    return np.ones(shape)


def zeros(*shape):
    return np.zeros(shape)


def filled(value, *shape):
    """The number in every entry."""
    return value * np.ones(shape)


def exp(x):
    return np.exp(x)


def log(x):
    return defined(np.real(x) > 0, np.log(x))


def defined(where, x):
    """x, and no number where the function has none: numpy would go on among the complex ones."""
    return np.where(where, x, complex(np.nan, np.nan) if np.iscomplexobj(x) else np.nan)


def sin(x):
    return np.sin(x)


def cos(x):
    return np.cos(x)


def tan(x):
    return np.tan(x)


def sinh(x):
    return np.sinh(x)


def cosh(x):
    return np.cosh(x)


def tanh(x):
    return np.tanh(x)


def arctan(x):
    return np.arctan(x)


def sqrt(x):
    return defined(np.real(x) >= 0, np.sqrt(x))


def power(x, y):
    """With an exponent that is no whole number."""
    return defined(np.real(x) > 0, np.power(x, y))


def erf(x):
    value = np.vectorize(math.erf, otypes=[float])(np.real(x))
    return value + 1j * np.imag(x) * 2 / math.sqrt(math.pi) * np.exp(-np.real(x) ** 2) if np.iscomplexobj(x) else value


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softplus(x):
    return np.log(1 + np.exp(x))


def relu(x):
    return np.where(np.real(x) > 0, x, 0)


def leaky_relu(x):
    return np.where(np.real(x) > 0, x, 0.01 * x)


def elu(x):
    return np.where(np.real(x) > 0, x, np.exp(x) - 1)


def gelu(x):
    return x * (1 + erf(x / math.sqrt(2))) / 2


def silu(x):
    return x * sigmoid(x)


def step(x):
    return np.where(np.real(x) > 0, 1.0, 0.0)


def sign(x):
    return np.sign(np.real(x))


def absolute(x):
    return np.where(np.real(x) < 0, -x, x)


def maximum(*values):
    return functools.reduce(lambda a, b: np.where(np.real(a) >= np.real(b), a, b), values)


def minimum(*values):
    return functools.reduce(lambda a, b: np.where(np.real(a) <= np.real(b), a, b), values)


def choose(test, a, b):
    """a where test, a number or an array of them, is positive; else b."""
    return np.where(np.real(test) > 0, a, b)


def choose_nonnegative(test, a, b):
    return np.where(np.real(test) >= 0, a, b)


def choose_zero(test, a, b):
    return np.where(np.real(test) == 0, a, b)


def softmax(x, axis=None):
    e = np.exp(x - np.real(x).max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def log_softmax(x, axis=None):
    shifted = x - np.real(x).max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def logsumexp(x):
    top = np.real(x).max()
    return top + np.log(np.exp(x - top).sum())


def total(x):
    """The sum of all entries."""
    return np.sum(x)


def mean(x):
    return np.mean(x)


def largest(x):
    return np.asarray(x).reshape(-1)[np.argmax(np.real(x))]


def smallest(x):
    return np.asarray(x).reshape(-1)[np.argmin(np.real(x))]


def trace(x):
    return np.trace(x) if np.ndim(x) else x


def det(x):
    return np.linalg.det(x) if np.ndim(x) else x


def inv(x):
    return np.linalg.inv(x) if np.ndim(x) else 1 / x


def matrix_power(x, n):
    return np.linalg.matrix_power(x, n)


def diag(x):
    """The matrix with a vector on its diagonal, or the diagonal of a matrix as a column."""
    return np.diag(x[:, 0]) if x.shape[1] == 1 and x.shape[0] > 1 else np.diag(x).reshape(-1, 1)


def vec(x):
    """The columns under one another."""
    return np.asarray(x).T.reshape(-1, 1)


def kron(a, b):
    return np.kron(a, b)


def cross(a, b):
    return np.cross(a[:, 0], b[:, 0]).reshape(3, 1)


def slope(f, x, order=1):
    """The derivative of a function of one number, at every entry of x."""
    if order > 1:
        return slope(lambda z: slope(f, z, order - 1), x)
    return along(f, np.asarray(x), np.ones(np.shape(x)))


def at_value(values, f):
    """f() where these names have the values that are said."""
    return holding({}, {name.key: value - name() for name, value in values}, f)


def smooth_curve(number):
    """One smooth function of a number: what is said of any such function must hold for it."""
    return lambda x: np.sin((1 + 0.3 * number) * x) + 0.5 * np.cos(0.7 * x + number) + 0.2 * x


def smooth_map(number, *shape):
    """One smooth function of some arrays, with values of this shape."""
    random = np.random.default_rng(number)
    count = math.prod(shape)

    def f(*arguments):
        x = np.concatenate([np.asarray(a).reshape(-1) for a in arguments])
        weights = np.random.default_rng([number, x.size]).normal(size=(count, x.size)) / math.sqrt(x.size)
        return (np.sin(weights @ x + 0.3) + 0.5 * np.tanh(weights @ x)).reshape(shape)

    return f
