"""Makes the site that tests begin with: `python -m apps.made_site FOLDER`.

Tables are made by more than 180 changes in a row, which takes half a minute; so a run
does it once (see `once`) and each process takes a copy. In `FOLDER/empty` stands the
site as `headload site init` leaves it, in `FOLDER/loaded` the same with a release of a
made survey in two versions, which lie beside it as `first` and `second`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from headload.measure.publish import publish
from headload.terms import Estimate
from needs import PROJECT
from once import once
from unit.products.pictured import cells
from unit.releases.made import release, total

SETTINGS = {
    "HEADLOAD_HOSTS": "testserver,localhost",
    "DJANGO_SETTINGS_MODULE": "headload.apps.site.settings",
}
VERSIONS = ("first", "second")


def put(state: str, place: Path) -> None:
    """Copy the site in the state `empty` or `loaded` to a place that is not there."""
    shutil.copytree(once("site", _in_a_process_of_its_own) / state, place)


def initialise(home: Path) -> None:
    """Set Django up in this process, and make or bring up the site that it names."""
    import django
    from django.core.management import call_command

    from headload.apps.site.home import prepare

    prepare(home)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def load_versions(place: Path) -> None:
    """Publish the two versions in `place`, and load them without their briefs."""
    from headload.apps.explorer.load import load
    from headload.apps.library.models import Work

    for name, figures in zip(VERSIONS, (cells(), _revised()), strict=True):
        load(publish(release(*figures, policy="public-use"), place / name))
    Work.objects.all().delete()  # briefs have a test of their own


def _revised() -> list[Estimate]:
    """Return the figures with another number of street vendors."""
    group = {"worker_group": "street_vendor"}
    kept = [
        each
        for each in cells()
        if (each.indicator, each.dimensions) != ("employment", group)
    ]
    return [*kept, total(610, 610 * 131.0, dimensions=group)]


def _in_a_process_of_its_own(folder: Path) -> None:
    """Make the sites where the settings can name a folder that nobody else uses."""
    paths = [str(PROJECT / "src"), str(PROJECT / "tests")]
    own = {"HEADLOAD_HOME": str(folder / "loaded" / "home"), "DATABASE_URL": ""}
    subprocess.run(
        [sys.executable, "-m", "apps.made_site", str(folder)],
        env=os.environ | SETTINGS | own | {"PYTHONPATH": os.pathsep.join(paths)},
        check=True,
    )


def main(folder: Path) -> None:
    """Make the site in both states."""
    home = folder / "loaded" / "home"
    initialise(home)
    from django.db import connections

    connections.close_all()  # SQLite then has all of it in one file
    shutil.copytree(folder / "loaded", folder / "empty")
    load_versions(folder / "loaded")
    connections.close_all()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
