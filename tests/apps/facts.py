"""What a site knows, as values that can be compared with those of another."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from apps.passwords import with_fewer_rounds

QUESTIONS = (("street vendors", "en"), ("vendedoras", "es"), ("Tessara", "en"))
PASSWORD = "three words here"  # noqa: S105
PAGES = (
    "/en/",
    "/es/numbers/",
    "/en/e/xts-lfs-2025q1.employment.worker-group-street-vendor",
    "/en/library/",
)


def facts() -> dict[str, Any]:
    """Return rows by table, files, logins, what search finds and how pages answer."""
    from django.apps import apps
    from django.contrib.auth import authenticate
    from django.test import Client

    from headload.apps.search.find import every_key
    from headload.apps.site.backup import rows

    client = Client()
    return {
        "rows": {
            rows.part_of(model): _digest(b"".join(rows.lines_of(model)))
            for model in rows.tables(apps)
            if model._meta.label != "common.Content"  # grows by looking
        },
        "files": files(),
        "logins": [
            bool(authenticate(username="amina", password=password))
            for password in (PASSWORD, "another three words")
        ],
        "found": [every_key(text, language, {}) for text, language in QUESTIONS],
        "pages": [client.get(page).status_code for page in PAGES],
    }


def files() -> dict[str, str]:
    """Return the checksum of each file of the site, by its place in the folder."""
    from django.conf import settings

    from headload.apps.site.backup.make import files_of

    home = Path(settings.HEADLOAD_HOME)
    return {
        path.relative_to(home).as_posix(): _digest(path.read_bytes())
        for path in files_of(home)
    }


def is_new_row_numbered() -> bool:
    """Tell whether a new row of each kind gets a number that none has."""
    from headload.apps.common.models import Concept
    from headload.apps.library.models import Person
    from headload.apps.site.accounts import make_editor

    most = Concept.objects.order_by("pk").last().pk
    concept = Concept.objects.create(scheme="topic", code=f"made-after-{most}")
    Person.objects.create(family="Made after it")
    return concept.pk > most and make_editor(f"somebody-{most}", PASSWORD)


def main() -> None:
    """Print the facts of the site in HEADLOAD_HOME, then write to it."""
    from headload.cli.site import ready

    ready()
    with_fewer_rounds()
    told = facts()
    print(json.dumps(told | {"numbered": is_new_row_numbered()}))  # noqa: T201


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


if __name__ == "__main__":
    main()
