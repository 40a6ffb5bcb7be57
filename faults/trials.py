"""Every trial of the design's list, in its order."""

from faults.checked import tests
from faults.databases import busy, restarted
from faults.full_disk import full_disk
from faults.killed import killed
from faults.mails import mails
from faults.sealed_off import sealed_off
from faults.trial import Trial

TRIALS = (
    Trial(
        "R1",
        "killed at 50 moments while it measures, publishes, loads",
        "the old state or the new one, nothing in between, nothing left over",
        killed,
    ),
    Trial(
        "R2",
        "a full disk, five sizes a command",
        "refused in words, nothing changed, done with room again",
        full_disk,
    ),
    Trial(
        "R3",
        "read-only folders, no HOME, /tmp sealed",
        "refused in words within a second, reading goes on",
        sealed_off,
    ),
    Trial(
        "R4",
        "PostgreSQL restarted three times under four readers and four writers",
        "no acknowledged write lost, pages again within 5 s, no process restarted",
        restarted,
    ),
    Trial(
        "R5",
        "four writers at once on SQLite, 150 edits each",
        "no error, nothing lost",
        busy,
    ),
    Trial(
        "R6",
        "two editors of one thing",
        "the second gets 409 and her form back",
        tests("apps/test_two_editors.py"),
    ),
    Trial(
        "R15",
        "a batch of mails, killed eight times",
        "every reader has one letter",
        mails,
    ),
)
