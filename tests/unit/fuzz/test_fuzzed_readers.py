"""What fuzzing begins with is read, and what it found before is refused."""

from pathlib import Path

import pytest

from fuzz.targets import TARGETS
from headload.errors import BadInput

BY_NAME = {each.name: each for each in TARGETS}


@pytest.mark.parametrize("name", ["stata", "spss", "maps"])
def test_small_inputs_are_sound(name: str, tmp_path: Path) -> None:
    attempt = BY_NAME[name].begin(tmp_path)
    for seed in BY_NAME[name].seeds():
        assert attempt(seed) is not None


def test_a_map_without_periods_is_refused(tmp_path: Path) -> None:
    (seed,) = BY_NAME["maps"].seeds()
    attempt = BY_NAME["maps"].begin(tmp_path)
    with pytest.raises(BadInput, match='lacks "periods"'):
        attempt(seed.replace(b'periods = ["2025"]\n', b""))
