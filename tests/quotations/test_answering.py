"""Questions and answers, sending another way, giving a quotation to one more person."""

from uuid import uuid4

import pytest
from django.urls import reverse

from documents.models import Receipt
from portal.activity.models import Activity, Delivery
from portal.core.errors import InvalidInput, NotVisible, WrongState
from portal.spaces.models import Participant
from sales_module.quotations import services
from sales_module.quotations.models import LineQuestion, QuotationGrant
from tests.factories.quotations import in_days, sent_quotation

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(sent):
    return sent.current.lines.first().line_key


def url(name, quotation, *more):
    return reverse(f"quotations:{name}", args=[quotation.space_id, quotation.pk, *more])


def told(kind):
    return set(Delivery.objects.filter(activity__kind=kind, channel="portal").values_list("person__name", flat=True))


def test_who_asks_and_who_answers(cast, sent, key, as_person):
    body = {"line_key": str(key), "text": "Cabinet included?"}
    for name, person in cast.everyone().items():
        expected = 302 if name in {"buyer", "director"} else 403 if name in {"sales", "kam", "pricing"} else 404
        assert as_person(person).post(url("ask", sent), body).status_code == expected, name
    assert LineQuestion.objects.count() == 2
    question = LineQuestion.objects.first()
    for name, person in cast.everyone().items():
        expected = {"sales": 302, "kam": 409, "pricing": 409, "buyer": 403, "director": 403}.get(name, 404)
        answer = as_person(person).post(url("answer", sent, question.pk), {"text": "Yes"})
        assert answer.status_code == expected, name
    question.refresh_from_db()
    assert (question.answer, question.answered_by, question.revision_number) == ("Yes", cast.sales, 1)
    assert told("quotations.question_asked") == {"Sales", "Kam", "Pricing"}
    assert told("quotations.question_answered") == {"Buyer", "Director"}


def test_the_text_is_shown_on_the_line_and_escaped(cast, sent, key, as_person):
    services.question_ask(actor=cast.buyer, quotation=sent, line_key=key, text="<b>Really?</b>")
    page = as_person(cast.sales).get(url("quotation", sent)).content.decode()
    assert "&lt;b&gt;Really?&lt;/b&gt;" in page and "Answer the customer" in page
    assert "Waits for an answer" in as_person(cast.buyer).get(url("quotation", sent)).content.decode()


def test_bad_questions_are_refused_and_kept(cast, sent, key, as_person):
    client = as_person(cast.buyer)
    for body in ({"line_key": str(uuid4()), "text": "My text"}, {"line_key": "x", "text": "My text"}):
        assert client.post(url("ask", sent), body).status_code == 422
    assert client.post(url("ask", sent), {"line_key": str(key), "text": "   "}).status_code == 422
    question = services.question_ask(actor=cast.buyer, quotation=sent, line_key=key, text="?")
    empty = as_person(cast.sales).post(url("answer", sent, question.pk), {"text": " "})
    assert empty.status_code == 422 and b"Write the answer." in empty.content
    assert as_person(cast.sales).post(url("answer", sent, uuid4()), {"text": "x"}).status_code == 404
    assert LineQuestion.objects.count() == 1


def test_questions_go_on_after_the_decision_but_not_on_drafts(cast, sent, draft, key):
    seen = {"revision_id": sent.current_id, "content_hash": sent.current.content_hash, "name": "B"}
    services.quotation_accept(actor=cast.buyer, quotation=sent, **seen)
    services.question_ask(actor=cast.buyer, quotation=sent, line_key=key, text="When?")
    with pytest.raises(NotVisible):
        services.question_ask(actor=cast.buyer, quotation=draft, line_key=key, text="?")
    with pytest.raises(WrongState):
        services.question_answer(actor=cast.sales, quotation=draft, question_id=uuid4(), text="?")


