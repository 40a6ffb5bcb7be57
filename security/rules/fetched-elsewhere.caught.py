import socket
from http.client import HTTPSConnection
from urllib.request import build_opener, urlopen

import requests  # caught


def taken(address):
    urlopen(address)  # caught
    build_opener().open(address)  # caught
    HTTPSConnection(address)  # caught
    socket.create_connection((address, 80))  # caught
    return requests.get(address)
