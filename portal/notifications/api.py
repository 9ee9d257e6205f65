"""`/api/v1/notices/` for everyone, `/api/v1/outbox/` for installation administrators."""

from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.activity.models import Delivery, DeliveryState
from portal.activity.selectors import my_notices
from portal.core.api import PortalViewSet
from portal.notifications import selectors, services


class NoticeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="delivery_id")
    kind = serializers.CharField(source="entry.kind")
    when = serializers.DateTimeField(source="entry.when")
    actor = serializers.CharField(source="entry.actor")
    sentence = serializers.CharField(source="entry.sentence")
    url = serializers.CharField(source="entry.url")
    space = serializers.UUIDField(source="entry.space.pk", allow_null=True, default=None)
    code_name = serializers.CharField(source="entry.space.code_name", allow_null=True, default=None)
    is_new = serializers.BooleanField()


class SeenInput(serializers.Serializer[Any]):
    until = serializers.UUIDField(required=False, allow_null=True, help_text="The newest notice you read.")


class SeenOutput(serializers.Serializer[Any]):
    marked = serializers.IntegerField()


class NoticeViewSet(PortalViewSet):
    serializer_class = NoticeSerializer
    queryset = Delivery.objects.none()

    @extend_schema(summary="What the portal told me, newest first")
    def list(self, request: Request) -> Response:
        deliveries = self.paginate_queryset(my_notices(person=self.person())) or []
        notices = selectors.notices_of(person=self.person(), deliveries=deliveries)
        return self.get_paginated_response(NoticeSerializer(notices, many=True).data)

    @extend_schema(summary="Mark notices as read", request=SeenInput, responses=SeenOutput)
    def seen(self, request: Request) -> Response:
        until = self.checked(SeenInput).get("until")
        return Response({"marked": services.notices_seen(person=self.person(), until=until)})


class WaitingMailSerializer(serializers.ModelSerializer[Delivery]):
    kind = serializers.CharField(source="activity.kind")

    class Meta:
        model = Delivery
        fields = ["id", "kind", "state", "attempts", "error", "created", "not_before"]
        read_only_fields = fields


class OutboxViewSet(PortalViewSet):
    serializer_class = WaitingMailSerializer
    queryset = Delivery.objects.none()

    @extend_schema(
        summary="Mails that wait or were given up",
        parameters=[OpenApiParameter("state", str, enum=[DeliveryState.WAITING, DeliveryState.DEAD])],
    )
    def list(self, request: Request) -> Response:
        asked = request.query_params.get("state")
        chosen = asked if asked in {DeliveryState.WAITING, DeliveryState.DEAD} else DeliveryState.DEAD
        rows = self.paginate_queryset(selectors.outbox_rows(person=self.person(), chosen=chosen)) or []
        return self.get_paginated_response(WaitingMailSerializer(rows, many=True).data)

    @extend_schema(summary="Send a mail again", request=None, responses=WaitingMailSerializer)
    def again(self, request: Request, pk: UUID) -> Response:
        delivery = selectors.outbox_get(person=self.person(), pk=pk)
        return Response(WaitingMailSerializer(services.mail_again(actor=self.person(), delivery=delivery)).data)


routes = [
    path("notices/", NoticeViewSet.as_view({"get": "list"}), name="api_notices"),
    path("notices/seen/", NoticeViewSet.as_view({"post": "seen"}), name="api_notices_seen"),
    path("outbox/", OutboxViewSet.as_view({"get": "list"}), name="api_outbox"),
    path("outbox/<uuid:pk>/again/", OutboxViewSet.as_view({"post": "again"}), name="api_outbox_again"),
]
