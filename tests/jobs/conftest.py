import pytest

from portal.jobs import registry
from portal.jobs.models import Job


class Work:
    """A kind of work whose handler does what the test puts into `does`."""

    def __init__(self) -> None:
        self.seen: list[Job] = []
        self.does = lambda job: None

    def __call__(self, job: Job) -> None:
        self.seen.append(job)
        self.does(job)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    monkeypatch.setattr(registry, "_kinds", {})
    made = Work()
    registry.register("tests.work", made, time_limit=120, label="A test", url=lambda job: f"/there/{job.args['id']}/")
    return made


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the jobs workers were woken for."""
    from portal.jobs import services

    woken: list[str] = []
    monkeypatch.setattr(services.app, "send_task", lambda name, args, **options: woken.append(args[0]))
    return woken
