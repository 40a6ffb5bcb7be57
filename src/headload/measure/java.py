"""Which Java there is: Spark runs on it, nothing else here does."""

import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST_JAVA = 17
INSTALL_JAVA = (
    f"install Java {OLDEST_JAVA} (Debian: apt-get install openjdk-17-jre-headless) or "
    "point JAVA_HOME to it"
)
SECONDS = 20


def java_version() -> int | None:
    """Return the major version of Java, found as Spark finds it; None without.

    Spark takes the one of ``JAVA_HOME``, else the first on the path.
    """
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if program is None:
        return None
    try:
        asked = subprocess.run(  # noqa: S603  (the Java that Spark would start)
            [program, "-version"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return major_version(asked.stderr + asked.stdout)


def major_version(text: str) -> int | None:
    """Return the major version out of what ``java -version`` prints.

    Examples
    --------
    >>> major_version('openjdk version "17.0.15" 2025-04-15')
    17
    >>> major_version('java version "1.8.0_392"')
    8
    """
    found = re.search(r'version "(?:1\.)?(\d+)', text)
    return int(found[1]) if found else None
