"""``python -m security``."""

import typer

from security.run import main

typer.run(main)
