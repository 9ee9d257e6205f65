"""`/api/v1/quotations/`: the same services behind the same policy."""

import pytest
from django.urls import reverse

from sales_module.quotations.models import Decision, Quotation
from tests.factories.quotations import in_days, sent_quotation

pytestmark = pytest.mark.django_db

JSON = {"content_type": "application/json"}


def line(**changed):
    return {"description": "Headbox", "unit_price": "1000.00", "tax_rate": "25.5", **changed}


def url(name, quotation=None, *more):
    return reverse(f"api_quotation{name}", args=[quotation.pk, *more] if quotation else [])


def test_from_nothing_to_accepted(cast, aurora, as_person):
    sales, buyer = as_person(cast.sales), as_person(cast.buyer)
    body = {"space": str(aurora.pk), "title": "Pumps", "lines": [line(cost="5", internal_note="n")]}
    made = sales.post(url("s"), body, **JSON)
    assert made.status_code == 201, made.content
    quotation = Quotation.objects.get()
    assert made.json()["revision"]["version"] == 1 and made.headers["ETag"] == '"1"'
    draft = made.json()["revision"]
    body |= {"valid_day": in_days(5).isoformat(), "lines": [line(line_key=draft["lines"][0]["line_key"], quantity="2")]}
    saved = sales.put(url("_draft", quotation), body, **JSON, headers={"If-Match": '"1"'})
    assert saved.status_code == 200
    assert saved.json()["revision"]["totals"]["net"] == {"amount": "2000.00", "currency": "EUR"}
    assert sales.put(url("_draft", quotation), body, **JSON, headers={"If-Match": '"1"'}).status_code == 412
    assert sales.put(url("_draft", quotation), body, **JSON).status_code == 422
    assert buyer.get(url("", quotation)).status_code == 404
    sent = sales.post(url("_send", quotation), **JSON, headers={"If-Match": '"2"'})
    assert sent.status_code == 200 and sent.json()["state"] == "open" and sent.json()["code"] == "Q-1"

    seen = buyer.get(url("", quotation)).json()
    assert "accept" in seen["abilities"] and "send" not in seen["abilities"]
    assert "cost" not in seen["revision"]["lines"][0] and "product" not in seen["revision"]["lines"][0]
    question = {"line_key": seen["revision"]["lines"][0]["line_key"], "text": "When?"}
    asked = buyer.post(url("_questions", quotation), question, **JSON)
    assert asked.status_code == 201
    answer = url("_answer", quotation, asked.json()["id"])
    assert buyer.post(answer, {"text": "!"}, **JSON).status_code == 403
    assert sales.post(answer, {"text": "Soon"}, **JSON).status_code == 200
    assert sales.post(answer, {"text": "Again"}, **JSON).status_code == 409
    assert buyer.get(url("_questions", quotation)).json()[0]["answer"] == "Soon"

    decision = {"revision": seen["revision"]["id"], "content_hash": seen["revision"]["content_hash"], "name": "B"}
    assert sales.post(url("_accept", quotation), decision, **JSON).status_code == 403
    accepted = buyer.post(url("_accept", quotation), decision, **JSON)
    assert accepted.status_code == 200
    assert accepted.json()["gross"] == {"amount": "2510.00", "currency": "EUR"}
    assert sales.post(url("_withdraw", quotation), **JSON).status_code == 409
    assert Decision.objects.count() == 1


def test_who_reaches_what(cast, sent, as_person):
    expected = {"sales": 200, "pricing": 200, "kam": 200, "buyer": 200, "director": 200}
    for name, person in cast.everyone().items():
        client = as_person(person)
        status = expected.get(name, 404)
        assert client.get(url("", sent)).status_code == status, name
        assert client.get(url("s"), {"space": str(sent.space_id)}).status_code == status, name
        rows = client.get(url("s")).json()["results"]
        assert len(rows) == (1 if status == 200 else 0), name
        if status == 404:
            for action in ("_send", "_withdraw", "_accept", "_decline", "_questions", "_revise"):
                body = {"revision": str(sent.current_id), "content_hash": "x", "name": "n", "reason": "r"}
                body |= {"line_key": str(sent.pk), "text": "t"}
                answer = client.post(url(action, sent), body, **JSON, headers={"If-Match": '"1"'})
                assert answer.status_code == 404, (name, action)


def test_answers_for_foreign_and_unknown_ids_are_alike(cast, sent, as_person):
    client = as_person(cast.rival)
    foreign = client.get(url("", sent))
    unknown = client.get(reverse("api_quotation", args=[cast.rival.pk]))
    assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"lines": [line(quantity="NaN")]}, "lines.0.quantity"),
        ({"lines": [line(), line(unit_price="1.23456")]}, "lines.1.unit_price"),
        ({"lines": [line(quantity="0")]}, "lines.0.quantity"),
        ({"lines": [line(description="")]}, "lines.0.description"),
        ({"lines": "none"}, "lines"),
        ({"currency": "KWD"}, "currency"),
        ({"valid_day": "3.4.2026"}, "valid_day"),
        ({"title": ""}, "title"),
        ({"incoterm": "DAP"}, "named_place"),
        ({"space": "x"}, "space"),
    ],
)
def test_bad_input_is_named_by_field(cast, aurora, as_person, changed, field):
    body = {"space": str(aurora.pk), "title": "Pumps", "lines": [line()], **changed}
    answer = as_person(cast.sales).post(url("s"), body, **JSON)
    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.json()["errors"]), answer.json()
    assert not Quotation.objects.exists()


def test_declining_takes_a_reason(cast, sent, as_person):
    client = as_person(cast.buyer)
    body = {"revision": str(sent.current_id), "content_hash": sent.current.content_hash, "name": "B", "reason": ""}
    assert client.post(url("_decline", sent), body, **JSON).status_code == 422
    assert client.post(url("_decline", sent), body | {"reason": "No"}, **JSON).json()["kind"] == "declined"
    assert client.get(url("", sent)).json()["state"] == "declined"


def test_pages_of_25_and_a_filter(cast, aurora, borealis, as_person):
    for _ in range(27):
        sent_quotation(cast.sales, aurora)
    client = as_person(cast.buyer)
    first = client.get(url("s")).json()
    assert len(first["results"]) == 25 and len(client.get(first["next"]).json()["results"]) == 2
    assert first["results"][0]["net"] == {"amount": "5930.83", "currency": "EUR"}
    assert client.get(url("s"), {"space": "x"}).status_code == 422
    assert client.get(url("s"), {"space": str(borealis.pk)}).status_code == 404
