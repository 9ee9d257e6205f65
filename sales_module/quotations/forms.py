"""The forms of quotations. A draft is one form: its head and one small form per line, named by the line's key."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.choices import SentBy
from portal.core.errors import InvalidInput
from portal.core.fields import LocalDecimalField
from portal.people.models import Person
from portal.ui.forms import DayInput, show_errors
from sales_module.catalogue.choices import CURRENCIES, TaxCategory
from sales_module.quotations.choices import Incoterm, Stage
from sales_module.quotations.models import QuotationLine, QuotationRevision
from sales_module.quotations.services.drafts import MOST_LINES, TERM_FIELDS
from sales_module.quotations.values import INTERNAL_FIELDS, LINE_FIELDS, LineValues, Terms


class StartForm(forms.Form):
    """A new quotation: what it is called and how firm it is."""

    title = forms.CharField(
        label=_("Title"), max_length=150, help_text=_("What is offered, for example “Headbox for PM 3”.")
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices, initial=Stage.BUDGET)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)


class TermsForm(forms.Form):
    """The head of a draft."""

    title = forms.CharField(label=_("Title"), max_length=150)
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    valid_day = forms.DateField(label=_("Valid until the end of"), widget=DayInput, required=False)
    incoterm = forms.ChoiceField(
        label=_("Delivery term (Incoterms 2020)"), choices=[("", "–"), *Incoterm.choices], required=False
    )
    named_place = forms.CharField(label=_("Named place"), max_length=120, required=False)
    delivery_weeks = forms.IntegerField(label=_("Delivery time, weeks"), min_value=0, max_value=1000, required=False)
    delivery_time = forms.CharField(label=_("Delivery time in words"), max_length=200, required=False)
    partial_delivery = forms.BooleanField(label=_("Partial delivery is allowed"), required=False)
    payment_terms = forms.CharField(label=_("Payment terms"), max_length=300, required=False)
    warranty = forms.CharField(label=_("Warranty"), max_length=300, required=False)
    intro = forms.CharField(
        label=_("Introduction"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


class LineForm(forms.Form):
    """One line of a draft; its prefix is the line's key."""

    product_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    part_code = forms.CharField(label=_("Part code"), max_length=60, required=False)
    description = forms.CharField(label=_("Description"), max_length=1000, widget=forms.Textarea(attrs={"rows": 1}))
    quantity = LocalDecimalField(label=_("Quantity"), max_digits=12, decimal_places=3)
    unit = forms.CharField(label=_("Unit"), max_length=40)
    unit_price = LocalDecimalField(label=_("Price"), max_digits=15, decimal_places=4, min_value=0, shown_places=2)
    price_base_quantity = LocalDecimalField(label=_("Price is for"), max_digits=9, decimal_places=3)
    discount = LocalDecimalField(
        label=_("Discount, %"), max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False
    )
    tax_category = forms.ChoiceField(label=_("Tax category"), choices=TaxCategory.choices)
    tax_rate = LocalDecimalField(
        label=_("Tax rate, %"), max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False
    )
    optional = forms.BooleanField(label=_("Option the customer can tick"), required=False)
    internal_note = forms.CharField(label=_("Internal note"), max_length=500, required=False)
    cost = LocalDecimalField(
        label=_("Cost"), max_digits=15, decimal_places=4, min_value=0, shown_places=2, required=False
    )

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        line_key: UUID,
        internal: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=str(line_key), initial=initial)
        self.line_key = line_key
        self.net: Any = None
        if not internal:
            for name in INTERNAL_FIELDS:
                del self.fields[name]

    @property
    def is_blank(self) -> bool:
        """Nothing a person would have typed: such a row is not saved."""
        typed = (self.data.get(self.add_prefix(name), "") for name in ("part_code", "description", "unit_price"))
        return self.is_bound and not any(text.strip() for text in typed)

    def line(self) -> LineValues:
        return LineValues(line_key=self.line_key, **self.cleaned_data)

    def clean_discount(self) -> Decimal:
        return self.cleaned_data["discount"] or Decimal(0)

    def clean_tax_rate(self) -> Decimal:
        return self.cleaned_data["tax_rate"] or Decimal(0)


