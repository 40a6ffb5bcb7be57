"""The last page of a brief: guide, marks, who is counted, method, trace, citation.

Free texts of a release (design, owner, sources) stand in its own language and are
marked as such for a screen reader.
"""

from collections.abc import Sequence
from typing import Any

from headload.products import sentences
from headload.products.address import address_of
from headload.products.charts.points import GROUPS, Left, left_out
from headload.products.notes import rounded
from headload.products.numbers import DASH, number, percent
from headload.products.prose import Prose, prose_shipped
from headload.releases import ReleasedEstimate

_RATE, _SIZE = "informal-employment-rate", "employment"


def back(prose: Prose, quotes: Sequence[str], base: str) -> dict[str, Any]:
    """Return the boxes of the last pages.

    Parameters
    ----------
    base
        Where addresses of figures begin; empty where none is known.
    """
    return {
        "guide_heading": prose.say("guide_heading"),
        "guide": [prose.say(f"guide_{at}") for at in (1, 2, 3, 4)],
        "marks_heading": prose.say("marks_heading"),
        "marks": _marks(prose),
        "who_heading": prose.say("who_heading"),
        "who": _who(prose),
        "method_heading": prose.say("method_heading"),
        "method": _method(prose),
        "cannot_heading": prose.say("cannot_heading"),
        "cannot": _cannot(prose),
        "quote_heading": prose.say("quote_heading"),
        "quotes": [prose.say("quoted", text=each) for each in quotes],
        "quote_source": prose.say("quote_source"),
        **_trace(prose, base),
        **_cite(prose),
    }


def _marks(prose: Prose) -> list[list[str]]:
    whole, caution = number(265, prose.language), number(8.8, prose.language, 1)
    signs = (whole, f"({caution})", "..", "x", DASH)
    words = ("reliable", "caution", "unreliable", "protected", "zero")
    return [
        [sign, prose.say(f"mark_{word}")]
        for sign, word in zip(signs, words, strict=True)
    ]


def _who(prose: Prose) -> list[list[str]]:
    find = prose.find
    shown = [code for code in GROUPS if find(_SIZE, worker_group=code) is not None]
    return [[prose.group(code), prose.say(f"counted_{code}")] for code in shown]


def _method(prose: Prose) -> list[dict[str, str]]:
    manifest = prose.words.release.manifest
    policy, counts = manifest.policy, manifest.counts
    keys = ("estimates", "published", "caution", "unreliable", "protected")
    said = {key: number(counts.get(key, 0), prose.language) for key in keys}
    place = prose.say("place_period", place=prose.words.place(), period=prose.period())
    title = f"{prose.words.title()}. {place}."
    line = prose.say("policy_line", name=policy.name, version=policy.version)
    rows = [
        _item(prose, "method_survey", title),
        _sample(prose),
        _item(prose, "method_standard", _standard(prose)),
        _item(prose, "method_map", "", manifest.map["id"]),
        _item(prose, "method_policy", line, policy.owner),
        _item(prose, "method_figures", prose.say("figures_line", **said)),
    ]
    return [row for row in rows if row["text"] or row["given"]]


def _sample(prose: Prose) -> dict[str, str]:
    """Return the design in the language of the brief, else in that of the release."""
    manifest = prose.words.release.manifest
    own = manifest.design_labels.get(prose.language, "")
    return _item(prose, "method_sample", own, "" if own else manifest.design)


def _standard(prose: Prose) -> str:
    """Return the editions in words: of informality first, then of employment."""
    editions = prose.words.release.manifest.standard.split("/")
    known = prose_shipped()
    names = [prose.say(each) if each in known else each for each in editions]
    return prose.say("list_separator").join(dict.fromkeys(names))


def _item(prose: Prose, heading: str, text: str, given: str = "") -> dict[str, str]:
    """Return a line of the method; `given` is in the language of the release."""
    return {"name": prose.say(heading), "text": text, "given": given}


def _cannot(prose: Prose) -> list[str]:
    find = prose.find
    left, lacking = [], []
    for code in GROUPS:
        size, name = find(_SIZE, worker_group=code), prose.group(code)
        if size is None:
            lacking.append(name)
            continue
        cells = (size, find(_RATE, worker_group=code))
        left += [
            Left(sentences.topic(prose, cell, name), cell.flag)
            for cell in cells
            if cell is not None and cell.withheld
        ]
    others = [prose.period(each) for each in prose.periods if each != prose.latest]
    named = (("cannot_groups", lacking), ("other_periods", others))
    said = left_out(prose, left)
    said += [
        prose.say(key, names=prose.say("list_separator").join(names))
        for key, names in named
        if names
    ]
    return [*filter(None, (*said, rounded(prose))), prose.say("cannot_second_jobs")]


def _trace(prose: Prose, base: str) -> dict[str, Any]:
    find = prose.find
    cells = [(find(_SIZE, worker_group="street_vendor"), "street_vendor")]
    cells += [(find(_RATE), ""), (find(_SIZE), "")]
    for cell, code in cells:
        if cell is not None and sentences.shown(cell):
            name = prose.group(code) if code else prose.say("all_workers")
            topic = sentences.topic(prose, cell, name)
            return {
                "trace_heading": prose.say("trace_heading", name=topic),
                "trace": _followed(prose, cell),
                "trace_how": prose.say("trace_how"),
                "trace_command": f"headload trace DIR {cell.estimate_id}",
                **_address(prose, base, cell),
            }
    return {"trace": [], "address": ""}


def _address(prose: Prose, base: str, cell: ReleasedEstimate) -> dict[str, str]:
    if not base:
        return {"address": ""}
    address = address_of(base, cell.estimate_id)
    return {
        "address": address,
        "address_how": prose.say("address_how"),
        "address_alt": prose.say("address_alt", address=address),
    }


def _followed(prose: Prose, cell: ReleasedEstimate) -> list[list[str]]:
    language, persons = prose.language, cell.unit == "persons"
    decimals = 0 if persons else 1
    figures = (cell.value, cell.se, cell.ci_low, cell.ci_high)
    value, se, low, high = (
        number(float(each or 0), language, decimals) for each in figures
    )
    interval = DASH.join((low, high))
    items = [["trace_value", value], ["trace_se", se], ["interval", interval]]
    if cell.cv is not None:
        items.append(["trace_cv", percent(100 * cell.cv, language, 1)])
    if cell.deff is not None:
        items.append(["trace_deff", number(cell.deff, language, 1)])
    sample = cell.n_band if cell.n is None else number(cell.n, language)
    if sample:
        items.append(["col_sample", sample])
    if cell.n_psu is not None:
        items.append(["trace_psu", number(cell.n_psu, language)])
    return [[prose.say(key), text] for key, text in items]


def _cite(prose: Prose) -> dict[str, Any]:
    manifest = prose.words.release.manifest
    title = sentences.headline(prose, prose.find(_RATE))
    return {
        "cite_heading": prose.say("cite_heading"),
        "cite": prose.say(
            "cite",
            title=title,
            place=prose.words.place(),
            period=prose.period(),
            version=manifest.software_version,
        ),
        "cite_release": prose.say("cite_release"),
        "cite_data": prose.say("cite_data"),
        "citations": list(manifest.citations),
        "cite_licence": prose.say("cite_licence"),
        "licence": manifest.licence,
    }
