"""``python -m fuzz``: every reader in turn, each in a process of its own."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from faults.room import PROJECT
from fuzz.targets import TARGETS

KEPT = PROJECT / "fuzz" / "results.json"
PACKAGES = PROJECT / ".venv-fuzz" / "packages"
FOUND = PROJECT / ".cache" / "fuzz"
_LIMITS = ("-max_len=4096", "-timeout=25", "-rss_limit_mb=3000", "-print_final_stats=1")


def main(
    seconds: Annotated[int, typer.Option(help="How long for each reader.")] = 60,
    only: Annotated[str, typer.Option(help="Readers with commas between.")] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Write the results for the page about them.")
    ] = False,
) -> None:
    """Throw changed bytes at every reader; ends with 1 when one has a fault."""
    asked = [each for each in only.replace(" ", "").split(",") if each]
    chosen = [each.name for each in TARGETS if not asked or each.name in asked]
    if unknown := set(asked) - set(chosen):
        sys.exit(f"no such reader: {', '.join(sorted(unknown))}")
    if not PACKAGES.exists():
        typer.echo("atheris is not installed. To do: make fuzz")
        sys.exit(2)
    results = [_fuzzed(name, seconds) for name in chosen]
    if keep:
        _write(results)
    sys.exit(any(each["faults"] for each in results))


def _fuzzed(name: str, seconds: int) -> dict[str, object]:
    found = FOUND / name
    found.mkdir(parents=True, exist_ok=True)
    paths = [PACKAGES, PROJECT, PROJECT / "src", PROJECT / "tests"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    with TemporaryDirectory(prefix="headload-fuzz-") as folder:
        command = [sys.executable, "-m", "fuzz.one", name, folder, *_LIMITS]
        command += [f"-max_total_time={seconds}", f"-artifact_prefix={found}/"]
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    said = done.stdout.decode("utf-8", errors="replace")
    counts = re.findall(r"number_of_executed_units: (\d+)", said)
    if not counts and not done.returncode:
        sys.exit(f"{name} tried nothing: {said[-1500:]}")
    inputs = int(counts[-1]) if counts else 0
    verdict = "a FAULT" if done.returncode else "no fault"
    typer.echo(f"{name}: {inputs} inputs in {seconds} s, {verdict}")
    if done.returncode:
        typer.echo(f"   the input is in {found}; {said[-3000:]}")
    return {
        "target": name,
        "inputs": inputs,
        "seconds": seconds,
        "faults": int(done.returncode != 0),
        "on": datetime.now(tz=UTC).date().isoformat(),
    }


def _write(results: list[dict[str, object]]) -> None:
    """Keep results beside those of readers that were not fuzzed this time."""
    known = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {"targets": []}
    by_name = {each["target"]: each for each in known["targets"]}
    by_name |= {str(each["target"]): each for each in results}
    kept = [by_name[each.name] for each in TARGETS if each.name in by_name]
    KEPT.write_text(json.dumps({"targets": kept}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    typer.run(main)
