"""What a test needs from outside, and what is said when it is not there.

Under `HEADLOAD_REQUIRE_ALL=1` (CI) a missing need is a failure, else a skip with
a line saying what to get.
"""

import os
from pathlib import Path
from typing import NoReturn

import pytest

PROJECT = Path(__file__).parent.parent


def missing(what: str, to_do: str) -> NoReturn:
    """Skip the test, or fail it where everything is required."""
    sentence = f"{what} is not here: {to_do}"
    if os.environ.get("HEADLOAD_REQUIRE_ALL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def real_data(relative: str) -> Path:
    """Return a file of the real test data, or skip."""
    default = PROJECT.parent / "shared" / "data"
    path = Path(os.environ.get("HEADLOAD_DATA") or default) / relative
    if not path.exists():
        missing(f"test data {relative}", "set HEADLOAD_DATA to the folder of the data")
    return path


def oracle(name: str) -> Path:
    """Return a file of the oracles made with other software, or skip."""
    path = real_data("README.md").parent.parent / "oracles" / name
    if not path.exists():
        missing(f"oracle {name}", "put the oracles beside the test data")
    return path
