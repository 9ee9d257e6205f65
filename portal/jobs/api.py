"""`/api/v1/jobs/<uuid>/`: how far a piece of work is."""

from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from portal.jobs import selectors, services
from portal.jobs.choices import JobState
from portal.jobs.models import Job


class JobSerializer(serializers.ModelSerializer[Job]):
    state = serializers.ChoiceField(choices=JobState.choices, read_only=True)

    class Meta:
        model = Job
        fields = ["id", "kind", "state", "attempts", "error", "space", "created", "started", "finished"]
        read_only_fields = fields


class JobViewSet(PortalViewSet):
    queryset = Job.objects.none()
    serializer_class = JobSerializer

    @extend_schema(summary="How far a piece of work is")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(JobSerializer(selectors.job_get(person=self.person(), pk=pk)).data)

    @extend_schema(summary="Try failed work again", request=None, responses=JobSerializer)
    def again(self, request: Request, pk: UUID) -> Response:
        job = selectors.job_get(person=self.person(), pk=pk)
        return Response(JobSerializer(services.job_run_again(job, actor=self.person())).data)


routes = [
    path("jobs/<uuid:pk>/", JobViewSet.as_view({"get": "retrieve"}), name="api_job"),
    path("jobs/<uuid:pk>/again/", JobViewSet.as_view({"post": "again"}), name="api_job_again"),
]
