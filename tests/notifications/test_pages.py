"""Notices, outbox and the mails of demo mode, as pages and in the API."""

import uuid
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.activity.models import Activity, Channel, Delivery, DeliveryState
from portal.core.health import NotReady
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.notifications import selectors
from portal.notifications.policies import notice_policy, outbox_policy
from portal.spaces.models import Participant

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def mine(person) -> list[Delivery]:
    return list(Delivery.objects.filter(person=person, channel=Channel.PORTAL).order_by("-id"))


# --- notices ---------------------------------------------------------------------------------------------------------


def test_notices_are_told_and_seen_once_shown(note, cast, as_person):
    note(to=[cast.buyer])
    client = as_person(cast.buyer)
    assert selectors.unread_count(cast.buyer) == 1
    first = client.get("/notices/").content.decode()
    assert "Sales noted Sales" in first
    assert "AURORA" in first
    assert "is-new" in first
    assert selectors.unread_count(cast.buyer) == 0
    second = client.get("/notices/").content.decode()
    assert "Sales noted Sales" in second
    assert "is-new" not in second


def test_everyone_sees_only_their_own(note, cast, as_person):
    note(to=[cast.buyer, cast.expert])
    for name, person in cast.everyone().items():
        page = as_person(person).get("/notices/")
        assert page.status_code == 200
        assert ("noted" in page.content.decode()) == (name in {"buyer", "expert"}), name


def test_what_may_not_be_seen_any_more_vanishes_but_counts_as_seen(note, cast, aurora, as_person):
    note(to=[cast.buyer])
    Participant.objects.filter(person=cast.buyer, space=aurora).update(ends=timezone.now())
    page = as_person(cast.buyer).get("/notices/").content.decode()
    assert "noted" not in page
    assert "AURORA" not in page
    assert selectors.unread_count(cast.buyer) == 0


def test_pages_of_25_keep_their_place(note, cast, as_person):
    for _n in range(60):
        note(to=[cast.buyer])
    ids = [d.pk for d in mine(cast.buyer)]
    first = selectors.notice_page(person=cast.buyer)
    second = selectors.notice_page(person=cast.buyer, before=first.older)
    third = selectors.notice_page(person=cast.buyer, before=second.older)
    assert [n.delivery_id for page in (first, second, third) for n in page.rows] == ids
    assert (first.newer, third.older) == (None, None)
    back = selectors.notice_page(person=cast.buyer, after=third.newer)
    assert [n.delivery_id for n in back.rows] == [n.delivery_id for n in second.rows]
    start = selectors.notice_page(person=cast.buyer, after=second.newer)
    assert [n.delivery_id for n in start.rows] == ids[:25]
    assert start.newer is None
    assert as_person(cast.buyer).get(f"/notices/?before={first.older}").status_code == 200
    assert selectors.unread_count(cast.buyer) == 35  # only what was shown is seen


@pytest.mark.parametrize("cursor", ["", "x", "0", "'; drop", "9" * 400])
def test_a_nonsense_cursor_is_the_first_page(note, cast, as_person, cursor):
    note(to=[cast.buyer])
    page = as_person(cast.buyer).get("/notices/", {"before": cursor})
    assert page.status_code == 200
    assert "noted" in page.content.decode()


def test_mark_all_as_read_leaves_what_came_meanwhile(note, cast, as_person):
    note(to=[cast.buyer])
    note(to=[cast.expert])
    shown = mine(cast.buyer)[0].pk
    note(to=[cast.buyer])
    answer = as_person(cast.buyer).post("/notices/seen/", {"until": str(shown)})
    assert (answer.status_code, answer["Location"]) == (302, "/notices/")
    assert [d.seen_at is None for d in mine(cast.buyer)] == [True, False]
    assert mine(cast.expert)[0].seen_at is None
    as_person(cast.buyer).post("/notices/seen/")
    assert selectors.unread_count(cast.buyer) == 0


def test_api_lists_pages_and_marks(note, cast, aurora, as_person):
    for _n in range(27):
        note(to=[cast.buyer])
    client = as_person(cast.buyer)
    body = client.get("/api/v1/notices/").json()
    assert len(body["results"]) == 25
    notice = body["results"][0]
    assert notice["sentence"] == "Sales noted Sales"
    assert (notice["space"], notice["code_name"], notice["is_new"]) == (str(aurora.pk), "AURORA", True)
    assert len(client.get(body["next"]).json()["results"]) == 2
    assert selectors.unread_count(cast.buyer) == 27  # reading by API marks nothing by itself
    answer = client.post("/api/v1/notices/seen/", {"until": notice["id"]}, content_type="application/json")
    assert answer.json() == {"marked": 27}
    bad = client.post("/api/v1/notices/seen/", {"until": "x"}, content_type="application/json")
    assert bad.status_code == 422
    assert as_person(cast.rival).get("/api/v1/notices/").json()["results"] == []


