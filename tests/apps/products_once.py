"""What a release is published as is drawn once a run, however often a site loads it.

Drawing a release takes seconds, and the same release gives the same bytes (see
``tests/unit/products``); a site that loads it again takes a copy.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from once import once


def drawn_once() -> None:
    """Let every load of a release in this process take what was drawn before."""
    from headload.apps.explorer import load
    from headload.products import make_products

    def drawn_or_copied(kept: Path, made: Path, *, languages: Sequence[str]) -> Path:
        def draw(folder: Path) -> None:
            make_products(kept, folder / "made", languages=languages)

        name = f"products-{kept.name}-{'-'.join(languages)}".replace(".", "-")
        shutil.rmtree(made, ignore_errors=True)
        shutil.copytree(once(name, draw) / "made", made)
        return made

    load.make_products = drawn_or_copied
