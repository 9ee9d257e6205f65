"""`/api/v1/quotations/`."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from portal.core.api import PortalViewSet
from portal.core.errors import InvalidInput, NotVisible
from sales_module.quotations import selectors, services
from sales_module.quotations.models import Quotation
from sales_module.quotations.serializers import (
    AcceptInput,
    AnswerInput,
    CreateInput,
    DeclineInput,
    DraftInput,
    QuestionInput,
    decision_json,
    draft_of,
    page_json,
    question_json,
    row_json,
)

ANY = OpenApiTypes.OBJECT


class QuotationViewSet(PortalViewSet):
    """Quotations of all spaces the caller takes part in. Money is `{amount, currency}`."""

    queryset = Quotation.objects.none()

    def get_queryset(self) -> QuerySet[Quotation]:
        space = self.request.query_params.get("space")
        if not space:
            return selectors.quotations_anywhere(person=self.person())
        try:
            return selectors.quotation_rows(person=self.person(), space_id=UUID(space))
        except ValueError:
            raise InvalidInput(fields={"space": ["Not an id."]}) from None

    def _quotation(self, pk: UUID) -> Quotation:
        return selectors.quotation_get(person=self.person(), pk=pk)

    def _shown(self, pk: UUID, status: int = 200, **which: Any) -> Response:
        page = selectors.quotation_page(person=self.person(), pk=pk, **which)
        headers = {"ETag": f'"{page.revision.version}"'} if page.is_draft else {}
        return Response(page_json(page), status=status, headers=headers)

    @extend_schema(
        summary="Quotations, newest first",
        parameters=[OpenApiParameter("space", OpenApiTypes.UUID, description="Only this space")],
        responses=ANY,
    )
    def list(self, request: Request) -> Response:
        found = self.paginate_queryset(self.get_queryset().select_related("current", "draft")) or []
        return self.get_paginated_response([row_json(selectors.list_row(one)) for one in found])

    @extend_schema(summary="One quotation: its current revision, or the draft of one never sent", responses=ANY)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        page = selectors.quotation_page(person=self.person(), pk=pk)
        services.revision_opened(actor=self.person(), quotation=page.quotation, revision=page.revision, how="opened")
        return Response(page_json(page))

    @extend_schema(summary="A new quotation with its first draft", request=CreateInput, responses=ANY)
    def create(self, request: Request) -> Response:
        body = self.checked(CreateInput)
        terms, lines = draft_of(body)
        made = services.quotation_create(actor=self.person(), space_id=body["space"], terms=terms, lines=lines)
        return self._shown(made.pk, status=201)

    @extend_schema(summary="The draft", responses=ANY)
    def draft(self, request: Request, pk: UUID) -> Response:
        quotation = self._quotation(pk)
        if quotation.draft_id is None:
            raise NotVisible
        return self._shown(pk, revision_id=quotation.draft_id)

    @extend_schema(summary="Save the whole draft (If-Match: its version)", request=DraftInput, responses=ANY)
    def draft_save(self, request: Request, pk: UUID) -> Response:
        quotation = self._quotation(pk)
        terms, lines = draft_of(self.checked(DraftInput))
        draft = services.draft_save(
            actor=self.person(), quotation=quotation, version=self.expected_version(), terms=terms, lines=lines
        )
        return self._shown(pk, revision_id=draft.pk)

    @extend_schema(summary="Begin the draft of the next revision", request=None, responses=ANY)
    def revise(self, request: Request, pk: UUID) -> Response:
        draft = services.new_revision(actor=self.person(), quotation=self._quotation(pk))
        return self._shown(pk, status=201, revision_id=draft.pk)

    @extend_schema(summary="Send the draft (If-Match: its version)", request=None, responses=ANY)
    def send(self, request: Request, pk: UUID) -> Response:
        quotation = self._quotation(pk)
        services.quotation_send(actor=self.person(), quotation=quotation, version=self.expected_version())
        return self._shown(pk)

    @extend_schema(summary="Withdraw the open offer", request=None, responses=ANY)
    def withdraw(self, request: Request, pk: UUID) -> Response:
        services.quotation_withdraw(actor=self.person(), quotation=self._quotation(pk))
        return self._shown(pk)

    @extend_schema(summary="Accept the revision that was read", request=AcceptInput, responses=ANY)
    def accept(self, request: Request, pk: UUID) -> Response:
        quotation, body = self._quotation(pk), self.checked(AcceptInput)
        decision = services.quotation_accept(
            actor=self.person(),
            quotation=quotation,
            revision_id=body["revision"],
            content_hash=body["content_hash"],
            name=body["name"],
            purchase_order_number=body["purchase_order_number"],
            options=set(body["options"]),
        )
        return Response(decision_json(decision, decision.revision.currency))

    @extend_schema(summary="Decline the revision that was read", request=DeclineInput, responses=ANY)
    def decline(self, request: Request, pk: UUID) -> Response:
        quotation, body = self._quotation(pk), self.checked(DeclineInput)
        decision = services.quotation_decline(
            actor=self.person(),
            quotation=quotation,
            revision_id=body["revision"],
            content_hash=body["content_hash"],
            name=body["name"],
            reason=body["reason"],
        )
        return Response(decision_json(decision, decision.revision.currency))

    @extend_schema(summary="Questions on the lines", responses=ANY)
    def questions(self, request: Request, pk: UUID) -> Response:
        found = selectors.question_list(person=self.person(), quotation=self._quotation(pk))
        return Response([question_json(one) for one in found])

    @extend_schema(summary="Ask about a line", request=QuestionInput, responses=ANY)
    def ask(self, request: Request, pk: UUID) -> Response:
        quotation, body = self._quotation(pk), self.checked(QuestionInput)
        question = services.question_ask(
            actor=self.person(), quotation=quotation, line_key=body["line_key"], text=body["text"]
        )
        return Response(question_json(question), status=201)

    @extend_schema(summary="Answer a question", request=AnswerInput, responses=ANY)
    def answer(self, request: Request, pk: UUID, question_id: UUID) -> Response:
        quotation, body = self._quotation(pk), self.checked(AnswerInput)
        question = services.question_answer(
            actor=self.person(), quotation=quotation, question_id=question_id, text=body["text"]
        )
        return Response(question_json(question))


def _view(**actions: Any) -> Any:
    return QuotationViewSet.as_view(actions)


routes = [
    path("quotations/", _view(get="list", post="create"), name="api_quotations"),
    path("quotations/<uuid:pk>/", _view(get="retrieve"), name="api_quotation"),
    path("quotations/<uuid:pk>/draft/", _view(get="draft", put="draft_save"), name="api_quotation_draft"),
    path("quotations/<uuid:pk>/revise/", _view(post="revise"), name="api_quotation_revise"),
    path("quotations/<uuid:pk>/send/", _view(post="send"), name="api_quotation_send"),
    path("quotations/<uuid:pk>/withdraw/", _view(post="withdraw"), name="api_quotation_withdraw"),
    path("quotations/<uuid:pk>/accept/", _view(post="accept"), name="api_quotation_accept"),
    path("quotations/<uuid:pk>/decline/", _view(post="decline"), name="api_quotation_decline"),
    path("quotations/<uuid:pk>/questions/", _view(get="questions", post="ask"), name="api_quotation_questions"),
    path(
        "quotations/<uuid:pk>/questions/<uuid:question_id>/answer/",
        _view(post="answer"),
        name="api_quotation_answer",
    ),
]
