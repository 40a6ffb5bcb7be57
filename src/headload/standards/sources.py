"""The texts that the rules cite, named once.

`confirmed=False` marks a paragraph that was not compared with the text, and
every assignment of codes that is our own proposal.
"""

from headload.terms import Citation

_ILO = "ILO Department of Statistics, common block of 21 country programs (MIT)"
_WIEGO = "WIEGO, occupational groups in the informal economy"

ICLS13 = Citation(
    "13th ICLS resolution concerning statistics of the economically active "
    "population, employment, unemployment and underemployment (1982)",
    "paragraphs 9 and 10",
    confirmed=False,
)
ICLS19 = Citation(
    "19th ICLS resolution I concerning statistics of work, employment and labour "
    "underutilization (2013)",
    "definitions of employment and unemployment",
    confirmed=False,
)
SDG_8_3_1 = Citation("SDG indicator 8.3.1 metadata", "2.a Definition and concepts")
SDG_8_3_1_SERIES = Citation("SDG indicator 8.3.1 metadata", "0.d Series")
ICSE93 = Citation(
    "15th ICLS resolution concerning the International Classification of Status in "
    "Employment, ICSE-93 (1993)",
    "paragraphs 4 and 5",
)
ICLS17 = Citation(
    "17th ICLS guidelines concerning a statistical definition of informal employment "
    "(2003)",
    "paragraph 3",
    confirmed=False,
)
ILO_GLOSSARY = Citation("ILOSTAT glossary", "Informal employment")
ICLS15 = Citation(
    "15th ICLS resolution concerning statistics of employment in the informal sector "
    "(1993)",
    "criteria of informal own-account and employers' enterprises",
    confirmed=False,
)
ICLS21_ABSTRACT = Citation(
    "The new ICLS standards on the informal economy, Statistical Journal of the IAOS, "
    "doi 10.3233/SJI-240058 (2024)",
    "abstract: three sectors, alignment with ICSE-18",
)
ICLS20_RELATIONSHIPS = Citation(
    "20th ICLS draft resolution concerning statistics on work relationships (2018)",
    "paragraphs 18 and 20 to 22",
)
ICSE18 = Citation(
    "20th ICLS resolution concerning statistics on work relationships, ICSE-18 (2018)",
    "definitions of the ten detailed categories",
    confirmed=False,
)
ICLS20_DOMESTIC = Citation(
    "20th ICLS draft resolution concerning statistics on work relationships (2018)",
    "paragraphs 100 to 102",
)
ROOM_DOCUMENT_8 = Citation(
    "20th ICLS room document 8, The definition of domestic work and domestic workers "
    "for statistical purposes (2018)",
    "section 2",
    confirmed=False,
)
WIEGO_VENDORS = Citation(_WIEGO, "Street Vendors and Market Traders")
WIEGO_HOME = Citation(_WIEGO, "Home-Based Workers")
WIEGO_WASTE = Citation(_WIEGO, "Waste Pickers", confirmed=False)
ILO_AGE = Citation("ILOSTAT, classification of age", "broad bands", confirmed=False)
ILO_HOURS = Citation(
    "18th ICLS resolution concerning the measurement of working time (2008)",
    "usual hours and hours actually worked",
    confirmed=False,
)
ISIC4 = Citation("ISIC Rev.4", "sections and divisions")
ISIC31 = Citation("ISIC Rev.3.1", "divisions", confirmed=False)


def ilo_block(part: str) -> Citation:
    """Cite the ILO's common block of informality, which was read line by line."""
    return Citation(_ILO, f"BOL_EH_2014, lines 1525-1622, {part}")


def icls21(part: str) -> Citation:
    """Cite the 21st ICLS, whose text could not be had: every part is unconfirmed."""
    return Citation(
        "21st ICLS resolution concerning statistics of the informal economy (2023)",
        part,
        confirmed=False,
    )


def methods(section: str) -> Citation:
    """Cite a convention of our own, open to discussion."""
    return Citation("Headload methods note", f"section {section}", confirmed=False)
