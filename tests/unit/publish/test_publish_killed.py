"""A kill at any moment leaves the old release or the new one, never half."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headload.measure.publish import publish
from headload.releases import read_release
from headload.releases.atomic import recover
from unit.releases.made import release, total

KILLS = 40
VALUES = (50_000.0, 60_000.0, 70_000.0)
TESTS = Path(__file__).parents[2]
PUBLISHER = """
import os, sys
from pathlib import Path
from headload.measure.publish import publish
from unit.releases.made import release, total

made = [release(total(value=v)) for v in (60_000.0, 70_000.0)]
for line in sys.stdin:
    child = os.fork()
    while not child:
        for each in made:
            publish(each, Path(line.strip()))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


@pytest.fixture
def publisher():
    """Start a process that forks one publishing in a loop for each line it gets."""
    path = os.pathsep.join([str(TESTS), *sys.path])
    with subprocess.Popen(
        [sys.executable, "-c", PUBLISHER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
    ) as process:
        yield process
        process.stdin.close()


def kill_while_publishing(publisher, target, delay):
    publisher.stdin.write(f"{target}\n")
    publisher.stdin.flush()
    child = int(publisher.stdout.readline())
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    assert publisher.stdout.readline() == "gone\n"


def test_a_killed_publication_leaves_a_whole_release(tmp_path, publisher):
    chance = random.Random(20250101)
    known = {release(total(value=value)).manifest.id for value in VALUES}
    target = tmp_path / "release"
    publish(release(total(value=VALUES[0])), target)
    for _ in range(KILLS):
        kill_while_publishing(publisher, target, chance.uniform(0, 0.05))
        recover(target)
        recover(target.with_name("release.private"))
        assert read_release(target).manifest.id in known
        left = sorted(path.name for path in tmp_path.iterdir())
        assert left == ["release", "release.private"]
