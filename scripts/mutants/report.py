"""Runs `gradweave check` on the equations and compares its verdicts with what is true."""

import collections
import concurrent.futures
import json
import os
import random
import subprocess
import tempfile

from mutants.edits import Editor
from mutants.repairs import Offers, applied
from mutants.text import text
from mutants.truth import Judge

# Claims of one note: more would only make one process wait for the other.
CLAIMS_PER_NOTE = 200
# More seconds than any note of them takes, however busy the machine is.
TIME_LIMIT = "600"
WORKERS = os.cpu_count() or 1


class Claim:
    """An equation of a network, what kind of edit made it (none: the original), and its truth."""

    def __init__(self, network, kind, left, right, truth, original):
        self.network, self.kind, self.truth, self.original = network, kind, truth, original
        self.text = f"{text(left)} = {text(right)}"
        self.verdict = self.code = None
        # The equations that its fix-its would leave.
        self.offers = []

    @property
    def found(self):
        return f"{self.verdict}[{self.code}]" if self.verdict == "unclear" else self.verdict


def claims_of(network, wanted=None):
    """Every identity of the network with its mutants; of `wanted` mutants a share, where given."""
    judge = network.judge = Judge(network)
    editor = Editor(network, judge)
    originals, mutants = [], []
    for left, right in network.identities:
        originals.append((None, left, right, (left, right)))
        mutants += [(*m, (left, right)) for m in editor.mutants(left, right)]
    if wanted is not None and wanted < len(mutants):
        mutants = random.Random(network.name).sample(mutants, wanted)
    return [
        Claim(network, kind, left, right, judge.verdict(left, right), original)
        for kind, left, right, original in originals + mutants
    ]


def note(network, claims, seed=None):
    """The text of a note with these claims, and the line of each."""
    lines = ["# Claims", "", "```net"] + network.declarations
    if seed is not None:
        lines.append(f"seed {seed}")
    first = len(lines) + 1
    if not network.on_page:
        places = range(first, first + len(claims))
        return "\n".join(lines + [f"check {c.text}" for c in claims] + ["```", ""]), places
    lines += ["```", ""]
    places = []
    for claim in claims:
        places.append(len(lines) + 1)
        lines += [f"$$ {claim.text} $$", ""]
    return "\n".join(lines), places


def check(program, network, claims, seed=None):
    """Has `program` judge the claims: verdict, code and what it offers instead; one that it says nothing
    about is `unread`."""
    source, places = note(network, claims, seed)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "claims.md")
        with open(path, "w", encoding="utf-8") as file:
            file.write(source)
        run = subprocess.run(
            [program, "check", "--time-limit", TIME_LIMIT, "--format", "json", path],
            capture_output=True, text=True)
    if run.returncode not in (0, 1, 3):
        raise SystemExit(f"{program} failed on {network.name}: {run.stderr}")
    report = json.loads(run.stdout)["notes"][0]
    found = {s["line"]: s for s in report["statements"]}
    offers = collections.defaultdict(list)
    lines = source.split("\n")
    for diagnostic in report["diagnostics"]:
        for fix in diagnostic["fixIts"]:
            line = diagnostic["line"]
            mended = applied(lines[line - 1], fix["edits"])
            offers[line].append(mended.removeprefix("check ").strip("$ "))
    results = []
    for line in places:
        statement = found.get(line)
        code = statement["steps"][-1]["code"] if statement else None
        results.append((statement["finding"] if statement else "unread", code, offers[line]))
    return results


def judged(program, claims):
    """Sets the verdict of every claim."""
    groups = collections.defaultdict(list)
    for claim in claims:
        groups[claim.network.name].append(claim)
    parts = [
        group[start:start + CLAIMS_PER_NOTE]
        for group in groups.values() for start in range(0, len(group), CLAIMS_PER_NOTE)
    ]
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        results = pool.map(lambda part: check(program, part[0].network, part), parts)
        for part, verdicts in zip(parts, results):
            for claim, (verdict, code, offers) in zip(part, verdicts):
                claim.verdict, claim.code, claim.offers = verdict, code, offers


def seeds_that_fail(program, network, claims, seeds):
    """(claim, seed, verdict) of every identity that does not hold at some seed."""
    failures = []

    def run(seed):
        return [
            (claim, seed, verdict if code is None else f"{verdict}[{code}]")
            for claim, (verdict, code, _) in zip(claims, check(program, network, claims, seed))
            if verdict != "holds"
        ]

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for found in pool.map(run, seeds):
            failures += found
    return failures


FAILURES = ("refuted", "ill-shaped")


