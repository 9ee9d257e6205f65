"""What people type about themselves and others."""

import zoneinfo
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.people.choices import Language, MailPreset, OrganisationRoleName
from portal.people.models import Person
from portal.people.services import GIVEN_BY_ADMINISTRATORS, PROFILE_FIELDS

PASSWORD_HELP = _("At least 12 characters. Three or four words that do not belong together are easy to remember.")


def password_field(label: Any, *, new: bool, help_text: Any = "") -> forms.CharField:
    # Bounded: hashing a text of many megabytes would keep a process busy.
    attrs = {"autocomplete": "new-password" if new else "current-password"}
    return forms.CharField(
        label=label, strip=False, max_length=200, help_text=help_text, widget=forms.PasswordInput(attrs=attrs)
    )


class SignInForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = password_field(_("Password"), new=False)


class ResetForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = password_field(_("New password"), new=True, help_text=PASSWORD_HELP)
    password_again = password_field(_("New password again"), new=True)

    def clean(self) -> dict[str, Any]:
        return _same_twice(super().clean() or {}, self, "password")


class PasswordForm(forms.Form):
    old_password = password_field(_("Password now"), new=False)
    new_password = password_field(_("New password"), new=True, help_text=PASSWORD_HELP)
    new_password_again = password_field(_("New password again"), new=True)

    def clean(self) -> dict[str, Any]:
        return _same_twice(super().clean() or {}, self, "new_password")


def _same_twice(values: dict[str, Any], form: forms.Form, name: str) -> dict[str, Any]:
    again = f"{name}_again"
    if name in values and again in values and values[name] != values[again]:
        form.add_error(again, _("The two passwords differ."))
    return values


@cache
def zone_names() -> tuple[str, ...]:
    """The zones people know by a city; the old short names are left out."""
    regions = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/",
               "Pacific/")  # fmt: skip
    return (*sorted(name for name in zoneinfo.available_timezones() if name.startswith(regions)), "UTC")


@cache
def _zones_by_word() -> dict[str, str]:
    """ "helsinki" and "europe/helsinki" → "Europe/Helsinki"; a city of two regions counts for the first."""
    found: dict[str, str] = {}
    for name in zone_names():
        for word in (name, name.rsplit("/", 1)[-1]):
            found.setdefault(word.casefold().replace("_", " "), name)
    return found


class ZoneField(forms.CharField):
    """A time zone, picked from a list or typed: "Helsinki" will do."""

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value))
        return _zones_by_word().get(text.casefold().replace("_", " "), text)


class ProfileForm(forms.ModelForm):
    time_zone = ZoneField(
        label=_("Time zone"),
        max_length=60,
        help_text=_("Type a city, for example Helsinki or Shanghai. Times are shown in this zone."),
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Person
        fields = PROFILE_FIELDS
        widgets = {"mail_preset": forms.RadioSelect}
        help_texts = {
            "spoken_languages": _("For example: Finnish, English, some German."),
            "video_link": _("Your own meeting room, shown to the people you share a project with."),
            "mail_preset": _("Mails name the project's code name and the kind of news only, never the content."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.initial["version"] = self.instance.version
        self.fields["mail_preset"].choices = MailPreset.choices  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    name = forms.CharField(label=_("What it is for"), max_length=80)
    days = forms.TypedChoiceField(
        label=_("Works for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
        initial=90,
    )


class ColleagueForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=[c for c in OrganisationRoleName.choices if c[0] in GIVEN_BY_ADMINISTRATORS]
    )
