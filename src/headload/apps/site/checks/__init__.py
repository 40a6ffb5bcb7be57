"""Whether a site is whole: its settings, its database, its files, its search."""

from headload.apps.site.checks.every import CHECKS, Checked, check

__all__ = ["CHECKS", "Checked", "check"]
