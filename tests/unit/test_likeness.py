"""Which pieces of two texts are one, and what is different in them."""

import pytest

from headload.apps.voice.texts.likeness import (
    Fate,
    Ground,
    Piece,
    changes,
    paired,
)

FEE = "Nobody pays a fee for a place to sell in the market of the town."
GOODS = "Goods that are taken away are given back within three days."
COMMITTEE = "A committee of vendors and the council decides where people may sell."


def fates(*pairs: object) -> list[tuple[str, str, str]]:
    return [
        (
            each.old.number if each.old else "",
            each.new.number if each.new else "",
            str(each.fate),
        )
        for each in pairs  # type: ignore[attr-defined]
    ]


def test_a_text_is_told_as_kept_moved_changed_new_and_gone() -> None:
    old = [
        Piece(1, "1", "Fees", FEE),
        Piece(2, "2", "Goods", GOODS),
        Piece(3, "3", "Committee", COMMITTEE),
        Piece(4, "4", "Old", "The former by-law of the year stays in force."),
    ]
    new = [
        Piece(11, "1", "Fees", FEE.replace(" ", "\n")),
        Piece(12, "2", "Purpose", "This law protects all who work in public space."),
        Piece(13, "3", "Goods", GOODS),
        Piece(14, "4", "Committee", COMMITTEE.replace("decides", "says in writing")),
    ]
    found = paired(old, new)
    assert fates(*found) == [
        ("1", "1", "kept"),
        ("", "2", "new"),
        ("2", "3", "moved"),
        ("3", "4", "changed"),
        ("4", "", "gone"),
    ]
    assert [each.likeness for each in found] == [100, None, 100, 86, None]
    assert {each.ground for each in found if each.new and each.old} == {Ground.WORDS}


def test_what_is_stated_wins_over_words_and_two_may_become_one() -> None:
    old = [Piece(1, "1", "", FEE), Piece(2, "2", "", GOODS), Piece(3, "3", "", FEE)]
    new = [Piece(11, "1", "", FEE), Piece(12, "2", "", f"{GOODS} {COMMITTEE}")]
    found = paired(old, new, {1: 12, 2: 12, 3: None})
    assert fates(*found) == [
        ("", "1", "new"),
        ("1", "2", "changed"),
        ("2", "2", "changed"),
        ("3", "", "gone"),
    ]
    assert found[1].likeness is not None
    assert found[1].likeness < 50
    assert {each.ground for each in found} == {None, Ground.STATED}


def test_without_words_a_heading_then_a_number_pairs_and_it_is_said() -> None:
    old = [Piece(1, "Art. 1", "Fees"), Piece(2, "Art. 2"), Piece(3, "Art. 3", "", FEE)]
    new = [Piece(11, "Art. 4", "FEES"), Piece(12, "art.  2"), Piece(13, "Art. 9")]
    found = paired(old, new)
    assert fates(*found) == [
        ("Art. 1", "Art. 4", "unread"),
        ("Art. 2", "art.  2", "unread"),
        ("Art. 3", "", "gone"),
        ("", "Art. 9", "new"),
    ]
    assert [each.ground for each in found[:2]] == [Ground.HEADING, Ground.NUMBER]
    assert [each.renumbered for each in found[:2]] == [True, False]


def test_the_same_number_with_other_words_is_no_pair() -> None:
    found = paired([Piece(1, "1", "", FEE)], [Piece(2, "1", "", GOODS)])
    assert sorted(each.fate for each in found) == [Fate.GONE, Fate.NEW]


def test_every_piece_is_told_of_once() -> None:
    old = [Piece(n, str(n), "", FEE) for n in range(5)]
    new = [Piece(n + 50, str(n + 1), "", FEE) for n in range(7)]
    found = paired(old, new)
    assert sorted(each.old.key for each in found if each.old) == list(range(5))
    assert sorted(each.new.key for each in found if each.new) == list(range(50, 57))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FEE, GOODS),
        ("", FEE),
        (FEE, ""),
        ("El comité decide, por escrito.", "El comité decide por escrito, siempre."),
        ("a b", "a\n\nb"),
    ],
)
def test_both_wordings_can_be_read_in_the_changes(old: str, new: str) -> None:
    runs = changes(old, new)
    said = {
        kind: "".join(each.words for each in runs if each.kind != but)
        for kind, but in (("old", "in"), ("new", "out"))
    }
    assert said["new"] == new
    assert said["old"].split() == old.split()


def test_a_word_between_two_changes_is_told_with_them() -> None:
    runs = [(each.kind, each.words) for each in changes("one two three", "1 two 3")]
    assert runs == [("out", "one two three"), ("in", "1 two 3")]
