"""A quotation waiting for the customer's decision, its PDF made; another without PDF; and a draft."""

from documents.files import store_bytes
from sales_module.quotations import services
from sales_module.quotations.models import RevisionPdf
from tests.access.scene import Call, Stage, scene
from tests.factories.quotations import draft_quotation, in_days, line, sent_quotation

FIRST = {"If-Match": '"1"'}


@scene("quotations")
def quotations(stage: Stage) -> list[Call]:
    cast, aurora = stage.cast, stage.aurora
    sent = sent_quotation(cast.sales, aurora)
    current = sent.current
    blob = store_bytes(space_id=aurora.pk, content=b"%PDF", file_name="a.pdf", media_type="application/pdf")
    RevisionPdf.objects.create(revision=current, language="en", blob=blob)
    fresh = sent_quotation(cast.sales, aurora)
    draft = draft_quotation(cast.sales, aurora, [line()])
    key = current.lines.first().line_key
    question = services.question_ask(actor=cast.buyer, quotation=sent, line_key=key, text="?")

    room = {"space_id": aurora.pk}
    one, other = {**room, "pk": sent.pk}, {**room, "pk": draft.pk}
    revision = {**one, "revision_id": current.pk}
    unmade = {**room, "pk": fresh.pk, "revision_id": fresh.current_id}
    seen = {"revision": str(current.pk), "content_hash": current.content_hash, "name": "B"}
    form = {"version": "1", "title": "A", "stage": "budget", "currency": "EUR", "do": "save"}
    another_way = {"person": str(cast.director.pk), "channel": "mail", "on": in_days(-1).isoformat()}
    pages = [
        Call("GET", "quotations:list", room),
        Call("GET", "quotations:new", room),
        Call("POST", "quotations:new", room, data={"title": "A", "stage": "firm", "currency": "EUR"}),
        Call("GET", "quotations:quotation", one),
        Call("GET", "quotations:quotation", other, case="draft"),
        Call("GET", "quotations:edit", other),
        Call("POST", "quotations:edit", other, data=form),
        Call("POST", "quotations:edit_totals", other, data=form),
        Call("GET", "quotations:products", other, query="q=a"),
        Call("GET", "quotations:preview", other),
        Call("GET", "quotations:send", other),
        Call("POST", "quotations:send", other, data={"version": "1"}),
        Call("POST", "quotations:revise", one),
        Call("GET", "quotations:withdraw", one),
        Call("POST", "quotations:withdraw", one),
        Call("GET", "quotations:accept", one),
        Call("POST", "quotations:accept", one, data=seen),
        Call("GET", "quotations:decline", one),
        Call("POST", "quotations:decline", one, data={**seen, "reason": "No"}),
        Call("POST", "quotations:ask", one, data={"line_key": str(key), "text": "?"}),
        Call("POST", "quotations:answer", {**one, "question_id": question.pk}, data={"text": "!"}),
        Call("GET", "quotations:readers", one),
        Call("POST", "quotations:share", one, data={"person": str(cast.consult.pk)}, case="customer side"),
        Call("POST", "quotations:share", one, data={"person": str(cast.tech.pk)}, case="supplier side"),
        Call("GET", "quotations:revision", revision),
        Call("GET", "quotations:totals", revision),
        Call("GET", "quotations:pdf", revision),
        Call("GET", "quotations:pdf", unmade, case="not made"),
        Call("POST", "quotations:pdf", unmade),
        Call("GET", "quotations:pdf_state", revision),
        Call("POST", "quotations:another_way", revision, data=another_way),
    ]
    whole = {"title": "A", "lines": [{"description": "B", "unit_price": "1", "tax_rate": "0"}]}
    sent_api, draft_api = {"pk": sent.pk}, {"pk": draft.pk}
    api = [
        Call("GET", "api_quotations"),
        Call("GET", "api_quotations", query=f"space={aurora.pk}", case="in the project"),
        Call("POST", "api_quotations", data={**whole, "space": str(aurora.pk)}),
        Call("GET", "api_quotation", sent_api),
        Call("GET", "api_quotation", draft_api, case="draft"),
        Call("GET", "api_quotation_draft", draft_api),
        Call("PUT", "api_quotation_draft", draft_api, data=whole, headers=FIRST),
        Call("POST", "api_quotation_revise", sent_api),
        Call("POST", "api_quotation_send", draft_api, headers=FIRST),
        Call("POST", "api_quotation_withdraw", sent_api),
        Call("POST", "api_quotation_accept", sent_api, data=seen),
        Call("POST", "api_quotation_decline", sent_api, data={**seen, "reason": "No"}),
        Call("GET", "api_quotation_questions", sent_api),
        Call("POST", "api_quotation_questions", sent_api, data={"line_key": str(key), "text": "?"}),
        Call("POST", "api_quotation_answer", {**sent_api, "question_id": question.pk}, data={"text": "!"}),
    ]
    return [*pages, *api]
