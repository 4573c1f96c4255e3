"""What is true: formulas evaluated at random points of several sizes, derivatives by differences."""

import itertools
import random

from mpmath import mpf

from mutants import values
from mutants.tree import INDEX_LETTERS, Node
from mutants.values import STEP, TOLERANCE, Array, Flexible, IllShaped, Missing, Open, Undefined
from mutants.values import scalar

# At the declared sizes and at each of two others.
POINTS = (8, 4)
MAXIMAL_ATTEMPTS = 40


class Independent(Exception):
    """A derivative by what does not matter."""


class Place:
    """A network at one choice of sizes: what exists, what depends on what, which ranges letters have."""

    # Whether products that do not fit from left to right are grouped in other ways.
    regroups = False
    tensor = "kronecker"
    # Whether derivatives side by side are summed over what stands between them: `∇_p H ∂p/∂z`, a column.
    chains = False
    # Whether products of arrays of one shape are meant entry by entry: `σ'(v) = σ(v)(1 - σ(v))` for each number of v.
    entrywise = False

    def __init__(self, network, sizes, layout="mixed"):
        self.network, self.sizes, self.layout = network, sizes, layout
        self._dependencies, self._closures = {}, {}

    def value(self, term, letters):
        letter, offset = term
        if letter is None:
            return offset
        if letter in letters:
            return letters[letter] + offset
        if letter in self.sizes:
            return self.sizes[letter] + offset
        raise Open("free-index")

    def key(self, name, members, letters):
        return (name, tuple(self.value(m, letters) for m in members))

    def source(self, key):
        """The input or the definition of a member, with the letters of its pattern; a member's own
        definition wins over the family's."""
        name, members = key
        candidates = [(p, t) for p, t in self.network.definitions.get(name, [])]
        candidates += [(i.pattern, i) for i in self.network.inputs.get(name, [])]
        candidates.sort(key=lambda c: any(t[0] in INDEX_LETTERS for t in c[0]))
        for pattern, what in candidates:
            letters = self._match(pattern, members)
            if letters is None:
                continue
            if isinstance(what, Node) and not self._exists(what, letters):
                continue
            return what, letters
        return None

    def _match(self, pattern, members):
        if len(pattern) != len(members):
            return None
        letters = {}
        for (letter, offset), member in zip(pattern, members):
            if letter in INDEX_LETTERS:
                value = member - offset
                if not 1 <= value <= self.sizes[self.network.last]:
                    return None
                letters[letter] = value
            elif self.value((letter, offset), {}) != member:
                return None
        return letters

    def _exists(self, tree, letters):
        try:
            for name, members in references(tree):
                if members and all(
                    t[0] not in INDEX_LETTERS or t[0] in letters for t in members
                ) and self.source(self.key(name, members, letters)) is None:
                    return False
        except Open:
            return True
        return True

    def closure(self, node):
        """Every symbol the formula is made of."""
        if node not in self._closures:
            self._closures[node] = frozenset().union(
                *(self.network.closure(s) for s in node.symbols))
        return self._closures[node]

    def dependencies(self, node, letters):
        """The members that the formula's graph has a path to."""
        own = tuple((l, letters[l]) for l in sorted(node.free) if l in letters)
        cached = self._dependencies.get((node, own))
        if cached is not None:
            return cached
        found = set()
        if node.op == "ref":
            try:
                key = self.key(node.args[0], node.args[1], letters)
                found.add(key)
                source = self.source(key)
                if source and isinstance(source[0], Node):
                    found |= self.dependencies(source[0], source[1])
            except Open:
                pass
        elif node.op in ("sum", "prod"):
            for value in range(1, 8):
                found |= self.dependencies(node.args[3], {**letters, node.args[0]: value})
        elif node.op == "fun" and node.args[0] in self.network.functions:
            found |= self.dependencies(self.network.functions[node.args[0]][1], {})
        for child, _ in node.children if node.op not in ("sum", "prod") else []:
            found |= self.dependencies(child, letters)
        self._dependencies[(node, own)] = frozenset(found)
        return found


