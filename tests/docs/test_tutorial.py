"""The tutorial runs: every command, every piece of TOML, in the order of the page."""

import re
import shlex
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.cli.app import run
from headload.releases import read_release
from needs import PROJECT

PAGE = PROJECT / "docs" / "tutorial" / "unknown-file.md"
BLOCK = re.compile(
    r"```(console|toml)\n(.*?)```|(<!-- test: confirm everything -->)", re.DOTALL
)
MAP = Path("maps/xtt/lfs/2025q1")


def without_table(text: str, header: str) -> str:
    start = re.escape(f"[{header}]\n")
    return re.sub(rf"(?m)^{start}(?:(?!\[).*\n?)*", "", text)


def edit(block: str) -> None:
    """Put a piece of TOML where the page says: a whole file, or tables of the map."""
    if block.startswith("schema"):
        name = re.search(r"headload-(\w+)/1", block)
        assert name
        (MAP / f"{name[1]}.toml").write_text(block, "utf-8")
        return
    path = MAP / "map.toml"
    text = path.read_text("utf-8")
    for header in re.findall(r"(?m)^\[(.+)\]$", block):
        text = without_table(text, header)
    if not block.startswith("# delete"):
        text += "\n" + block
    path.write_text(text, "utf-8")


def confirm_everything() -> None:
    path = MAP / "map.toml"
    text = path.read_text("utf-8").replace("proposed = true\n", "")
    path.write_text(re.sub(r"(?ms)^todo = \[.*?^\]\n", "", text), "utf-8")


def test_the_tutorial_leads_from_an_unknown_file_to_a_release(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = 0
    for kind, block, confirm in BLOCK.findall(PAGE.read_text("utf-8")):
        if confirm:
            confirm_everything()
        elif kind == "toml":
            edit(block)
        else:
            for line in block.splitlines():
                typed, _, remark = line.removeprefix("$ headload ").partition("#")
                expected = int(remark.split()[-1]) if remark else 0
                assert run(shlex.split(typed)) == expected, line
                commands += 1
    assert commands == 9
    release = read_release(Path("R"))
    assert not any("draft" in note for note in release.manifest.notes)
    ours = _rates(Path("R"))
    theirs = _rates(Path("demo/release"))
    both = ours.keys() & theirs.keys()
    assert len(both) > 4
    assert all(abs(ours[key] - theirs[key]) < 0.02 for key in both)


def _rates(directory: Path) -> dict[str, float]:
    rows = pq.read_table(directory / "estimates.parquet").to_pylist()
    return {
        f"{row['worker_group']}": row["value"]
        for row in rows
        if row["indicator"] == "informal-employment-rate"
        and row["value"] is not None
        and (row["sex"], row["urban"], row["city"]) == ("_T", "_T", "_T")
        and row["sector_of_unit"] == row["status"] == row["activity"] == "_T"
    }
