"""The reference of Python: the public names of the rooms, with their docstrings.

A name is public where `__all__` of its room lists it; nothing else is promised.
"""

import enum
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

HEAD = """# Python

The public names, made from their docstrings (`make docs`). What stands in no `__all__` may change with any release. Import the names of the first section as `import headload as hl`; the others from their module. `headload.testing` has contract suites for rules and maps of your own.
"""  # noqa: E501  (one paragraph of Markdown)
MODULES = (
    "headload",
    "headload.terms",
    "headload.standards",
    "headload.measure.read",
    "headload.measure.harmonise",
    "headload.measure.derive",
    "headload.measure.estimate",
    "headload.measure.protect",
    "headload.measure.publish",
    "headload.measure.pipeline",
    "headload.measure.audit",
    "headload.releases",
    "headload.compare",
    "headload.trace",
    "headload.testing",
)
_SECTION = re.compile(r"\n\n([A-Z][A-Za-z ]+)\n-{3,}\n")


def public_names(module: str) -> Iterator[tuple[str, Any]]:
    """Yield the public names of a module and what they name, in its order."""
    room = import_module(module)
    for name in room.__all__:
        yield name, getattr(room, name)


def python_page() -> str:
    """Return the page of public names as Markdown."""
    parts = [HEAD.rstrip()]
    told: set[int] = set()
    for module in MODULES:
        parts += [f"## `{module}`", _first_line(import_module(module))]
        elsewhere = []
        for name, thing in public_names(module):
            if not _is_told_by_itself(thing):
                elsewhere.append(f"`{name}`")
            elif _room(thing) != module and module == "headload":
                elsewhere.append(f"[`{name}`](#{_anchor(thing)})")
            elif id(thing) not in told:
                told.add(id(thing))
                parts.append(_entry(module, name, thing))
        if elsewhere:
            lead = "Names" if module == "headload" else "Values"
            parts.append(f"{lead}: {', '.join(elsewhere)}.")
    return "\n\n".join(parts) + "\n"


def _is_told_by_itself(thing: Any) -> bool:
    return inspect.isclass(thing) or inspect.isfunction(thing)


def _anchor(thing: Any) -> str:
    return f"{_room(thing)}{thing.__name__}".replace(".", "").lower()


def _room(thing: Any) -> str:
    home = str(thing.__module__)
    return max((each for each in MODULES if home.startswith(each)), key=len)


def _entry(module: str, name: str, thing: Any) -> str:
    head = f"### `{module}.{name}`"
    told = inspect.getdoc(thing) or ""
    summary, *rest = _SECTION.split("\n\n" + told.strip())
    parts = [head, f"```text\n{_signature(name, thing)}\n```", summary.strip()]
    for title, body in zip(rest[::2], rest[1::2], strict=True):
        parts.append(f"**{title}**")
        parts.append(_body(title, body))
    return "\n\n".join(part for part in parts if part)


def _signature(name: str, thing: Any) -> str:
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return f"class {name}({thing.__bases__[0].__name__})"
    if inspect.isclass(thing) and issubclass(thing, enum.Enum):
        members = "".join(f"\n    {each.name} = {each.value!r}" for each in thing)
        return f"class {name}(Enum):{members}"
    signature = str(inspect.signature(thing))
    kind = "class" if inspect.isclass(thing) else "def"
    signature = re.sub(r" at 0x[0-9a-f]+", "", signature)
    written = re.sub(r"(?:[a-z_]+\.)+([A-Z]\w*)", r"\1", signature)
    return f"{kind} {name}{written}"


def _body(title: str, body: str) -> str:
    if title == "Examples":
        return f"```pycon\n{body.strip()}\n```"
    if title in ("References", "Notes", "See Also"):
        return body.strip()
    lines = [
        f"- `{line}`" if line and not line[0].isspace() else f"  {line.strip()}"
        for line in body.strip("\n").splitlines()
        if line.strip()
    ]
    return "\n".join(lines)


def _first_line(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().splitlines()[0]
