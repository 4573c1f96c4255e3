"""The text of an equation as a tree again: what `text` writes, and what repairs make of it."""

import re

from mutants.text import TEX
from mutants.tree import IDENTITY, INDEX_LETTERS, ONES, Node, add, lift, mul

TOKEN = re.compile(r"\\left\(|\\right\)|\\[A-Za-z]+|\\\||\d+|[^\W\d_]|[^\s]")
FUNCTIONS = {v: k for k, v in TEX.items()} | {"\\operatorname{" + k + "}": k for k in TEX}
NAMED = (
    "softplus", "logsumexp", "log_softmax", "softmax", "mean", "sum", "relu", "step", "sign", "tr",
    "det", "diag", "vec", "min", "max", "abs", "silu", "erf", "sigmoid", "tanh", "exp", "log",
    "norm1", "arctan",
)
GREEK = {"\\lambda": "λ", "\\mu": "μ", "\\epsilon": "ε", "\\varepsilon": "ε"}
SIGNS = {"\\odot": "had", "\\otimes": "kron", "\\cdot": "mul", "*": "mul"}


class Unreadable(Exception):
    """A notation that only Gradweave reads."""


def equation(source, network):
    sides = source.split("=")
    # The `=` of a range stands in braces.
    parts, depth = [""], 0
    for character in source:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if character == "=" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    if len(parts) != 2 or not sides:
        raise Unreadable()
    return tuple(formula(p, network) for p in parts)


def formula(source, network):
    reader = Reader(tokens(source), network)
    node = reader.sum()
    if reader.position < len(reader.tokens):
        raise Unreadable()
    return node


def tokens(source):
    source = source.replace("\\left(", "(").replace("\\right)", ")").replace("⊤", "\\top")
    for command, letter in GREEK.items():
        source = source.replace(command, letter)
    found = []
    position = 0
    while position < len(source):
        if source[position].isspace():
            position += 1
            continue
        operator = re.compile(r"\\operatorname\{(\w+)\}").match(source, position)
        if operator:
            found.append("@" + operator.group(1))
            position = operator.end()
            continue
        if source.startswith("\\mathbf{1}", position):
            found.append("\\ones")
            position += len("\\mathbf{1}")
            continue
        word = next((w for w in NAMED if source.startswith(w, position)), None)
        if word and not source[position - 1:position].isalpha():
            found.append("@" + word)
            position += len(word)
            continue
        match = TOKEN.match(source, position)
        if not match:
            raise Unreadable()
        found.append(match.group())
        position = match.end()
    return found


