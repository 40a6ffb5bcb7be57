"""What the import contracts cannot say: who makes a Release, what surveys hold."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from needs import PROJECT

SOURCE = PROJECT / "src" / "headload"


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE), ast.parse(path.read_text("utf-8"))


def test_only_the_protect_room_makes_a_release() -> None:
    makers = {
        path
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
        == "Release"
    }
    assert makers
    assert {path.parts[:2] for path in makers} == {("measure", "protect")}


def test_only_the_protect_room_takes_the_seal() -> None:
    takers = {
        path
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and any(name.name == "PROTECT_ROOM_SEAL" for name in node.names)
    }
    assert {path.parts[:2] for path in takers} == {("measure", "protect")}


def test_surveys_are_data_only() -> None:
    files = [path for path in (SOURCE / "surveys").rglob("*") if path.is_file()]
    assert files
    assert {path.suffix for path in files} <= {".toml", ".md", ".csv"}


def test_every_module_says_in_its_first_line_why_it_exists() -> None:
    silent = [path for path, tree in modules() if not ast.get_docstring(tree)]
    assert silent == []


def test_the_web_of_imports_keeps_the_command_line_quick_to_start() -> None:
    heavy = "{'ibis', 'duckdb', 'pyarrow', 'scipy', 'pyreadstat', 'numpy', 'pandas'}"
    code = f"import sys, headload.cli; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "[]"


def test_nothing_in_the_project_names_a_path_of_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    foreign = re.compile(r"/wor[k]/|/roo[t]/|/hom[e]/|(?<!\w)[.]librar[y]")
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = PROJECT / name
        if path.suffix in {".png", ".pdf", ".csv"} or not path.exists():
            continue
        if foreign.search(path.read_text("utf-8", errors="ignore")):
            found.append(name)
    assert found == []
