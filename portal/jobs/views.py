from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from portal.jobs import selectors, services
from portal.jobs.policies import job_policy
from portal.people.requests import PortalRequest
from portal.spaces.registry import space_url


@require_GET
def job_state(request: PortalRequest, pk: UUID) -> HttpResponse:
    """How far the work is; the part asks again by itself while it is unfinished."""
    job = selectors.job_get(person=request.user, pk=pk)
    context = {
        "job": job,
        "may_run_again": "run_again" in job_policy.abilities(request.user, job),
        "place": space_url(job.space) if job.space else "",
    }
    return render(request, "jobs/_state.html" if request.htmx else "jobs/job_state.html", context)


@require_POST
def job_again(request: PortalRequest, pk: UUID) -> HttpResponse:
    job = selectors.job_get(person=request.user, pk=pk)
    services.job_run_again(job, actor=request.user)
    return redirect("jobs:state", pk=job.pk)