class DraftForm:
    """The whole draft: head, lines in order, the version it was read at, and the button that was pressed."""

    def __init__(
        self, terms: TermsForm, rows: list[LineForm], version: int, action: str = "", *, internal: bool
    ) -> None:
        self.terms, self.rows, self.version, self.internal = terms, rows, version, internal
        self.action, _colon, self.target = action.partition(":")

    @classmethod
    def of(
        cls, draft: QuotationRevision, lines: Iterable[QuotationLine], *, internal: bool, blank: bool = False
    ) -> "DraftForm":
        """The stored draft; `blank` adds an empty row at the end."""
        initial = {name: getattr(draft, name) for name in (*TERM_FIELDS, "valid_day")}
        names = (*LINE_FIELDS, *INTERNAL_FIELDS)
        rows = []
        for line in lines:
            row = LineForm(
                line_key=line.line_key, internal=internal, initial={name: getattr(line, name) for name in names}
            )
            row.net = line.priced.net(draft.currency)
            rows.append(row)
        if blank or not rows:
            rows.append(cls._empty_row(internal))
        return cls(TermsForm(initial=initial), rows, draft.version, internal=internal)

    @classmethod
    def posted(cls, data: QueryDict, *, internal: bool) -> "DraftForm":
        keys = list(dict.fromkeys(key for text in data.getlist("line") if (key := to_uuid(text))))[:MOST_LINES]
        rows = [LineForm(data, line_key=key, internal=internal) for key in keys]
        version = data.get("version", "")
        return cls(
            TermsForm(data), rows, int(version) if version.isdecimal() else 0, data.get("do", "save"), internal=internal
        )

    @staticmethod
    def _empty_row(internal: bool) -> LineForm:
        empty = QuotationLine()
        shown = ("quantity", "unit", "price_base_quantity", "discount", "tax_category", "tax_rate")
        return LineForm(line_key=uuid4(), internal=internal, initial={name: getattr(empty, name) for name in shown})

    @property
    def filled(self) -> list[LineForm]:
        return [row for row in self.rows if not row.is_blank]

    @property
    def is_bound(self) -> bool:
        return self.terms.is_bound

    def is_valid(self) -> bool:
        return all([self.terms.is_valid(), *(row.is_valid() for row in self.filled)])

    def lines(self) -> list[LineValues]:
        return [row.line() for row in self.filled]

    def show(self, error: InvalidInput) -> None:
        """Puts what the service refused beside the fields it names."""
        head: dict[str, Sequence[Any]] = {}
        for name, messages in error.fields.items():
            part, _dot, rest = name.partition(".")
            index, _dot, field = rest.partition(".")
            if part == "lines" and index.isdecimal() and int(index) < len(self.filled):
                row = self.filled[int(index)]
                row.add_error(field if field in row.fields else None, list(messages))
            else:
                head[name] = messages
        if head or not error.fields:
            show_errors(self.terms, InvalidInput(error.message, fields={n: list(m) for n, m in head.items()}))

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """(id of the field, label, message) of every error, lines by their position."""
        if not self.is_bound:
            return []
        found = _errors_of(self.terms, "")
        for position, row in enumerate(self.filled, start=1):
            found += _errors_of(row, f"{position}. ")
        return found

    def texts(self) -> dict[str, tuple[str, str]]:
        """Input name → (label, text), as the inputs hold it now: to compare two people's drafts."""
        found = {}
        for form in (self.terms, *(row for row in self.rows if not row.is_blank)):
            for bound in form:
                value = bound.value()
                text = ("on" if value is True else "" if value is None or value is False else str(value)).replace(
                    "\r\n", "\n"
                )
                label = str(bound.label) if form is self.terms else f"{self._name(form)}: {bound.label}"
                found[bound.html_name] = (label, text)
        return found

    def _name(self, form: forms.Form) -> str:
        return str(form["part_code"].value() or form["description"].value() or "")[:40]


def _errors_of(form: forms.Form, before: str) -> list[tuple[str, str, str]]:
    found = [("", "", f"{before}{message}") for message in form.non_field_errors()]
    for bound in form:
        found += [(bound.id_for_label, f"{before}{bound.label}", str(message)) for message in bound.errors]
    return found


def _text(value: Any) -> str:
    """A field's value as its input sends it."""
    if value is None or value is False:
        return ""
    return "on" if value is True else str(value).replace("\r\n", "\n")


def to_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def ticked_options(data: QueryDict) -> set[UUID]:
    """The options named in an address or a form; what is no key is left out."""
    return {key for text in data.getlist("option")[:MOST_LINES] if (key := to_uuid(text))}


class SeenForm(forms.Form):
    """What the customer looked at when deciding."""

    revision = forms.UUIDField(widget=forms.HiddenInput)
    content_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Your name"), max_length=150)


class AcceptForm(SeenForm):
    purchase_order_number = forms.CharField(label=_("Purchase order number"), max_length=60, required=False)


class DeclineForm(SeenForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The supplier reads it."),
    )


class PersonForm(forms.Form):
    """Choosing one of the people the view has read already; `chosen` is that person."""

    person = forms.ChoiceField(label=_("Who"))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        offered = [(pk, one.shown_name) for pk, one in self.people.items()]
        self.fields["person"].choices = offered  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Person:
        return self.people[self.cleaned_data["person"]]


class ShareForm(PersonForm):
    """Giving a quotation to one more person, or taking it back."""


class AnotherWayForm(PersonForm):
    """Noting that a reader got a revision outside the portal."""

    channel = forms.ChoiceField(label=_("How"), choices=SentBy.choices)
    on = forms.DateField(label=_("When"), widget=DayInput, initial=timezone.localdate)
