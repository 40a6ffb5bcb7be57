"""Writes ``docs/explanation/security.md`` again: ``python -m security.page``.

The words stand in ``page.md``; the items of the standard, what came of the searches and
of fuzzing are put in.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from faults.room import PROJECT
from security.run import KEPT
from security.searches import SEARCHES

PAGE = PROJECT / "docs" / "explanation" / "security.md"
ITEMS = Path(__file__).parent / "asvs.toml"
FUZZED = PROJECT / "fuzz" / "results.json"
ANSWERS = {
    "test": "Shown by a test",
    "searched": "Searched for by `make security`",
    "held": "Held",
    "none": "Does not apply",
    "not_yet": "Not yet",
}


def items() -> Mapping[str, Mapping[str, Any]]:
    """Return the items of the standard by their numbers."""
    return tomllib.loads(ITEMS.read_text("utf-8"))


def page() -> str:
    """Return the text of the page."""
    text = (Path(__file__).parent / "page.md").read_text("utf-8")
    parts = {
        "searches": _searches(),
        "fuzz": _fuzz(),
        "counts": _counts(),
        "items": _items(),
    }
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part)
    return text


def kind_of(item: Mapping[str, Any]) -> str:
    """Return which kind of answer an item has.

    Raises
    ------
    ValueError
        When it has none, or several.
    """
    (kind,) = set(item) - {"level", "asks"}
    if kind not in ANSWERS:
        raise ValueError(f"no such answer: {kind}")
    return kind


def _searches() -> str:
    known = {each["tool"]: each for each in _read(KEPT, "searches")}
    rows = []
    for search in SEARCHES:
        one = known.get(search.tool)
        if one is None:
            rows.append((search.tool, search.asks, "not asked yet", "", "", ""))
            continue
        looked = "yes" if one["looked"] else "could not look"
        found, new = int(one["found"]), int(one["new"])
        figures = (str(found), str(found - new), str(new))
        rows.append((search.tool, f"{search.asks} ({one['on']})", looked, *figures))
    heads = ("tool", "looks at", "looked", "found", "explained", "new")
    return _table(heads, rows)


def _fuzz() -> str:
    heads = ("reader", "inputs", "seconds", "faults")
    return _table(
        heads,
        [
            tuple(str(each[name]) for name in ("target", "inputs", "seconds", "faults"))
            for each in _read(FUZZED, "targets")
        ],
    )


def _counts() -> str:
    rows = []
    for level in (1, 2):
        kinds = Counter(
            kind_of(each) for each in items().values() if each["level"] == level
        )
        figures = (str(kinds[kind]) for kind in ANSWERS)
        rows.append((str(level), str(kinds.total()), *figures))
    return _table(("level", "items", *ANSWERS.values()), rows)


def _items() -> str:
    rows = []
    for number, item in items().items():
        kind = kind_of(item)
        said = f"`{item[kind]}`" if kind in {"test", "searched"} else item[kind]
        rows.append((number, str(item["level"]), item["asks"], ANSWERS[kind], said))
    return _table(("item", "level", "asks", "answer", "where or why"), rows)


def _read(path: Path, name: str) -> list[dict[str, Any]]:
    return json.loads(path.read_text("utf-8"))[name] if path.exists() else []


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
