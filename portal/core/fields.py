"""Form fields that every app shares."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from portal.core.numbers import Ambiguous, NotANumber, parse_decimal


class LocalDecimalField(forms.DecimalField):
    """A decimal number as the person's language writes it; what could be read in two ways is refused.

    `shown_places`: decimals shown at least, e.g. 2 for money.
    """

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a number, for example 1234.5."),
        "ambiguous": _("This can be read as two different numbers. Leave out the mark between thousands."),
    }

    def __init__(self, *, shown_places: int = 0, **kwargs: Any) -> None:
        self.shown_places = shown_places
        super().__init__(**kwargs)
        self.localize = True
        self.widget.is_localized = False

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, Decimal):
            return value
        text = str(value).strip()
        if not text:
            return None
        try:
            return parse_decimal(text, formats.get_format("DECIMAL_SEPARATOR"))
        except Ambiguous:
            raise ValidationError(self.error_messages["ambiguous"], code="ambiguous") from None
        except NotANumber:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """The stored number in the form the person would type it; typed text is given back as it was."""
        return decimal_text(value, self.shown_places) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


def decimal_text(value: Decimal, shown_places: int = 0) -> str:
    """`value` without grouping and needless zeros, with the decimal mark of the active language."""
    exponent = value.normalize().as_tuple().exponent
    own_places = max(0, -exponent) if isinstance(exponent, int) else 0
    text = f"{value:.{max(own_places, shown_places)}f}"
    return text.replace(".", formats.get_format("DECIMAL_SEPARATOR"))
