"""`/api/v1/plans/`: a whole plan, its rows with `If-Match`, and the history."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coop_plan.plans import history, selectors, services
from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import CoopPlan
from coop_plan.plans.serializers import (
    ActionSerializer,
    ChangeSerializer,
    ClockEventSerializer,
    ObjectiveSerializer,
    PlanDetailSerializer,
    PlanSerializer,
    PlanStartSerializer,
    StatementSerializer,
)
from coop_plan.plans.texts import attribute
from portal.core.api import PortalViewSet

IF_MATCH = [OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True, description='"<version>"')]


class PlanViewSet(PortalViewSet):
    queryset = CoopPlan.objects.none()
    serializer_class = PlanSerializer

    def get_queryset(self) -> QuerySet[Any]:
        return selectors.plan_list(person=self.person()).order_by()

    @extend_schema(summary="Plans")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(PlanSerializer(page, many=True).data)

    @extend_schema(summary="Start a plan", request=PlanStartSerializer, responses={201: PlanDetailSerializer})
    def create(self, request: Request) -> Response:
        given = self.checked(PlanStartSerializer)
        account_id = given.pop("account")
        seats = selectors.seats_of(person=self.person(), account=account_id, given=given.pop("seats"))
        plan = services.plan_create(actor=self.person(), account_id=account_id, seats=seats, **given)
        return _answer(self._whole(plan.pk), PlanDetailSerializer, status=201)

    @extend_schema(summary="One plan with all its rows", responses=PlanDetailSerializer)
    def retrieve(self, request: Request, plan_id: UUID) -> Response:
        return _answer(self._whole(plan_id), PlanDetailSerializer)

    @extend_schema(summary="Change the plan's own texts", parameters=IF_MATCH, responses=PlanSerializer)
    def partial_update(self, request: Request, plan_id: UUID) -> Response:
        plan = selectors.plan_get(person=self.person(), pk=plan_id)
        version, values = self.expected_version(), _checked(self, PlanSerializer)
        changed = services.plan_change(actor=self.person(), plan=plan, version=version, values=values)
        return _answer(changed, PlanSerializer)

    def _whole(self, plan_id: UUID) -> Any:
        return selectors.plan_whole(person=self.person(), pk=plan_id)


class RowViewSet(PortalViewSet):
    """One kind of row. Its subclasses say which."""

    kind: ClassVar[RowKind]
    serializer_class: Any
    queryset = CoopPlan.objects.none()

    @extend_schema(summary="Add a row")
    def create(self, request: Request, plan_id: UUID) -> Response:
        plan = selectors.plan_get(person=self.person(), pk=plan_id)
        values = _values(self.kind, self.checked(self.serializer_class))
        row = services.row_add(actor=self.person(), plan=plan, kind=self.kind, values=values)
        return _answer(row, self.serializer_class, status=201)

    @extend_schema(summary="One row")
    def retrieve(self, request: Request, plan_id: UUID, pk: UUID) -> Response:
        return _answer(self._row(plan_id, pk), self.serializer_class)

    @extend_schema(summary="Change a row", parameters=IF_MATCH)
    def partial_update(self, request: Request, plan_id: UUID, pk: UUID) -> Response:
        row = self._row(plan_id, pk)
        version, values = self.expected_version(), _values(self.kind, _checked(self, self.serializer_class))
        changed = services.row_change(actor=self.person(), row=row, version=version, values=values)
        return _answer(changed, self.serializer_class)

    @extend_schema(summary="Take a row out of the plan", parameters=IF_MATCH)
    def destroy(self, request: Request, plan_id: UUID, pk: UUID) -> Response:
        row = self._row(plan_id, pk)
        services.row_remove(actor=self.person(), row=row, version=self.expected_version())
        return Response(status=204)

    @extend_schema(summary="Bring a row back", request=None)
    def restore(self, request: Request, plan_id: UUID, pk: UUID) -> Response:
        restored = services.row_restore(actor=self.person(), row=self._row(plan_id, pk))
        return _answer(restored, self.serializer_class)

    def _row(self, plan_id: UUID, pk: UUID) -> Any:
        return selectors.row_get(person=self.person(), plan_id=plan_id, kind=self.kind, pk=pk)


class StatementViewSet(RowViewSet):
    kind = RowKind.STATEMENT
    serializer_class = StatementSerializer


class ObjectiveViewSet(RowViewSet):
    kind = RowKind.OBJECTIVE
    serializer_class = ObjectiveSerializer


class ActionViewSet(RowViewSet):
    kind = RowKind.ACTION
    serializer_class = ActionSerializer


class ClockEventViewSet(RowViewSet):
    kind = RowKind.CLOCK_EVENT
    serializer_class = ClockEventSerializer


class ChangeViewSet(PortalViewSet):
    queryset = CoopPlan.objects.none()
    serializer_class = ChangeSerializer

    @extend_schema(summary="What changed in the plan, the latest first")
    def list(self, request: Request, plan_id: UUID) -> Response:
        plan = selectors.plan_get(person=self.person(), pk=plan_id)
        page = self.paginate_queryset(history.change_rows(person=self.person(), space_id=plan.pk).order_by())
        return self.get_paginated_response(ChangeSerializer(page, many=True).data)


def _checked(view: PortalViewSet, serializer_class: Any) -> dict[str, Any]:
    """Only what was sent, validated."""
    serializer = serializer_class(data=view.request.data, partial=True)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _values(kind: RowKind, given: dict[str, Any]) -> dict[str, Any]:
    """References as the services name them: "owner" instead of "owner_id"."""
    if kind != RowKind.ACTION:
        return given
    names = {attribute(kind, name): name for name in ("owner", "objective")}
    return {names.get(name, name): value for name, value in given.items()}


def _answer(obj: Any, serializer_class: type[serializers.BaseSerializer[Any]], status: int = 200) -> Response:
    return Response(serializer_class(obj).data, status=status, headers={"ETag": f'"{obj.version}"'})


ROWS: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}


def _row_routes(name: str, view_set: type[RowViewSet]) -> list[Any]:
    base = f"plans/<uuid:plan_id>/{name.replace('_', '-')}s/"
    return [
        path(base, view_set.as_view({"post": "create"}), name=f"api_plan_{name}s"),
        path(f"{base}<uuid:pk>/", view_set.as_view(ROWS), name=f"api_plan_{name}"),
        path(f"{base}<uuid:pk>/restore/", view_set.as_view({"post": "restore"}), name=f"api_plan_{name}_restore"),
    ]


routes = [
    path("plans/", PlanViewSet.as_view({"get": "list", "post": "create"}), name="api_plans"),
    path("plans/<uuid:plan_id>/", PlanViewSet.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_plan"),
    path("plans/<uuid:plan_id>/changes/", ChangeViewSet.as_view({"get": "list"}), name="api_plan_changes"),
    *_row_routes("statement", StatementViewSet),
    *_row_routes("objective", ObjectiveViewSet),
    *_row_routes("action", ActionViewSet),
    *_row_routes("clock_event", ClockEventViewSet),
]
