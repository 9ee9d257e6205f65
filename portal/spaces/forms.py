from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.people.models import Organisation, Person
from portal.spaces.choices import History, Side
from portal.spaces.models import Role
from portal.ui.formats import in_language


def _labelled(side: Side, names: dict[Side, str]) -> str:
    return names.get(side) or str(side.label)


class RoleField(forms.ChoiceField):
    """Side and role in one choice, as "customer:observer"; the roles stand under the company of their side."""

    def offer(self, roles: dict[Side, list[Role]], names: dict[Side, str]) -> None:
        # Nobody gets a far-reaching role because it stood first in the list.
        self.choices = [("", _("Choose a role"))] + [
            (_labelled(side, names), [(f"{side.value}:{role.code}", in_language(role.name)) for role in offered])
            for side, offered in roles.items()
            if offered
        ]


class AddForm(forms.Form):
    """Somebody known, or somebody by e-mail; then the role and what the person sees."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    home = forms.ChoiceField(label=_("Company, when the person is new here"), required=False)
    place = RoleField(label=_("Role"))
    joined_history = forms.ChoiceField(
        label=_("What the person sees"), choices=History.choices, widget=forms.RadioSelect, initial=History.FROM_START
    )
    shown_to_other_side = forms.BooleanField(label=_("The other side sees this person"), required=False, initial=True)
    key_contact = forms.BooleanField(label=_("Key contact"), required=False)

    def __init__(
        self,
        *args: Any,
        people: list[Person],
        roles: dict[Side, list[Role]],
        companies: list[Organisation],
        names: dict[Side, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.companies = {str(company.pk): company for company in companies}
        self.roles = {f"{side.value}:{role.code}": (side, role) for side, found in roles.items() for role in found}
        by_company: dict[str, list[tuple[str, str]]] = {}
        for person in people:
            by_company.setdefault(person.organisation.name, []).append((str(person.pk), person.shown_name))
        choosing: Any = self.fields["person"]
        choosing.choices = [("", _("By e-mail, below")), *by_company.items()]
        home: Any = self.fields["home"]
        home.choices = [(pk, company.name) for pk, company in self.companies.items()]
        place: Any = self.fields["place"]
        place.offer(roles, names)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, email = cleaned.get("person"), cleaned.get("email")
        if "email" not in self.errors and not chosen and not email:
            self.add_error("person", _("Choose a person, or write an e-mail address."))
        if chosen and email:
            self.add_error("email", _("Either choose a person or write an e-mail address, not both."))
        if email and not chosen and not cleaned.get("home"):
            self.add_error("home", _("Choose the company."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """What both ways of bringing somebody in need."""
        side, role = self.roles[self.cleaned_data["place"]]
        return {
            "side": side,
            "role": role,
            "joined_history": History(self.cleaned_data["joined_history"]),
            "shown_to_other_side": self.cleaned_data["shown_to_other_side"],
            "key_contact": self.cleaned_data["key_contact"],
        }


class ChangeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    role = forms.ChoiceField(label=_("Role"))
    shown_to_other_side = forms.BooleanField(label=_("The other side sees this person"), required=False)
    key_contact = forms.BooleanField(label=_("Key contact"), required=False)

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {role.code: role for role in roles}
        field: Any = self.fields["role"]
        field.choices = [(role.code, in_language(role.name)) for role in roles]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "role": self.offered[self.cleaned_data["role"]]}
