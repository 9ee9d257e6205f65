"""Sending freezes, numbers and tells; withdrawing and expiry end an offer."""

import json
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from portal.activity.models import Activity, Delivery
from portal.core.errors import Forbidden, InvalidInput, NotVisible, StaleVersion, WrongState
from portal.jobs.models import Job
from portal.spaces.models import Participant
from sales_module.quotations import services, tasks
from sales_module.quotations.content import content_hash, content_of
from sales_module.quotations.models import Quotation, QuotationRevision, end_of_day, last_day
from tests.factories.quotations import SECRET_NOTE, draft_quotation, in_days, line, sent_quotation

pytestmark = pytest.mark.django_db


def told(kind, channel="portal"):
    rows = Delivery.objects.filter(activity__kind=kind, channel=channel)
    return {name.lower() for name in rows.values_list("person__name", flat=True)}


def test_only_those_who_decide_on_the_suppliers_side_send(cast, draft):
    for name, person in cast.everyone().items():
        if name in {"sales", "kam", "pricing"}:
            continue
        with pytest.raises(NotVisible):
            services.quotation_send(actor=person, quotation=draft, version=1)
    Participant.objects.filter(person=cast.pricing).update(role_id="salesperson")
    with pytest.raises(Forbidden):
        services.quotation_send(actor=cast.pricing, quotation=draft, version=1)
    services.quotation_send(actor=cast.kam, quotation=draft, version=1)


def test_sending_freezes_numbers_and_tells_the_customers_readers(cast, aurora, draft):
    revision = services.quotation_send(actor=cast.sales, quotation=draft, version=1)
    draft.refresh_from_db()
    assert (draft.number, draft.code, draft.current_id, draft.draft_id) == (1, "Q-1", revision.pk, None)
    assert (revision.state, revision.sent_by) == ("sent", cast.sales)
    assert told("quotations.sent") == {"buyer", "director"} == told("quotations.sent", "mail")
    assert set(Job.objects.values_list("key", flat=True)) == {f"quotations.pdf:{revision.pk}:en"}
    sent = Activity.objects.get(kind="quotations.sent")
    assert sent.data == {"revision": str(revision.pk), "hash": revision.content_hash}
    with pytest.raises(WrongState):
        services.quotation_send(actor=cast.sales, quotation=draft, version=1)


def test_numbers_count_sent_quotations_within_the_space(cast, aurora, borealis):
    draft_quotation(cast.sales, aurora)
    assert sent_quotation(cast.sales, aurora).number == 1
    assert sent_quotation(cast.othersales, borealis).number == 1
    assert sent_quotation(cast.sales, aurora).number == 2


def test_the_next_sending_supersedes_the_one_before(cast, sent):
    first = sent.current
    services.new_revision(actor=cast.sales, quotation=sent)
    second = services.quotation_send(actor=cast.sales, quotation=sent, version=1)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == ("superseded", "sent", 2)
    assert first.ended_at == second.sent_at


def test_a_changed_draft_is_not_sent_unseen(cast, draft):
    QuotationRevision.objects.filter(pk=draft.draft_id).update(version=2)
    with pytest.raises(StaleVersion):
        services.quotation_send(actor=cast.sales, quotation=draft, version=1)


@pytest.mark.parametrize(
    ("lines", "head", "field"),
    [
        ([], {}, "lines"),
        ([{"optional": True}], {}, "lines"),
        ([{}], {"valid_day": in_days(-2)}, "valid_day"),
        ([{}], {"valid_day": None}, "valid_day"),
    ],
)
def test_what_is_not_ready_is_not_sent(cast, aurora, lines, head, field):
    quotation = draft_quotation(cast.sales, aurora, [line(**values) for values in lines], **head)
    with pytest.raises(InvalidInput) as refused:
        services.quotation_send(actor=cast.sales, quotation=quotation, version=1)
    assert set(refused.value.fields) == {field}
    quotation.refresh_from_db()
    assert quotation.number is None


def test_the_hash_is_that_of_the_content_and_changes_with_it(sent):
    revision = QuotationRevision.objects.get(pk=sent.current_id)
    lines = list(revision.lines.all())
    content = content_of(sent, revision, lines)
    assert content_hash(content) == revision.content_hash
    assert json.loads(json.dumps(content)) == content
    assert SECRET_NOTE not in json.dumps(content) and "777.77" not in json.dumps(content)
    lines[0].quantity += 1
    assert content_hash(content_of(sent, revision, lines)) != revision.content_hash


def test_withdrawing_tells_the_customer(cast, sent):
    with pytest.raises(Forbidden):
        services.quotation_withdraw(actor=cast.buyer, quotation=sent)
    services.quotation_withdraw(actor=cast.pricing, quotation=sent)
    sent.refresh_from_db()
    assert sent.standing == "withdrawn" and sent.current.ended_at is not None
    assert told("quotations.withdrawn") == {"buyer", "director"}
    with pytest.raises(WrongState):
        services.quotation_withdraw(actor=cast.sales, quotation=sent)


def test_expiry_is_marked_once_and_told_to_both_sides(cast, sent, aurora):
    open_one = sent_quotation(cast.sales, aurora)
    QuotationRevision.objects.filter(pk=sent.current_id).update(valid_until=timezone.now())
    assert Quotation.objects.get(pk=sent.pk).standing == "expired"
    assert tasks.expire() == 1
    assert tasks.expire() == 0
    sent.refresh_from_db()
    assert sent.current.state == "expired" and open_one.current.state == "sent"
    assert told("quotations.expired") == {"sales", "kam", "pricing", "buyer", "director"}


def test_a_decided_offer_does_not_expire(cast, sent):
    seen = {"revision_id": sent.current_id, "content_hash": sent.current.content_hash, "name": "B"}
    services.quotation_accept(actor=cast.buyer, quotation=sent, **seen)
    QuotationRevision.objects.filter(pk=sent.current_id).update(valid_until=timezone.now())
    assert tasks.expire() == 0
    assert Quotation.objects.get(pk=sent.pk).standing == "accepted"


@pytest.mark.parametrize(
    ("day", "zone", "instant"),
    [
        (date(2026, 3, 3), "Europe/Helsinki", datetime(2026, 3, 3, 22, tzinfo=UTC)),
        (date(2026, 7, 1), "Europe/Helsinki", datetime(2026, 7, 1, 21, tzinfo=UTC)),
        # The day the clocks go forward is 23 hours long, and still ends at midnight there.
        (date(2026, 3, 29), "Europe/Helsinki", datetime(2026, 3, 29, 21, tzinfo=UTC)),
        (date(2026, 12, 31), "Asia/Shanghai", datetime(2026, 12, 31, 16, tzinfo=UTC)),
    ],
)
def test_a_validity_ends_at_24_in_the_suppliers_zone(day, zone, instant):
    assert end_of_day(day, zone) == instant
    assert last_day(instant, zone) == day


def test_each_language_of_the_customers_readers_gets_its_pdf(cast, aurora):
    cast.director.language = "fi"
    cast.director.save()
    sent_quotation(cast.sales, aurora)
    assert {job.args["language"] for job in Job.objects.all()} == {"en", "fi"}


def test_a_validity_in_the_far_future_is_refused_not_an_error(cast, aurora):
    with pytest.raises(InvalidInput):
        draft_quotation(cast.sales, aurora, valid_day=date.max)
