"""The editor: one form that works without a script; every button saves first."""

from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.urls import reverse

from sales_module.quotations import services
from sales_module.quotations.models import Quotation, QuotationLine
from sales_module.quotations.values import Terms
from tests.factories.catalogue import ProductFactory
from tests.factories.quotations import in_days

pytestmark = pytest.mark.django_db

TEXTS = ("part_code", "description", "unit", "tax_category", "internal_note")
NUMBERS = ("quantity", "unit_price", "price_base_quantity", "discount", "tax_rate", "cost")


def url(name, quotation, *more):
    return reverse(f"quotations:{name}", args=[quotation.space_id, quotation.pk, *more])


def body(quotation, do="save", version=None, **changed):
    """What the browser sends for the stored draft, with some inputs changed."""
    draft = Quotation.objects.get(pk=quotation.pk).draft
    data = {
        "version": str(version or draft.version),
        "do": do,
        "title": draft.title,
        "stage": draft.stage,
        "currency": draft.currency,
        "valid_day": draft.valid_day.isoformat(),
        "line": [],
    }
    for line in QuotationLine.objects.filter(revision=draft):
        data["line"].append(str(line.line_key))
        for name in (*TEXTS, *NUMBERS):
            value = getattr(line, name)
            data[f"{line.line_key}-{name}"] = f"{value.normalize():f}" if isinstance(value, D) else value or ""
        if line.optional:
            data[f"{line.line_key}-optional"] = "on"
    return {**data, **changed}


def descriptions(quotation):
    return list(
        QuotationLine.objects.filter(revision=quotation.draft_id)
        .order_by("position")
        .values_list("description", flat=True)
    )


def first_key(quotation):
    return str(QuotationLine.objects.filter(revision=quotation.draft_id).first().line_key)


def test_starting_a_quotation(cast, aurora, as_person):
    address = reverse("quotations:new", args=[aurora.pk])
    data = {"title": "Pumps", "stage": "firm", "currency": "SEK"}
    for name, person in cast.everyone().items():
        expected = 302 if name in {"sales", "kam", "pricing"} else 403 if name in {"buyer", "director"} else 404
        assert as_person(person).post(address, data).status_code == expected, name
    answer = as_person(cast.sales).post(address, {**data, "title": "", "stage": "maybe"})
    assert answer.status_code == 422
    made = Quotation.objects.first()
    assert (made.title, made.draft.stage, made.draft.currency) == ("Pumps", "firm", "SEK")
    assert as_person(cast.sales).get(url("edit", made)).status_code == 200


def test_saving_the_form_as_it_is_changes_nothing(cast, draft, as_person):
    before = list(QuotationLine.objects.filter(revision=draft.draft_id).values())
    assert as_person(cast.sales).post(url("edit", draft), body(draft)).status_code == 302
    assert list(QuotationLine.objects.filter(revision=draft.draft_id).values()) == before


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("down:first", ["Bolts", "Headbox", "Manual", "Spare rolls"]),
        ("up:first", ["Headbox", "Bolts", "Manual", "Spare rolls"]),
        ("remove:first", ["Bolts", "Manual", "Spare rolls"]),
        ("add", ["Headbox", "Bolts", "Manual", "Spare rolls"]),
        ("search", ["Headbox", "Bolts", "Manual", "Spare rolls"]),
        ("up:nonsense", ["Headbox", "Bolts", "Manual", "Spare rolls"]),
    ],
)
def test_each_button_saves_and_does_its_work(cast, draft, as_person, do, expected):
    client = as_person(cast.sales)
    do = do.replace("first", first_key(draft))
    answer = client.post(url("edit", draft), body(draft, do, title="Typed meanwhile", q="lip"))
    assert answer.status_code == 302
    assert descriptions(draft) == expected
    assert Quotation.objects.get(pk=draft.pk).draft.title == "Typed meanwhile"
    assert client.get(answer.url).status_code == 200


def test_adding_from_the_catalogue_without_a_script(cast, kymi, draft, as_person):
    product = ProductFactory(supplier=kymi, name="Lip", part_code="KM-1")
    dear = ProductFactory(supplier=kymi, name="Lip in dollars", part_code="KM-2", currency="USD")
    client = as_person(cast.sales)
    page = client.get(url("edit", draft), {"q": "lip"}).content.decode()
    assert f"product:{product.pk}" in page
    assert client.post(url("edit", draft), body(draft, f"product:{product.pk}")).status_code == 302
    assert descriptions(draft)[-1] == "Lip"
    refused = client.post(url("edit", draft), body(draft, f"product:{dear.pk}", title="Kept title"))
    assert refused.status_code == 422
    assert b"KM-2 is priced in USD" in refused.content and b"Kept title" in refused.content
    assert client.post(url("edit", draft), body(draft, f"product:{uuid4()}")).status_code == 404


