"""The readiness of a survey as one page: no script, nothing loaded from outside."""

from collections.abc import Iterable
from html import escape
from typing import Any

from headload.measure.readiness.words import say

STYLE = """
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1a1a1a;background:#fff}
h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;
border-bottom:1px solid #767676}
ul{margin:0;padding-left:1.1rem}
.rung{white-space:nowrap}.not_shown{font-weight:700}.as_defined{color:#0b5d1e}
.one{border:2px solid #1a1a1a;padding:.5rem 1rem;margin:1rem 0}
@media (max-width:40rem){table,tbody,tr,td{display:block}thead{position:absolute;
left:-100rem}tr{border-bottom:1px solid #767676}td{border:0;padding:.15rem 0}
.rung{white-space:normal}}
@media print{body{margin:0;max-width:none;font-size:10pt}h2{break-after:avoid}
tr,.one{break-inside:avoid}thead{display:table-header-group}}
"""


def page(data: dict[str, Any]) -> str:
    """Return the page of what `plain` returned, in its language."""
    language = data["language"]
    title = say("page", "title", language)
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p><strong>{escape(data['title'])}</strong> ({escape(data['survey'])}; "
        f"{escape(data['standard'])})</p>",
        f"<p>{escape(say('page', 'how', language))}</p>",
    ]
    if data["map"]["status"] != "verified":
        body.append(f"<p>{escape(say('page', 'drafted', language))}</p>")
    body += _best(data, language)
    for section in dict.fromkeys(item["section"] for item in data["items"]):
        items = [item for item in data["items"] if item["section"] == section]
        body.append(_table(section, items, language))
    body += _others(data, language)
    body += _partly(data, language)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}: {escape(data['survey'])}</title>\n"
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def loss_lines(item: dict[str, Any], language: str) -> list[str]:
    """Return what an item loses, a line a question."""
    lines = []
    for loss in item["losses"]:
        effects = [say("effects", effect, language) for effect in loss["effects"]]
        if loss["together"]:
            effects.append(say("effects", "together", language))
        lines.append(f"{'; '.join(loss['how'])} → {', '.join(effects)}")
    return lines


def _table(section: str, items: list[dict[str, Any]], language: str) -> str:
    with_file = any(item["unknown_percent"] is not None for item in items)
    names = ["item", "rung", *(["unknown"] if with_file else []), "why"]
    head = "".join(f'<th scope="col">{_said(name, language)}</th>' for name in names)
    rows = []
    for item in items:
        rung = say("rungs", item["rung"], language)
        share = item["unknown_percent"]
        known = "" if share is None else f"{share:.1f} %"
        cells = [
            escape(item["label"]),
            f'<span class="rung {item["rung"]}">{escape(rung)}</span>',
            *([known] if with_file else []),
            _list(loss_lines(item, language)),
        ]
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    heading = escape(say("sections", section, language))
    return (
        f"<h2>{heading}</h2>\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody></table>"
    )


def _best(data: dict[str, Any], language: str) -> list[str]:
    if not data["questions"]:
        return [f"<p>{escape(say('page', 'nothing', language))}</p>"]
    best = data["questions"][0]
    raised = [f"{each['label']} ({each['to_label']})" for each in best["raises"]]
    asked_in = ", ".join(best["asked_in"]) or say("page", "nowhere", language)
    return [
        f'<section class="one"><h2>{_said("one", language)}</h2>',
        f"<p><strong>{escape(best['wording'] or best['label'])}</strong></p>",
        _list(best["how"]),
        f"<p>{_said('brings', language)}:</p>{_list(raised)}",
        f"<p>{_said('elsewhere', language)}: {escape(asked_in)}</p></section>",
    ]


def _others(data: dict[str, Any], language: str) -> list[str]:
    others = data["questions"][1:]
    if not others:
        return []
    names = ("question", "climbs", "brings", "elsewhere")
    head = "".join(f'<th scope="col">{_said(name, language)}</th>' for name in names)
    rows = [
        f"<tr><td>{escape(each['wording'] or each['label'])}</td>"
        f"<td>{each['rungs']}</td>"
        f"<td>{_list(raised['label'] for raised in each['raises'])}</td>"
        f"<td>{escape(', '.join(each['asked_in']))}</td></tr>"
        for each in others
    ]
    return [
        f"<h2>{_said('next', language)}</h2>",
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>",
    ]


def _partly(data: dict[str, Any], language: str) -> list[str]:
    lines = [line for each in data["asked_in_part"] for line in each["how"]]
    if not lines:
        return []
    return [f"<h2>{_said('partly', language)}</h2>", _list(dict.fromkeys(lines))]


def _said(key: str, language: str) -> str:
    return escape(say("page", key, language))


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""
