from django.urls import path

from sales_module.quotations.views import answering, reading, writing

app_name = "quotations"
ROOM = "projects/<uuid:space_id>/quotations/"
ONE = f"{ROOM}<uuid:pk>/"
REVISION = f"{ONE}revisions/<uuid:revision_id>/"

urlpatterns = [
    path(ROOM, reading.quotation_list, name="list"),
    path(f"{ROOM}new/", writing.quotation_new, name="new"),
    path(ONE, reading.quotation, name="quotation"),
    path(f"{ONE}edit/", writing.edit, name="edit"),
    path(f"{ONE}edit/totals/", writing.edit_totals, name="edit_totals"),
    path(f"{ONE}edit/products/", writing.products, name="products"),
    path(f"{ONE}preview/", writing.preview, name="preview"),
    path(f"{ONE}revise/", writing.revise, name="revise"),
    path(f"{ONE}send/", writing.send, name="send"),
    path(f"{ONE}withdraw/", writing.withdraw, name="withdraw"),
    path(f"{ONE}accept/", answering.accept, name="accept"),
    path(f"{ONE}decline/", answering.decline, name="decline"),
    path(f"{ONE}questions/", answering.ask, name="ask"),
    path(f"{ONE}questions/<uuid:question_id>/answer/", answering.answer, name="answer"),
    path(f"{ONE}readers/", reading.readers, name="readers"),
    path(f"{ONE}readers/change/", answering.share, name="share"),
    path(REVISION, reading.quotation, name="revision"),
    path(f"{REVISION}totals/", reading.totals, name="totals"),
    path(f"{REVISION}pdf/", reading.pdf, name="pdf"),
    path(f"{REVISION}pdf/state/", reading.pdf_status, name="pdf_state"),
    path(f"{REVISION}another-way/", answering.another_way, name="another_way"),
]
