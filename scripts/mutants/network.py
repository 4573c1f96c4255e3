"""A network to state identities about: what a `net` block declares, and their text."""

from mutants.text import text
from mutants.tree import ref, term


class Input:
    def __init__(self, pattern, domain, axes):
        self.pattern, self.domain, self.axes = pattern, domain, axes


class Network:
    """Sizes, inputs, definitions and functions, with the identities that hold for them."""

    def __init__(self, name, sizes="", layers=None, on_page=False, **families):
        self.name = name
        # Whether its identities stand as formulas below the block, not in it.
        self.on_page = on_page
        self.sizes = {}
        self.lines = []
        self.inputs = {}  # name -> [Input]
        self.definitions = {}  # name -> [(pattern, tree)]
        self.functions = {}  # name -> (formal, tree)
        self.order = []
        self.identities = []
        self.letter = None
        if layers:
            letter, last, depth = layers
            self.letter, self.last = letter, last
            self.sizes[last] = depth
            self.lines += [f"size {last} = {depth}", f"index {letter} = 1..{last}"]
        for part in filter(None, sizes.split(",")):
            name, value = part.split("=")
            self.sizes[name.strip()] = int(value)
        if sizes:
            self.lines.append("size " + sizes)
        for family, lengths in families.items():
            for member, length in enumerate(lengths):
                self.sizes[(family, member)] = length
            self.lines.append(
                "size " + ", ".join(f"{family}_{m} = {v}" for m, v in enumerate(lengths)))

    def declare(self, name, domain, *axes):
        """An input. `W_k` declares a family; what is returned then takes a member: `W("k-1")`."""
        base, _, member = name.partition("_")
        pattern = (term(member),) if member else ()
        self.inputs.setdefault(base, []).append(Input(pattern, domain, [_axis(a) for a in axes]))
        self.lines.append(f"{name} ∈ {_domain(domain, axes)}")
        return self._symbol(base, pattern)

    def real(self, name, *axes):
        return self.declare(name, "real", *axes)

    def define(self, name, tree):
        base, _, member = name.partition("_")
        pattern = (term(member),) if member else ()
        self.definitions.setdefault(base, []).append((pattern, tree))
        self.lines.append(f"{name} = {text(tree)}")
        return self._symbol(base, pattern)

    def function(self, name, formal, tree):
        self.functions[name] = (formal, tree)
        self.lines.append(f"{name}({formal}) = {text(tree)}")

    def _symbol(self, base, pattern):
        if base not in self.order:
            self.order.append(base)
        return (lambda m: ref(base, (m,))) if pattern else ref(base)

    def holds(self, left, right):
        self.identities.append((left, right))

    @property
    def declarations(self):
        return list(self.lines)

    def closure(self, name, known=None):
        """Every symbol that `name` is made of, itself too."""
        known = set() if known is None else known
        if name in known:
            return known
        known.add(name)
        for _, tree in self.definitions.get(name, []):
            for symbol in tree.symbols:
                self.closure(symbol, known)
        if name in self.functions:
            for symbol in self.functions[name][1].symbols:
                self.closure(symbol, known)
        return known

    def other_sizes(self, attempt):
        """Other choices: pairwise different sizes, another depth."""
        sizes = dict(self.sizes)
        if self.letter:
            depth = (2, 4)[attempt] if self.sizes[self.last] == 3 else 3
            sizes[self.last] = depth
        pool = iter(((3, 2, 4, 5, 6, 2, 3), (4, 5, 3, 2, 6, 3, 2))[attempt])
        families = {key[0] for key in sizes if isinstance(key, tuple)}
        for key in list(sizes):
            if not isinstance(key, tuple) and not (self.letter and key == self.last):
                sizes[key] = next(pool)
        for family in families:
            for member in range(sizes[self.last] + 1):
                sizes[(family, member)] = next(pool, 2 + member % 3)
        return sizes


def _axis(text):
    text = str(text)
    if text.isdigit():
        return int(text)
    base, _, member = text.partition("_")
    return (base, term(member.strip("{}"))) if member else base


def _domain(domain, axes):
    axes = [str(a) for a in axes]
    if domain in ("real", "positive"):
        mark = "_{>0}" if domain == "positive" else ""
        if not axes:
            return f"R{mark}"
        return f"R^{{{' × '.join(axes)}}}{mark}"
    if domain == "binary":
        return "0..1"
    return f"{domain}({axes[0]})"
