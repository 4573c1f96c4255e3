"""Every single edit of an equation: the slips that authors make."""

from mutants.text import text
from mutants.tree import HALF, INDEX_LETTERS, Node, lift, mul
from mutants.values import Array

# Functions that stand for one another in a slip of the pen.
SIBLINGS = {
    "sigmoid": ["tanh"], "tanh": ["sigmoid"], "sin": ["cos"], "cos": ["sin"], "exp": ["log"],
    "tr": ["det"], "det": ["tr"], "sinh": ["cosh"], "cosh": ["sinh"], "max": ["min"],
    "relu": ["abs"], "softmax": ["exp"], "norm": ["norm1"], "step": ["sign"],
}


class Editor:
    """The edits of the equations of one network; shapes come from its values at one point."""

    def __init__(self, network, judge):
        self.network, self.judge = network, judge
        self.environment = judge._environment(0, 0, "mixed")

    def mutants(self, left, right):
        """(kind, left, right), each text once and none equal to the original."""
        seen = {(text(left), text(right))}
        letters = frozenset(_letters(left) | _letters(right))
        found = []
        for side, other, place in ((left, right, 0), (right, left, 1)):
            for kind, edited in self._edits(side, letters):
                pair = (edited, other) if place == 0 else (other, edited)
                written = (text(pair[0]), text(pair[1]))
                if written not in seen:
                    seen.add(written)
                    found.append((kind, *pair))
        return found

    def _edits(self, side, letters):
        yield "sign", Node("neg", side)
        yield "factor", lift(2) * side
        yield "factor", HALF * side
        for size in self._sizes:
            yield "factor", Node("div", lift(1), Node("size", size)) * side
        for scalar in self._scalars:
            yield "factor", Node("ref", scalar, (), ()) * side
        yield from self._walk(side, lambda x: x, letters, parent=None)

    @property
    def _sizes(self):
        """Two of the plain sizes: a mean over them may stand for a sum."""
        names = [n for n in self.network.sizes if isinstance(n, str)]
        return [n for n in names if n not in self.network.order][:2]

    @property
    def _scalars(self):
        """Two of the inputs that are numbers."""
        found = [n for n, inputs in self.network.inputs.items() if not inputs[0].axes]
        return [n for n in found if not self.network.inputs[n][0].pattern][:2]

    def _walk(self, node, rebuild, letters, parent):
        for kind, edited in self._at(node, letters, parent):
            yield kind, rebuild(edited)
        for child, put in node.children:
            yield from self._walk(
                child, lambda x, put=put: rebuild(put(x)), letters, node)
        if node.op in ("der", "grad"):
            u, variables = node.args
            for position, variable in enumerate(variables):
                for kind, edited in self._ref_edits(variable, letters):
                    changed = variables[:position] + (edited,) + variables[position + 1:]
                    if node.op == "der" or len(variables) == 1:
                        yield kind, rebuild(Node(node.op, u, changed))

    def _at(self, node, letters, parent):
        op, args = node.op, node.args
        if op == "ref":
            yield from self._ref_edits(node, letters)
        kind = "layout" if (args[0] if op == "T" else node).op == "der" else "transpose"
        if self._is_array(node) and not (parent and parent.op == "T"):
            yield kind, args[0] if op == "T" else node.T
        if op == "T":
            yield kind, args[0]
        elif op == "neg":
            yield "sign", args[0]
        elif op == "num" and args[0] not in (0, 1):
            for value in (args[0] * 2, args[0] / 2):
                yield "factor", Node("num", value)
        elif op == "add":
            yield from self._add_edits(args)
        elif op in ("mul", "had"):
            yield from self._product_edits(op, args)
        elif op == "kron":
            yield "order", Node("kron", args[1], args[0])
            yield "product", Node("mul", *args)
            yield "product", Node("had", *args)
        elif op == "div":
            yield "order", Node("div", args[1], args[0])
            yield "other loss", args[0]
            yield "product", Node("mul", *args)
        elif op in ("pow", "inv"):
            yield "exponent", args[0]
            if op == "pow" and args[0].op == "add":
                *first, (sign, last) = args[0].args
                yield "parenthesis", Node("add", *first, (sign, Node("pow", last, args[1])))
        elif op == "der" and len(args[1]) == 1:
            yield "differential", Node("lost", args[0], args[1][0], True)
            yield "differential", Node("lost", args[0], args[1][0], False)
        elif op == "fun":
            yield from self._function_edits(args)
        elif op == "sum" and args[1] is None:
            yield "sum", args[3]
            for size in self._sizes:
                yield "sum", Node("div", lift(1), Node("size", size)) * node
        elif op == "entry":
            yield from (
                ("index", Node("entry", args[0], terms)) for terms in _swapped(args[1]))
        elif op == "delta":
            yield from self._index_edits(node, args, letters, lambda t: Node("delta", *t))

    def _add_edits(self, terms):
        for i, (sign, t) in enumerate(terms):
            yield "sign", Node("add", *terms[:i], (-sign, t), *terms[i + 1:])
            yield "factor", Node("add", *terms[:i], (sign, lift(2) * t), *terms[i + 1:])
            rest = terms[:i] + terms[i + 1:]
            if len(rest) == 1:
                yield "other loss", rest[0][1] if rest[0][0] > 0 else Node("neg", rest[0][1])
            else:
                yield "other loss", Node("add", *rest)
        *first, (sign, last) = terms
        if last.op == "pow":
            yield "parenthesis", Node("pow", Node("add", *first, (sign, last.args[0])), last.args[1])
        if len(terms) == 2 and terms[1][0] < 0 < terms[0][0]:
            yield "order", Node("add", (1, terms[1][1]), (-1, terms[0][1]))

    def _product_edits(self, op, factors):
        for i in range(len(factors) - 1):
            a, b = factors[i], factors[i + 1]
            yield "order", Node(op, *factors[:i], b, a, *factors[i + 2:])
            yield from self._regrouped(op, factors, i)
            if not (self._is_array(a) and self._is_array(b)):
                continue
            other = "had" if op == "mul" else "mul"
            changed = Node(other, a, b)
            rest = factors[:i] + (changed,) + factors[i + 2:]
            yield "product", rest[0] if len(rest) == 1 else Node(op, *rest)
            if op == "mul" and len(factors) == 2:
                yield "product", Node("kron", a, b)
        for i in range(len(factors)):
            rest = factors[:i] + factors[i + 1:]
            yield self._loss(factors[i]), rest[0] if len(rest) == 1 else Node(op, *rest)

    def _loss(self, factor):
        """What is lost with a factor."""
        inner = factor.args[2] if factor.op == "fun" and factor.args[0] == "diag" else factor
        if inner.op == "fun" and inner.args[1] > 0:
            return "slope"
        if factor.op in ("num", "size") or factor.op == "ref" and factor.args[0] in self._scalars:
            return "factor"
        return "other loss"

    def _regrouped(self, op, factors, i):
        """`(A b) ⊙ c` as `A (b ⊙ c)` and back; `(a + b) c` as `a + b c`."""
        a, b = factors[i], factors[i + 1]
        if a.op == "add":
            yield "parenthesis", Node("add", *a.args[:-1], (a.args[-1][0], Node(op, a.args[-1][1], b)))
        if len(factors) != 2:
            return
        if op == "had" and a.op == "mul":
            yield "parenthesis", mul(*a.args[:-1], Node("had", a.args[-1], b))
        elif op == "mul" and b.op == "had":
            yield "parenthesis", Node("had", Node("mul", a, b.args[0]), *b.args[1:])

    def _function_edits(self, args):
        name, primes, *rest = args
        for sibling in SIBLINGS.get(name, []):
            yield "symbol", Node("fun", sibling, primes, *rest)
        if name in ("sum", "mean"):
            yield "sum", Node("fun", "mean" if name == "sum" else "sum", primes, *rest)
        if primes:
            yield "other loss", Node("fun", name, primes - 1, *rest)
        if len(rest) == 1:
            yield "diag" if name == "diag" else "other loss", rest[0]
        elif len(rest) == 2:
            yield "order", Node("fun", name, primes, rest[1], rest[0])
        if name == "norm":
            yield "exponent", Node("pow", Node("fun", *args), lift(2))

    def _ref_edits(self, node, letters):
        name, members, entries = node.args
        for sibling in self._siblings(node):
            yield "symbol", Node("ref", sibling, members, entries)
        for i, (letter, offset) in enumerate(members):
            if letter in INDEX_LETTERS:
                for step in (-1, 1):
                    shifted = members[:i] + ((letter, offset + step),) + members[i + 1:]
                    yield "member", Node("ref", name, shifted, entries)
        yield from self._index_edits(
            node, entries, letters, lambda t: Node("ref", name, members, t))

    def _index_edits(self, node, terms, letters, make):
        for terms_ in _swapped(terms):
            yield "index", make(terms_)
        for i, (letter, offset) in enumerate(terms):
            for other in sorted(letters):
                if letter in INDEX_LETTERS and other != letter and other != self.network.letter:
                    yield "index", make(terms[:i] + ((other, offset),) + terms[i + 1:])

    def _siblings(self, node):
        """Other names of the same shape."""
        shape = self._shape(Node("ref", node.args[0], node.args[1], ()))
        for name in self.network.order:
            if name == node.args[0] or shape is None:
                continue
            if self._shape(Node("ref", name, node.args[1], ())) == shape:
                yield name

    def _is_array(self, node):
        shape = self._shape(node)
        return shape is not None and shape != (1, 1)

    def _shape(self, node):
        """At the first values of its letters; nil for what has no shape of its own."""
        letters = {l: 1 if l != self.network.letter else 2 for l in node.free}
        try:
            value = self.environment.evaluate(node, letters)
        except Exception:
            return None
        return value.shape if isinstance(value, Array) else None


def _swapped(terms):
    if len(terms) == 2 and terms[0] != terms[1]:
        yield (terms[1], terms[0])


def _letters(node):
    found = set(node.free)
    if node.op in ("sum", "prod"):
        found |= {node.args[0]}
    for child, _ in node.children:
        found |= _letters(child)
    return found