class Reader:
    def __init__(self, tokens, network):
        self.tokens, self.network, self.position = tokens, network, 0

    @property
    def next(self):
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self, *wanted):
        if self.next in wanted:
            self.position += 1
            return self.tokens[self.position - 1]
        return None

    def expect(self, wanted):
        if not self.take(wanted):
            raise Unreadable()

    def part(self, tokens):
        reader = Reader(tokens, self.network)
        node = reader.sum()
        if reader.position < len(tokens):
            raise Unreadable()
        return node

    def group(self, open="{", close="}"):
        """The tokens inside brackets."""
        self.expect(open)
        depth, start = 1, self.position
        while depth:
            if not self.next:
                raise Unreadable()
            depth += {open: 1, close: -1}.get(self.next, 0) if open != close else -(
                self.next == close)
            self.position += 1
        return self.tokens[start:self.position - 1]

    # Levels

    def sum(self):
        negative = self.take("-", "+") == "-"
        terms = [(-1 if negative else 1, self.product())]
        while sign := self.take("+", "-"):
            terms.append((-1 if sign == "-" else 1, self.product()))
        for position, (_, t) in enumerate(terms):
            later = frozenset().union(*(u.free for _, u in terms[position + 1:]))
            if _sum_letters(t) & later:
                raise Unreadable()  # Whether the sum reaches over them is a reading.
        if len(terms) == 1:
            return Node("neg", terms[0][1]) if negative else terms[0][1]
        return add(*terms)

    def product(self):
        value = self.juxtaposition()
        while self.next in SIGNS:
            op = SIGNS[self.take(*SIGNS)]
            other = self.juxtaposition()
            if op == "had" and value.op == "had":
                value = Node("had", *value.args, other)
            else:
                value = mul(value, other) if op == "mul" else Node(op, value, other)
        return value

    def juxtaposition(self):
        factors = [self.factor()]
        while self._starts_factor():
            factors.append(self.factor())
        return factors[0] if len(factors) == 1 else Node("mul", *factors)

    def _starts_factor(self):
        return self.next and self.next not in ("+", "-", "=", ")", "}", ",", "]", *SIGNS) and (
            self.next not in ("|", "\\|") or self.next in self._open_bars())

    def _open_bars(self):
        """A bar opens where an even number of them stands before it."""
        before = self.tokens[:self.position]
        return [b for b in ("|", "\\|") if before.count(b) % 2 == 0]

    # Factors

    def factor(self):
        token = self.next
        if token in ("\\sum", "\\prod"):
            return self.big()
        if token == "\\nabla":
            return self.nabla()
        if token == "\\partial":
            raise Unreadable()
        value = self.atom()
        return self.scripted(value)

    def atom(self):
        token = self.next
        if token == "(":
            return self.part(self.group("(", ")"))
        if token == "{":
            return self.part(self.group())
        if token == "\\frac":
            return self.fraction()
        if token == "\\sqrt":
            self.position += 1
            return Node("fun", "sqrt", 0, self.part(self.group()))
        if token == "\\|":
            inner = self.part(self.group("\\|", "\\|"))
            if self.take("_"):
                self.expect("1")
                return Node("fun", "norm1", 0, inner)
            return Node("fun", "norm", 0, inner)
        if token == "|":
            return Node("fun", "abs", 0, self.part(self.group("|", "|")))
        self.position += 1
        if token.isdigit():
            return lift(int(token))
        if token == "\\ones":
            return ONES
        if token == "\\delta":
            terms = self.terms()
            if len(terms) != 2:
                raise Unreadable()
            return Node("delta", *terms)
        name = token[1:] if token.startswith("@") else FUNCTIONS.get(token)
        name = {"sum": "sum"}.get(name, name)
        if name or token in self.network.functions:
            return self.call(name or token)
        return self.name(token)

    def call(self, name):
        primes = 0
        while self.take("'"):
            primes += 1
        arguments, depth = [[]], 0
        for token in self.group("(", ")"):
            depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token, 0)
            if token == "," and depth == 0:
                arguments.append([])
            else:
                arguments[-1].append(token)
        return Node("fun", name, primes, *(self.part(a) for a in arguments))

    def name(self, token):
        if token == "I" and token not in self.network.order:
            return IDENTITY
        if token in self.network.sizes and token not in self.network.order:
            return Node("size", token)
        if token not in self.network.order:
            raise Unreadable()
        terms = self.terms() if self.next == "_" else ()
        sources = [p for p, _ in self.network.definitions.get(token, [])]
        sources += [i.pattern for i in self.network.inputs.get(token, [])]
        slots = max((len(p) for p in sources), default=0)
        if len(terms) < slots:
            raise Unreadable()
        return Node("ref", token, terms[:slots], terms[slots:])

    def terms(self):
        self.expect("_")
        inner = self.group() if self.next == "{" else [self.tokens[self._step()]]
        return tuple(t for part in _split(inner) for t in _terms(part))

    def _step(self):
        self.position += 1
        if self.position > len(self.tokens):
            raise Unreadable()
        return self.position - 1

    def scripted(self, value):
        while self.next in ("^", "_", "'"):
            if self.next == "_":
                value = value[self.terms()] if value.op != "ref" else self._fail()
                continue
            if self.take("'"):
                self._fail()
            self.position += 1
            script = self.group() if self.next == "{" else [self.tokens[self._step()]]
            if script == ["\\top"]:
                value = value.T
            elif script == ["-", "1"]:
                value = Node("inv", value)
            else:
                value = Node("pow", value, self.part(script))
        return value

    def _fail(self):
        raise Unreadable()

    def big(self):
        op = {"\\sum": "sum", "\\prod": "prod"}[self.tokens[self._step()]]
        self.expect("_")
        below = self.group() if self.next == "{" else [self.tokens[self._step()]]
        above = None
        if self.take("^"):
            above = self.group() if self.next == "{" else [self.tokens[self._step()]]
            if len(above) != 1:
                raise Unreadable()
            above = above[0]
        letter, rest = below[0], below[1:]
        if rest and (rest[0] != "=" or len(rest) != 2 or not rest[1].isdigit()):
            raise Unreadable()
        return Node(op, letter, int(rest[1]) if rest else None, above, self.product())

    def fraction(self):
        self.position += 1
        above, below = self.group(), self.group()
        if above[:1] == ["\\partial"] and below[:1] == ["\\partial"]:
            return self.derivative(above, below)
        a, b = self.part(above), self.part(below)
        if a.op == "num" and b.op == "num":
            return lift(a.args[0] / b.args[0])
        return Node("div", a, b)

    def derivative(self, above, below):
        operand = above[1:]
        order = 1
        if operand[:1] == ["^"]:
            digit = operand[2] if operand[1] == "{" else operand[1]
            order, operand = int(digit), operand[4 if operand[1] == "{" else 2:]
        if not operand:
            raise Unreadable()
        variables = []
        for part in _parts(below, "\\partial"):
            if part[-2:] == ["^", "2"]:
                variables += [self.part(part[:-2])] * 2
            else:
                variables.append(self.part(part))
        if order != len(variables) or any(v.op != "ref" for v in variables):
            raise Unreadable()
        return Node("der", self.part(operand), tuple(variables))

    def nabla(self):
        self.position += 1
        self.expect("_")
        variable = self.part(self.group() if self.next == "{" else [self.tokens[self._step()]])
        order = 1
        if self.take("^"):
            script = self.group() if self.next == "{" else [self.tokens[self._step()]]
            order = int(script[0])
        operand = self.factor()
        if self._starts_factor() and operand.op in ("ref", "num", "T"):
            raise Unreadable()  # How far it reaches is a reading.
        if operand.op == "T":
            return Node("grad", operand.args[0], (variable,) * order).T
        return Node("grad", operand, (variable,) * order)


def _split(tokens):
    parts = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _parts(tokens, mark):
    parts = []
    for token in tokens:
        if token == mark:
            parts.append([])
        elif parts:
            parts[-1].append(token)
    if any(not p for p in parts):
        raise Unreadable()
    return parts


def _terms(part):
    if len(part) == 3 and part[1] in "+-" and part[2].isdigit():
        return [(part[0], int(part[1] + part[2]))]
    if any(t in "+-" for t in part):
        raise Unreadable()
    return [(None, int(t)) if t.isdigit() else (t, 0) for t in part]


def _sum_letters(node):
    if node.op in ("sum", "prod"):
        return {node.args[0]} | _sum_letters(node.args[3])
    if node.op in ("mul", "had", "kron"):
        return _sum_letters(node.args[-1])
    return _sum_letters(node.args[0]) if node.op == "neg" else set()
