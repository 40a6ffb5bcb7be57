"""Which release a page speaks of: the one that is named, else the newest of a place."""

from collections.abc import Sequence

from django.http import Http404

from headload.apps.explorer.models import Estimate, Release


def release_for(place: str, named: str = "") -> Release:
    """Return the release called `named`, or the latest of `place`.

    Raises
    ------
    Http404
        When the place has none, or none of that name.
    """
    wanted = {"release_id": named} if named else {"newest": True}
    found = Release.objects.filter(place=place, **wanted)
    release = found.order_by("-period", "-pk").first()
    if release is None:
        raise Http404
    return release


def newest_releases() -> Sequence[Release]:
    """Return the newest release of every series, by place and period."""
    return list(Release.objects.filter(newest=True).order_by("place", "-period"))


def latest_by_place() -> Sequence[Release]:
    """Return one release a place: that of the latest period."""
    latest: dict[str, Release] = {}
    for release in newest_releases():
        latest.setdefault(release.place, release)
    return list(latest.values())


def release_of(estimate_id: str, named: str = "") -> Release:
    """Return the release that has a figure: the one named, else the newest.

    Raises
    ------
    Http404
        When no release, or not that one, has it.
    """
    rows = Estimate.objects.filter(estimate_id=estimate_id).select_related("release")
    if named:
        rows = rows.filter(release__release_id=named)
    row = rows.order_by("-release__newest", "-release__pk").first()
    if row is None:
        raise Http404
    return row.release


def revisions_of(estimate_id: str) -> Sequence[Estimate]:
    """Return a figure in every release that has it, the newest first."""
    rows = Estimate.objects.filter(estimate_id=estimate_id)
    return list(rows.select_related("release").order_by("-release__pk"))
