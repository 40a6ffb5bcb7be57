"""The notebooks of examples/ run, in their order, and are kept without outputs."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from needs import PROJECT, missing

EXAMPLES = PROJECT / "examples"
IN_ORDER = ("measure-and-chart.ipynb", "read-and-trace.ipynb", "add-a-map.ipynb")


def cells(name: str, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads((EXAMPLES / name).read_text("utf-8"))
    return [each for each in notebook["cells"] if each["cell_type"] == kind]


def test_notebooks_are_kept_small_and_without_outputs() -> None:
    assert {path.name for path in EXAMPLES.glob("*.ipynb")} == set(IN_ORDER)
    for name in IN_ORDER:
        assert (EXAMPLES / name).stat().st_size < 20_000
        for cell in cells(name, "code"):
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
        assert "".join(cells(name, "markdown")[0]["source"]).startswith("# ")


def test_notebooks_run_in_a_folder_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for software in ("nbclient", "ipykernel"):
        if importlib.util.find_spec(software) is None:
            missing(software, "make (it is in the group `dev`)")
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", str(PROJECT / "src"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    said = {}
    for name in IN_ORDER:
        notebook = nbformat.read(EXAMPLES / name, as_version=4)
        where = {"metadata": {"path": str(tmp_path)}}
        NotebookClient(notebook, timeout=900, resources=where).execute()
        outputs = [each for cell in notebook.cells for each in cell.get("outputs", ())]
        said[name] = json.dumps(outputs, ensure_ascii=False)
        assert outputs, name
    assert (tmp_path / "rates.svg").stat().st_size > 1000
    assert "28000" in said["read-and-trace.ipynb"]
    assert "Place of work <- Q12" in said["read-and-trace.ipynb"]
    assert (tmp_path / "maps" / "xtt" / "lfs" / "2025q1" / "map.toml").is_file()
