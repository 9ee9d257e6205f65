"""Feedback from any page, its answer, and who reads what."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.activity.models import Activity, Channel, Delivery
from portal.help.choices import FeedbackState
from portal.help.models import Feedback
from portal.help.policies import feedback_policy
from portal.help.services import AT_MOST_AN_HOUR, own_path
from tests.factories.help import FeedbackFactory

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

JSON = "application/json"


@pytest.fixture
def feedback(cast) -> Feedback:
    return FeedbackFactory(person=cast.buyer, text="The PDF button is hard to find.")


def notices_of(person) -> list[str]:
    return list(Delivery.objects.filter(person=person, channel=Channel.PORTAL).values_list("activity__kind", flat=True))


# --- giving ----------------------------------------------------------------------------------------------------------


def test_the_form_knows_the_page_it_was_opened_on(cast, as_person):
    page = as_person(cast.buyer).get("/feedback/?from=/projects/").content.decode()
    assert 'value="/projects/"' in page
    assert "also see that you were on /projects/" in page


def test_giving_feedback_tells_the_administrators_only(cast, as_person):
    answer = as_person(cast.buyer).post("/feedback/", {"text": " Works well. ", "mood": "5", "page": "/projects/?q=x"})
    assert (answer.status_code, answer["Location"]) == (302, "/feedback/")
    feedback = Feedback.objects.get()
    assert (feedback.text, feedback.mood, feedback.page) == ("Works well.", 5, "/projects/")
    activity = Activity.objects.get(kind="help.feedback_given")
    assert (activity.space, activity.data, activity.subject_id) == (None, {}, feedback.pk)
    assert notices_of(cast.admin) == ["help.feedback_given"]
    assert set(Delivery.objects.values_list("person", flat=True)) == {cast.admin.pk}
    page = as_person(cast.buyer).get("/feedback/").content.decode()
    assert "Works well." in page


def test_an_administrator_who_gives_feedback_gets_no_notice_of_it(cast, as_person):
    as_person(cast.admin).post("/feedback/", {"text": "Note to self"})
    assert notices_of(cast.admin) == []


@pytest.mark.parametrize(
    "data", [{"text": ""}, {"text": "   "}, {"text": "x" * 4001}, {"text": "a\x00b"}, {"text": "ok", "mood": "6"}]
)
def test_bad_input_keeps_what_was_written(cast, as_person, data):
    answer = as_person(cast.buyer).post("/feedback/", data)
    assert answer.status_code == 422
    assert not Feedback.objects.exists()
    if data["text"] == "x" * 4001:
        assert "x" * 4001 in answer.content.decode()


def test_double_click_is_one_message(cast, as_person):
    client = as_person(cast.buyer)
    for _n in range(2):
        assert client.post("/feedback/", {"text": "Once", "idempotency_key": "k1"}).status_code == 302
    assert Feedback.objects.count() == 1


def test_too_many_in_an_hour_keeps_the_text(cast, as_person):
    FeedbackFactory.create_batch(AT_MOST_AN_HOUR, person=cast.buyer)
    answer = as_person(cast.buyer).post("/feedback/", {"text": "One more thing"})
    assert answer.status_code == 429
    assert "One more thing" in answer.content.decode()
    api = as_person(cast.buyer).post("/api/v1/feedback/", {"text": "One more"}, content_type=JSON)
    assert api.status_code == 429
    assert api["Retry-After"] == "3600"


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("/projects/", "/projects/"),
        ("/projects/?q=secret#x", "/projects/"),
        ("//evil.example/", ""),
        ("https://evil.example/", ""),
        ("/\\evil.example", ""),
        ("javascript:alert(1)", ""),
        ("/a\nb", ""),
        ("/" + "x" * 300, ""),
    ],
)
def test_only_a_path_of_ours_is_kept(page, kept):
    assert own_path(page) == kept


# --- answering -------------------------------------------------------------------------------------------------------


def test_the_answer_comes_back_as_a_notice(cast, feedback, as_person):
    answer = as_person(cast.admin).post(f"/feedback/{feedback.pk}/answer/", {"answer": "It moved to the top."})
    assert (answer.status_code, answer["Location"]) == (302, f"/feedback/{feedback.pk}/")
    feedback.refresh_from_db()
    assert (feedback.state, feedback.answered_by) == (FeedbackState.ANSWERED, cast.admin)
    assert notices_of(cast.buyer) == ["help.feedback_answered"]
    assert set(Delivery.objects.values_list("person", flat=True)) == {cast.buyer.pk}
    notices = as_person(cast.buyer).get("/notices/").content.decode()
    assert "Admin answered your feedback about the portal" in notices
    assert f"/feedback/{feedback.pk}/" in notices
    assert "It moved" not in notices
    assert "It moved to the top." in as_person(cast.buyer).get(f"/feedback/{feedback.pk}/").content.decode()


def test_only_the_writer_and_the_administrators_read_it(cast, feedback, as_person):
    for name, person in cast.everyone().items():
        client = as_person(person)
        expected = 200 if name in {"buyer", "admin"} else 404
        assert client.get(f"/feedback/{feedback.pk}/").status_code == expected, name
        assert client.get(f"/api/v1/feedback/{feedback.pk}/").status_code == expected, name
        may = {"buyer": 403, "admin": 422}.get(name, 404)
        assert client.post(f"/feedback/{feedback.pk}/answer/", {"answer": ""}).status_code == may, name
        own = name == "buyer"
        assert ("hard to find" in client.get("/feedback/").content.decode()) == own, name
        assert (client.get("/api/v1/feedback/").json()["results"] != []) == own, name
        assert client.get("/feedback/all/").status_code == (200 if name == "admin" else 404), name
        assert client.get("/api/v1/feedback/all/").status_code == (200 if name == "admin" else 404), name
    feedback.refresh_from_db()
    assert feedback.state == FeedbackState.OPEN


def test_the_writer_sees_no_form_and_the_administrator_does(cast, feedback, as_person):
    address = f"/feedback/{feedback.pk}/answer/"
    assert address not in as_person(cast.buyer).get(f"/feedback/{feedback.pk}/").content.decode()
    assert address in as_person(cast.admin).get(f"/feedback/{feedback.pk}/").content.decode()


def test_two_administrators_at_once_keep_both_texts(cast, feedback, as_person):
    as_person(cast.admin).post(f"/feedback/{feedback.pk}/answer/", {"answer": "First answer"})
    late = as_person(cast.admin).post(f"/feedback/{feedback.pk}/answer/", {"answer": "Second answer"})
    assert late.status_code == 409
    assert "First answer" in late.content.decode()
    assert "Second answer" in late.content.decode()
    feedback.refresh_from_db()
    assert feedback.answer == "First answer"
    api = as_person(cast.admin).post(f"/api/v1/feedback/{feedback.pk}/answer/", {"answer": "x"}, content_type=JSON)
    assert api.status_code == 409


def test_unknown_ids(cast, as_person):
    client = as_person(cast.admin)
    assert client.get(f"/feedback/{uuid.uuid4()}/").status_code == 404
    assert client.post(f"/feedback/{uuid.uuid4()}/answer/", {"answer": "x"}).status_code == 404
    assert client.get(f"/api/v1/feedback/{uuid.uuid4()}/").status_code == 404


def test_the_list_filters_by_state(cast, feedback, as_person):
    FeedbackFactory(person=cast.expert, text="Done already", state="answered", answer="Yes")
    client = as_person(cast.admin)
    assert "Done already" not in client.get("/feedback/all/").content.decode()
    assert "Done already" in client.get("/feedback/all/?state=answered").content.decode()
    both = client.get("/feedback/all/?state=all").content.decode()
    assert "Done already" in both
    assert "hard to find" in both
    assert len(client.get("/api/v1/feedback/all/?state=open").json()["results"]) == 1


def test_hostile_text_is_shown_as_text(cast, as_person):
    feedback = FeedbackFactory(person=cast.buyer, text="<script>alert(1)</script>", page="/x/")
    for address in (f"/feedback/{feedback.pk}/", "/feedback/all/"):
        page = as_person(cast.admin).get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


# --- API -------------------------------------------------------------------------------------------------------------


def test_api_gives_reads_and_answers(cast, as_person):
    buyer, admin = as_person(cast.buyer), as_person(cast.admin)
    made = buyer.post("/api/v1/feedback/", {"text": "Hello", "mood": 3, "page": "/projects/"}, content_type=JSON)
    assert made.status_code == 201
    body = made.json()
    assert (body["state"], body["mood"], body["page"], body["answered_by"]) == ("open", 3, "/projects/", None)
    answered = admin.post(f"/api/v1/feedback/{body['id']}/answer/", {"answer": "Thanks"}, content_type=JSON).json()
    assert (answered["state"], answered["answer"], answered["answered_by"]) == ("answered", "Thanks", "Admin")
    assert buyer.post("/api/v1/feedback/", {"text": ""}, content_type=JSON).status_code == 422
    assert buyer.post("/api/v1/feedback/", {"text": "x", "mood": 9}, content_type=JSON).status_code == 422
    assert buyer.post(f"/api/v1/feedback/{body['id']}/answer/", {"answer": "x"}, content_type=JSON).status_code == 403


# --- the whole -------------------------------------------------------------------------------------------------------


def test_policy_gives_one_answer_five_ways(cast, feedback):
    answered = FeedbackFactory(person=cast.rival, state="answered", answer="Yes")
    for one in (feedback, answered):
        for action in feedback_policy.rules:
            holders = set(feedback_policy.users_with(action, one).values_list("pk", flat=True))
            for name, person in cast.everyone().items():
                can = feedback_policy.can(person, action, one)
                assert can == (person.pk in holders), (action, name)
                assert can == feedback_policy.visible(person, action).filter(pk=one.pk).exists(), (action, name)


@pytest.mark.parametrize("address", ["/feedback/", "/feedback/all/", "/api/v1/feedback/", "/api/v1/feedback/all/"])
def test_queries_do_not_grow(cast, as_person, address):
    client = as_person(cast.admin)
    counts = []
    for more in (2, 18):
        FeedbackFactory.create_batch(more, person=cast.admin)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_database_refuses_what_the_services_never_write(cast):
    for wrong in ({"mood": 6}, {"state": "answered"}, {"answer": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeedbackFactory(person=cast.buyer, **wrong)


def test_every_page_leads_to_the_form(cast, as_person):
    page = as_person(cast.buyer).get("/notices/").content.decode()
    assert 'href="/feedback/?from=%2Fnotices%2F"' in page


def test_administrators_have_their_lists_in_the_menu(cast, as_person):
    page = as_person(cast.admin).get("/help/").content.decode()
    assert 'href="/feedback/all/"' in page
    assert 'href="/outbox/"' in page
    page = as_person(cast.buyer).get("/help/").content.decode()
    assert 'href="/feedback/all/"' not in page
    assert 'href="/outbox/"' not in page
