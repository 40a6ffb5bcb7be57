"""What the library keeps; names follow Dublin Core and DataCite."""

from headload.apps.library.models.between import NotDouble, Related, Relation
from headload.apps.library.models.collections import (
    Collection,
    CollectionWords,
    CollectionWork,
)
from headload.apps.library.models.files import File, Page
from headload.apps.library.models.people import Person, Role
from headload.apps.library.models.readers import Alert, Usage
from headload.apps.library.models.repositories import Repository
from headload.apps.library.models.works import Creator, Work

__all__ = [
    "Alert",
    "Collection",
    "CollectionWords",
    "CollectionWork",
    "Creator",
    "File",
    "NotDouble",
    "Page",
    "Person",
    "Related",
    "Relation",
    "Repository",
    "Role",
    "Usage",
    "Work",
]
