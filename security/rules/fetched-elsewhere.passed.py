from urllib.parse import urlsplit

from headload.apps.library.fetch import Fetcher


def taken(address, model):
    return Fetcher().get(address), urlsplit(address), model.requests.get()
