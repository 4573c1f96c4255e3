"""What `gradweave check` offers in place of a mutant: whether it is true, and whether it is the original."""

from mutants.read import Unreadable, equation


def applied(line, edits):
    """A line after the edits of a fix-it, whose columns count bytes from 1."""
    data = line.encode()
    for edit in sorted(edits, key=lambda e: -e["column"]):
        data = data[:edit["column"] - 1] + edit["replacement"].encode() + data[edit["endColumn"] - 1:]
    return data.decode()


class Offers:
    """The repairs of one claim, as the judge sees them."""

    def __init__(self, claim, judge):
        self.claim, self.judge = claim, judge
        self.wrong, self.true, self.unread = [], [], 0
        self.found = "nothing"
        for text in claim.offers:
            self._add(text)

    def _add(self, text):
        try:
            left, right = equation(text, self.claim.network)
        except Unreadable:
            self.unread += 1
            return
        truth = self.judge.verdict(left, right)
        if truth[0] in ("false", "ill-shaped"):
            self.wrong.append((text, truth))
        if truth[0] != "true":
            return
        self.true.append(text)
        if self._is_original(left, right):
            self.found = "original"
        elif self.found == "nothing":
            self.found = "another"

    def _is_original(self, left, right):
        """Side by side the same: where one side is, the truth of both equations makes the other so."""
        original = self.claim.original
        if left is original[0] or right is original[1]:
            return True
        return any(
            self.judge.verdict(a, b)[0] == "true" for a, b in zip((left, right), original))
