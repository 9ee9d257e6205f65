"""What quotations tell Home, and the tab in the project."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.access.rights import memo_for_one_answer, rights_everywhere, rights_in
from portal.spaces.registry import tabs_for
from sales_module.quotations import providers, services
from sales_module.quotations.models import QuotationRevision

pytestmark = pytest.mark.django_db


def test_a_decision_waits_for_those_who_decide(cast, sent, borealis):
    for name, person in cast.everyone().items():
        items = providers.decisions(person)
        assert bool(items) is (name in {"buyer", "director"}), name
    item = providers.decisions(cast.buyer)[0]
    assert item.sentence == "Decide on Q-1 Headbox for PM 3"
    assert item.url == reverse("quotations:quotation", args=[sent.space_id, sent.pk])
    assert item.due == sent.current.last_moment


def test_nothing_waits_once_decided_or_over(cast, sent):
    QuotationRevision.objects.filter(pk=sent.current_id).update(valid_until=timezone.now())
    assert not providers.decisions(cast.buyer) and not providers.validities(cast.buyer)


def test_questions_wait_for_those_who_answer(cast, sent):
    keys = list(sent.current.lines.values_list("line_key", flat=True))
    for key in keys[:2]:
        services.question_ask(actor=cast.buyer, quotation=sent, line_key=key, text="?")
    for name, person in cast.everyone().items():
        assert bool(providers.questions(person)) is (name in {"sales", "kam", "pricing"}), name
    assert providers.questions(cast.sales)[0].sentence == "Answer 2 questions on Q-1 Headbox for PM 3"
    for question in sent.questions.all():
        services.question_answer(actor=cast.sales, quotation=sent, question_id=question.pk, text="!")
    assert not providers.questions(cast.sales)


def test_the_end_of_a_validity_is_a_date_of_all_who_see_it(cast, sent):
    for name, person in cast.everyone().items():
        expected = name in {"sales", "kam", "pricing", "buyer", "director"}
        assert bool(providers.validities(person)) is expected, name


def test_a_provider_costs_one_query_at_most(cast, sent, django_assert_num_queries):
    services.question_ask(actor=cast.buyer, quotation=sent, line_key=sent.current.lines.first().line_key, text="?")
    with memo_for_one_answer():
        rights_everywhere(cast.sales)
        # Decisions and validities share theirs.
        with django_assert_num_queries(2):
            for provider in (providers.decisions, providers.questions, providers.validities):
                provider(cast.sales)


def test_what_each_side_owes_in_the_room(cast, sent, draft, borealis):
    key = sent.current.lines.first().line_key
    services.question_ask(actor=cast.buyer, quotation=sent, line_key=key, text="?")
    for name, person in cast.everyone().items():
        found = [(item.side, item.sentence) for item in providers.owed(person, sent.space_id)]
        if name in {"sales", "kam", "pricing", "buyer", "director"}:
            assert found == [
                ("customer", "Decide on Q-1 Headbox for PM 3"),
                ("supplier", "Answer 1 question on Q-1 Headbox for PM 3"),
            ], name
        else:
            assert found == [], name
    services.quotation_withdraw(actor=cast.sales, quotation=sent)
    assert [item.side for item in providers.owed(cast.buyer, sent.space_id)] == ["supplier"]


def test_the_tab_is_for_those_who_may_find_something_there(cast, aurora):
    def has_tab(person):
        return any(url_name == "quotations:list" for *_rest, url_name in tabs_for(aurora, rights_in(person, aurora.pk)))

    assert has_tab(cast.buyer) and has_tab(cast.pricing)
    assert not has_tab(cast.expert) and not has_tab(cast.tech) and not has_tab(cast.consult)
