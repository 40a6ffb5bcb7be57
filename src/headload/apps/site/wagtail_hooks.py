"""What the desk's log of accounts says of the second step."""

from typing import Any

from wagtail import hooks

_SAID = {
    "headload.second_step": "Set up the second step",
    "headload.recovery_code": "Used a code on paper",
    "headload.second_step_reset": "Reset the second step",
}


@hooks.register("register_log_actions")
def actions(registry: Any) -> None:
    """Name what `second_step/codes.py` logs."""
    for action, said in _SAID.items():
        registry.register_action(action, said, said)
