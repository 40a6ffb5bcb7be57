"""What Voice does with replies: leave, confirm by a code, ask for a number."""

from headload.apps.common.replies import Reply, Understands, beginning, register
from headload.apps.common.words import say
from headload.apps.network.models import Organisation
from headload.apps.network.own import throttle
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import Phone
from headload.apps.voice.services import Wanted, ask, ask_once
from headload.apps.voice.sms.codes import confirm_by_code
from headload.apps.voice.sms.phones import CODE_SIGNS, confirm, leave, refuse
from headload.errors import BadInput

STOP = ("stop", "alto", "arret", "arreter", "baja", "parar", "pare", "unsubscribe")
YES = ("yes", "si", "oui", "sim")
ASK = ("ask", "pregunta", "preguntar", "demande", "demander", "pergunta")


def connect() -> None:
    """Register the words, the way out first."""
    register(beginning(*STOP), _stop, always=True)
    register(_code(beginning(*YES)), _confirm)
    register(beginning(*ASK), _ask)


def _code(yes: Understands) -> Understands:
    """Return what understands a code, alone or behind a yes."""

    def understands(text: str) -> str | None:
        said = yes(text)
        alone = text.strip(" .!")
        if said is None and alone.isascii() and alone.isdigit():
            said = alone if len(alone) == CODE_SIGNS else None
        return said

    return understands


def _stop(reply: Reply) -> str:
    phone: Phone = reply.phone
    language, number = phone.language, phone.number
    take_back = leave if phone.confirmed else refuse
    take_back(number)
    return str(say("sms_stopped", language))


def _confirm(reply: Reply) -> str:
    phone: Phone = reply.phone
    if phone.confirmed is None:
        done = confirm(phone, reply.said)
        return str(say("sms_confirmed" if done else "sms_wrong_code", phone.language))
    kept = confirm_by_code(phone, reply.said)
    word = "sms_sign_on_confirmed" if kept else "sms_wrong_code"
    return str(say(word, phone.language))


def _ask(reply: Reply) -> str:
    phone: Phone = reply.phone
    speakers = _speaks_for(phone)
    if len(speakers) != 1:
        return str(say("sms_ask_on_site", phone.language))
    tries = [("ask", str(phone.user.pk))]
    if throttle.is_too_many(tries):
        return str(say("sms_later", phone.language))
    by, organisation = Actor(phone.user, Role.EDITOR), speakers[0]
    wanted = Wanted(language=phone.language, area=organisation.area)
    try:
        _, again = ask_once(
            reply.key, lambda: ask(organisation, reply.said, by, wanted), by
        )
    except BadInput:
        return str(say("sms_ask_what", phone.language))
    if not again:
        throttle.count(tries)
    return str(say("sms_asked", phone.language))


def _speaks_for(phone: Phone) -> list[Organisation]:
    """Return whom she speaks for, two at most; nobody before her number is good."""
    if phone.confirmed is None or not phone.user.is_active:
        return []
    return list(phone.user.organisations.filter(merged_into=None)[:2])