def references(node):
    if node.op == "ref":
        return [(node.args[0], node.args[1])]
    found = []
    for child, _ in node.children:
        found += references(child)
    if node.op in ("der", "grad"):
        for v in node.args[1]:
            found += references(v)
    return found


class Environment:
    """Values of all members at one point; a child of it has one member replaced."""

    def __init__(self, place, rng=None, scale=1.0, attempt=0, parent=None, override=None,
                 value=None):
        self.place, self.parent, self.override = place, parent, override
        self.attempt = attempt
        self.rng, self.scale = rng, scale
        self.members = {override: value} if parent else {}
        self.cache = {}

    # Values of members

    def member(self, key):
        if key in self.members:
            return self.members[key]
        if self.parent and self.override[0] not in self.place.network.closure(key[0]):
            return self.parent.member(key)
        source = self.place.source(key)
        if source is None:
            raise Missing()
        what, letters = source
        if isinstance(what, Node):
            value = self.evaluate(what, letters)
        elif self.parent:
            return self.parent.member(key)
        else:
            value = self._draw(what, letters)
        self.members[key] = value
        return value

    def _axis(self, axis, letters):
        if isinstance(axis, int):
            return axis
        if isinstance(axis, str):
            return self.place.sizes[axis]
        return self.place.sizes[(axis[0], self.place.value(axis[1], letters))]

    def _number(self):
        x = self.rng.uniform(0.1, 1.6) * self.rng.choice((-1, 1))
        return mpf(x * self.scale)

    def _draw(self, what, letters):
        axes = [self._axis(a, letters) for a in what.axes]
        n = axes[0] if axes else 1
        numbers = lambda r, c: Array(r, c, [self._number() for _ in range(r * c)])
        match what.domain:
            case "real":
                return numbers(*(axes + [1, 1])[:2])
            case "positive":
                return numbers(*(axes + [1, 1])[:2]).map(abs)
            case "binary":
                return scalar(self.attempt % 2)
            case "onehot":
                hot = self.attempt % n
                return Array(n, 1, [mpf(i == hot) for i in range(n)])
            case "simplex":
                squares = numbers(n, 1).map(lambda x: x * x)
                return squares.map(lambda x, s=sum(squares.data): x / s)
            case "diagonal":
                return values.apply("diag", [numbers(n, 1)])
            case "symmetric":
                a = numbers(n, n)
                return values.entrywise(a, values.transpose(a), lambda x, y: x + y)
            case "spd":
                b = numbers(n, n)
                one = values.identity(n, mpf(1))
                product = values.multiply(b, values.transpose(b))
                return values.entrywise(product, one, lambda x, y: x + y)
            case "orthogonal":
                b, one = numbers(n, n), values.identity(n, mpf(1))
                skew = values.entrywise(b, values.transpose(b), lambda x, y: x - y)
                minus = values.entrywise(one, skew, lambda x, y: x - y)
                plus = values.entrywise(one, skew, lambda x, y: x + y)
                signs = Array(n, 1, [mpf(self.rng.choice((-1, 1))) for _ in range(n)])
                rotation = values.multiply(minus, values.inverse(plus))
                return values.multiply(rotation, values.apply("diag", [signs]))

    # Formulas

    def evaluate(self, node, letters, formals=None):
        if formals is not None:
            return self._evaluate(node, letters, formals)
        if self.parent and self.override[0] not in self.place.closure(node):
            return self.parent.evaluate(node, letters)
        key = (node, tuple((l, letters.get(l)) for l in sorted(node.free)))
        if key not in self.cache:
            try:
                self.cache[key] = self._evaluate(node, letters, None)
            except (IllShaped, Open, Undefined, Missing, Independent) as error:
                self.cache[key] = error
        found = self.cache[key]
        if isinstance(found, Exception):
            raise found
        return found

    def _evaluate(self, node, letters, formals):
        sub = lambda x: self.evaluate(x, letters, formals)
        args = node.args
        match node.op:
            case "num":
                return scalar(mpf(args[0].numerator) / args[0].denominator)
            case "size":
                return scalar(self.place.sizes[args[0]])
            case "lost":
                raise Open("differential")
            case "formal":
                return formals[args[0]]
            case "identity":
                return Flexible("identity", mpf(1))
            case "ones":
                return Flexible("ones", mpf(1))
            case "delta":
                a, b = (self.place.value(t, letters) for t in args)
                return scalar(a == b)
            case "ref":
                return self._reference(args, letters)
            case "entry":
                return self._select(sub(args[0]), args[1], letters)
            case "neg":
                return self._negated(sub(args[0]))
            case "add":
                total = None
                for sign, t in args:
                    x = sub(t)
                    if total is None:
                        total = x if sign > 0 else self._negated(x)
                    else:
                        total = values.entrywise(
                            total, x, (lambda p, q: p + q) if sign > 0 else (lambda p, q: p - q))
                return total
            case "mul" | "had":
                combine = values.multiply if node.op == "mul" else values.hadamard
                if node.op == "mul" and self.place.chains and is_chain(args):
                    return self._chained([sub(t) for t in args])
                factors = [sub(t) for t in args]
                if node.op == "mul" and self.place.entrywise and same_shapes(factors):
                    combine = values.hadamard
                if node.op == "mul" and self.place.regroups:
                    return self._grouped(factors)
                result = factors[0]
                for factor in factors[1:]:
                    result = combine(result, factor)
                return result
            case "kron":
                return self._tensor(sub(args[0]), sub(args[1]))
            case "div":
                return values.divide(sub(args[0]), sub(args[1]))
            case "pow":
                return values.power(sub(args[0]), sub(args[1]))
            case "T":
                return values.transpose(sub(args[0]))
            case "inv":
                return values.inverse(sub(args[0]))
            case "fun":
                return self._function(args, letters, formals)
            case "sum" | "prod":
                return self._big(node, letters, formals)
            case "der" | "grad":
                return self._derivative(node, letters)

    def _tensor(self, a, b):
        """What ⊗ is: Kronecker's product, or another meaning of the sign that is tried."""
        if not isinstance(a, Flexible) and not isinstance(b, Flexible):
            if self.place.tensor == "outer" and a.columns == b.columns == 1:
                return values.multiply(a, values.transpose(b))
            if self.place.tensor == "entries" and a.shape == b.shape:
                return values.hadamard(a, b)
        return values.kronecker(a, b)

    def _chained(self, factors):
        """A gradient, as a row, times the Jacobians behind it; as a column again."""
        row = values.transpose(factors[0])
        for jacobian in factors[1:]:
            row = values.multiply(row, jacobian)
        return values.transpose(row)

    def _grouped(self, factors):
        """The product in the first grouping whose shapes fit, from left to right where they do."""
        if len(factors) == 1:
            return factors[0]
        for split in range(len(factors) - 1, 0, -1):
            try:
                return values.multiply(
                    self._grouped(factors[:split]), self._grouped(factors[split:]))
            except IllShaped:
                continue
        raise IllShaped()

    def _negated(self, a):
        if isinstance(a, Flexible):
            return Flexible(a.kind, -a.factor)
        return a.map(lambda x: -x)

    def _reference(self, args, letters):
        name, members, entries = args
        value = self.member(self.place.key(name, members, letters))
        return self._select(value, entries, letters) if entries else value

    def _select(self, value, entries, letters):
        if isinstance(value, Flexible):
            raise Open("shape")
        i = [self.place.value(t, letters) - 1 for t in entries]
        axes = [n for n in value.shape if n > 1] if value.columns == 1 else list(value.shape)
        if len(i) != len(axes):
            raise Open("index-count")
        if any(not 0 <= x < n for x, n in zip(i, axes)):
            raise Missing()
        return scalar(value.at(*i))

    def _function(self, args, letters, formals):
        name, primes, *rest = args
        arguments = [self.evaluate(a, letters, formals) for a in rest]
        known = self.place.network.functions.get(name)
        if known is None:
            if primes:
                if name not in values.SCALAR_FUNCTIONS:
                    raise Open("prime")
                return values.primed(name, values.SCALAR_FUNCTIONS[name], primes, arguments[0])
            return values.apply(name, arguments)
        formal, tree = known
        at = lambda x: self.evaluate(tree, {}, {formal: scalar(x)}).data[0]
        if isinstance(arguments[0], Flexible):
            raise Open("shape")
        return values.primed(name, at, primes, arguments[0]) if primes else arguments[0].map(at)

    def _big(self, node, letters, formals):
        letter, lower, upper, body = node.args
        if lower is not None and upper is not None:
            span = range(lower, self.place.sizes[upper] + 1)
        else:
            span = self.range(letter, [body], letters)
        result = None
        for value in span:
            x = self.evaluate(body, {**letters, letter: value}, formals)
            if result is None:
                result = x
            elif node.op == "sum":
                result = values.entrywise(result, x, lambda p, q: p + q)
            else:
                result = values.multiply(result, x)
        return scalar(node.op == "prod") if result is None else result

    # Ranges of letters

    def range(self, letter, nodes, letters):
        network = self.place.network
        if letter == network.letter:
            return range(1, self.place.sizes[network.last] + 1)
        lengths = set()
        for node in nodes:
            self._axes(letter, node, letters, lengths)
        if not lengths:
            raise Open("free-index")
        if len(lengths) > 1:
            raise IllShaped()
        return range(1, lengths.pop() + 1)

    def _axes(self, letter, node, letters, lengths):
        if node.op in ("sum", "prod"):
            if node.args[0] == letter:
                return
            letters = {node.args[0]: node.args[1] or 1, **letters}
        if node.op == "ref" and node.args[2]:
            try:
                self._uses(letter, node.args[2], self.member(
                    self.place.key(node.args[0], node.args[1], letters)), lengths)
            except (Open, Missing):
                pass
        if node.op == "entry":
            try:
                self._uses(letter, node.args[1], self.evaluate(node.args[0], letters), lengths)
            except (Open, Missing, IllShaped):
                pass
        for child, _ in node.children:
            self._axes(letter, child, letters, lengths)
        if node.op in ("der", "grad"):
            for v in node.args[1]:
                self._axes(letter, v, letters, lengths)

    def _uses(self, letter, entries, value, lengths):
        if isinstance(value, Flexible):
            return
        axes = [value.rows] if value.columns == 1 else list(value.shape)
        if len(axes) == len(entries):
            lengths.update(n for e, n in zip(entries, axes) if e == (letter, 0))

    # Derivatives

    def _derivative(self, node, letters):
        u, variables = node.args
        inner = u if len(variables) == 1 else Node(node.op, u, variables[:-1])
        variable = variables[-1]
        if variable.op != "ref":
            raise Open("variable")
        name, members, entries = variable.args
        key = self.place.key(name, members, letters)
        whole = self.member(key)
        value = self.evaluate(inner, letters)
        self._check_dependence(u, key, letters, variables)
        if isinstance(value, Flexible):
            raise Open("shape")
        if entries:
            self._select(whole, entries, letters)
            i = [self.place.value(t, letters) - 1 for t in entries]
            position = i[0] if len(i) == 1 else i[0] * whole.columns + i[1]
            result = self._difference(inner, letters, key, whole, position)
        elif whole.is_scalar:
            result = self._difference(inner, letters, key, whole, 0)
        elif value.is_scalar:
            data = [self._difference(inner, letters, key, whole, p).data[0]
                    for p in range(len(whole.data))]
            result = Array(whole.rows, whole.columns, data)
        elif value.columns == 1 and whole.columns == 1:
            columns = [self._difference(inner, letters, key, whole, p)
                       for p in range(whole.rows)]
            result = Array(value.rows, whole.rows, [
                c.data[i] for i in range(value.rows) for c in columns])
        else:
            raise Open("layout")
        return self._laid_out(result, value, node.op, len(variables), bool(entries), whole)

    def _laid_out(self, result, value, op, order, has_entries, whole):
        if op == "grad" or order > 1:
            return result
        by_number = has_entries or whole.is_scalar
        layout = self.place.layout
        if layout == "numerator" and value.is_scalar and not by_number:
            return values.transpose(result)
        if layout == "denominator" and not value.is_scalar:
            return values.transpose(result)
        return result

    def _check_dependence(self, u, key, letters, variables):
        for other in variables[:-1]:
            keys = self.place.key(*other.args[:2], letters), key
            if keys[0] != keys[1] and any(
                b in self.place.dependencies(Node("ref", *a, ()), {})
                for a, b in (keys, keys[::-1])
                for a in [(a[0], tuple((None, m) for m in a[1]))]
            ):
                # Which of the two varies first is another derivative.
                raise Open("order of derivatives")
        whole = u.args[0] if u.op == "entry" else u
        if u.op == "ref" and u.args[2]:
            whole = Node("ref", u.args[0], u.args[1], ())
        if len(variables) == 1 and key not in self.place.dependencies(whole, letters):
            raise Independent()

    def _difference(self, u, letters, key, whole, position):
        """∂u by one entry of a member; of a name with indices the whole array once for all."""
        if u.op == "ref" and u.args[2]:
            array = self._difference(
                Node("ref", u.args[0], u.args[1], ()), letters, key, whole, position)
            return self._select(array, u.args[2], letters)
        own = tuple((l, letters.get(l)) for l in sorted(u.free))
        cached = self.cache.get(("difference", u, own, key, position))
        if cached is not None:
            return cached
        sides = []
        for step in (STEP, -STEP):
            data = list(whole.data)
            data[position] += step
            child = Environment(
                self.place, parent=self, override=key,
                value=Array(whole.rows, whole.columns, data))
            sides.append(child.evaluate(u, letters))
        result = values.entrywise(sides[0], sides[1], lambda p, q: (p - q) / (2 * STEP))
        self.cache[("difference", u, own, key, position)] = result
        return result


