"""How a waste picker was identified."""

from headload.standards import sources
from headload.standards.answers import answers
from headload.standards.variable import variable
from headload.standards.words import Text, YesNo, first_match


@variable(
    label="Basis on which a waste picker is identified",
    unit="job",
    codes=answers("groups", "waste_picker_basis"),
    cite=(sources.WIEGO_WASTE, sources.methods("3.4, W1 to W3")),
)
def waste_picker_basis(
    waste_picker: YesNo,
    waste_work_by_occupation: YesNo,
    waste_work_by_industry: YesNo,
    waste_work_in_cooperative: YesNo,
) -> Text:
    """First route that holds: occupation, industry, cooperative.

    Workers who are not identified as waste pickers have no basis.
    """
    return first_match(
        (waste_picker & waste_work_by_occupation, "occupation"),
        (waste_picker & waste_work_by_industry, "industry"),
        (waste_picker & waste_work_in_cooperative, "cooperative"),
    )
