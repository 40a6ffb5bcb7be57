"""The reference of settings: every variable of the environment that the program reads.

Meanings are data (`settings.toml`); names and defaults are read off the source, so a
variable that nobody explained, or one that nothing reads, is found.
"""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

HEAD = """# Settings

Every variable of the environment that Headload reads; there is no settings file. This page is made from the program (`make docs`). What a site is made of is told in [A website of your releases](../how-to/site.md), how each size is set up in [Install and size it](../how-to/install.md).
"""  # noqa: E501  (one paragraph of Markdown)
OURS = re.compile(r"\bHEADLOAD_[A-Z_]*[A-Z]\b")


def explained() -> Mapping[str, Mapping[str, str]]:
    """Return what is said of each variable, by its name."""
    return {name: each for name, each in _data().items() if name != "group"}


def read_by_the_program() -> Mapping[str, str]:
    """Return every variable that the source reads, with its default if it has one."""
    package = Path(str(resources.files("headload")))
    found: dict[str, str] = {}
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, default in _variables(tree):
            found[name] = found.get(name) or default
    found.pop("", None)  # asked for by a name that is worked out
    return found


def settings_page() -> str:
    """Return the page of settings as Markdown."""
    defaults = read_by_the_program()
    parts = [HEAD.rstrip()]
    for group, title in _data()["group"].items():
        rows = [
            f"| `{name}` | {each['meaning']} | {_otherwise(each, defaults.get(name))} "
            f"| `{each['example']}` |"
            for name, each in explained().items()
            if each["group"] == group
        ]
        head = [
            "| variable | meaning | when not given | example |",
            "|---|---|---|---|",
        ]
        parts.append("\n".join([f"## {title}\n", *head, *rows]))
    return "\n\n".join(parts) + "\n"


def _data() -> Mapping[str, Any]:
    text = (resources.files("headload.testing") / "settings.toml").read_text("utf-8")
    return tomllib.loads(text)


def _otherwise(said: Mapping[str, str], default: str | None) -> str:
    return said.get("otherwise") or (f"`{default}`" if default else "")


def _variables(tree: ast.Module) -> Iterator[tuple[str, str]]:
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }

    def text_of(node: ast.expr) -> str:
        value: object = constants.get(node.id) if isinstance(node, ast.Name) else None
        value = node.value if isinstance(node, ast.Constant) else value
        return value if isinstance(value, str) else ""

    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _ASKS:
            yield text_of(node.args[0]), text_of(node.args[-1]) if node.args[1:] else ""
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == _ALL:
            yield text_of(node.slice), ""


_ALL = "os.environ"
_ASKS = (f"{_ALL}.get", f"{_ALL}.setdefault", "os.getenv")
