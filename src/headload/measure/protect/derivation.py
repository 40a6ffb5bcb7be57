"""Node counts of the rules, protected: how the rules decided, without counts.

Counts are rounded to the policy's base; nodes under the threshold are withheld.
Shares come from rounded totals, as in the tables, so the rounding of two shown
nodes hides the rest; where fewer are shown, or nothing is rounded, the next
smallest is withheld too.
"""

from collections.abc import Sequence

from headload.measure.protect.policy import Policy
from headload.measure.protect.primary import is_disclosive
from headload.measure.protect.rounding import Figure, as_estimated, nearest, share
from headload.releases.facts import DerivationCount
from headload.releases.release import DerivationRow

_COVER = 2  # shown nodes whose rounding, 5 respondents each, hides a third


def protect_derivation(
    counts: Sequence[DerivationCount],
    policy: Policy,
    base: float | None,
) -> tuple[DerivationRow, ...]:
    """Return the publishable node counts, in the order of the rules.

    Parameters
    ----------
    base
        Rounding base of totals; None when totals are not rounded.
    """
    rules: dict[str, list[DerivationCount]] = {}
    for count in counts:
        rules.setdefault(count.variable, []).append(count)
    rows = []
    for nodes in rules.values():
        withheld = _withheld(nodes, policy, base)
        whole = sum(node.weighted for node in nodes)
        rows += [
            _row(node, whole, policy, base) if node not in withheld else _no_row(node)
            for node in nodes
        ]
    return tuple(rows)


def _withheld(
    nodes: Sequence[DerivationCount],
    policy: Policy,
    base: float | None,
) -> list[DerivationCount]:
    ordered = sorted(nodes, key=lambda node: (node.n, node.node))
    hidden = [node for node in ordered if is_disclosive(node.n, policy.protection)]
    covered = base is not None and len(nodes) - len(hidden) >= _COVER
    if not hidden or covered or not policy.protection.complementary:
        return hidden
    for node in ordered:
        few = sum(each.n for each in hidden) < policy.protection.threshold
        if (few or len(hidden) < 2) and node not in hidden:
            hidden.append(node)
    return hidden


def _row(
    node: DerivationCount,
    whole: float,
    policy: Policy,
    base: float | None,
) -> DerivationRow:
    figure = Figure(node.weighted / whole if whole else None, None, None, None, None)
    if base is None:
        percent = as_estimated(figure, 100.0)
    else:
        percent = share(figure, whole, base, 10.0**-policy.rounding.percent_decimals)
    return DerivationRow(
        variable=node.variable,
        node=node.node,
        citation=node.citation,
        n=int(nearest(node.n, policy.rounding.counts_base)),
        weighted_share=percent.value,
    )


def _no_row(node: DerivationCount) -> DerivationRow:
    return DerivationRow(node.variable, node.node, node.citation, None, None)
