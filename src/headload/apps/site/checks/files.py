"""Whether every file that a row names is there and as it was, and which no row names.

Releases are held against the checksum that was noted when they were loaded, documents
against theirs, and pictures against the one that Wagtail keeps.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from headload.apps.explorer.models import Release
from headload.apps.explorer.store import products_folder, release_directory
from headload.apps.library.files import cover_of, path_of
from headload.apps.library.models import File
from headload.apps.site.backup.make import files_of
from headload.errors import BadInput, HeadloadError
from headload.releases import read_release
from headload.releases.manifest import LIST_OF_FILES

_CHUNK = 1 << 20


def releases_changed() -> Iterator[HeadloadError]:
    """Yield every release that is not as it was sealed, or lacks its products."""
    for release in Release.objects.order_by("pk").iterator():
        directory = release_directory(release.release_id)
        try:
            sealed = read_release(directory)
        except HeadloadError as refusal:
            yield refusal
            continue
        if _digest(directory / LIST_OF_FILES, "sha256") != release.sha256:
            yield _changed("The release was sealed anew since it was loaded", directory)
        rows = release.estimates.count()
        if rows != len(sealed.estimates):
            yield _changed(
                f"The database has {rows} figures of it and the release has "
                f"{len(sealed.estimates)}",
                directory,
            )
        made = products_folder() / release.release_id
        if not any(made.glob("*")):
            yield _changed("What was made of the release is not there", made)


def documents_changed() -> Iterator[HeadloadError]:
    """Yield every document whose file or cover is not there, or was changed."""
    for file in File.objects.order_by("pk").iterator():
        path = path_of(file)
        if not path.is_file():
            yield _changed(f"The file of a document is not there: {file.name}", path)
        elif _digest(path, "sha256") != file.sha256:
            yield _changed(f"The file of a document was changed: {file.name}", path)
        if file.cover and not cover_of(file).is_file():
            yield _changed(f"The cover is not there: {file.name}", cover_of(file))


def media_changed() -> Iterator[HeadloadError]:
    """Yield every picture or upload that is not there, or was changed."""
    for row, name, path in _uploads():
        kept = getattr(row, "file_hash", "")
        if not path.is_file():
            yield _changed(f"A file that was uploaded is not there: {name}", path)
        elif kept and _digest(path, "sha1") != kept:
            yield _changed(f"A file that was uploaded was changed: {name}", path)


def orphans() -> Iterator[Path]:
    """Yield files in the site's folder that no row names; mails are nobody's."""
    home = Path(settings.HEADLOAD_HOME)
    releases = set(Release.objects.values_list("release_id", flat=True))
    documents = set(File.objects.values_list("sha256", flat=True))
    media = {path for _, _, path in _uploads()}
    for path in files_of(home):
        folder, name, *_ = path.relative_to(home).parts
        named = {
            "releases": name in releases,
            "products": name in releases,
            "library": path.stem in documents,
            "media": path in media,
        }
        if not named.get(folder, True):
            yield path


def _uploads() -> Iterator[tuple[Any, str, Path]]:
    """Yield each row with an uploaded file, its name, and where it lies."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField):
                rows = model._default_manager.exclude(**{field.name: ""})
                for row in rows.exclude(**{field.name: None}).iterator():
                    value = getattr(row, field.name)
                    yield row, value.name, Path(value.path)


def _digest(path: Path, kind: str) -> str:
    digest = hashlib.new(kind, usedforsecurity=False)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _changed(what: str, where: Path) -> BadInput:
    return BadInput(
        what,
        where=str(where),
        to_do="put it back from a backup: headload site restore into another folder",
        code="HL-SITE-34",
    )
