"""Where waste pickers work."""

from headload.standards import sources
from headload.standards.coding import role
from headload.standards.variable import variable
from headload.standards.words import (
    Text,
    YesNo,
    coded,
    first_match,
    is_,
    one_of,
    stated,
)
from headload.terms import codelist


@variable(
    label="Place of work of waste pickers",
    unit="job",
    codes=codelist("waste_picker_place"),
    cite=(sources.WIEGO_WASTE, sources.methods("3.4, sub-groups")),
)
def waste_picker_place(
    waste_picker: YesNo,
    place_of_work: Text,
    works_at_home: YesNo,
    in_public_space: YesNo,
    industry_isic4: Text,
    industry_isic31: Text,
) -> Text:
    """Dumpsites, streets, sorting places or home.

    Fixed premises are sorting places; materials recovery (ISIC Rev.4 3830, Rev.3.1
    37) stands in where the place tells nothing. Many questionnaires have no answer
    for dumpsites: workers there are then among the others or unknown.
    """
    fixed = one_of(stated(place_of_work), "employer_premises", "own_premises")
    recovery = coded(
        role("groups", "waste_picker", "materials_recovery"),
        isic4=industry_isic4,
        isic31=industry_isic31,
    )
    return first_match(
        (waste_picker & is_(place_of_work, "dumpsite"), "landfill"),
        (waste_picker & in_public_space, "street"),
        (waste_picker & works_at_home, "home"),
        (waste_picker & fixed, "sorting_place"),
        (waste_picker & recovery, "sorting_place"),
    )
