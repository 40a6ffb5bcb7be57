"""What can be found: documents, what they are of, and the words they are made of."""

from django.db import models


class Document(models.Model):
    """A page in one language, as search knows it.

    `key` is the same for the page in every language. Its facet ``serves`` names the
    languages of readers who get this one: its own, and those that have no page.
    """

    kind = models.CharField(max_length=40, db_index=True)
    key = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    address = models.CharField(max_length=400)
    everywhere = models.BooleanField(default=False)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    date = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("key", "language"), name="one_document_in_a_language"
            ),
        )

    def __str__(self) -> str:
        """Return its title."""
        return self.title


class Facet(models.Model):
    """What a document is of: a place, group, kind, year, language."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="facets"
    )
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=80)

    class Meta:
        indexes = (
            models.Index(fields=("name", "value", "document")),
            models.Index(fields=("document", "name", "value")),
        )

    def __str__(self) -> str:
        """Return name and value."""
        return f"{self.name}: {self.value}"


class Term(models.Model):
    """A word that some document has, without accents.

    `stems` are those of every word that is written so but for its accents, with blanks
    between: who types *organizacao* finds *organização*.
    """

    word = models.CharField(max_length=40, unique=True)
    stems = models.CharField(max_length=300)
    documents = models.PositiveIntegerField()

    def __str__(self) -> str:
        """Return the word."""
        return self.word


class Posting(models.Model):
    """The documents of a kind that have a stem, of one batch.

    `base` is the number of the batch's first document. What `having` holds is told in
    ``postings``.
    """

    pk = models.CompositePrimaryKey("kind", "stem", "base")
    kind = models.CharField(max_length=40)
    stem = models.CharField(max_length=250)
    base = models.BigIntegerField()
    having = models.BinaryField()

    def __str__(self) -> str:
        """Return kind and stem."""
        return f"{self.kind}: {self.stem}"