def test_a_question_of_another_quotation_is_not_answered_here(cast, sent, draft, key, aurora):
    other = sent_quotation(cast.sales, aurora)
    question = services.question_ask(actor=cast.buyer, quotation=sent, line_key=key, text="?")
    with pytest.raises(NotVisible):
        services.question_answer(actor=cast.sales, quotation=other, question_id=question.pk, text="!")


def test_noting_what_went_another_way(cast, sent, as_person):
    address = url("another_way", sent, sent.current_id)
    body = {"person": str(cast.director.pk), "channel": "mail", "on": in_days(-1).isoformat()}
    for name, person in cast.everyone().items():
        if name in {"sales", "kam", "pricing"}:
            continue
        expected = 403 if name in {"buyer", "director"} else 404
        assert as_person(person).post(address, body).status_code == expected, name
    assert as_person(cast.sales).post(address, {**body, "on": "soon"}).status_code == 422
    assert as_person(cast.sales).post(address, {**body, "person": str(cast.expert.pk)}).status_code == 422
    assert as_person(cast.sales).post(address, {**body, "channel": "pigeon"}).status_code == 422
    assert as_person(cast.sales).post(address, body).status_code == 302
    receipt = Receipt.objects.get()
    assert (receipt.person, receipt.how, receipt.recorded_by) == (cast.director, "sent_another_way", cast.sales)
    page = as_person(cast.sales).get(url("quotation", sent)).content.decode()
    assert "Another way" in page and "E-mail" in page
    with pytest.raises(NotVisible):
        services.sent_another_way(
            actor=cast.sales,
            quotation=sent,
            revision_id=uuid4(),
            person_id=cast.buyer.pk,
            channel="mail",
            on=in_days(0),
        )


def test_giving_a_quotation_to_the_consultant_and_taking_it_back(cast, sent, as_person):
    address = url("share", sent)
    body = {"person": str(cast.consult.pk)}
    assert as_person(cast.pricing).post(address, body).status_code == 403
    assert as_person(cast.sales).post(address, body).status_code == 422
    assert as_person(cast.consult).get(url("quotation", sent)).status_code == 404
    assert as_person(cast.buyer).post(address, body).status_code == 302
    reader = as_person(cast.consult)
    assert reader.get(url("quotation", sent)).status_code == 200
    assert reader.get(reverse("quotations:list", args=[sent.space_id])).status_code == 200
    assert reader.get(url("accept", sent)).status_code == 403
    assert reader.post(url("ask", sent), {"line_key": "x", "text": "?"}).status_code == 422
    key = str(sent.current.lines.first().line_key)
    assert reader.post(url("ask", sent), {"line_key": key, "text": "?"}).status_code == 403
    assert b"Consult" in as_person(cast.director).get(url("readers", sent)).content
    assert as_person(cast.buyer).post(address, {**body, "do": "take_back"}).status_code == 302
    assert reader.get(url("quotation", sent)).status_code == 404
    assert not QuotationGrant.objects.exists()
    facts = Activity.objects.filter(kind__in=["quotations.shared", "quotations.taken_back"])
    assert facts.count() == 2 and str(cast.consult.pk) not in str(list(facts.values_list("data", flat=True)))


def test_a_quotation_is_given_within_the_own_side_only(cast, sent):
    for person in (cast.field, cast.rival, cast.colleague):
        with pytest.raises(InvalidInput):
            services.quotation_share(actor=cast.buyer, quotation=sent, person=person)
    with pytest.raises(InvalidInput):
        services.quotation_share(actor=cast.buyer, quotation=sent, person=cast.director)
    services.quotation_share(actor=cast.sales, quotation=sent, person=cast.tech)


def test_who_leaves_the_project_loses_what_was_given(cast, sent, as_person):
    services.quotation_share(actor=cast.buyer, quotation=sent, person=cast.consult)
    seat = Participant.objects.get(person=cast.consult, space=sent.space_id)
    seat.ends = seat.starts
    seat.save()
    assert as_person(cast.consult).get(url("quotation", sent)).status_code == 404
