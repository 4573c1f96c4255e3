"""Trees as the text of a `check` line: with the parentheses that the tree needs, no others."""

TEX = {
    "exp": "\\exp", "log": "\\log", "sin": "\\sin", "cos": "\\cos", "tanh": "\\tanh",
    "sinh": "\\sinh", "cosh": "\\cosh", "sigmoid": "\\sigma", "tr": "\\operatorname{tr}",
    "det": "\\det", "diag": "\\operatorname{diag}", "vec": "\\operatorname{vec}",
    "softmax": "\\operatorname{softmax}", "relu": "\\operatorname{relu}", "max": "\\max",
    "min": "\\min",
}

# How tightly a form holds its parts together.
SUM, CHAIN, PRODUCT, FACTOR, ATOM = range(5)


def text(node):
    return _write(node)[0]


def _term(t):
    letter, offset = t
    if letter is None:
        return str(offset)
    return letter if offset == 0 else f"{letter}{offset:+d}"


def _scripts(terms):
    parts = [_term(t) for t in terms]
    joined = "".join(parts) if all(len(p) == 1 for p in parts) else ",".join(parts)
    return f"_{joined}" if len(joined) == 1 else f"_{{{joined}}}"


def _at(node, level):
    written, own = _write(node)
    return written if own >= level else f"({written})"


def _write(node):
    return globals()["_" + node.op](*node.args)


def _num(value):
    if value < 0:
        return f"-{_num(-value)[0]}", SUM
    if value.denominator == 1:
        return str(value), ATOM
    return f"\\frac{{{value.numerator}}}{{{value.denominator}}}", FACTOR


def _size(name):
    return name, ATOM


def _lost(u, variable, is_above):
    """A derivative with one of its ∂ left out."""
    inner, level = _write(u)
    inner = inner if level == ATOM else f"({inner})"
    marks = ("", "\\partial ") if is_above else ("\\partial ", "")
    return f"\\frac{{{marks[0]}{inner}}}{{{marks[1]}{text(variable)}}}", FACTOR


def _ref(name, members, entries):
    terms = members + entries
    if not terms:
        return name, ATOM
    return name + _scripts(terms), ATOM


def _formal(name):
    return name, ATOM


def _delta(i, j):
    return "\\delta" + _scripts((i, j)), ATOM


def _identity():
    return "I", ATOM


def _ones():
    return "\\mathbf{1}", ATOM


def _entry(inner, terms):
    return f"({text(inner)}){_scripts(terms)}", FACTOR


def _neg(inner):
    return "-" + _at(inner, CHAIN), SUM


def _add(*terms):
    written = ""
    for position, (sign, node) in enumerate(terms):
        mark = "-" if sign < 0 else ("+" if position else "")
        part = _at(node, CHAIN)
        # A sum would reach over later terms that use its letter.
        later = frozenset().union(*(t.free for _, t in terms[position + 1:]))
        if _ending_letters(node) & later:
            part = f"({text(node)})"
        written += f" {mark} {part}" if position else mark + part
    return written, SUM


def _ending_letters(node):
    """The letters of the sums that `node` ends with."""
    if node.op in ("sum", "prod"):
        return {node.args[0]} | _ending_letters(node.args[3])
    if node.op in ("mul", "had", "kron"):
        return _ending_letters(node.args[-1])
    if node.op == "neg":
        return _ending_letters(node.args[0])
    return set()


def _mul(*factors):
    parts = []
    for position, factor in enumerate(factors):
        is_last = position == len(factors) - 1
        if factor.op in ("sum", "prod") and not is_last:
            part = f"({text(factor)})"
        elif factor.op in ("sum", "prod"):
            part = text(factor)
        else:
            part = _at(factor, FACTOR)
        parts.append(part)
    written = parts[0]
    for before, node, part in zip(factors, factors[1:], parts[1:]):
        if part[0].isdigit() or (node.op == "num" and before.op == "num"):
            written += " \\cdot " + part
        else:
            written += " " + part
    return written, PRODUCT


def _had(*factors):
    return " \\odot ".join(_at(f, FACTOR) for f in factors), CHAIN


def _kron(a, b):
    return f"{_at(a, FACTOR)} \\otimes {_at(b, FACTOR)}", CHAIN


def _div(a, b):
    return f"\\frac{{{text(a)}}}{{{text(b)}}}", FACTOR


def _pow(base, exponent):
    written, level = _write(base)
    if level < ATOM:
        written = f"({written})"
    return f"{written}^{{{text(exponent)}}}", FACTOR


def _T(inner):
    written, level = _write(inner)
    return (written if level >= ATOM else f"({written})") + "^\\top", FACTOR


def _inv(inner):
    written, level = _write(inner)
    return (written if level >= ATOM else f"({written})") + "^{-1}", FACTOR


def _fun(name, primes, *args):
    if name == "norm":
        return f"\\|{text(args[0])}\\|", ATOM
    if name == "norm1":
        return f"\\|{text(args[0])}\\|_1", FACTOR
    if name == "abs":
        return f"|{text(args[0])}|", ATOM
    if name == "sqrt":
        return f"\\sqrt{{{text(args[0])}}}", FACTOR
    inner = ", ".join(text(a) for a in args)
    return f"{TEX.get(name, name)}{chr(39) * primes}({inner})", FACTOR


def _sum(letter, lower, upper, body, sign="\\sum"):
    below = letter if lower is None else f"{{{letter}={lower}}}"
    above = f"^{upper}" if upper else ""
    return f"{sign}_{below}{above} {_at(body, PRODUCT)}", PRODUCT


def _prod(letter, lower, upper, body):
    return _sum(letter, lower, upper, body, sign="\\prod")


def _der(u, variables):
    order = "" if len(variables) == 1 else f"^{len(variables)}"
    inner, level = _write(u)
    inner = inner if level == ATOM else f"({inner})"
    if len(variables) == 2 and variables[0] is variables[1] and not variables[0].args[2]:
        below = f"\\partial {text(variables[0])}^2"
    else:
        below = " ".join("\\partial " + text(v) for v in variables)
    return f"\\frac{{\\partial{order} {inner}}}{{{below}}}", FACTOR


def _grad(u, variables):
    order = "" if len(variables) == 1 else f"^{len(variables)}"
    inner, level = _write(u)
    inner = inner if level == ATOM else f"({inner})"
    return f"(\\nabla_{{{text(variables[0])}}}{order} {inner})", ATOM
