"""What the library does every day without being asked: harvest, and send alerts."""

import datetime
import smtplib

from headload.apps.library.alerts import send
from headload.apps.library.fetch import Fetcher
from headload.apps.library.harvest import Harvested, harvest
from headload.apps.library.models import Repository
from headload.apps.search.index import rebuild
from headload.errors import BadInput, HeadloadError

DAILY = datetime.timedelta(days=1)


def harvest_all() -> str:
    """Ask every repository what changed; new works are drafts. Return what came.

    Raises
    ------
    BadInput
        HL-LIB-12 when one of them failed; the others are not less up to date for it.
    """
    repositories = list(Repository.objects.order_by("pk"))
    new = changed = taken_back = 0
    failed: list[str] = []
    for repository in repositories:
        try:
            result: Harvested = harvest(repository, Fetcher(), publish=False)
        except HeadloadError as refusal:
            failed.append(f"{repository}: {refusal.what}")
            continue
        new += result.new
        changed += result.changed
        taken_back += result.taken_back
    if repositories:  # what came before one failed is here too
        rebuild("work", "passage")
    if failed:
        raise BadInput(
            f"{len(failed)} of {len(repositories)} repositories could not be harvested",
            where="; ".join(failed[:3]),
            to_do="try again later, or tell those who run them; what came is kept",
            code="HL-LIB-12",
        )
    return (
        f"{len(repositories)} repositories: {new} new, {changed} changed, "
        f"{taken_back} taken back"
    )


def send_alerts() -> str:
    """Send e-mails about new works; return how many.

    Raises
    ------
    SMTPException
        When none of several could be sent.
    """
    sent = send()
    if sent.failed and not sent.mails:
        raise smtplib.SMTPException
    return f"{sent.mails} sent, {sent.nothing_new} had no news, {sent.failed} failed"
