import functools
import math
import sys


# Each equation is tried at so many points: at the values of the note, where it gives some, then at random ones.
POINTS = 3
# The point that is looked at; names that are held, with their values; values computed so far.
point = 0
held = {}
known = {}
failures = 0
passed = 0
# What came of assertions that are to fail; None elsewhere.
expected = None


class Name:
    """A name of the note: `a(2)` is the member 2 of a family at the present point, `L()` what has no index.

    Numbers have no axes, vectors are columns (n x 1), indices count from 1 as in the note.
    """

    count = 0

    def __init__(self):
        Name.count += 1
        self.number = Name.count
        self.rules = {}
        self.given = {}
        known.clear()

    def draw(self, how, given=None):
        """What is drawn at random: by `how`, or for a family by the entries of a dict."""
        self.rules.update(how if isinstance(how, dict) else {(): how})
        self.given.update(given if isinstance(given, dict) else {} if given is None else {(): given})
        return self

    def define(self, formula, members=((),)):
        """What a formula says, for these members."""
        self.rules.update({index: formula for index in members})
        return self

    def at(self, *index):
        """The member as a variable, to differentiate by."""
        return Variable(self, index)

    def __call__(self, *index):
        return Variable(self, index)()


class Draw:
    """How the values of an input are drawn, and their shape."""

    def __init__(self, shape, how):
        self.shape, self.how = shape, how

    def __call__(self, random):
        return self.how(random).reshape(self.shape)


def check(where, left, right, points=range(20), within=None, refuted=None):
    """Asserts that two sides agree; `refuted` says how they are known not to."""
    global passed
    reason = difference(left, right, points, within)
    if refuted and not reason:
        reason = "they agree at the points tried here, and not at all: " + refuted
    if expected is not None:
        expected.append(reason)
    elif reason:
        fail(where, reason)
    else:
        passed += 1


class wrong:
    """Around assertions of which at least one must fail: the note shows a mistake here."""

    def __init__(self, where):
        self.where = where

    def __enter__(self):
        global expected
        expected = []

    def __exit__(self, *_):
        global expected, passed
        reasons, expected = expected, None
        if any(reasons):
            passed += 1
        else:
            fail(self.where, "the two sides agree, and the note says that they do not")


def fail(where, reason):
    global failures
    failures += 1
    print(f"{where}: {reason}")


def finish():
    held_up = "assertion holds" if passed == 1 else "assertions hold"
    print(f"{passed} {held_up}, {failures} {'does' if failures == 1 else 'do'} not")
    sys.exit(1 if failures else 0)


# The functions that the note uses.


def place(x, *index):
    index = tuple(i - 1 for i in index)
    if len(index) == 1 and x.ndim == 2:
        return (0, index[0]) if x.shape[0] == 1 else (index[0], 0)
    return index


def entry(x, *index):
    """An entry, counted from 1."""
    return x[place(x, *index)]


def row(x, i):
    return x[i - 1 : i, :]


def column(x, j):
    return x[:, j - 1 : j]


def part(x, rows, columns):
    """The block of these rows and columns, both ends counted from 1; None is all of them."""
    first, last = rows or (1, x.shape[0])
    left, right = columns or (1, x.shape[1])
    return x[first - 1 : last, left - 1 : right]


def norm(x):
    """The root of the sum of the squares of all entries."""
    return sqrt(total(x * x))


def norm1(x):
    return total(absolute(x))


def norm_max(x):
    return largest(absolute(x))


def inner(a, b):
    return total(a * b)


def logdet(x):
    return log(det(x))


def product(factors):
    """Of numbers."""
    return functools.reduce(lambda a, b: a * b, factors, 1.0)


def matrix_product(factors):
    return functools.reduce(lambda a, b: a @ b, factors)


def slot(f, x, order=1):
    """The derivative of a function by its argument, at x."""
    return derivative(f if order == 1 else lambda z: slot(f, z, order - 1), x)
