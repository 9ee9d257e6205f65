"""The customer's decision: to exactly what was seen, once."""

from datetime import timedelta
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.activity.models import Activity, Delivery
from portal.core.errors import Forbidden, InvalidInput, NotVisible, WrongState
from portal.spaces.models import Participant
from sales_module.quotations import services
from sales_module.quotations.models import Decision, Quotation, QuotationRevision
from tests.factories.quotations import option_key

pytestmark = pytest.mark.django_db


def seen(quotation, **more):
    current = quotation.current
    return {"revision_id": current.pk, "content_hash": current.content_hash, "name": "Bertta", **more}


def posted(quotation, **more):
    current = quotation.current
    return {"revision": str(current.pk), "content_hash": current.content_hash, "name": "Bertta", **more}


def plain(text):
    """Without the special spaces of numbers, which are the design's business."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def url(quotation, name="accept"):
    return reverse(f"quotations:{name}", args=[quotation.space_id, quotation.pk])


def test_who_decides(cast, sent, as_person):
    expected = {"sales": 403, "kam": 403, "pricing": 403, "buyer": 200, "director": 200}
    for name, person in cast.everyone().items():
        client = as_person(person)
        status = expected.get(name, 404)
        assert client.get(url(sent)).status_code == status, name
        assert client.get(url(sent, "decline")).status_code == status, name
        if status != 200:
            assert client.post(url(sent), posted(sent)).status_code == status, name
            assert client.post(url(sent, "decline"), posted(sent, reason="No")).status_code == status, name
    assert not Decision.objects.exists()


def test_finance_decides_but_does_not_ask(cast, sent):
    Participant.objects.filter(person=cast.director).update(role_id="finance")
    with pytest.raises(Forbidden):
        services.question_ask(
            actor=cast.director, quotation=sent, line_key=sent.current.lines.first().line_key, text="?"
        )
    assert services.quotation_accept(actor=cast.director, quotation=sent, **seen(sent)).kind == "accepted"


def test_accepting_with_an_option(cast, sent, as_person):
    option = option_key(sent)
    client = as_person(cast.buyer)
    page = client.get(url(sent), {"option": str(option)}).content.decode()
    assert "7 511.19 EUR" in plain(page) and "Spare rolls" in page
    answer = client.post(url(sent), posted(sent, option=str(option), purchase_order_number="PO-7"))
    assert answer.status_code == 302
    decision = Decision.objects.get()
    assert (decision.net_total, decision.gross_total) == (D("6030.83"), D("7511.19"))
    assert decision.net_total + decision.tax_total == decision.gross_total
    assert decision.options == [str(option)] and decision.purchase_order_number == "PO-7"
    assert (decision.by, decision.content_hash) == (cast.buyer, sent.current.content_hash)
    sent.refresh_from_db()
    assert sent.standing == "accepted"
    told = set(Delivery.objects.filter(activity__kind="quotations.accepted").values_list("person__name", flat=True))
    assert told == {"Sales", "Kam", "Pricing", "Director"}
    page = client.get(reverse("quotations:quotation", args=[sent.space_id, sent.pk])).content.decode()
    assert "Bertta accepted revision 1" in page and "PO-7" in page


def test_pressing_twice_decides_once(cast, sent, as_person):
    client, body = as_person(cast.buyer), posted(sent, idempotency_key="one-page")
    assert [client.post(url(sent), body).status_code for _ in range(2)] == [302, 302]
    assert client.post(url(sent), posted(sent, idempotency_key="another")).status_code == 302
    first = Decision.objects.get()
    assert services.quotation_accept(actor=cast.buyer, quotation=sent, **seen(sent)) == first
    assert Activity.objects.filter(kind="quotations.accepted").count() == 1


def test_somebody_else_or_another_answer_comes_too_late(cast, sent):
    services.quotation_accept(actor=cast.buyer, quotation=sent, **seen(sent))
    with pytest.raises(WrongState, match="decided already"):
        services.quotation_accept(actor=cast.director, quotation=sent, **seen(sent))
    with pytest.raises(WrongState, match="decided already"):
        services.quotation_decline(actor=cast.buyer, quotation=sent, reason="No", **seen(sent))


def test_a_newer_revision_makes_the_answer_stale(cast, sent, as_person):
    old = posted(sent)
    services.new_revision(actor=cast.sales, quotation=sent)
    services.quotation_send(actor=cast.sales, quotation=sent, version=1)
    answer = as_person(cast.buyer).post(url(sent), old)
    assert answer.status_code == 409
    assert b"A newer revision was sent meanwhile" in answer.content
    sent.refresh_from_db()
    assert as_person(cast.buyer).post(url(sent), {**posted(sent), "content_hash": "0" * 64}).status_code == 409
    assert not Decision.objects.exists()


def test_an_expired_or_withdrawn_offer_cannot_be_accepted(cast, sent, as_person):
    body, client = posted(sent), as_person(cast.buyer)
    QuotationRevision.objects.filter(pk=sent.current_id).update(valid_until=timezone.now() - timedelta(seconds=1))
    answer = client.post(url(sent), body)
    assert answer.status_code == 409 and b"validity of this quotation has ended" in answer.content
    assert client.get(url(sent)).status_code == 409
    QuotationRevision.objects.filter(pk=sent.current_id).update(valid_until=timezone.now() + timedelta(days=1))
    services.quotation_withdraw(actor=cast.sales, quotation=sent)
    assert client.post(url(sent), body).status_code == 409


def test_bad_input_is_refused_and_kept(cast, sent, as_person):
    client = as_person(cast.buyer)
    answer = client.post(url(sent, "decline"), posted(sent, reason="", name="Typed name"))
    assert answer.status_code == 422 and b"Typed name" in answer.content
    assert client.post(url(sent), posted(sent, name="")).status_code == 422
    assert client.post(url(sent), posted(sent, purchase_order_number="x" * 61)).status_code == 422
    assert client.post(url(sent), posted(sent, option=str(uuid4()))).status_code == 422
    assert client.post(url(sent), {"revision": "x"}).status_code == 422
    assert client.put(url(sent)).status_code == 405
    assert not Decision.objects.exists()


def test_what_is_no_option_cannot_be_ticked(cast, sent):
    key = sent.current.lines.filter(optional=False).first().line_key
    with pytest.raises(InvalidInput):
        services.quotation_accept(actor=cast.buyer, quotation=sent, **seen(sent, options={key}))


def test_declining_takes_a_reason_and_a_new_revision_opens_it_again(cast, sent, as_person):
    with pytest.raises(InvalidInput):
        services.quotation_decline(actor=cast.buyer, quotation=sent, reason="  ", **seen(sent))
    client = as_person(cast.buyer)
    assert client.post(url(sent, "decline"), posted(sent, reason="Too dear")).status_code == 302
    page = as_person(cast.sales).get(reverse("quotations:quotation", args=[sent.space_id, sent.pk]))
    assert b"Too dear" in page.content and b"Your turn" in page.content
    services.new_revision(actor=cast.sales, quotation=sent)
    services.quotation_send(actor=cast.sales, quotation=sent, version=1)
    again = Quotation.objects.get(pk=sent.pk)
    assert again.standing == "open"
    services.quotation_accept(actor=cast.buyer, quotation=again, **seen(again))
    assert [one.kind for one in Decision.objects.order_by("at")] == ["declined", "accepted"]


def test_a_stranger_learns_nothing_from_a_right_hash(cast, sent):
    with pytest.raises(NotVisible):
        services.quotation_accept(actor=cast.rival, quotation=sent, **seen(sent))
