"""Protect: the only door from unprotected estimates to a release.

Nothing unrounded, unreliable or protected is copied into the public part; the
private record keeps it all for the statistician.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

from headload.errors import BadInput
from headload.measure.protect.cells import Cell, cells
from headload.measure.protect.decide import decide
from headload.measure.protect.demands import NONE, Demands
from headload.measure.protect.derivation import protect_derivation
from headload.measure.protect.differences import sides
from headload.measure.protect.figures import (
    between,
    percent_step,
    published_figure,
    published_unit,
)
from headload.measure.protect.policy import Policy
from headload.measure.protect.quality import quality_note, rounding_note
from headload.measure.protect.remarks import public_remarks
from headload.measure.protect.rounding import (
    WITHHELD,
    Figure,
    nearest,
    rounding_base,
)
from headload.releases.estimate_id import slug
from headload.releases.facts import ReleaseFacts
from headload.releases.labels import codes_used
from headload.releases.manifest import Manifest, to_json
from headload.releases.release import (
    PROTECT_ROOM_SEAL,
    Decision,
    DerivationRow,
    PrivateRecord,
    Release,
    ReleasedEstimate,
)
from headload.releases.schema import TIME
from headload.terms import EstimateSet, Flag

LIMIT = (
    "Further cells were withheld, over all tables together, so that each withheld "
    "figure could be another; means are not tested for dominance."
)

STATUS: Mapping[Flag, tuple[str, str]] = {
    Flag.RELIABLE: ("A", "F"),
    Flag.CAUTION: ("U", "F"),
    Flag.UNRELIABLE: ("O", "F"),
    Flag.PROTECTED: ("Q", "C"),
}
"""SDMX OBS_STATUS and CONF_STATUS. A: normal, U: low reliability, O: missing,
Q: missing, suppressed; F: free, C: confidential, whatever the reason (G3)."""


def protect(
    estimates: EstimateSet,
    *,
    policy: Policy,
    about: ReleaseFacts,
    demands: Demands = NONE,
) -> Release:
    """Apply `policy` to `estimates` and seal the result.

    Parameters
    ----------
    estimates
        All estimates of one survey period.
    policy
        From `load_policy`.
    about
        What the manifest says of survey, map, rules and software.
    demands
        What earlier releases and an audit ask for besides.

    Returns
    -------
    Release
        Protected cells, in the order of the tables; rates in percent.

    Raises
    ------
    BadInput
        HL-PROT-03 two figures with one id; HL-PROT-04 no estimates, or no mean
        weight to round by.
    """
    base = _base(estimates, policy)
    found = cells(estimates.estimates, about)
    decisions = decide(found, policy, base, about, demands)
    figures = _figures(found, decisions, policy, base)
    rows = [
        _released(cell, decision.flag, figure, policy, about, base)
        for cell, decision, figure in zip(found, decisions, figures, strict=True)
    ]
    derivation = protect_derivation(about.derivation, policy, base)
    labels, unlabelled = codes_used(rows, about)
    manifest = _manifest(estimates, rows, policy, about, base, unlabelled)
    manifest = replace(manifest, id=_release_id(manifest, rows, derivation))
    return Release(
        manifest=manifest,
        estimates=tuple(replace(row, release_id=manifest.id) for row in rows),
        derivation=derivation,
        codelists=labels,
        private=PrivateRecord(
            replace(estimates, estimates=tuple(cell.estimate for cell in found)),
            decisions,
            base,
            about.warnings,
        ),
        seal=PROTECT_ROOM_SEAL,
    )


def _base(estimates: EstimateSet, policy: Policy) -> float | None:
    if not estimates.estimates:
        raise _refusal("There is no estimate to protect", "check plan and survey")
    if not policy.rounding.mean_weights_per_base:
        return None
    weight = estimates.mean_weight
    if not math.isfinite(weight) or weight <= 0:
        raise _refusal(
            "Totals cannot be rounded: the mean weight is not a positive number",
            "check the weights of the survey",
        )
    return rounding_base(weight, policy.rounding.mean_weights_per_base)


def _figures(
    found: Sequence[Cell],
    decisions: Sequence[Decision],
    policy: Policy,
    base: float | None,
) -> list[Figure]:
    """Return what is printed in each cell; differences come from printed sides."""
    figures = [
        WITHHELD
        if decision.flag in {Flag.UNRELIABLE, Flag.PROTECTED}
        else published_figure(cell.estimate, decision.flag, policy, base)
        for cell, decision in zip(found, decisions, strict=True)
    ]
    for position, pair in sides(found).items():
        if base is not None and pair is not None and figures[position] is not WITHHELD:
            one, other = figures[pair[0]], figures[pair[1]]
            relative = found[position].estimate.unit == "relative"
            figures[position] = between(
                one, other, figures[position], relative=relative
            )
    return figures


def _released(
    cell: Cell,
    flag: Flag,
    figure: Figure,
    policy: Policy,
    about: ReleaseFacts,
    base: float | None,
) -> ReleasedEstimate:
    estimate = cell.estimate
    obs_status, conf_status = STATUS[flag]
    dimensions = dict(estimate.dimensions)
    _, time_period = about.when(dimensions.pop(TIME, ""))
    return ReleasedEstimate(
        estimate_id=cell.id,
        release_id="",
        table_id=estimate.table_id,
        indicator=estimate.indicator,
        measure=str(estimate.measure),
        unit=published_unit(estimate),
        ref_area=about.area,
        time_period=time_period,
        standard=about.standard,
        dimensions=dimensions,
        **asdict(figure),
        **_of_the_sample(cell, flag, policy),
        obs_status=obs_status,
        conf_status=conf_status,
        flag=flag,
        note="" if flag is Flag.PROTECTED else _note(cell, flag, policy, base),
    )


def _of_the_sample(cell: Cell, flag: Flag, policy: Policy) -> dict[str, Any]:
    """Return n, its band, deff, df and PSUs, each None where it may not be said.

    deff, df and PSUs go together: n is deff p (1 - p) / se^2, and the PSUs of a
    small group are nearly its members, so each says n to whoever can divide.
    An unreliable cell says its n, which is why; a protected cell says nothing.
    """
    estimate, said = cell.estimate, policy.disclosed
    n = estimate.n if flag is not Flag.PROTECTED else None
    precise = said.design_figures and flag in {Flag.RELIABLE, Flag.CAUTION}
    deff = estimate.deff
    return {
        "n": n if said.n == "n" else None,
        "n_band": None if n is None or said.n == "none" else _band(n, said.bands),
        "deff": float(f"{deff:.12g}") if precise and deff is not None else None,
        "df": estimate.df if precise else None,
        "n_psu": estimate.n_psu if precise else None,
    }


def _band(n: int, edges: Sequence[int]) -> str:
    """Return the band of `n`, such as ``50-99``."""
    if n < edges[0]:
        return f"<{edges[0]}"
    for low, high in pairwise(edges):
        if n < high:
            return f"{low}-{high - 1}"
    return f"{edges[-1]}+"


def _note(cell: Cell, flag: Flag, policy: Policy, base: float | None) -> str:
    """Return the note codes of a cell, a blank between them."""
    shown = flag is not Flag.UNRELIABLE
    step = percent_step(flag, policy)
    rounding = rounding_note(cell.estimate, base, step) if shown else ""
    codes = (quality_note(cell.estimate, policy.quality), rounding)
    return " ".join(code for code in codes if code)


def _manifest(
    estimates: EstimateSet,
    rows: Sequence[ReleasedEstimate],
    policy: Policy,
    about: ReleaseFacts,
    base: float | None,
    unlabelled: Sequence[str],
) -> Manifest:
    used = {row.indicator for row in rows}
    partly = {each.indicator for each in estimates.estimates if each.unknown}
    facts = {name: each for name, each in about.indicators.items() if name in used}
    return Manifest(
        id="",
        survey=about.survey,
        title=about.title,
        area=about.area,
        area_labels=about.area_labels,
        period=about.period,
        standard=about.standard,
        map={"id": about.map_id, "sha256": about.map_sha256},
        inputs=tuple(
            {
                "sha256": file.sha256,
                "rows": int(nearest(file.rows, policy.rounding.counts_base)),
            }
            for file in about.inputs
        ),
        software_version=about.software_version,
        policy=policy.facts(),
        counts=_counts(rows),
        indicators={
            name: {
                "labels": dict(each.labels),
                "rules": list(each.rules),
                "rows": {row: list(rules) for row, rules in each.rows.items()},
                "counts": list(each.counts),
                "among": list(each.among),
                "of_dimensions": list(each.of_dimensions),
                "variables": list(each.variables),
                "all_known": name not in partly,
            }
            for name, each in facts.items()
        },
        rules={name: tuple(map(str, cited)) for name, cited in about.rules.items()},
        tables=about.tables,
        warnings=(
            *public_remarks(about.warnings, policy),
            *_warnings(policy, unlabelled),
        ),
        notes=(*estimates.notes, *about.notes, *_notes(base)),
        citations=tuple(map(str, about.citations)),
        licence=about.licence,
        design=about.design,
        command=about.command,
        rounding={} if base is None else {"totals": base},
        within=about.within,
        variables={name: asdict(each) for name, each in about.variables.items()},
        reads=about.reads,
        sample=about.sample,
        design_labels=about.design_labels,
    )


def _counts(rows: Sequence[ReleasedEstimate]) -> Mapping[str, int]:
    flags = Counter(row.flag for row in rows)
    return {
        "estimates": len(rows),
        "published": flags[Flag.RELIABLE] + flags[Flag.CAUTION],
        "caution": flags[Flag.CAUTION],
        "unreliable": flags[Flag.UNRELIABLE],
        "protected": flags[Flag.PROTECTED],
    }


def _warnings(policy: Policy, unlabelled: Sequence[str]) -> tuple[str, ...]:
    warnings = [LIMIT] if policy.protection.complementary else []
    if unlabelled:
        codes = ", ".join(unlabelled[:10])
        warnings.append(f"{len(unlabelled)} codes have no label: {codes}.")
    return tuple(warnings)


def _notes(base: float | None) -> tuple[str, ...]:
    if base is None:
        return ()
    return (
        f"Totals are rounded to {base:,.0f}, each by itself, so parts may not add "
        "up; percentages come from rounded totals; intervals are rounded outwards.",
    )


def _release_id(
    manifest: Manifest,
    rows: Sequence[ReleasedEstimate],
    derivation: Sequence[DerivationRow],
) -> str:
    """Name a release by what it says; how its file was stored does not enter."""
    content = {
        "map": manifest.map,
        "policy": manifest.policy.sha256,
        "software": manifest.software_version,
        "estimates": [vars(row) for row in rows],
        "derivation": [vars(row) for row in derivation],
    }
    digest = hashlib.sha256(to_json(content)).hexdigest()
    parts = (manifest.survey, manifest.standard, manifest.policy.name)
    return ".".join([*(slug(part) for part in parts), digest[:12]])


def _refusal(what: str, to_do: str) -> BadInput:
    return BadInput(what, where="estimates", to_do=to_do, code="HL-PROT-04")
