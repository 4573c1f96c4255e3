"""The small part of the table that `make test` runs without Python."""

from mutants.report import RepairTable, claims_of, judged

HEADER = """\
# Written by scripts/mutation --write. A block declares a network; behind it stand claims, each with
# what a high-precision evaluation says of it: `true`, `false` (or the shapes do not fit). What Gradweave
# offered for a false one and the evaluation found true stands behind it as `mends`.
"""


# Identities of each network; a debug build takes its time for each.
IDENTITIES = 14


def write(networks, sample, path, program):
    lines = [HEADER]
    for network in networks:
        if network.on_page:
            continue
        lines += [f"network {network.name}"] + [f"net {line}" for line in network.declarations]
        claims = claims_of(network, sample)
        judged(program, claims)
        offers = {o.claim: o.true for o in RepairTable(claims).offers}
        originals = [c for c in claims if c.kind is None]
        stride = max(1, len(originals) // IDENTITIES)
        chosen = originals[::stride][:IDENTITIES]
        for claim in chosen + [c for c in claims if c.kind is not None]:
            truth = {"ill-shaped": "false"}.get(claim.truth[0], claim.truth[0])
            if claim.kind is None:
                lines.append(f"identity {claim.text}")
            elif truth in ("true", "false"):
                lines.append(f"{truth} {claim.text}")
                lines += [f"mends {text}" for text in offers.get(claim, [])]
        lines.append("")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
