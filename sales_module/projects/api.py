"""`/api/v1/projects/`: projects, their phases and agreements."""

from uuid import UUID

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import CursorPages, PortalViewSet
from portal.core.errors import Forbidden
from sales_module.projects import selectors, services
from sales_module.projects.choices import Outcome
from sales_module.projects.models import Project
from sales_module.projects.policies import may_create
from sales_module.projects.serializers import (
    AgreementInput,
    AgreementSerializer,
    CloseInput,
    DetailsInput,
    GatesInput,
    MoveInput,
    ProjectInput,
    ProjectSerializer,
)


class ProjectViewSet(PortalViewSet):
    """Projects whose content the person may read."""

    queryset = Project.objects.none()
    serializer_class = ProjectSerializer
    pagination_class = CursorPages

    def _read(self, pk: UUID) -> Project:
        return selectors.project_read(person=self.person(), pk=pk)

    def _answer(self, pk: UUID, status: int = 200) -> Response:
        project = selectors.project_read(person=self.person(), pk=pk)
        return Response(ProjectSerializer(project).data, status=status, headers={"ETag": f'"{project.version}"'})

    @extend_schema(summary="Your projects")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(selectors.project_list(person=self.person()))
        return self.get_paginated_response(ProjectSerializer(page, many=True).data)

    @extend_schema(summary="One project")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self._answer(pk)

    @extend_schema(summary="Start a project with a customer (sellers)", request=ProjectInput)
    def create(self, request: Request) -> Response:
        if not may_create(self.person()):
            raise Forbidden
        body = self.checked(ProjectInput)
        body["customer_id"] = body.pop("customer")
        return self._answer(services.project_create(actor=self.person(), **body).pk, 201)

    @extend_schema(summary="Change name and description (If-Match)", request=DetailsInput)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        project, body = self._read(pk), self.checked(DetailsInput)
        services.project_change(actor=self.person(), project=project, version=self.expected_version(), **body)
        return self._answer(pk)

    @extend_schema(summary="Plan the days of the gates (If-Match)", request=GatesInput)
    def gates(self, request: Request, pk: UUID) -> Response:
        project, dates = self._read(pk), self.checked(GatesInput)
        services.gates_plan(actor=self.person(), project=project, version=self.expected_version(), dates=dates)
        return self._answer(pk)

    @extend_schema(summary="Move to another phase", request=MoveInput)
    def move(self, request: Request, pk: UUID) -> Response:
        services.project_move(actor=self.person(), project=self._read(pk), **self.checked(MoveInput))
        return self._answer(pk)

    @extend_schema(summary="Close as won, lost or withdrawn", request=CloseInput)
    def close(self, request: Request, pk: UUID) -> Response:
        project, outcome = self._read(pk), Outcome(self.checked(CloseInput)["outcome"])
        services.project_close(actor=self.person(), project=project, outcome=outcome)
        return self._answer(pk)

    @extend_schema(summary="Open a closed project again", request=None)
    def reopen(self, request: Request, pk: UUID) -> Response:
        services.project_reopen(actor=self.person(), project=self._read(pk))
        return self._answer(pk)

    @extend_schema(summary="Record that the project is no longer secret", request=None)
    def release(self, request: Request, pk: UUID) -> Response:
        services.secrecy_release(actor=self.person(), project=self._read(pk))
        return self._answer(pk)

    @extend_schema(summary="Agreements to use the portal, newest first", responses=AgreementSerializer(many=True))
    def agreements(self, request: Request, pk: UUID) -> Response:
        return Response(AgreementSerializer(selectors.agreements_of(self._read(pk)), many=True).data)

    @extend_schema(
        summary="Record that the customer agreed to use the portal", request=AgreementInput,
        responses={201: AgreementSerializer},
    )  # fmt: skip
    def agree(self, request: Request, pk: UUID) -> Response:
        project, body = self._read(pk), self.checked(AgreementInput)
        agreement = services.agreement_record(actor=self.person(), project=project, **body)
        return Response(AgreementSerializer(agreement).data, status=201)

    @extend_schema(summary="Record that the customer no longer uses the portal", request=None)
    def withdraw_agreement(self, request: Request, pk: UUID) -> Response:
        services.agreement_withdraw(actor=self.person(), project=self._read(pk))
        return self._answer(pk)


ONE = "projects/<uuid:pk>/"
routes = [
    path("projects/", ProjectViewSet.as_view({"get": "list", "post": "create"}), name="api_projects"),
    path(ONE, ProjectViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_project"),
    path(ONE + "gates/", ProjectViewSet.as_view({"put": "gates"}), name="api_project_gates"),
    path(
        ONE + "agreements/",
        ProjectViewSet.as_view({"get": "agreements", "post": "agree"}),
        name="api_project_agreements",
    ),
    path(
        ONE + "agreements/withdraw/",
        ProjectViewSet.as_view({"post": "withdraw_agreement"}),
        name="api_project_agreement_withdraw",
    ),
    *(
        path(f"{ONE}{step}/", ProjectViewSet.as_view({"post": step}), name=f"api_project_{step}")
        for step in ("move", "close", "reopen", "release")
    ),
]
