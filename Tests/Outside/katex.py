#!/usr/bin/env python3
"""Compares the MathML of formulas with KaTeX's own: the same elements around the same characters, in the same order.

usage: Tests/Outside/katex.py path/to/gradweave [formulas]

`formulas` has one on each line; `#` starts a comment. A line may end in `%~ REASON`: then the two are known to differ, and why.
Needs Node and KaTeX (Debian: katex, libjs-katex); says SKIPPED where there is none.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree

NODE = r"""
const katex = require("katex");
const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));
const options = {output: "mathml", displayMode: true, throwOnError: false, strict: false, trust: true};
process.stdout.write(JSON.stringify({version: katex.version, markup: formulas.map(f => katex.renderToString(f, options))}));
"""
# Elements that only say how their content looks.
TRANSPARENT = {"mrow", "mstyle", "mpadded", "math", "semantics", "menclose"}
# Characters that show nothing.
INVISIBLE = dict.fromkeys(map(ord, " \u00a0\u2002\u2003\u2004\u2005\u2006\u205f\u2009\u200a\u200b\u2061\u2062\u2063\u2064\u200d\n"))
# One sign, more than one character for it.
SAME = str.maketrans({
    "∗": "*", "‖": "∥", "∣": "|", "⟂": "⊥", "−": "-", "ˉ": "¯", "‾": "¯", "ˆ": "^", "\u0302": "^", "˜": "~", "\u0303": "~",
    "´": "ˊ", "`": "ˋ", "˙": ".", "\u20d7": "→", "≔": ":=", "…": "...", "⋯": "...",
})


def katex(formulas):
    environment = dict(os.environ, NODE_PATH="/usr/share/nodejs:" + os.environ.get("NODE_PATH", ""))
    try:
        done = subprocess.run(["node", "-e", NODE], input=json.dumps(formulas), capture_output=True, text=True, env=environment)
    except FileNotFoundError:
        return None
    return json.loads(done.stdout) if done.returncode == 0 else None


def ours(program, formulas):
    """The `<math>` elements of a note with a display for each formula."""
    folder = tempfile.mkdtemp()
    try:
        note = os.path.join(folder, "note.md")
        with open(note, "w") as file:
            for index, formula in enumerate(formulas):
                file.write(f"MARK{index}\n\n```math\n{formula}\n```\n\n")
        subprocess.run([program, "build", folder, "-o", folder + "/site"], capture_output=True)
        with open(folder + "/site/note.html") as file:
            page = file.read()
    finally:
        shutil.rmtree(folder)
    found = []
    for part in re.split(r"<p>MARK\d+</p>", page)[1:]:
        math = re.search(r"<math.*?</math>", part, re.S)
        found.append(math.group(0) if math else "<math></math>")
    return found


def tree(markup):
    markup = markup.replace("&nbsp;", "\u00a0")
    found = re.search(r"<math.*</math>", markup, re.S)
    if not found:
        return [("mi", "unreadable")]
    root = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", found.group(0)))
    return nodes(root)


def nodes(element):
    """An element as a list of nodes: (name, text) or (name, [nodes of each child])."""
    name = element.tag
    if name in ("annotation", "mspace"):
        return []
    if name in TRANSPARENT:
        return [node for child in element for node in nodes(child)]
    if len(element) == 0:
        text = unicodedata.normalize("NFKC", (element.text or "").translate(SAME).translate(INVISIBLE)).translate(SAME)
        if not text:
            return []
        return [("m" + ("n" if name == "mn" else "o" if name == "mo" else "i"), text)]
    children = [nodes(child) for child in element]
    if name in ("mtd", "mi", "mo"):
        return [node for child in children for node in child]
    while name == "mtable" and children and not any(cell for row in children[-1] for cell in row[1]):
        children.pop()
    if name == "mtr":
        # Columns at the margins share the free room.
        children = [child for child in children if child]
    return [(name, children)]


def plain(tree):
    """A line of text for a tree. Letters side by side are run together: a name may be one element or many."""
    parts = []
    for name, content in tree:
        if isinstance(content, str):
            parts.append(content)
        else:
            parts.append(" " + name[1:] + "(" + "; ".join(plain(child) for child in content) + ") ")
    return re.sub(" +", " ", "".join(parts)).strip()


def read(path):
    formulas = []
    with open(path) as file:
        for line in file:
            line = line.rstrip("\n")
            if line.strip() and not line.startswith("#"):
                formula, _, reason = line.partition("%~")
                formulas.append((formula.strip(), reason.strip()))
    return formulas


def main():
    program = sys.argv[1]
    path = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(__file__), "formulas.txt")
    formulas = read(path)
    theirs = katex([formula for formula, _ in formulas])
    if theirs is None:
        print("SKIPPED: Node or KaTeX is not here (Debian: apt-get install katex libjs-katex)")
        return 0
    same = known = 0
    failures = 0
    for (formula, reason), mine, other in zip(formulas, ours(program, [formula for formula, _ in formulas]), theirs["markup"]):
        a, b = plain(tree(mine)), plain(tree(other))
        if a == b:
            same += 1
            if reason:
                failures += 1
                print(f"no longer differs: {formula}")
        elif reason:
            known += 1
        else:
            failures += 1
            print(f"{formula}\n  ours   {a}\n  KaTeX  {b}")
    print(f"KaTeX {theirs['version']}: {same} of {len(formulas)} formulas are the same, {known} differ for a reason that is given, {failures} are to be looked at")
    return 1 if failures else 0


sys.exit(main())
