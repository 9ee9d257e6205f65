"""Work asked for by the sales manager in AURORA, of a kind all readers of general material may watch."""

from portal.jobs import registry
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from tests.access.scene import Call, Stage, scene

KIND = "tests.access"


@scene("jobs")
def jobs(stage: Stage) -> list[Call]:
    if registry.kind_of(KIND) is None:
        registry.register(KIND, lambda job: None)
    made = {"kind": KIND, "space": stage.aurora, "asked_by": stage.cast.sales}
    waiting = Job.objects.create(key="access waiting", **made)
    failed = Job.objects.create(key="access failed", state=JobState.FAILED, **made)
    return [
        Call("GET", "jobs:state", {"pk": waiting.pk}),
        Call("POST", "jobs:again", {"pk": failed.pk}, case="failed"),
        Call("POST", "jobs:again", {"pk": waiting.pk}, case="waiting"),
        Call("GET", "api_job", {"pk": waiting.pk}),
        Call("POST", "api_job_again", {"pk": failed.pk}, case="failed"),
        Call("POST", "api_job_again", {"pk": waiting.pk}, case="waiting"),
    ]
