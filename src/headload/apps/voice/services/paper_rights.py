"""Who may write papers, sign them and send people, in the roles of the network."""

from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import Document, DocumentVersion, SignOn
from headload.apps.voice.paper_words import Channel
from headload.apps.voice.states import PaperState

_KEEPERS = {Role.ADMIN, Role.COORDINATOR, Role.LAW_EDITOR}
_RECORDERS = {Role.ADMIN, Role.COORDINATOR}


def may_draft(actor: Actor) -> bool:
    """Tell whether she may write papers and bring them on their way."""
    return actor.role in _KEEPERS


def may_invite(actor: Actor, document: Document) -> bool:
    """Tell whether she may ask organisations to sign: who drafts, and whose it is."""
    owners = document.owners.select_related("organisation")
    owns = (actor.owns(each.organisation) for each in owners if each.organisation)
    return may_draft(actor) or any(owns)


def may_sign(actor: Actor, organisation: Organisation, channel: str) -> bool:
    """Tell whether she may write down that an organisation signs.

    On the web the organisation alone; what came by mail, SMS or on paper, also whoever
    coordinates.
    """
    if actor.owns(organisation):
        return True
    return channel != Channel.WEB and actor.role in _RECORDERS


def may_confirm(actor: Actor, kept: SignOn) -> bool:
    """Tell whether she may confirm a sign-on: never the one who entered it.

    Another account of the organisation; somebody who coordinates only where the
    organisation has no account that could.
    """
    if actor.user is None or actor.user.pk == kept.entered_by_id:
        return False
    if actor.owns(kept.organisation):
        return True
    has_accounts = kept.organisation.owners.filter(is_active=True).exists()
    return actor.role in _RECORDERS and not has_accounts


def is_open_to(version: DocumentVersion, organisation: Organisation) -> bool:
    """Tell whether an organisation may see a version to sign it.

    A published one everybody may; one that is not, its owners and who was invited.
    """
    if version.state == PaperState.PUBLISHED:
        return True
    owns = version.document.owners.filter(organisation=organisation)
    asked = SignOn.objects.filter(
        version__document=version.document, organisation=organisation
    )
    return bool(owns.exists() or asked.exists())
