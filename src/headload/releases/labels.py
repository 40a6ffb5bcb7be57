"""Labels in every language for each code that a release uses.

A code that no list knows keeps itself as its label and is counted, so that a
release never fails for a missing translation and never hides one.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from headload.releases.facts import ReleaseFacts
from headload.releases.release import Labels, ReleasedEstimate
from headload.releases.schema import CODELISTS, TOTAL
from headload.terms import LANGUAGES, codelist

_FEWER = {
    "en": "Fewer than {} in 100",
    "es": "Menos de {} de cada 100",
    "fr": "Moins de {} sur 100",
}


def codes_used(
    estimates: Iterable[ReleasedEstimate],
    facts: ReleaseFacts,
) -> tuple[Labels, tuple[str, ...]]:
    """Return labels by list, code and language, and the codes without any.

    Lists: one a dimension, and `indicator`, `table`, `measure`, `unit`, `flag`,
    `obs_status`, `conf_status`, `note`, `ref_area`.
    """
    used: dict[str, dict[str, Mapping[str, str]]] = {}
    missing: set[str] = set()
    for kind, code in sorted(set(_pairs(estimates))):
        labels = _label(kind, code, facts)
        if labels is None:
            missing.add(f"{kind} {code}")
        used.setdefault(kind, {})[code] = labels or dict.fromkeys(LANGUAGES, code)
    return used, tuple(sorted(missing))


@cache
def fixed_labels() -> Labels:
    """Return the labels of `labels.toml` by list, code and language."""
    text = (resources.files(__package__) / "labels.toml").read_text("utf-8")
    labels: Labels = tomllib.loads(text)
    return labels


def _pairs(estimates: Iterable[ReleasedEstimate]) -> Iterable[tuple[str, str]]:
    for cell in estimates:
        yield from cell.dimensions.items()
        yield from ((name, TOTAL) for name in cell.dimensions)
        yield ("ref_area", cell.ref_area)
        yield ("table", cell.table_id)
        yield from (("note", note) for note in cell.note.split())
        for kind in ("indicator", "measure", "unit", "flag"):
            yield (kind, str(getattr(cell, kind)))
        for kind in ("obs_status", "conf_status"):
            yield (kind, str(getattr(cell, kind)))


def _label(kind: str, code: str, facts: ReleaseFacts) -> Mapping[str, str] | None:
    fewer = re.fullmatch(r"fewer_than_(\d+)_in_100", code)
    if kind == "note" and fewer:
        return {name: text.format(fewer[1]) for name, text in _FEWER.items()}
    if code == TOTAL:
        return fixed_labels()["total"][TOTAL]
    given = {
        "ref_area": {facts.area: facts.area_labels},
        "indicator": {name: each.labels for name, each in facts.indicators.items()},
        "table": facts.tables,
    }.get(kind, facts.codelists.get(kind, {}))
    found = given.get(code) or fixed_labels().get(kind, {}).get(code)
    return found or _shipped(kind, code)


def _shipped(kind: str, code: str) -> Mapping[str, str] | None:
    for name in (CODELISTS.get(kind, kind), kind):
        try:
            entry = codelist(name).codes.get(code)
        except FileNotFoundError:
            continue
        if entry:
            return dict(entry.labels)
    return None
