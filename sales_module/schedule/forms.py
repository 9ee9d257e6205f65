from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.errors import InvalidInput
from portal.people.models import valid_time_zone
from portal.ui.formats import zone_city
from portal.ui.forms import show_errors
from sales_module.schedule.choices import LONGEST_MINUTES, SLOTS_AT_MOST, ItemKind
from sales_module.schedule.services import Offer, Offered
from sales_module.schedule.zones import ZONES

SLOT_NAMES = tuple(f"slot_{number}" for number in range(1, SLOTS_AT_MOST + 1))


class WallInput(forms.DateTimeInput):
    input_type = "datetime-local"


class WallField(forms.Field):
    """Day and clock as people say them, without a zone: the zone has its own field."""

    widget = WallInput
    default_error_messages = {"invalid": _("Write a day and a time, for example 2026-03-03 14:00.")}

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        try:
            found = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if found.tzinfo is not None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found.replace(second=0, microsecond=0)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value


class OfferForm(forms.Form):
    """One to three times in one zone, all of the same length."""

    slot_1 = WallField(label=_("Time"))
    slot_2 = WallField(label=_("Or"), required=False)
    slot_3 = WallField(label=_("Or"), required=False)
    zone = forms.ChoiceField(label=_("Time zone of these times"))
    minutes = forms.IntegerField(
        label=_("How long, in minutes"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        initial=60,
        required=False,
        help_text=_("Not needed for a deadline or milestone."),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    video_link = forms.URLField(label=_("Video link"), max_length=300, required=False, assume_scheme="https")
    message = forms.CharField(
        label=_("Message"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = timezone.get_current_timezone_name()
        asked = str(self.data.get(self.add_prefix("zone"), "")) if self.is_bound else str(self.initial.get("zone", ""))
        zones = dict.fromkeys([own, *([asked] if _is_zone(asked) else []), *ZONES])
        field: Any = self.fields["zone"]
        field.choices = [(zone, zone_city(ZoneInfo(zone))) for zone in zones]
        field.initial = own

    def offer(self) -> Offer:
        """Raises nothing: call it on a valid form."""
        cleaned = self.cleaned_data
        return Offer(
            slots=[
                Offered(cleaned[name].date(), cleaned[name].time(), cleaned["zone"], cleaned.get("minutes") or 60)
                for name in SLOT_NAMES
                if cleaned.get(name)
            ],
            place=cleaned["place"],
            video_link=cleaned["video_link"],
            message=cleaned["message"],
        )

    def refuse(self, error: InvalidInput) -> None:
        """What the service refused, beside the field of the slot it names."""
        given = [name for name in SLOT_NAMES if self.cleaned_data.get(name)]
        fields: dict[str, list[Any]] = {}
        for name, messages in error.fields.items():
            place = name.removeprefix("slots.")
            known = given[int(place)] if place.isdigit() and int(place) < len(given) else None
            fields[known or ("slot_1" if name == "slots" else name)] = messages
        show_errors(self, InvalidInput(error.message, fields=fields))


class ProposeForm(OfferForm):
    """A new item and the times for it."""

    kind = forms.ChoiceField(label=_("What"), choices=ItemKind.choices, initial=ItemKind.MEETING)
    title = forms.CharField(label=_("Title"), max_length=150)
    agenda = forms.CharField(
        label=_("Agenda"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ChangeForm(OfferForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class AgendaForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    agenda = forms.CharField(
        label=_("Agenda"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=_("Reason"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def _is_zone(name: str) -> bool:
    try:
        valid_time_zone(name)
    except ValidationError:
        return False
    return bool(name)
