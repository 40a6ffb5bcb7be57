"""Policies are listed and printed, to choose one or to start an own one from."""

import json
from pathlib import Path

import pytest

from headload.cli.app import run
from headload.measure.protect import load_policy, policy_names

Capture = pytest.CaptureFixture[str]


def test_every_shipped_policy_is_listed(capsys: Capture) -> None:
    assert run(["policies", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in listed] == list(policy_names())
    assert all(each["owner"] and len(each["sha256"]) == 64 for each in listed)


def test_a_printed_policy_is_a_policy_again(tmp_path: Path, capsys: Capture) -> None:
    assert run(["policies", "show", "dhs"]) == 0
    own = tmp_path / "own.toml"
    own.write_text(capsys.readouterr().out, "utf-8")
    assert load_policy(own) == load_policy("dhs")
    assert run(["policies", "show", str(own)]) == 0


def test_a_policy_that_is_not_there_is_refused(capsys: Capture) -> None:
    assert run(["policies", "show", "secret"]) == 2
    assert "HL-PROT-01" in capsys.readouterr().err
