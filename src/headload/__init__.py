"""Headload makes informal workers visible in official statistics.

The names below are the public Python API. They are loaded when first used, so
that ``import headload`` stays light for the command line and the website.
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headload.errors import HeadloadError
    from headload.measure.derive import derive, why
    from headload.measure.estimate import estimate, load_plan, standard_plan
    from headload.measure.harmonise import harmonise, load_survey
    from headload.measure.pipeline import Task, measure_survey
    from headload.measure.protect import load_policy, protect
    from headload.measure.publish import headline, publish
    from headload.measure.read import ReadRequest, read
    from headload.releases import read_release

try:
    __version__ = version("headload")
except PackageNotFoundError:  # a checkout that was not installed
    __version__ = "0.0.0"

_HOME = {
    "HeadloadError": "headload.errors",
    "ReadRequest": "headload.measure.read",
    "Task": "headload.measure.pipeline",
    "derive": "headload.measure.derive",
    "estimate": "headload.measure.estimate",
    "harmonise": "headload.measure.harmonise",
    "headline": "headload.measure.publish",
    "load_plan": "headload.measure.estimate",
    "load_policy": "headload.measure.protect",
    "load_survey": "headload.measure.harmonise",
    "measure_survey": "headload.measure.pipeline",
    "protect": "headload.measure.protect",
    "publish": "headload.measure.publish",
    "read": "headload.measure.read",
    "read_release": "headload.releases",
    "standard_plan": "headload.measure.estimate",
    "why": "headload.measure.derive",
}

__all__ = [
    "HeadloadError",
    "ReadRequest",
    "Task",
    "__version__",
    "derive",
    "estimate",
    "harmonise",
    "headline",
    "load_plan",
    "load_policy",
    "load_survey",
    "measure_survey",
    "protect",
    "publish",
    "read",
    "read_release",
    "standard_plan",
    "why",
]


def __getattr__(name: str) -> Any:
    """Load a name of the public API from its room."""
    if name not in _HOME:
        message = f"module 'headload' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """List the public API."""
    return list(__all__)
