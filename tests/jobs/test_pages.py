"""/jobs/<uuid>/ and /api/v1/jobs/<uuid>/: who may watch, and what is told."""

import uuid

import pytest

from portal.jobs import registry, services
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.policies import job_policy
from portal.spaces.choices import Confidentiality
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

INSIDE = {"sales", "tech", "pricing", "kam", "buyer", "expert", "director", "consult"}


@pytest.fixture
def job(work, sent, cast: Cast, aurora) -> Job:
    return services.job_enqueue(kind="tests.work", key="one", args={"id": 7}, actor=cast.sales, space=aurora)


def test_page_shows_words_and_asks_again_only_while_unfinished(as_person, cast, job):
    page = as_person(cast.sales).get(f"/jobs/{job.pk}/")
    assert page.status_code == 200
    assert "Waits for its turn" in page.content.decode()
    assert "data-refresh=" in page.content.decode()
    services.job_work(job.pk)
    part = as_person(cast.sales).get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "Ready" in part
    assert "/there/7/" in part
    assert "data-refresh=" not in part
    assert "<html" not in part


def test_participants_may_watch_and_nobody_else(as_person, cast, job):
    for name, person in cast.everyone().items():
        expected = 200 if name in INSIDE else 404
        assert as_person(person).get(f"/jobs/{job.pk}/").status_code == expected, name
        assert as_person(person).get(f"/api/v1/jobs/{job.pk}/").status_code == expected, name


def test_a_commercial_job_is_for_readers_of_that_class(work, sent, as_person, cast, aurora):
    registry.register("tests.prices", work, confidentiality=Confidentiality.COMMERCIAL)
    job = services.job_enqueue(kind="tests.prices", key="p", args={}, actor=cast.sales, space=aurora)
    readers = {name for name, p in cast.everyone().items() if as_person(p).get(f"/jobs/{job.pk}/").status_code == 200}
    assert readers == {"sales", "pricing", "kam", "buyer", "director"}


def test_who_left_the_space_no_longer_sees_own_jobs(work, sent, as_person, cast, aurora):
    job = services.job_enqueue(kind="tests.work", key="mine", args={}, actor=cast.former, space=aurora)
    assert as_person(cast.former).get(f"/jobs/{job.pk}/").status_code == 404


def test_a_job_without_a_space_is_for_who_asked(work, sent, as_person, cast, aurora):
    job = services.job_enqueue(kind="tests.work", key="own", args={}, actor=cast.buyer)
    seen = {name for name, p in cast.everyone().items() if as_person(p).get(f"/jobs/{job.pk}/").status_code == 200}
    assert seen == {"buyer"}


def test_policy_gives_one_answer_five_ways(work, sent, cast, aurora, job):
    registry.register("tests.prices", work, confidentiality=Confidentiality.COMMERCIAL)
    jobs = [
        job,
        services.job_enqueue(kind="tests.prices", key="p", args={}, actor=cast.expert, space=aurora),
        services.job_enqueue(kind="tests.work", key="own", args={}, actor=cast.buyer),
        services.job_enqueue(kind="tests.work", key="left", args={}, actor=cast.former, space=aurora),
    ]
    for one in jobs:
        for action in job_policy.rules:
            holders = set(job_policy.users_with(action, one).values_list("pk", flat=True))
            for name, person in cast.everyone().items():
                can = job_policy.can(person, action, one)
                assert can == (person.pk in holders), (name, action, one.key)
                assert can == job_policy.visible(person, action).filter(pk=one.pk).exists(), (name, action, one.key)


def test_run_again_is_for_who_asked_and_for_failed_work(as_person, cast, job):
    assert as_person(cast.sales).post(f"/jobs/{job.pk}/again/").status_code == 409
    Job.objects.update(state=JobState.FAILED, attempts=3, error="OSError")
    assert as_person(cast.rival).post(f"/jobs/{job.pk}/again/").status_code == 404
    assert as_person(cast.buyer).post(f"/jobs/{job.pk}/again/").status_code == 403
    assert as_person(cast.buyer).post(f"/api/v1/jobs/{job.pk}/again/").status_code == 403
    assert "Try again" in as_person(cast.sales).get(f"/jobs/{job.pk}/").content.decode()
    assert as_person(cast.sales).post(f"/jobs/{job.pk}/again/").status_code == 302
    assert Job.objects.get().state == JobState.WAITING


def test_unknown_id_and_wrong_method(as_person, cast, job):
    client = as_person(cast.sales)
    assert client.get(f"/jobs/{uuid.uuid4()}/").status_code == 404
    assert client.post(f"/jobs/{job.pk}/").status_code == 405
    assert client.get(f"/jobs/{job.pk}/again/").status_code == 405


def test_api_tells_state_and_nothing_of_the_arguments(as_person, cast, job):
    body = as_person(cast.buyer).get(f"/api/v1/jobs/{job.pk}/").json()
    assert body["state"] == "waiting"
    assert "args" not in body
    assert "key" not in body
