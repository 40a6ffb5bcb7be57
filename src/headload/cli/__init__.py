"""The command line: one file a verb."""

from headload.cli.app import main

__all__ = ["main"]