def test_a_space_that_is_none_is_null_in_the_api(note, kind, cast, as_person):
    note(to=[cast.buyer])
    Activity.objects.update(space=None)
    notice = as_person(cast.buyer).get("/api/v1/notices/").json()["results"][0]
    assert (notice["space"], notice["code_name"]) == (None, None)


def test_anonymous_is_sent_to_the_door(client):
    assert client.get("/notices/").status_code == 302
    assert client.get("/api/v1/notices/").status_code == 401
    assert client.post("/api/v1/notices/seen/").status_code == 401


def test_wrong_methods(cast, as_person):
    client = as_person(cast.admin)
    assert client.post("/notices/").status_code == 405
    assert client.get("/notices/seen/").status_code == 405
    assert client.post("/outbox/").status_code == 405
    assert client.get(f"/outbox/{uuid.uuid4()}/again/").status_code == 405


@pytest.mark.parametrize("address", ["/notices/", "/api/v1/notices/"])
def test_queries_do_not_grow(note, cast, as_person, address):
    client = as_person(cast.buyer)
    counts = []
    for wanted in (2, 20):
        while Delivery.objects.filter(person=cast.buyer, channel=Channel.PORTAL).count() < wanted:
            note(to=[cast.buyer])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_counter_costs_one_query_and_stops_at_a_hundred(note, cast, django_assert_num_queries):
    activity = note(to=[cast.buyer])
    Delivery.objects.bulk_create(
        Delivery(activity=activity, person=cast.buyer, channel=Channel.PORTAL, job_key=f"k{n}") for n in range(120)
    )
    with django_assert_num_queries(1):
        assert selectors.unread_count(cast.buyer) == 100


# --- outbox ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def dead(note, cast) -> Delivery:
    note(to=[cast.buyer])
    Delivery.objects.filter(channel=Channel.MAIL).update(
        state=DeliveryState.DEAD, attempts=8, error="SMTPDataError 451"
    )
    return Delivery.objects.get(channel=Channel.MAIL)


def test_the_outbox_is_for_installation_administrators(dead, cast, as_person):
    for name, person in cast.everyone().items():
        client = as_person(person)
        expected = 200 if name == "admin" else 404
        assert client.get("/outbox/").status_code == expected, name
        assert client.get("/api/v1/outbox/").status_code == expected, name
        if name != "admin":
            assert client.post(f"/outbox/{dead.pk}/again/").status_code == 404, name
            assert client.post(f"/api/v1/outbox/{dead.pk}/again/").status_code == 404, name
    dead.refresh_from_db()
    assert dead.state == DeliveryState.DEAD


def test_an_administrator_of_a_customer_is_none_here(dead, cast, as_person):
    from tests.factories.people import OrganisationRoleFactory

    OrganisationRoleFactory(
        person=cast.people, organisation=cast.people.organisation, role="installation_administrator"
    )
    assert as_person(cast.people).get("/outbox/").status_code == 404


def test_the_outbox_shows_kind_age_tries_and_error_only(dead, cast, as_person):
    page = as_person(cast.admin).get("/outbox/?show=dead").content.decode()
    assert "tests.noted" in page
    assert "SMTPDataError 451" in page
    for secret in (cast.buyer.email, "AURORA", "/there/", "Sales noted"):
        assert secret not in page
    body = as_person(cast.admin).get("/api/v1/outbox/?state=dead").json()["results"]
    assert set(body[0]) == {"id", "kind", "state", "attempts", "error", "created", "not_before"}


def test_it_says_when_no_mail_server_is_set(dead, cast, as_person, settings):
    settings.PORTAL_CAN_MAIL = False
    assert "PORTAL_SMTP_URL" in as_person(cast.admin).get("/outbox/").content.decode()


def test_try_again_lets_it_go_out_with_the_next_round(dead, cast, as_person):
    assert as_person(cast.admin).post(f"/outbox/{dead.pk}/again/").status_code == 302
    dead.refresh_from_db()
    assert (dead.state, dead.attempts, dead.error) == (DeliveryState.WAITING, 0, "")
    assert [batch.ids for batch in selectors.batches_due()] == [(dead.pk,)]
    assert as_person(cast.admin).post(f"/api/v1/outbox/{dead.pk}/again/").json()["state"] == "waiting"


