"""``python -m faults``."""

import typer

from faults.run import main

typer.run(main)
