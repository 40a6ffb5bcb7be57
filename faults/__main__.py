"""``python -m faults``; the trials stand on helpers of the tests."""

import sys

import typer

from faults.room import PROJECT

sys.path.append(str(PROJECT / "tests"))

from faults.run import main

typer.run(main)
