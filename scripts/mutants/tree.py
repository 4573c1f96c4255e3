"""Formulas as trees: written with Python's operators, interned, so that equal trees are one object."""

from fractions import Fraction

INDEX_LETTERS = frozenset("ijklrst")


def term(text):
    """'k-1' -> ('k', -1); 'K' -> ('K', 0); 2 -> (None, 2)."""
    if isinstance(text, tuple):
        return text
    if isinstance(text, int):
        return (None, text)
    for sign in "+-":
        letter, found, offset = text.partition(sign)
        if found:
            return (letter, int(sign + offset))
    return (None, int(text)) if text.isdigit() else (text, 0)


class Node:
    __slots__ = ("op", "args", "free", "symbols", "__weakref__")
    _pool = {}

    def __new__(cls, op, *args):
        key = (op, args)
        known = cls._pool.get(key)
        if known is not None:
            return known
        self = object.__new__(cls)
        self.op, self.args = op, args
        self.free, self.symbols = _free(self), _symbols(self)
        cls._pool[key] = self
        return self

    def __add__(self, other):
        return add((1, self), (1, lift(other)))

    def __sub__(self, other):
        return add((1, self), (-1, lift(other)))

    def __radd__(self, other):
        return add((1, lift(other)), (1, self))

    def __rsub__(self, other):
        return add((1, lift(other)), (-1, self))

    def __neg__(self):
        return Node("neg", self)

    def __mul__(self, other):
        return mul(self, lift(other))

    def __rmul__(self, other):
        return mul(lift(other), self)

    __matmul__ = __mul__

    def __truediv__(self, other):
        return Node("div", self, lift(other))

    def __rtruediv__(self, other):
        return Node("div", lift(other), self)

    def __pow__(self, exponent):
        return Node("pow", self, lift(exponent))

    def __getitem__(self, indices):
        indices = indices if isinstance(indices, tuple) else (indices,)
        terms = tuple(term(i) for i in indices)
        if self.op == "ref" and not self.args[2]:
            return Node("ref", self.args[0], self.args[1], terms)
        return Node("entry", self, terms)

    @property
    def T(self):
        return Node("T", self)

    @property
    def children(self):
        """The parts that are formulas, each with the function that puts another in its place."""
        op, args = self.op, self.args
        if op in ("num", "size", "ref", "formal", "delta", "identity", "ones", "lost"):
            return []
        if op == "add":
            return [
                (t, lambda x, i=i, s=s: Node("add", *args[:i], (s, x), *args[i + 1:]))
                for i, (s, t) in enumerate(args)
            ]
        places = {"entry": [0], "sum": [3], "prod": [3], "fun": range(2, len(args)),
                  "der": range(0, 1), "grad": range(0, 1)}.get(op, range(len(args)))
        return [
            (args[i], lambda x, i=i: Node(op, *args[:i], x, *args[i + 1:])) for i in places
        ]


def _term_letters(terms):
    return frozenset(t[0] for t in terms if t[0] in INDEX_LETTERS)


def _parts(node):
    if node.op == "add":
        return [t for _, t in node.args]
    return [a for a in node.args if isinstance(a, Node)] + [
        a for group in node.args if isinstance(group, tuple) for a in group if isinstance(a, Node)
    ]


def _free(node):
    letters = frozenset().union(*(p.free for p in _parts(node)))
    if node.op == "ref":
        letters |= _term_letters(node.args[1]) | _term_letters(node.args[2])
    elif node.op == "entry":
        letters |= _term_letters(node.args[1])
    elif node.op == "delta":
        letters |= _term_letters(node.args)
    elif node.op in ("sum", "prod"):
        letters -= {node.args[0]}
    return letters


def _symbols(node):
    found = frozenset().union(*(p.symbols for p in _parts(node)))
    if node.op == "ref":
        found |= {node.args[0]}
    elif node.op == "fun":
        found |= {node.args[0]}
    return found


def lift(x):
    return x if isinstance(x, Node) else Node("num", Fraction(x))


def add(*terms):
    flat = []
    for sign, node in terms:
        if node.op == "add" and sign > 0:
            flat += node.args
        else:
            flat.append((sign, node))
    return Node("add", *flat)


def mul(*factors):
    flat = []
    for f in factors:
        flat += f.args if f.op == "mul" else [f]
    return Node("mul", *flat)


def ref(name, members=(), entries=()):
    return Node("ref", name, tuple(term(m) for m in members), tuple(term(e) for e in entries))


def fun(name, *args, primes=0):
    return Node("fun", name, primes, *(lift(a) for a in args))


def had(*factors):
    return Node("had", *(lift(f) for f in factors))


def kron(a, b):
    return Node("kron", a, b)


def inv(a):
    return Node("inv", a)


def total(letter, body, lower=None, upper=None):
    return Node("sum", letter, lower, upper, body)


def product(letter, body):
    return Node("prod", letter, None, None, body)


def delta(i, j):
    return Node("delta", term(i), term(j))


def der(u, *variables):
    return Node("der", u, tuple(variables))


def grad(u, *variables):
    return Node("grad", u, tuple(variables))


IDENTITY = Node("identity")
ONES = Node("ones")
HALF = lift(Fraction(1, 2))
