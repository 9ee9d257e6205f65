"""Forms of the document pages. They carry choices the person's role allows; services ask again."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.choices import Category, SentBy
from documents.models import Document
from documents.selectors import classes_to_add
from documents.types import accept_attribute
from portal.access.rights import SpaceRights
from portal.people.models import Person
from portal.ui.forms import DayInput

BY_NAME = ("", _("By each file's name"))


class DocumentAddForm(forms.Form):
    """One category and class for all files of a batch."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    confidentiality = forms.ChoiceField(label=_("Confidentiality"))

    def __init__(self, *args: Any, rights: SpaceRights, part_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [BY_NAME, *Category.choices]  # type: ignore[attr-defined]
        self.fields["confidentiality"].choices = [(c.value, c.label) for c in classes_to_add(rights)]  # type: ignore[attr-defined]
        self.fields["confidentiality"].widget.attrs |= {
            "hx-get": part_url, "hx-target": "#seers", "hx-swap": "outerHTML", "hx-trigger": "change",
        }  # fmt: skip


class RevisionAddForm(forms.Form):
    note = forms.CharField(label=_("What changed"), required=False, max_length=300)


class DocumentChangeForm(forms.ModelForm):
    """`version` is the one the person read: a save on top of a newer one shows both texts."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Document
        fields = ["title", "category", "confidentiality"]

    def __init__(self, *args: Any, rights: SpaceRights, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = {c.value: c.label for c in classes_to_add(rights)}
        held = self.instance.confidentiality
        allowed.setdefault(held, self.instance.get_confidentiality_display())
        self.fields["confidentiality"].choices = list(allowed.items())  # type: ignore[attr-defined]
        self.fields["version"].initial = self.instance.version


class PersonForm(forms.Form):
    person = forms.ChoiceField(label=_("Person"))

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(p.pk), f"{p.shown_name}, {p.organisation.name}") for p in people]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]


class SentForm(PersonForm):
    channel = forms.ChoiceField(label=_("How"), choices=SentBy.choices)
    on = forms.DateField(label=_("When"), initial=timezone.localdate, widget=DayInput())

    field_order = ["person", "channel", "on"]


ACCEPT = accept_attribute()
