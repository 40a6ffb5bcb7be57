"""Whether the server of mails, and what else the site sends by, can be reached.

A job tries it each hour, so that whoever watches the site asks no foreign server; every
job whose name begins with `reach-` is told with what came of its last run.
"""

import datetime
from collections.abc import Mapping

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from headload.apps.common.jobs import registered
from headload.apps.common.models import Job

HOURLY = datetime.timedelta(hours=1)
_BEFORE = "reach-"


def mail_reached() -> str:
    """Open a connection to the server of mails and close it; return what there is.

    Raises
    ------
    OSError, SMTPException
        When it cannot be reached.
    """
    connection = get_connection()
    if not isinstance(connection, EmailBackend):
        return "files in a folder"
    connection.open()
    connection.close()
    return "reached"


def reached() -> Mapping[str, str]:
    """Return what could be reached, by name, when it was last tried."""
    names = [name for name in registered() if name.startswith(_BEFORE)]
    return {
        name.removeprefix(_BEFORE): _said(Job.objects.filter(name=name).first())
        for name in names
    }


def _said(run: Job | None) -> str:
    if run is None or run.ended is None:
        return "not tried yet"
    return run.result if run.well else "not reached"
