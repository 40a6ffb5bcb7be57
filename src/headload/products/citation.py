"""How to cite a release: plain text, BibTeX and CSL-JSON, all of the same facts.

A release has no date of its own (the same input gives the same bytes), so the year
is that of the period it speaks of, and the id says which release it is.
"""

import json
import re

from headload.products.words import Words
from headload.releases import Manifest

_SPECIAL = re.compile(r"([&%$#_{}])")
MAKER = "Headload"


def plain(words: Words) -> str:
    """Return the citation in one line, in the language of `words`."""
    manifest = words.release.manifest
    title = f"{words['informal_work_in']} {words.place()}, {manifest.period}"
    parts = [
        f"{MAKER} ({year(manifest)}). {title}.",
        f"{words['release']} {manifest.id}, headload {manifest.software_version}.",
        f"{words['citation']}: {' '.join(manifest.citations) or words.title()}",
    ]
    return " ".join(parts)


def bibtex(words: Words) -> str:
    """Return a BibTeX entry."""
    manifest = words.release.manifest
    fields = {
        "author": f"{{{MAKER}}}",
        "title": f"{{{_latex(_title(words))}}}",
        "year": f"{{{year(manifest)}}}",
        "howpublished": f"{{Data set, release {_latex(manifest.id)}}}",
        "version": f"{{headload {manifest.software_version}}}",
        "note": f"{{{_latex(' '.join(manifest.citations) or words.title())}}}",
        "language": f"{{{words.language}}}",
    }
    inner = ",\n".join(f"  {name} = {value}" for name, value in fields.items())
    return f"@misc{{{_key(manifest)},\n{inner}\n}}\n"


def csl(words: Words) -> str:
    """Return a list of one item as CSL-JSON."""
    manifest = words.release.manifest
    item = {
        "id": _key(manifest),
        "type": "dataset",
        "author": [{"literal": MAKER}],
        "title": _title(words),
        "issued": {"date-parts": [[int(year(manifest))]]},
        "number": manifest.id,
        "version": f"headload {manifest.software_version}",
        "note": " ".join(manifest.citations) or words.title(),
        "language": words.language,
    }
    return json.dumps([item], ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def year(manifest: Manifest) -> str:
    """Return the last year of the period that a release speaks of, else 0."""
    years = re.findall(r"(?:19|20)\d\d", manifest.period)
    return years[-1] if years else "0"


def _title(words: Words) -> str:
    manifest = words.release.manifest
    return f"{words['informal_work_in']} {words.place()}, {manifest.period}"


def _key(manifest: Manifest) -> str:
    return re.sub(r"[^a-z0-9]+", "-", manifest.id.lower())


def _latex(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
