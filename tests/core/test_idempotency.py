"""A write sent twice is done once."""

import threading

import pytest
from django.db import connection
from django.test import Client

from portal.core.models import AnsweredWrite
from portal.people.models import ApiToken, Person
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

TOKENS = "/api/v1/tokens/"
PEOPLE = "/organisation/people/"
INVITE = {"email": "new@aava.example", "name": "New", "language": "en", "idempotency_key": "form-1"}


def make(client, name="sync", key="k1"):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(TOKENS, {"name": name}, content_type="application/json", headers=headers)


def test_a_form_sent_twice_is_answered_twice_and_done_once(as_person, cast):
    client = as_person(cast.people)
    first, second = client.post(PEOPLE, INVITE), client.post(PEOPLE, INVITE)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"]) == (302, PEOPLE)
    assert second["Idempotent-Replay"] == "true" and "Idempotent-Replay" not in first
    assert AnsweredWrite.objects.count() == 1


def test_another_csrf_mask_is_still_the_same_form(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people)
    tokens = [client.get(PEOPLE).context["csrf_token"] for _ in range(2)]
    assert str(tokens[0]) != str(tokens[1])
    answers = [client.post(PEOPLE, INVITE | {"csrfmiddlewaretoken": str(token)}) for token in tokens]
    assert [a.status_code for a in answers] == [302, 302] and answers[1]["Idempotent-Replay"] == "true"


def test_the_same_key_with_another_body_is_refused(as_person, cast):
    client = as_person(cast.people)
    client.post(PEOPLE, INVITE)
    answer = client.post(PEOPLE, INVITE | {"email": "other@aava.example"})
    assert answer.status_code == 422
    assert not Person.objects.filter(email="other@aava.example").exists()


def test_a_refused_write_may_be_corrected_under_its_key(as_person, cast):
    client = as_person(cast.people)
    assert client.post(PEOPLE, INVITE | {"email": "no address"}).status_code == 422
    assert client.post(PEOPLE, INVITE).status_code == 302
    assert Person.objects.filter(email="new@aava.example").exists()


def test_keys_are_a_persons_own_and_count_per_route(as_person, cast):
    assert make(as_person(cast.buyer)).status_code == 201
    assert make(as_person(cast.rival)).status_code == 201
    assert ApiToken.objects.count() == 2


def test_without_a_key_each_is_done(as_person, cast):
    client = as_person(cast.buyer)
    assert [make(client, key="").status_code for _ in range(2)] == [201, 201]
    assert ApiToken.objects.count() == 2


def test_an_answer_with_a_secret_is_not_kept(as_person, cast):
    client = as_person(cast.buyer)
    secret = make(client).json()["secret"]
    again = make(client)
    assert (again.status_code, again["Content-Type"]) == (409, "application/problem+json")
    assert secret.encode() not in bytes(AnsweredWrite.objects.get().body)
    assert ApiToken.objects.count() == 1


def test_an_endless_key_is_refused(as_person, cast):
    assert make(as_person(cast.buyer), key="k" * 81).status_code == 400


def test_a_write_that_fails_half_way_leaves_nothing(as_person, cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("half way")

    monkeypatch.setattr("portal.people.services.invitation_send", broken)
    client = as_person(cast.people)
    client.raise_request_exception = False
    assert client.post(PEOPLE, INVITE).status_code == 500
    assert not Person.objects.filter(email="new@aava.example").exists()
    assert not AnsweredWrite.objects.exists()
    monkeypatch.undo()
    assert client.post(PEOPLE, INVITE).status_code == 302


def test_a_read_needs_no_key(as_person, cast):
    client = as_person(cast.buyer)
    client.get("/api/v1/me/", headers={"Idempotency-Key": "k1"})
    assert not AnsweredWrite.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write in at a time anyway")
def test_two_at_the_same_moment_are_done_once():
    person = PersonFactory()
    clients = [Client() for _ in range(6)]
    for client in clients:
        client.force_login(person)
    start = threading.Barrier(len(clients))
    answers = []

    def send(client):
        try:
            start.wait()
            answers.append(make(client))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5
    assert ApiToken.objects.count() == 1
