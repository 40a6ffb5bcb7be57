"""``python -m fuzz``."""

import typer

from fuzz.run import main

typer.run(main)
