"""The desk's form of what a paper is: a last day that has passed is refused."""

import datetime

from django.core.exceptions import ValidationError
from wagtail.admin.forms.models import WagtailAdminModelForm

from headload.apps.voice.services.papers import need_time_left
from headload.errors import BadInput


class PaperRecordForm(WagtailAdminModelForm):
    """Holds a new or changed last day against the rule of planning."""

    def clean_due_on(self) -> datetime.date | None:
        """Return the last day.

        Raises
        ------
        ValidationError
            For one that has passed, in the words of HL-PAP-01.
        """
        day: datetime.date | None = self.cleaned_data["due_on"]
        if "due_on" in self.changed_data:
            try:
                need_time_left(day)
            except BadInput as error:
                said = f"{error.what}: {error.to_do} ({error.code})."
                raise ValidationError(said) from None
        return day
