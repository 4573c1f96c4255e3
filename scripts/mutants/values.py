"""Arrays of 60-digit numbers, and the rules of shape that a formula obeys."""

from mpmath import mp, mpf

# Central differences with step STEP err by STEP² and by 10^-dps / STEP: 30 good digits, twice over.
mp.dps = 60
STEP = mpf(10) ** -15
# Equal to this many digits is equal.
TOLERANCE = mpf(10) ** -18
# A pivot this small is what rounding leaves of 0.
TINY = mpf(10) ** -45


class IllShaped(Exception):
    """The shapes do not fit."""


class Open(Exception):
    """A meaning that the rules leave open, with the reason."""


class Undefined(Exception):
    """No value at this point: the logarithm of a negative number, a division by zero."""


class Missing(Exception):
    """A member or an entry that does not exist."""


class Array:
    """rows × columns, row by row; a scalar is 1×1, a vector a column."""
    __slots__ = ("rows", "columns", "data")

    def __init__(self, rows, columns, data):
        self.rows, self.columns, self.data = rows, columns, data

    @property
    def shape(self):
        return (self.rows, self.columns)

    @property
    def is_scalar(self):
        return self.rows == 1 and self.columns == 1

    @property
    def is_vector(self):
        return self.columns == 1 and self.rows > 1

    def at(self, i, j=0):
        return self.data[i * self.columns + j]

    def map(self, function):
        return Array(self.rows, self.columns, [function(x) for x in self.data])


class Flexible:
    """A multiple of the identity, or of a vector of ones: its shape comes from its surroundings."""
    __slots__ = ("kind", "factor")

    def __init__(self, kind, factor):
        self.kind, self.factor = kind, factor


def scalar(x):
    return Array(1, 1, [mpf(x)])


def identity(n, factor):
    return Array(n, n, [factor if i == j else mpf(0) for i in range(n) for j in range(n)])


def shaped(a, like):
    if not isinstance(a, Flexible) or isinstance(like, Flexible):
        return a
    if a.kind != "identity":
        return scalar(a.factor)
    if like.rows != like.columns or like.is_scalar:
        raise IllShaped()
    return identity(like.rows, a.factor)


def entrywise(a, b, function):
    """Entry by entry; a scalar goes with every entry."""
    if isinstance(a, Flexible) and isinstance(b, Flexible):
        if a.kind != b.kind:
            raise Open("shape")
        return Flexible(a.kind, function(a.factor, b.factor))
    a, b = shaped(a, b), shaped(b, a)
    if a.is_scalar:
        return b.map(lambda y: function(a.data[0], y))
    if b.is_scalar:
        return a.map(lambda x: function(x, b.data[0]))
    if a.shape != b.shape:
        raise IllShaped()
    return Array(a.rows, a.columns, [function(x, y) for x, y in zip(a.data, b.data)])


def multiply(a, b):
    if isinstance(a, Flexible) or isinstance(b, Flexible):
        return _multiply_flexible(a, b)
    if a.is_scalar or b.is_scalar:
        return entrywise(a, b, lambda x, y: x * y)
    if a.columns != b.rows:
        raise IllShaped()
    data = [
        mp.fdot((a.at(i, k), b.at(k, j)) for k in range(a.columns))
        for i in range(a.rows) for j in range(b.columns)
    ]
    return Array(a.rows, b.columns, data)


def _multiply_flexible(a, b):
    if isinstance(a, Flexible) and isinstance(b, Flexible):
        if a.kind == b.kind == "identity":
            return Flexible("identity", a.factor * b.factor)
        raise Open("shape")
    flexible, other = (a, b) if isinstance(a, Flexible) else (b, a)
    if other.is_scalar:
        return Flexible(flexible.kind, flexible.factor * other.data[0])
    if flexible.kind == "identity":
        return other.map(lambda x: x * flexible.factor)
    if flexible is b and flexible.kind == "ones":
        return multiply(a, Array(a.columns, 1, [b.factor] * a.columns))
    if flexible is a and flexible.kind == "ones row":
        return multiply(Array(1, b.rows, [a.factor] * b.rows), b)
    raise Open("shape")


def hadamard(a, b):
    return entrywise(a, b, lambda x, y: x * y)


