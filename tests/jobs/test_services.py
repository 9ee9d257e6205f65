"""A job is done once, whatever happens to messages and workers."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.jobs import registry, selectors, services
from portal.jobs.choices import JobState
from portal.jobs.errors import GiveUp, NotYet
from portal.jobs.models import Job
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def ask(key: str = "one", **more) -> Job:
    return services.job_enqueue(kind="tests.work", key=key, args={"id": 7}, actor=None, **more)


def older(job: Job, **fields) -> None:
    Job.objects.filter(pk=job.pk).update(**{name: timezone.now() - timedelta(**ago) for name, ago in fields.items()})


def test_a_worker_is_woken_after_the_commit(work, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        with transaction.atomic():
            job = ask()
        assert sent == []
    assert len(callbacks) == 1
    assert sent == [str(job.pk)]


def test_the_same_key_gives_the_same_job_and_wakes_nobody_twice(work, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert ask().pk == ask().pk
    assert len(sent) == 1


def test_a_rolled_back_write_leaves_no_job(work, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        ask()
        raise RuntimeError
    assert not Job.objects.exists()
    assert sent == []


def test_an_unregistered_kind_is_refused(work):
    with pytest.raises(ValueError, match="tests.unknown"):
        services.job_enqueue(kind="tests.unknown", key="x", args={}, actor=None)


def test_a_broker_that_is_down_loses_nothing(work, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **options):
        raise OperationalError("no broker")

    monkeypatch.setattr(services.app, "send_task", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = ask()
    assert Job.objects.get(pk=job.pk).state == JobState.WAITING


def test_work_is_done_and_only_once(work):
    job = ask()
    services.job_work(job.pk)
    services.job_work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, len(work.seen)) == (JobState.DONE, 1, 1)
    assert job.finished is not None


def test_the_handler_runs_outside_the_claim(work):
    states = []
    work.does = lambda job: states.append(Job.objects.get(pk=job.pk).state)
    services.job_work(ask().pk)
    assert states == [JobState.RUNNING]


def test_a_failed_try_waits_longer_each_time_then_gives_up(work):
    def fail(job):
        raise OSError("secret path /srv/x")

    work.does = fail
    job = ask()
    pauses = []
    for _try in range(2):
        before = timezone.now()
        services.job_work(job.pk)
        job.refresh_from_db()
        assert job.state == JobState.WAITING
        pauses.append((job.not_before - before).total_seconds())
        services.job_work(job.pk)  # too early: nothing happens
        older(job, not_before={"seconds": 1})
    assert 19 < pauses[0] < 30 < 110 < pauses[1] < 140
    services.job_work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, len(work.seen)) == (JobState.FAILED, 3, 3)
    assert job.error == "OSError"  # the text of a foreign exception may quote content


def test_something_missing_keeps_the_job_waiting_without_using_up_tries(work):
    def not_yet(job):
        raise NotYet("Pango is not installed.")

    work.does = not_yet
    job = ask()
    for _try in range(5):
        older(job, not_before={"seconds": 1})
        services.job_work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.WAITING, 0, "Pango is not installed.")
    assert job.not_before > timezone.now()


def test_giving_up_ends_at_the_first_try(work):
    def give_up(job):
        raise GiveUp("The revision is gone.")

    work.does = give_up
    job = ask()
    services.job_work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "The revision is gone.")


def test_a_kind_that_disappeared_fails_and_says_so(work):
    job = ask()
    registry._kinds.clear()
    services.job_work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, services.UNKNOWN_KIND)


def test_the_sweep_takes_up_what_nobody_was_told_of(work, sent, django_capture_on_commit_callbacks):
    lost, fresh, done = ask("lost"), ask("fresh"), ask("done")
    services.job_work(done.pk)
    for job in (lost, done):
        older(job, woken={"seconds": 16}, created={"seconds": 16})
    with django_capture_on_commit_callbacks(execute=True):
        assert services.jobs_sweep() == 1
        assert services.jobs_sweep() == 0  # it has just been told
    assert sent == [str(lost.pk)]
    assert Job.objects.get(pk=fresh.pk).woken == fresh.woken


def test_the_sweep_waits_for_the_back_off(work, sent):
    job = ask()
    Job.objects.filter(pk=job.pk).update(
        woken=timezone.now() - timedelta(minutes=5), not_before=timezone.now() + timedelta(minutes=1)
    )
    assert services.jobs_sweep() == 0


def test_a_dead_worker_costs_one_try_and_the_job_goes_on(work, sent, django_capture_on_commit_callbacks):
    job = ask()
    services._claim(job.pk)  # and then the process is killed
    assert services.jobs_sweep() == 0  # it may still be at work
    older(job, started={"seconds": 120 + 61}, woken={"seconds": 190})
    with django_capture_on_commit_callbacks(execute=True):
        assert services.jobs_sweep() == 1
    services.job_work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, sent) == (JobState.DONE, 2, [str(job.pk)])


def test_a_job_that_kills_its_worker_each_time_fails_in_the_end(work):
    job = ask()
    for _try in range(3):
        assert services._claim(job.pk) is not None
        older(job, started={"seconds": 200}, woken={"seconds": 200})
        services.jobs_sweep()
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, services.WORKER_GONE)


def test_a_slow_worker_does_not_overwrite_the_one_that_took_over(work):
    job = ask()
    slow = services._claim(job.pk)
    older(job, started={"seconds": 200}, woken={"seconds": 200})
    services.jobs_sweep()
    assert services._claim(job.pk) is not None
    services._settle(slow, JobState.DONE, finished=timezone.now())
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_run_again_starts_over_and_leaves_other_states_alone(work, sent, django_capture_on_commit_callbacks):
    job, done = ask(), ask("done")
    services.job_work(done.pk)
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, attempts=3, error="OSError")
    with django_capture_on_commit_callbacks(execute=True):
        services.job_run_again(job)
        services.job_run_again(done)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (JobState.WAITING, 0, "")
    assert sent == [str(job.pk)]
    services.job_work(job.pk)
    assert [seen.pk for seen in work.seen] == [done.pk, job.pk]


def test_jobs_failed_lists_the_newest_first(work, cast: Cast):
    def give_up(job):
        raise GiveUp("No.")

    work.does = give_up
    made = [ask(f"job {n}") for n in range(3)]
    for job in made:
        services.job_work(job.pk)
    assert [job.pk for job in selectors.jobs_failed()] == [job.pk for job in reversed(made)]