def test_an_empty_row_is_not_saved_and_a_filled_one_is(cast, draft, as_person):
    client, keys = as_person(cast.sales), [str(uuid4()), str(uuid4())]
    data = body(draft)
    data["line"] += [*keys, "rubbish"]
    for key in keys:
        data |= {
            f"{key}-quantity": "1",
            f"{key}-unit": "pcs",
            f"{key}-price_base_quantity": "1",
            f"{key}-tax_category": "S",
        }
    data |= {f"{keys[1]}-description": "Written by hand", f"{keys[1]}-unit_price": "10", f"{keys[1]}-tax_rate": "25.5"}
    assert client.post(url("edit", draft), data).status_code == 302
    assert descriptions(draft)[-1] == "Written by hand" and len(descriptions(draft)) == 5


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("unit_price", "1,234"),
        ("unit_price", "NaN"),
        ("unit_price", "1e3"),
        ("unit_price", "123456789012"),
        ("unit_price", "1.23456"),
        ("unit_price", ""),
        ("quantity", "0"),
        ("quantity", "-2"),
        ("quantity", "12 50"),
        ("discount", "101"),
        ("tax_rate", "x"),
        ("description", ""),
        ("description", "y" * 1001),
        ("cost", "-1"),
    ],
)
def test_bad_numbers_are_refused_with_everything_kept(cast, draft, as_person, field, text):
    key = first_key(draft)
    data = body(draft, title="Typed title", **{f"{key}-{field}": text})
    answer = as_person(cast.sales).post(url("edit", draft), data)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Typed title" in page and "Check what you entered" in page
    assert Quotation.objects.get(pk=draft.pk).draft.version == 1
    live = as_person(cast.sales).post(url("edit_totals", draft), data)
    assert live.status_code == 200


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fi", "1 234,50", "1234.5"),
        ("fi", "1234.50", "1234.5"),
        ("sv", "1\u00a0234,5", "1234.5"),
        ("en", "1,234.50", "1234.5"),
    ],
)
def test_numbers_as_the_language_writes_them(cast, draft, as_person, language, text, expected):
    cast.sales.language = language
    cast.sales.save()
    key = first_key(draft)
    answer = as_person(cast.sales).post(
        url("edit", draft), body(draft, **{f"{key}-unit_price": text, f"{key}-discount": "10"})
    )
    assert answer.status_code == 302
    assert QuotationLine.objects.get(line_key=key).unit_price == D(expected)


def test_live_totals_write_nothing(cast, draft, as_person):
    data = body(draft, **{f"{first_key(draft)}-quantity": "6"})
    part = as_person(cast.sales).post(url("edit_totals", draft), data).content.decode()
    assert 'id="edit-totals"' in part and "330.81" in part and 'hx-swap-oob="true"' in part
    assert Quotation.objects.get(pk=draft.pk).draft.version == 1
    assert as_person(cast.buyer).post(url("edit_totals", draft), data).status_code == 404


def test_a_stale_form_shows_both_texts_and_loses_none(cast, draft, as_person):
    client, key = as_person(cast.pricing), first_key(draft)
    mine = body(draft, title="Mine", **{f"{key}-description": "My words"})
    theirs = body(draft, title="Theirs")
    gone = theirs["line"].pop(1)
    assert as_person(cast.sales).post(url("edit", draft), theirs).status_code == 302
    answer = client.post(url("edit", draft), mine)
    assert answer.status_code == 412
    page = answer.content.decode()
    for text in ("Mine", "Theirs", "My words", "Headbox", gone, "Bolts"):
        assert text in page, text
    assert descriptions(draft) == ["Headbox", "Manual", "Spare rolls"]
    assert client.post(url("edit", draft), {**mine, "version": "2"}).status_code == 302
    assert descriptions(draft) == ["My words", "Bolts", "Manual", "Spare rolls"]


def test_the_editor_is_closed_once_sent(cast, sent, as_person):
    assert as_person(cast.sales).get(url("edit", sent)).status_code == 409
    assert as_person(cast.sales).get(url("send", sent)).status_code == 409
    assert as_person(cast.buyer).get(url("edit", sent)).status_code == 403


def test_sending_from_the_page_names_the_receivers(cast, draft, as_person):
    client = as_person(cast.sales)
    page = client.get(url("send", draft)).content.decode()
    assert "Send revision 1 to 2 people" in page and "Buyer" in page and "Director" in page and "Expert" not in page
    assert client.post(url("send", draft), {"version": "7"}).status_code == 302
    assert Quotation.objects.get(pk=draft.pk).current is None
    assert client.post(url("send", draft), {"version": "1"}).status_code == 302
    assert Quotation.objects.get(pk=draft.pk).standing == "open"
    assert client.post(url("send", draft), {"version": "1"}).status_code == 409


def test_what_is_not_ready_says_what_is_missing(cast, aurora, as_person):
    quotation = services.quotation_create(actor=cast.sales, space_id=aurora.pk, terms=Terms(title="Empty"))
    page = as_person(cast.sales).get(url("send", quotation)).content.decode()
    assert "Say until when the quotation is valid." in page and "Add a line that is not an option." in page
    assert as_person(cast.sales).post(url("send", quotation), {"version": "1"}).status_code == 422


def test_a_new_revision_from_the_page(cast, sent, as_person):
    assert as_person(cast.buyer).post(url("revise", sent)).status_code == 403
    answer = as_person(cast.pricing).post(url("revise", sent))
    assert answer.status_code == 302 and answer.url == url("edit", sent)
    assert as_person(cast.pricing).post(url("revise", sent)).status_code == 409
    assert in_days(30) == Quotation.objects.get(pk=sent.pk).draft.valid_day


def test_withdrawing_from_the_page(cast, sent, as_person):
    page = as_person(cast.sales).get(url("withdraw", sent)).content.decode()
    assert "2 people on the customer" in page
    assert as_person(cast.sales).post(url("withdraw", sent)).status_code == 302
    assert as_person(cast.sales).post(url("withdraw", sent)).status_code == 409
    assert b"It cannot be accepted any more" in as_person(cast.buyer).get(url("quotation", sent)).content