def test_a_sent_mail_is_not_in_the_outbox(dead, cast, as_person):
    Delivery.objects.update(state=DeliveryState.SENT)
    assert as_person(cast.admin).post(f"/outbox/{dead.pk}/again/").status_code == 404
    assert "tests.noted" not in as_person(cast.admin).get("/outbox/").content.decode()


def test_failed_work_stands_there_too(cast, aurora, as_person):
    job = Job.objects.create(
        kind="tests.work", key="k", state=JobState.FAILED, error="OSError", space=aurora, asked_by=cast.sales
    )
    page = as_person(cast.admin).get("/outbox/?show=work").content.decode()
    assert "tests.work" in page
    assert "AURORA" not in page
    assert as_person(cast.sales).post(f"/outbox/work/{job.pk}/again/").status_code == 404
    assert as_person(cast.admin).post(f"/outbox/work/{job.pk}/again/").status_code == 302
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    assert as_person(cast.admin).post(f"/outbox/work/{job.pk}/again/").status_code == 404


def test_outbox_queries_do_not_grow(note, cast, as_person):
    client = as_person(cast.admin)
    counts = []
    for wanted in (2, 20):
        while Delivery.objects.filter(channel=Channel.MAIL).count() < wanted:
            note(to=[cast.buyer])
        with CaptureQueriesContext(connection) as queries:
            client.get("/outbox/?show=waiting")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_policies_give_one_answer_five_ways(dead, note, cast):
    note()
    Delivery.objects.filter(channel=Channel.MAIL, person=cast.tech).update(state=DeliveryState.SENT)
    for policy in (notice_policy, outbox_policy):
        for delivery in Delivery.objects.filter(person__in=[cast.buyer, cast.tech]):
            for action in policy.rules:
                holders = set(policy.users_with(action, delivery).values_list("pk", flat=True))
                for name, person in cast.everyone().items():
                    can = policy.can(person, action, delivery)
                    assert can == (person.pk in holders), (policy.kind, action, name)
                    assert can == policy.visible(person, action).filter(pk=delivery.pk).exists(), (policy.kind, name)


def test_readiness_tells_when_nothing_sends(note, cast, settings):
    settings.PORTAL_CAN_MAIL = True
    note(to=[cast.buyer])
    selectors.check_relay()
    Delivery.objects.update(created=timezone.now() - timedelta(minutes=16))
    with pytest.raises(NotReady):
        selectors.check_relay()
    settings.PORTAL_CAN_MAIL = False
    selectors.check_relay()


# --- mails in files --------------------------------------------------------------------------------------------------


@pytest.fixture
def filed(settings, tmp_path):
    settings.PORTAL_DATA = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    EmailMessage("[Talkoo] Ä first", "See https://portal.example/there/", to=["buyer@aava.example"]).send()
    EmailMessage("[Talkoo] <b>second</b>", "Text", to=["sales@kymi.example"]).send()


def test_the_time_of_a_filed_mail_is_told_in_the_readers_zone(filed, cast, as_person):
    for mail in selectors.filed_mails():
        assert abs(timezone.now() - mail.when) < timedelta(minutes=1)


def test_demo_mails_are_shown_newest_first(filed, cast, as_person, settings):
    settings.PORTAL_DEMO = True
    page = as_person(cast.buyer).get("/demo/mails/").content.decode()
    assert "Ä first" in page
    assert "&lt;b&gt;second&lt;/b&gt;" in page
    assert 'href="https://portal.example/there/"' in page


def test_outside_demo_mode_there_is_no_such_page(filed, cast, as_person, settings):
    settings.PORTAL_DEMO = False
    answer = as_person(cast.admin).get("/demo/mails/")
    assert answer.status_code == 404
    assert "first" not in answer.content.decode()


def test_demo_mails_go_through_the_relay_into_files(filed, note, cast, settings):
    from portal.notifications import services

    settings.PORTAL_CAN_MAIL = settings.PORTAL_DEMO = True
    note(to=[cast.buyer, cast.expert])
    assert services.relay() == 2
    mails = selectors.filed_mails()
    assert {mail.receiver for mail in mails} == {"buyer@aava.example", "expert@aava.example", "sales@kymi.example"}
    assert any("Sales noted something." in mail.text for mail in mails)
