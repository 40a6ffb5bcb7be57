import xml.etree.ElementTree as ET

from lxml import etree


def read(content):
    ET.fromstring(content)  # caught
    etree.fromstring(content)  # caught
    etree.parse(content)  # caught
    etree.XMLParser(no_network=True)  # caught
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)  # caught
