"""Take a sealed release onto the site: whole, or not at all.

The release is checked byte by byte against its manifest, and its audit must have
found nothing. It is copied into the store, its products are made, its rows are written
and its briefs enter the library in one transaction, in which those who cite a figure
that it revises are told; when anything is refused the site is as before.
"""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from headload.apps.common.workers import release_loaded
from headload.apps.explorer.briefs import shelve
from headload.apps.explorer.cited import tell_of
from headload.apps.explorer.models import Estimate, Release
from headload.apps.explorer.store import products_folder, release_directory
from headload.apps.search.index import rebuild
from headload.errors import RefusedByPolicy
from headload.products import make_products
from headload.products.words import Words
from headload.releases import TOTAL, ReleasedEstimate, SealedRelease, read_release
from headload.releases.atomic import write_directory
from headload.releases.manifest import LIST_OF_FILES
from headload.terms import LANGUAGES


def load(directory: Path) -> tuple[Release, bool]:
    """Load the release in `directory`.

    Returns
    -------
    tuple
        The release, and whether it is new; one that is here already stays as it is.

    Raises
    ------
    BadInput
        HL-REL codes when the release is not as it was sealed, HL-PUB codes when it
        lacks words in a language of the site.
    RefusedByPolicy
        HL-SITE-10 when the audit that it was sealed with has findings.
    """
    sealed = read_release(directory.absolute())
    _audited(sealed)
    found = Release.objects.filter(release_id=sealed.manifest.id).first()
    if found:
        return found, False
    kept = release_directory(sealed.manifest.id)
    made = products_folder() / sealed.manifest.id
    try:
        _copy(directory, kept)
        make_products(kept, made, languages=_spoken(sealed))
        with transaction.atomic():
            release = _written(sealed)
            rebuild("table")
            shelve(release)
            tell_of(release)
    except BaseException:
        shutil.rmtree(kept, ignore_errors=True)
        shutil.rmtree(made, ignore_errors=True)
        raise
    release_loaded()
    return release, True


def _audited(sealed: SealedRelease) -> None:
    verdict = sealed.manifest.audit
    open_ = int(verdict.get("exact", 0)) + int(verdict.get("weak", 0))
    if open_ and not verdict.get("override"):
        raise RefusedByPolicy(
            f"The audit of this release has {open_} findings: withheld figures that "
            "can be narrowed too far",
            where=sealed.manifest.id,
            to_do="measure again with fewer tables, or publish it with an override "
            "of two named people",
            code="HL-SITE-10",
        )


def _copy(directory: Path, kept: Path) -> None:
    files = {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }
    write_directory(kept, files, may_replace=shutil.rmtree)
    read_release(kept)


def _spoken(sealed: SealedRelease) -> Sequence[str]:
    """Return the languages of the site; a release without words in one is refused."""
    for language in LANGUAGES:
        Words(sealed, language).title()
    return LANGUAGES


def _written(sealed: SealedRelease) -> Release:
    manifest = sealed.manifest
    series = manifest.id.rpartition(".")[0]
    earlier = Release.objects.filter(series=series)
    number = earlier.count() + 1
    earlier.update(newest=False)
    content = (sealed.directory / LIST_OF_FILES).read_bytes()
    release = Release.objects.create(
        release_id=manifest.id,
        series=series,
        number=number,
        survey=manifest.survey,
        place=manifest.survey.split("/")[0],
        area=manifest.area,
        period=manifest.period,
        standard=manifest.standard,
        policy=manifest.policy.name,
        sha256=sha256(content).hexdigest(),
    )
    Estimate.objects.bulk_create(
        (_row(release, cell) for cell in sealed.estimates), batch_size=500
    )
    return release


def _row(release: Release, cell: ReleasedEstimate) -> Estimate:
    return Estimate(
        release=release,
        estimate_id=cell.estimate_id,
        indicator=cell.indicator,
        unit=cell.unit,
        period=cell.time_period,
        shape=",".join(sorted(cell.dimensions)),
        worker_group=cell.dimensions.get("worker_group", TOTAL),
        sex=cell.dimensions.get("sex", TOTAL),
        urban=cell.dimensions.get("urban", TOTAL),
        city=cell.dimensions.get("city", TOTAL),
        flag=cell.flag.value,
        value=cell.value,
        ci_low=cell.ci_low,
        ci_high=cell.ci_high,
    )
