"""Where a site keeps what is its own: database, releases, secret key.

`HEADLOAD_HOME` names the folder; without it the folder is the user's data folder.
Nothing of a site is anywhere else.
"""

import os
import secrets
from pathlib import Path

KEY = "secret-key"
KEYS = (KEY, "contact-key")
"""The key of sessions and links, and the one that seals contacts of the network."""
FOLDERS = ("releases", "products", "library", "media", "mail")
"""Folders within it that hold what is its own; `static` is made by `site init`."""
RESTORING = ".restoring"
"""Folder within it while a backup is being restored: until then it is no site."""


def home() -> Path:
    """Return the folder of this site."""
    asked = os.environ.get("HEADLOAD_HOME", "")
    if asked:
        return Path(asked).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME", "") or "~/.local/share"
    return Path(data).expanduser().absolute() / "headload"


def prepare(place: Path) -> None:
    """Make the folder, readable by its owner alone, with a key that nobody knows."""
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o700)
    key = place / KEY
    if not key.exists():
        number = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w") as stream:
            stream.write(secrets.token_urlsafe(48))


def secret_key(place: Path) -> str:
    """Return the key of this site; one for this process alone before it is made."""
    key = place / KEY
    return key.read_text("utf-8") if key.is_file() else secrets.token_urlsafe(48)
