"""Every trial of the design's list in its order, then our own (from R18).

The last looks at all before it.
"""

from faults.checked import tests
from faults.clocks import clocks
from faults.databases import busy, restarted
from faults.full_disk import full_disk
from faults.installed import installed
from faults.killed import killed
from faults.large import large
from faults.leaks import leaks
from faults.mails import mails
from faults.migrated import migrated
from faults.on_postgresql import on_postgresql
from faults.readers import readers, soak
from faults.rebuilt import rebuilt
from faults.restored import restored
from faults.same import same
from faults.sealed_off import sealed_off
from faults.signed import signed
from faults.trial import Trial

TRIALS = (
    Trial(
        "R1",
        "killed at any moment while it measures, publishes, loads",
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
        "four writers at once on SQLite",
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
        "R7",
        "fifty readers of nine kinds of pages, on both databases",
        "no error, 95 % within 500 ms, memory grows by less than a tenth",
        readers,
    ),
    Trial(
        "R8",
        "readers search while everything is indexed anew",
        "no empty result, 95 % within a second",
        rebuilt,
    ),
    Trial(
        "R9",
        "a backup restored in another place by another user",
        "rows, files, logins, search and pages equal, in six commands at most",
        restored,
    ),
    Trial(
        "R10",
        "a site of each earlier version, and each earlier state of the schema",
        "nothing lost, addresses answer, what cannot be taken back says why",
        migrated,
    ),
    Trial(
        "R11",
        "other threads, time zones, locales, hash seeds, clocks, order of rows",
        "the same bytes; the same figures where rows are in another order",
        same,
    ),
    Trial(
        "R12",
        "installed twice without a network; built twice",
        "the same files, the same bytes",
        installed,
    ),
    Trial(
        "R13",
        "a large survey within 4 GiB of memory (1e8 rows when asked)",
        "done within it, nothing left over",
        large,
    ),
    Trial(
        "R14",
        "clocks that jump, the start and end of summer, leap days",
        "no deadline moves, a reminder goes once",
        clocks,
    ),
    Trial(
        "R15",
        "a batch of mails, killed eight times",
        "every reader has one letter",
        mails,
    ),
    Trial(
        "R17",
        "readers and an editor for long",
        "no error; memory, open files and temporary files do not grow",
        soak,
    ),
    Trial(
        "R18",
        "5,000 organisations sign a paper at once, on both databases",
        "none is lost, none counts twice, the history holds",
        signed,
    ),
    Trial(
        "R19",
        "every test of the site that asks a database, on PostgreSQL",
        "as on SQLite",
        on_postgresql,
    ),
    Trial(
        "R16",
        "everything that programs said in the trials before it",
        "no value of a respondent, no weight, contact or secret in it",
        leaks,
    ),
)
