"""`/api/v1/feedback/`: one's own feedback; everyone's and the answers for those who look after the portal."""

from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from portal.help import selectors, services
from portal.help.choices import LONGEST, FeedbackState, Mood
from portal.help.models import Feedback


class FeedbackSerializer(serializers.ModelSerializer[Feedback]):
    answered_by = serializers.CharField(source="answered_by.shown_name", default=None, allow_null=True)

    class Meta:
        model = Feedback
        fields = ["id", "person", "page", "text", "mood", "state", "answer", "answered_by", "answered_at", "created"]
        read_only_fields = fields


class FeedbackInput(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)
    mood = serializers.ChoiceField(choices=Mood.choices, required=False, allow_null=True)
    page = serializers.CharField(max_length=300, required=False, allow_blank=True)


class AnswerInput(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=LONGEST)


class FeedbackViewSet(PortalViewSet):
    serializer_class = FeedbackSerializer
    queryset = Feedback.objects.none()

    @extend_schema(summary="What I wrote, newest first")
    def list(self, request: Request) -> Response:
        rows = selectors.my_feedback(person=self.person()).select_related("answered_by")
        return self.get_paginated_response(FeedbackSerializer(self.paginate_queryset(rows), many=True).data)

    @extend_schema(
        summary="Everyone's feedback (for those who answer it)",
        parameters=[OpenApiParameter("state", str, enum=FeedbackState.values)],
    )
    def list_all(self, request: Request) -> Response:
        rows = selectors.feedback_all(person=self.person(), state=request.query_params.get("state", ""))
        rows = rows.select_related("answered_by")
        return self.get_paginated_response(FeedbackSerializer(self.paginate_queryset(rows), many=True).data)

    @extend_schema(summary="Give feedback", request=FeedbackInput, responses={201: FeedbackSerializer})
    def create(self, request: Request) -> Response:
        feedback = services.feedback_give(actor=self.person(), **self.checked(FeedbackInput))
        return Response(FeedbackSerializer(feedback).data, status=201)

    @extend_schema(summary="One message and its answer")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return Response(FeedbackSerializer(selectors.feedback_get(person=self.person(), pk=pk)).data)

    @extend_schema(summary="Answer feedback", request=AnswerInput, responses=FeedbackSerializer)
    def answer(self, request: Request, pk: UUID) -> Response:
        feedback = selectors.feedback_get(person=self.person(), pk=pk)
        answer = self.checked(AnswerInput)["answer"]
        return Response(
            FeedbackSerializer(services.feedback_answer(actor=self.person(), feedback=feedback, answer=answer)).data
        )


routes = [
    path("feedback/", FeedbackViewSet.as_view({"get": "list", "post": "create"}), name="api_feedback"),
    path("feedback/all/", FeedbackViewSet.as_view({"get": "list_all"}), name="api_feedback_all"),
    path("feedback/<uuid:pk>/", FeedbackViewSet.as_view({"get": "retrieve"}), name="api_feedback_detail"),
    path("feedback/<uuid:pk>/answer/", FeedbackViewSet.as_view({"post": "answer"}), name="api_feedback_answer"),
]