class Judge:
    """Says of equations of one network whether they are true; its points serve all of them."""

    def __init__(self, network, seed=1):
        self.network, self.seed = network, seed
        self._environments = {}
        self._others = {}

    def _environment(self, choice, attempt, layout):
        key = (choice, attempt, layout)
        if key not in self._environments:
            sizes = self.network.sizes if choice == 0 else self.network.other_sizes(choice - 1)
            shared = self._environments.get((choice, 0, layout))
            place = shared.place if shared else Place(self.network, sizes, layout)
            rng = random.Random(f"{self.network.name} {self.seed} {choice} {attempt}")
            self._environments[key] = Environment(
                place, rng, (1.0, 0.4, 1.5)[attempt % 3], attempt)
        return self._environments[key]

    def verdict(self, left, right):
        """`true`, `false`, `ill-shaped`, `layout` (true in another one), `sizes` (true at the
        declared ones only), or `open` with a reason: what the rules leave without a meaning."""
        if right.free - left.free:
            return "open", "free-index"
        found = self._in_layout(left, right, "mixed")
        if found[0] == "false" and is_number(left) != is_number(right):
            return "open", "at-what-point"
        if found[0] in ("false", "ill-shaped") and (has_fraction(left) or has_fraction(right)):
            for layout in ("numerator", "denominator"):
                if self._in_layout(left, right, layout)[0] == "true":
                    return "layout", layout
        if found[0] == "ill-shaped" and self._holds_with(left, right, "regroups", True):
            return "open", "grouping"
        for setting in ("chains", "entrywise"):
            if found[0] == "ill-shaped" and self._holds_with(left, right, setting, True):
                return "open", setting
        if found[0] in ("false", "ill-shaped") and (has_tensor(left) or has_tensor(right)):
            for meaning in ("outer", "entries"):
                if self._holds_with(left, right, "tensor", meaning):
                    return "open", "tensor"
        return found

    def _holds_with(self, left, right, setting, value):
        """Whether what fails as usual is true with another setting of `Place`."""
        other = self._others.setdefault((setting, value), Judge(self.network, self.seed))
        usual = getattr(Place, setting)
        setattr(Place, setting, value)
        try:
            return other._in_layout(left, right, "mixed")[0] == "true"
        finally:
            setattr(Place, setting, usual)

    def _in_layout(self, left, right, layout):
        for choice in (0, 1, 2):
            wanted = POINTS[min(choice, 1)]
            seen = 0
            for attempt in range(MAXIMAL_ATTEMPTS):
                environment = self._environment(choice, attempt, layout)
                try:
                    if not self._agrees(environment, left, right):
                        return ("false", "") if choice == 0 else ("sizes", "")
                    seen += 1
                    if seen == wanted:
                        break
                except Undefined:
                    continue
                except IllShaped:
                    return ("ill-shaped", "") if choice == 0 else ("sizes", "")
                except Independent:
                    return "open", "independent"
                except Open as error:
                    return "open", str(error)
                except Missing:
                    return "open", "missing"
            if seen == 0:
                return "open", "undefined"
        return "true", ""

    def _agrees(self, environment, left, right):
        letters = sorted(left.free, key=lambda l: l != self.network.letter)
        instances = [{}]
        for letter in letters:
            extended = []
            for known in instances:
                if not self._members_exist(environment, left, right, known):
                    continue
                extended += [
                    {**known, letter: v}
                    for v in environment.range(letter, [left, right], known)]
            instances = extended
        count = 0
        agrees = True
        independent = False
        for known in instances:
            if not self._members_exist(environment, left, right, known):
                continue
            try:
                agrees = self._equal(environment, left, right, known) and agrees
                count += 1
            except Missing:
                continue
            except Independent:
                if not known:
                    raise
                independent = True
        if count == 0:
            raise Independent() if independent else Open("no-instance")
        return agrees

    def _members_exist(self, environment, left, right, known):
        place = environment.place
        for name, members in references(left) + references(right):
            if members and all(t[0] not in INDEX_LETTERS or t[0] in known for t in members):
                if place.source(place.key(name, members, known)) is None:
                    return False
        return True

    def _equal(self, environment, left, right, letters):
        a, b = environment.evaluate(left, letters), environment.evaluate(right, letters)
        if isinstance(a, Flexible) and isinstance(b, Flexible):
            if a.kind != b.kind:
                raise Open("shape")
            a, b = scalar(a.factor), scalar(b.factor)
        a, b = _filled(a, b, left), _filled(b, a, right)
        if a.shape != b.shape:
            raise IllShaped()
        return all(
            abs(x - y) <= TOLERANCE * max(1, abs(x), abs(y)) for x, y in zip(a.data, b.data))


def _filled(a, like, node):
    if isinstance(a, Flexible) and a.kind != "identity":
        return Array(like.rows, like.columns, [a.factor] * len(like.data))
    a = values.shaped(a, like)
    if isinstance(like, Array) and a.is_scalar and node.op == "num" and a.data[0] == 0:
        return Array(like.rows, like.columns, [a.data[0]] * len(like.data))
    return a


def same_shapes(factors):
    arrays = [f for f in factors if isinstance(f, Array) and not f.is_scalar]
    return len({a.shape for a in arrays}) == 1


def is_chain(factors):
    """Derivatives, each by what the next one is of."""
    if len(factors) < 2 or any(f.op not in ("der", "grad") for f in factors):
        return False
    return all(a.args[1] == (b.args[0],) for a, b in zip(factors, factors[1:]))


def is_number(node):
    """Made of written numbers: a value at the shown point, where nothing is given."""
    return node.op == "num" or bool(node.children) and all(is_number(c) for c, _ in node.children)


def has_fraction(node):
    return node.op == "der" or any(has_fraction(c) for c, _ in node.children)


def has_tensor(node):
    return node.op == "kron" or any(has_tensor(c) for c, _ in node.children)
