import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace

import pytest

from headload.errors import WrongUse
from headload.releases import Release
from unit.releases.made import release


def parts(made):
    return {each.name: getattr(made, each.name) for each in fields(made)}


@pytest.mark.parametrize("seal", [None, True, object()])
def test_a_release_cannot_be_made_without_the_seal(seal):
    with pytest.raises(WrongUse, match="only be made by the protect room"):
        Release(**parts(release()), seal=seal)


def test_a_release_cannot_be_changed_into_another():
    made = release()
    with pytest.raises(ValueError, match="seal"):
        replace(made, estimates=())
    with pytest.raises(FrozenInstanceError):
        made.estimates = ()


@pytest.mark.parametrize("way", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_release_cannot_travel_to_another_process(way):
    with pytest.raises(WrongUse, match="cannot be pickled"):
        way(release())


def test_a_release_does_not_print_its_private_record():
    assert "52345" not in repr(release())


def test_a_receipt_names_data_map_software_and_policy():
    receipt = release().receipt()
    assert receipt["data"] == "b" * 64
    assert receipt["map"] == f"xts/lfs/2025q1 sha256 {'a' * 64}"
    assert receipt["software"] == "headload 0.1.0"
    assert receipt["policy"].startswith("confidential 1, owner: ")
    assert receipt["withheld"] == "0 protected, 0 unreliable"


def test_a_cell_is_found_by_indicator_and_codes():
    made = release()
    assert made.find("employment").value == 52_000
    assert made.find("employment", sex="_T") is made.find("employment")
    assert made.find("employment", sex="F") is None
