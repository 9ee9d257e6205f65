"""How Django writes forms here (templates/ui/forms/), and the inputs browsers and readers need."""

import re
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.conf import settings
from django.forms.renderers import BaseRenderer
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.translation import get_language

from portal.core.errors import InvalidInput
from portal.ui import formats


class FormRenderer(BaseRenderer):
    """Our templates first, then Django's own widgets; needs no `django.forms` among the installed apps."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    @cached_property
    def engine(self) -> DjangoTemplates:
        folders = [*settings.TEMPLATES[0]["DIRS"], Path(django.forms.__file__).parent / "templates"]
        return DjangoTemplates({"NAME": "forms", "DIRS": folders, "APP_DIRS": False, "OPTIONS": {}})

    def get_template(self, template_name: str) -> Any:
        return self.engine.get_template(template_name)


class DayInput(forms.DateInput):
    """The browser's own calendar; it speaks ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """Day and time in the reader's zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class NumberText(forms.TextInput):
    """A number as text: what was typed stays on the page even when it is no number."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "input-short", "autocomplete": "off", **(attrs or {})})


class AmountField(forms.DecimalField):
    """Takes 12 500.50, 12500,50 and, where the comma groups thousands, 12,500.50."""

    widget = NumberText

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", NumberText())
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else str(value) if not isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


def show_errors(form: forms.BaseForm, error: InvalidInput) -> None:
    """Puts what a service refused beside the fields it names; what has no field stands on top."""
    for name, messages in error.fields.items():
        form.add_error(name if name in form.fields else None, [str(message) for message in messages])
    if not error.fields:
        form.add_error(None, str(error.message))


def take_version(form: forms.BaseForm, version: int) -> None:
    """After a stale save: the form keeps what was written and, sent again, replaces what was saved meanwhile."""
    data: Any = form.data
    form.data = data.copy()
    form.data["version"] = str(version)  # type: ignore[index]


def plain_number(text: str) -> str:
    """`text` as Python reads numbers: no spaces, a point for decimals."""
    text = re.sub(r"[\s\u00a0\u2009\u202f']", "", text).replace(formats.MINUS, "-")
    if "," in text and "." in text:
        grouping = "," if text.rfind(",") < text.rfind(".") else "."
        return text.replace(grouping, "").replace(",", ".")
    comma_groups = formats.decimal_mark(get_language() or "en") == "." and re.fullmatch(r"-?\d{1,3},\d{3}", text)
    if text.count(",") > 1 or comma_groups:
        return text.replace(",", "")
    return text.replace(",", ".")
