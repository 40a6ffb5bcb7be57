"""What the figures were measured on, in words that name no host and no path."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIBRARIES = ("headload", "duckdb", "ibis-framework", "numpy", "pyarrow")


def machine() -> dict[str, Any]:
    """Return processor, memory, system and how busy the machine is."""
    return {
        "cores": os.cpu_count(),
        "processor": _after("/proc/cpuinfo", "model name") or platform.processor(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": platform.system(),
        "load": os.getloadavg()[0],
    }


def versions() -> dict[str, str]:
    """Return the versions of Python and of what Headload stands on."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {"Python": python} | {name: version(name) for name in LIBRARIES}


def _after(file: str, label: str) -> str:
    """Return what follows a label in a file of the system; empty without it."""
    path = Path(file)
    if not path.exists():
        return ""
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if line.startswith(label):
            return line.partition(":")[2].strip()
    return ""