def kronecker(a, b):
    if isinstance(a, Flexible) or isinstance(b, Flexible):
        raise Open("shape")
    data = [
        a.at(i // b.rows, j // b.columns) * b.at(i % b.rows, j % b.columns)
        for i in range(a.rows * b.rows) for j in range(a.columns * b.columns)
    ]
    return Array(a.rows * b.rows, a.columns * b.columns, data)


def divide(a, b):
    def quotient(x, y):
        if y == 0:
            raise Undefined()
        return x / y
    if isinstance(a, Flexible) and not isinstance(b, Flexible) and b.is_scalar:
        return Flexible(a.kind, quotient(a.factor, b.data[0]))
    return entrywise(a, b, quotient)


def transpose(a):
    if isinstance(a, Flexible):
        kinds = {"identity": "identity", "ones": "ones row", "ones row": "ones"}
        return Flexible(kinds[a.kind], a.factor)
    return Array(
        a.columns, a.rows, [a.at(i, j) for j in range(a.columns) for i in range(a.rows)])


def _square(a):
    if isinstance(a, Flexible):
        raise Open("shape")
    if a.rows != a.columns:
        raise IllShaped()
    return a.rows


def eliminated(a, right):
    """The determinant of `a`, and its inverse applied to `right` (Gauss with pivots)."""
    n = _square(a)
    rows = [
        [a.at(i, j) for j in range(n)] + [right.at(i, j) for j in range(right.columns)]
        for i in range(n)
    ]
    determinant = mpf(1)
    small = TINY * max((abs(x) for x in a.data), default=1)
    for c in range(n):
        pivot = max(range(c, n), key=lambda r: abs(rows[r][c]))
        if abs(rows[pivot][c]) <= small:
            return mpf(0), None
        if pivot != c:
            rows[c], rows[pivot] = rows[pivot], rows[c]
            determinant = -determinant
        determinant *= rows[c][c]
        rows[c] = [x / rows[c][c] for x in rows[c]]
        for r in range(n):
            if r != c and rows[r][c] != 0:
                factor = rows[r][c]
                rows[r] = [x - factor * y for x, y in zip(rows[r], rows[c])]
    return determinant, Array(n, right.columns, [x for row in rows for x in row[n:]])


def determinant(a):
    return scalar(eliminated(a, Array(_square(a), 0, []))[0])


def inverse(a):
    if isinstance(a, Flexible):
        if a.kind == "identity":
            return Flexible("identity", 1 / a.factor)
        raise Open("shape")
    n = _square(a)
    value, result = eliminated(a, identity(n, mpf(1)))
    if result is None:
        raise Undefined()
    return result


def power(a, b):
    if isinstance(a, Flexible) or isinstance(b, Flexible):
        raise Open("power")
    if not b.is_scalar:
        raise IllShaped()
    x = b.data[0]
    whole = int(x) if x == int(x) else None
    if a.is_scalar:
        base = a.data[0]
        if whole is None and base < 0 or base == 0 and x < 0:
            raise Undefined()
        return scalar(base ** whole if whole is not None else mp.power(base, x))
    if a.rows != a.columns or whole is None or whole == 0 or whole < -1:
        raise Open("power")
    if whole == -1:
        return inverse(a)
    result = a
    for _ in range(whole - 1):
        result = multiply(result, a)
    return result


def _log(x):
    if x <= 0:
        raise Undefined()
    return mp.log(x)


def _sqrt(x):
    if x < 0:
        raise Undefined()
    return mp.sqrt(x)


def _sigmoid(x):
    return 1 / (1 + mp.exp(-x))


SCALAR_FUNCTIONS = {
    "exp": mp.exp, "log": _log, "sin": mp.sin, "cos": mp.cos, "tanh": mp.tanh, "sinh": mp.sinh,
    "cosh": mp.cosh, "sqrt": _sqrt, "sigmoid": _sigmoid,
    "softplus": lambda x: mp.log(1 + mp.exp(x)), "relu": lambda x: max(x, mpf(0)), "abs": abs,
    "step": lambda x: mpf(x > 0), "sign": lambda x: mpf((x > 0) - (x < 0)),
    "arctan": mp.atan, "erf": mp.erf, "silu": lambda x: x * _sigmoid(x),
}


def _softmax(a):
    if not (a.columns == 1 or a.rows == 1) or a.is_scalar:
        raise Open("softmax")
    powers = a.map(mp.exp)
    sum_ = mp.fsum(powers.data)
    return powers.map(lambda x: x / sum_)


def _diag(a):
    if a.is_vector:
        return Array(
            a.rows, a.rows,
            [a.data[i] if i == j else mpf(0) for i in range(a.rows) for j in range(a.rows)])
    n = _square(a)
    return Array(n, 1, [a.at(i, i) for i in range(n)])


REDUCTIONS = {
    "softmax": _softmax,
    "log_softmax": lambda a: _softmax(a).map(mp.log),
    "logsumexp": lambda a: scalar(mp.log(mp.fsum(mp.exp(x) for x in a.data))),
    "norm": lambda a: scalar(mp.sqrt(mp.fsum(x * x for x in a.data))),
    "norm1": lambda a: scalar(mp.fsum(abs(x) for x in a.data)),
    "sum": lambda a: scalar(mp.fsum(a.data)),
    "mean": lambda a: scalar(mp.fsum(a.data) / len(a.data)),
    "tr": lambda a: scalar(mp.fsum(a.at(i, i) for i in range(_square(a)))),
    "det": determinant,
    "diag": _diag,
    "vec": lambda a: Array(a.rows * a.columns, 1, transpose(a).data),
}


def apply(name, arguments):
    """A function by its name, entry by entry or of the whole array."""
    if name in ("max", "min") and len(arguments) == 2:
        return entrywise(*arguments, max if name == "max" else min)
    (a,) = arguments
    if isinstance(a, Flexible):
        raise Open("shape")
    if name == "abs" and not a.is_scalar:
        raise Open("bars")
    if name in SCALAR_FUNCTIONS:
        return a.map(SCALAR_FUNCTIONS[name])
    return REDUCTIONS[name](a)


# Functions without a derivative at 0.
KINKED = ("relu", "abs", "step", "sign")


def primed(name, function, order, a):
    """f′ or f″ at every entry."""
    if isinstance(a, Flexible):
        raise Open("shape")
    if name in KINKED and any(abs(x) <= STEP for x in a.data):
        raise Undefined()
    if order == 1:
        return a.map(lambda x: (function(x + STEP) - function(x - STEP)) / (2 * STEP))
    return a.map(
        lambda x: (function(x + STEP) - 2 * function(x) + function(x - STEP)) / (STEP * STEP))