class Table:
    """The counts, and the lists of what must not be."""

    def __init__(self, claims):
        self.originals = [c for c in claims if c.kind is None]
        self.mutants = [c for c in claims if c.kind is not None]
        self.by_truth = collections.defaultdict(list)
        for claim in self.mutants:
            self.by_truth[claim.truth[0]].append(claim)
        self.false = self.by_truth["false"] + self.by_truth["ill-shaped"]

    @property
    def wrong(self):
        """True ones refuted, false ones that hold."""
        return [
            c for c in self.originals + self.by_truth["true"] if c.verdict in FAILURES
        ] + [c for c in self.never if c.verdict == "holds"]

    @property
    def never(self):
        """Those that may not hold: false ones, and false numbers that are no number of a point."""
        numbers = [c for c in self.by_truth["open"] if c.truth[1] == "at-what-point"]
        return self.false + self.by_truth["sizes"] + numbers

    @property
    def refuted_share(self):
        return sum(c.verdict in FAILURES for c in self.false) / max(1, len(self.false))

    @property
    def unproved(self):
        return [c for c in self.originals if c.verdict != "holds"]

    def print(self):
        print(f"identities: {len(self.originals)}")
        self._verdicts(self.originals)
        print(f"mutants: {len(self.mutants)}")
        names = {
            "true": "still true", "false": "false", "ill-shaped": "shapes do not fit",
            "layout": "true in another layout only", "sizes": "true at some sizes only",
            "open": "left open by the rules",
        }
        for truth, name in names.items():
            if self.by_truth[truth]:
                print(f"  {name}: {len(self.by_truth[truth])}")
                self._verdicts(self.by_truth[truth], indent=4)
        print(f"true ones refuted: {self._count('true', FAILURES)} (must be 0)")
        print(f"false ones that hold: {sum(c.verdict == 'holds' for c in self.never)} (must be 0)")
        print(f"false ones refuted or ill-shaped: {100 * self.refuted_share:.2f} of 100 "
              "(must be at least 98)")
        self._kinds()
        for claim in self.wrong:
            print(f"WRONG {claim.network.name}: {claim.text}: {claim.truth[0]}, {claim.found}")

    def _count(self, truth, verdicts):
        claims = self.by_truth[truth] + (self.originals if truth == "true" else [])
        return sum(c.verdict in verdicts for c in claims)

    def _verdicts(self, claims, indent=2):
        counts = collections.Counter(c.found for c in claims)
        for found, count in counts.most_common():
            print(" " * indent + f"{count:6d} {found}")

    def _kinds(self):
        print("by kind of edit: false ones, refuted of 100; true in another layout or at some sizes only")
        kinds = collections.defaultdict(list)
        for claim in self.mutants:
            kinds[claim.kind].append(claim)
        for kind, claims in sorted(kinds.items()):
            false = [c for c in claims if c.truth[0] in ("false", "ill-shaped")]
            refuted = sum(c.verdict in FAILURES for c in false)
            other = sum(c.truth[0] in ("layout", "sizes") for c in claims)
            share = f"{100 * refuted / len(false):7.2f}" if false else "      –"
            print(f"  {kind:12s} {len(false):6d} {share} {other:6d}")


class RepairTable:
    """What is offered for mutants that are false, or that are not understood for what was left out."""

    # Other losses are no kind of edit that is searched: what is lost can be anything.
    SEARCHED_APART = ("other loss", "exponent")

    def __init__(self, claims):
        self.offers = []
        for claim in claims:
            is_open = claim.truth[0] == "open" and claim.truth[1] in ("free-index", "differential")
            if claim.kind is None or not (claim.truth[0] in ("false", "ill-shaped") or is_open):
                continue
            self.offers.append(Offers(claim, claim.network.judge))

    @property
    def wrong(self):
        return [(o.claim, *w) for o in self.offers for w in o.wrong]

    @property
    def share(self):
        counted = [o for o in self.offers if o.claim.kind not in self.SEARCHED_APART]
        return sum(o.found == "original" for o in counted) / max(1, len(counted))

    def print(self):
        print("repairs by kind of edit: mutants; of 100 the original is offered, only another true "
              "equation is, nothing is")
        kinds = collections.defaultdict(list)
        for offers in self.offers:
            kinds[offers.claim.kind].append(offers)
        apart = self.SEARCHED_APART
        for kind, found in sorted(kinds.items(), key=lambda k: (k[0] in apart, k[0])):
            self._row(kind, found)
        self._row("all but the last two", [o for o in self.offers if o.claim.kind not in apart])
        print(f"the original among those offered: {100 * self.share:.2f} of 100 (must be at least 80)")
        print(f"offered and false: {len(self.wrong)} (must be 0)")
        for claim, text, truth in self.wrong:
            print(f"WRONG {claim.network.name}: {claim.text}: offers {text}, which is {truth}")

    def _row(self, name, found):
        counts = collections.Counter(o.found for o in found)
        shares = [100 * counts[k] / max(1, len(found)) for k in ("original", "another", "nothing")]
        print(f"  {name:20s} {len(found):6d}" + "".join(f" {s:7.2f}" for s in shares))
