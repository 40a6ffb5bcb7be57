"""The labour force: what every edition of the ICLS shares once employment is known.

The office's own unemployed and persons outside the labour force keep their
status; the questions on looking and being available decide for the others.
"""

from headload.standards.words import Text, YesNo, first_match, is_, stated


def status_given_employment(
    employed: YesNo,
    office_labour_force_status: Text,
    sought_work: Text,
    available_for_work: Text,
) -> Text:
    """Return employed, unemployed, outside the labour force, or null."""
    looking = is_(stated(sought_work), "yes") & is_(stated(available_for_work), "yes")
    return first_match(
        (employed, "employed"),
        (
            ~employed & is_(office_labour_force_status, "unemployed"),
            "unemployed",
        ),
        (
            ~employed & is_(office_labour_force_status, "outside_labour_force"),
            "outside_labour_force",
        ),
        (~employed & looking, "unemployed"),
        (~employed & ~looking, "outside_labour_force"),
    )
