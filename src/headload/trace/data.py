"""A story as plain values, for JSON: everything that the page says and no more."""

from typing import Any

from headload.releases import DerivationRow, ReleasedEstimate, SealedRelease
from headload.terms import Flag
from headload.trace.story import Question, Rule, Story

_PRECISION = ("se", "ci_low", "ci_high", "cv", "deff", "df", "n_psu")


def as_data(story: Story) -> dict[str, Any]:
    """Return a story as plain values; labels are English, ids stand beside them."""
    release, manifest = story.release, story.release.manifest
    return {
        "estimate": story.cell.estimate_id,
        "indicator": label(release, "indicator", story.cell.indicator, "en"),
        "where": place(story, "en"),
        "figure": _figure(story),
        "release": manifest.id,
        "survey": f"{manifest.title['en']} ({manifest.survey}), {manifest.period}",
        "citations": list(manifest.citations),
        "licence": manifest.licence,
        "data": [
            {"sha256": each["sha256"], "rows": each["rows"]} for each in manifest.inputs
        ],
        "map": dict(manifest.map),
        "questions": [_question(each) for each in story.questions],
        "standard": manifest.standard,
        "rules": [_rule(each) for each in story.rules],
        "design": {"note": manifest.design, **manifest.sample},
        "policy": {
            "name": manifest.policy.name,
            "version": manifest.policy.version,
            "owner": manifest.policy.owner,
            "sha256": manifest.policy.sha256,
        },
        "rounding": dict(manifest.rounding),
        "audit": dict(manifest.audit),
        "software": f"headload {manifest.software_version}",
        "notes": [*manifest.notes, *manifest.warnings],
        "make_again": manifest.command,
    }


def label(release: SealedRelease, kind: str, code: str, language: str) -> str:
    """Return the label of a code in `language`, else the code."""
    texts = release.codelists.get(kind, {}).get(code, {})
    return texts.get(language) or code


def place(story: Story, language: str) -> dict[str, str]:
    """Return what the figure is of: area, a period of its own, and its codes."""
    release, cell = story.release, story.cell
    found = {"ref_area": release.manifest.area_labels.get(language, cell.ref_area)}
    if cell.time_period != release.manifest.period:
        found["time_period"] = cell.time_period
    codes = sorted(cell.dimensions.items())
    return found | {name: label(release, name, code, language) for name, code in codes}


def sample_size(cell: ReleasedEstimate) -> dict[str, int | str]:
    """Return what the policy lets a reader know of the number of interviews."""
    said = {"n": cell.n, "n_band": cell.n_band}
    return {name: number for name, number in said.items() if number is not None}


def _figure(story: Story) -> dict[str, Any]:
    release, cell = story.release, story.cell
    words = release.manifest.policy.words
    meaning = label(release, "flag", str(cell.flag), "en")
    status = {"flag": str(cell.flag), "meaning": meaning}
    if cell.flag is Flag.PROTECTED:
        return {**status, "withheld": words["protected"]["en"]}
    notes = [label(release, "note", note, "en") for note in cell.note.split()]
    noted = {"notes": notes} if notes else {}
    if cell.flag is Flag.UNRELIABLE:
        withheld = {"withheld": words["unreliable"]["en"]}
        return {**status, **withheld, **sample_size(cell), **noted}
    precision = {
        name: getattr(cell, name)
        for name in _PRECISION
        if getattr(cell, name) is not None
    }
    figure = {"value": cell.value, "unit": cell.unit}
    return {**figure, **precision, **sample_size(cell), **status, **noted}


def _question(question: Question) -> dict[str, Any]:
    return {
        "variable": question.variable,
        "label": question.label("en"),
        "columns": list(question.columns),
        "question": question.question,
        "evidence": question.evidence,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.name,
        "citations": list(rule.citations),
        "reads": list(rule.reads),
        "nodes": [_node(row) for row in rule.nodes],
    }


def _node(row: DerivationRow) -> dict[str, Any]:
    return {
        "node": row.node,
        "citation": row.citation,
        "n": "withheld" if row.n is None else row.n,
        "percent": row.weighted_share,
    }
