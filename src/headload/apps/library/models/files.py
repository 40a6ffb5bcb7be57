"""Files of works, and the text of their pages."""

from django.db import models

from headload.apps.library.models.works import Work


class File(models.Model):
    """A file of a work, kept in the site's folder by its checksum.

    `cover` is there when a picture of its first page was made; `ocr` when words of
    pages were read from pictures, so that they may be wrong.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=8, blank=True)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(default=0)
    cover = models.BooleanField(default=False)
    ocr = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("work", "name"), name="one_file_of_a_name_in_a_work"
            ),
        )

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Page(models.Model):
    """The text of a page of a file."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("file", "number")
        constraints = (
            models.UniqueConstraint(fields=("file", "number"), name="one_text_a_page"),
        )

    def __str__(self) -> str:
        """Return file and number."""
        return f"{self.file}, page {self.number}"
