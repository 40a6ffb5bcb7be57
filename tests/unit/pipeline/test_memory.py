"""The memory cap: how it is written, and where what does not fit goes."""

from pathlib import Path

import pytest

from headload.errors import WrongUse
from headload.measure.pipeline import Task, measure_survey, working_folder
from headload.measure.pipeline.engines import EngineSettings, open_engine
from headload.measure.pipeline.memory import machine_memory, memory_limit


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("2GB", "2000000000B"),
        (" 1.5 gb", "1500000000B"),
        ("512MiB", "536870912B"),
        ("200000 kB", "200000000B"),
        ("150000000b", "150000000B"),
        (None, None),
    ],
)
def test_a_cap_is_a_number_with_its_unit(written: str | None, limit: str) -> None:
    assert memory_limit(written) == limit


@pytest.mark.parametrize(
    "written", ["2", "", "GB", "two GB", "2 GB of it", "-2GB", "80%", "1MB", "9000TB"]
)
def test_a_cap_that_cannot_be_is_refused_before_any_work(
    written: str, tmp_path: Path
) -> None:
    task = Task(tmp_path / "no.sav", "xts/lfs/2025q1", tmp_path / "R", memory=written)
    with pytest.raises(WrongUse) as refusal:
        measure_survey(task)
    assert refusal.value.code == "HL-USE-09"
    assert f"{machine_memory() / 1e9:.0f}GB of this machine" in str(refusal.value)


def test_what_does_not_fit_is_put_into_the_private_folder_and_goes_with_it() -> None:
    settings = EngineSettings(threads=1, memory="100MB")
    with working_folder() as folder, open_engine(settings, folder) as connection:
        connection.raw_sql(
            "CREATE TABLE many AS SELECT range AS i, hash(range)::varchar AS text "
            "FROM range(4000000)"
        )
        spilt = list((folder / "spill").rglob("*"))
        assert spilt
        assert folder.stat().st_mode & 0o077 == 0
        connection.disconnect()
    assert not folder.exists()
