"""`python -m headload.testing SPEC DOCS` writes the pages of the rules again."""

import sys
from pathlib import Path

from headload.testing.pages import spec_pages

if __name__ == "__main__":
    spec_pages(Path(sys.argv[1]), Path(sys.argv[2]))
