"""The list of verbs. Each file holds one; heavy imports wait until it is used."""

import typer

from headload.cli.audit import audit
from headload.cli.check import check
from headload.cli.compare import compare
from headload.cli.demo import demo
from headload.cli.doctor import doctor
from headload.cli.inspect import inspect
from headload.cli.library import library
from headload.cli.measure import measure
from headload.cli.network import network
from headload.cli.plans import plans
from headload.cli.policies import policies
from headload.cli.publish import publish
from headload.cli.questionnaire import questionnaire
from headload.cli.readiness import readiness
from headload.cli.site import site
from headload.cli.site_backup import backup, restore
from headload.cli.site_check import check as check_site
from headload.cli.site_jobs import jobs
from headload.cli.surveys import surveys
from headload.cli.trace import trace
from headload.cli.voice import voice


def register(app: typer.Typer) -> None:
    """Add every verb to the application, in the order of help."""
    for verb in (
        demo,
        inspect,
        readiness,
        questionnaire,
        measure,
        check,
        audit,
        publish,
        compare,
        trace,
        doctor,
    ):
        app.command(name=verb.__name__)(verb)
    app.add_typer(surveys, name="surveys")
    app.add_typer(plans, name="plans")
    app.add_typer(policies, name="policies")
    site.command("backup")(backup)
    site.command("restore")(restore)
    site.command("check")(check_site)
    site.command("jobs")(jobs)
    app.add_typer(site, name="site")
    app.add_typer(library, name="library")
    app.add_typer(voice, name="voice")
    app.add_typer(network, name="network")
