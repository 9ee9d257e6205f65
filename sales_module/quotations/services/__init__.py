"""Writes to quotations, by what they are about."""

from sales_module.quotations.services.deciding import quotation_accept, quotation_decline
from sales_module.quotations.services.drafts import draft_save, line_of_product, new_revision, quotation_create
from sales_module.quotations.services.pdfs import pdf_make, pdf_request
from sales_module.quotations.services.questions import question_answer, question_ask
from sales_module.quotations.services.sending import quotation_send, quotation_withdraw, quotations_expire
from sales_module.quotations.services.sharing import (
    quotation_share,
    quotation_take_back,
    require_may_share,
    revision_opened,
    sent_another_way,
)

__all__ = [
    "draft_save",
    "line_of_product",
    "new_revision",
    "pdf_make",
    "pdf_request",
    "question_answer",
    "question_ask",
    "quotation_accept",
    "quotation_create",
    "quotation_decline",
    "quotation_send",
    "quotation_share",
    "quotation_take_back",
    "quotation_withdraw",
    "quotations_expire",
    "require_may_share",
    "revision_opened",
    "sent_another_way",
]
