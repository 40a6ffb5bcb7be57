"""The reference of error codes, made from the code that raises them.

A refusal is written where it happens; this reads the source and lists each code
with what it says and what to do, so that the page cannot differ from the program.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

GAP = "…"
BY_CASE = "refused"
CODE = re.compile(r"HL-[A-Z]+-\d+")
HEAD = """# Error codes

Every refusal says what happened, where, and what to do, and ends with a code. Exit codes: 2 wrong use, 3 bad input, 4 refused by the protection policy, 5 a published figure not met; 1 is our fault. This page is made from the program (`make docs`); … stands for what differs from case to case.
"""  # noqa: E501  (one paragraph of Markdown)


@dataclass(frozen=True, order=True)
class Refusal:
    """One place in the program that refuses."""

    code: str
    what: str
    to_do: str


def refusals() -> list[Refusal]:
    """Return every refusal of the program, by code."""
    found: set[Refusal] = set()
    elsewhere: dict[str, str] = {}
    for path in _modules():
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        purpose = (ast.get_docstring(tree) or "").split("\n")[0].rstrip(".")
        for code in CODE.findall(text):
            elsewhere.setdefault(code, f"Said where: {purpose}")
        constants = dict(_constants(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found.update(_refusal(node, constants))
    for code in elsewhere.keys() - {refusal.code for refusal in found}:
        found.add(Refusal(code, elsewhere[code], ""))
    return sorted(found)


def _modules() -> list[Path]:
    package = Path(str(resources.files("headload")))
    return [path for path in sorted(package.rglob("*.py")) if path != Path(__file__)]


def error_page() -> str:
    """Return the page of error codes as Markdown."""
    lines = [HEAD]
    code = ""
    for refusal in refusals():
        if refusal.code != code:
            code = refusal.code
            lines.append(f"\n## {code}\n")
        remedy = f" To do: {refusal.to_do}." if refusal.to_do else ""
        lines.append(f"- {refusal.what}.{remedy}\n")
    return "".join(lines)


def _constants(tree: ast.Module) -> Iterator[tuple[str, object]]:
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        ):
            yield node.targets[0].id, node.value.value


def _refusal(call: ast.Call, constants: Mapping[str, object]) -> Iterator[Refusal]:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    to_do = _text(named.get("to_do"))
    if isinstance(call.func, ast.Name) and call.func.id == BY_CASE:
        if len(call.args) > 1:
            for case in _numbers(call.args[0], constants):
                yield Refusal(f"HL-READ-{case:02d}", _text(call.args[1]), to_do)
        return
    code = _text(named.get("code"))
    if code.startswith("HL-") and GAP not in code and call.args:
        yield Refusal(code, _text(call.args[0]), to_do)


def _numbers(node: ast.expr, constants: Mapping[str, object]) -> list[int]:
    """Return the number that an expression gives, or both of a choice."""
    if isinstance(node, ast.IfExp):
        return [*_numbers(node.body, constants), *_numbers(node.orelse, constants)]
    value: object = None
    if isinstance(node, ast.Constant):
        value = node.value
    elif isinstance(node, ast.Name):
        value = constants.get(node.id)
    return [value] if isinstance(value, int) else []


def _text(node: ast.expr | None) -> str:
    """Return the constant parts of a message, a gap where the rest stands."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return _text(node.left) + _text(node.right)
    return "" if node is None else GAP
