"""`python -m headload.testing SPEC DOCS` writes the generated pages again."""

import sys
from pathlib import Path

import headload
from headload.testing.addresses import address_page
from headload.testing.atlas_pages import write_atlas_pages
from headload.testing.commands import command_page
from headload.testing.errors import error_page
from headload.testing.golden import golden_page
from headload.testing.names import python_page
from headload.testing.pages import spec_pages
from headload.testing.producers import FILE as PRODUCERS
from headload.testing.producers import producers_csv
from headload.testing.settings import settings_page
from headload.testing.where import FILE, write_decided

REFERENCE = {
    "errors.md": error_page,
    "golden-figures.md": golden_page,
    "commands.md": command_page,
    "settings.md": settings_page,
    "python.md": python_page,
    "addresses.md": address_page,
}

if __name__ == "__main__":
    docs = Path(sys.argv[2])
    write_decided(Path(headload.__file__).parent / "surveys" / FILE)
    spec_pages(Path(sys.argv[1]), docs / "standards")
    for name, page in REFERENCE.items():
        (docs / "reference" / name).write_text(page(), encoding="utf-8")
    write_atlas_pages(docs / "surveys")
    PRODUCERS.write_text(producers_csv(), encoding="utf-8")
