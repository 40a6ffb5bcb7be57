"""Keeps a site of this version, so that later versions are tried with what it wrote.

``python -m faults.kept_version FOLDER`` writes a backup of a furnished site, and the
addresses of a page of each kind, under the number of the version. It is done once, in
the commit that a tag then names, and never again for that version. What a release is
published as is left out but for one brief, since it is large and each version draws it
anew.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from faults.furnished import furnished
from faults.room import Room, Sizes
from headload import __version__

KEPT = "brief.en.pdf"


def keep(folder: Path) -> Path:
    """Write the backup of this version and its addresses into `folder`.

    Raises
    ------
    FileExistsError
        When this version was kept before.
    RuntimeError
        When a site cannot be made.
    """
    target = folder / f"{__version__}.zip"
    if target.exists():
        raise FileExistsError(f"{target} is there: a version is kept once")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        room = Room(Path(place), Sizes())
        home, _ = furnished(room, "kept")
        for product in (home / "products").rglob("*.*"):
            if product.is_file() and product.name != KEPT:
                product.unlink()
        room.need("site", "backup", str(target.resolve()), home=home)
        pages = (Path(place) / "pages.json").read_bytes()
    target.with_suffix(".json").write_bytes(pages + b"\n")
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{keep(Path(sys.argv[1]))}\n")
