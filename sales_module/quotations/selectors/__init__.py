"""Reads of quotations, always through the policy."""

from sales_module.quotations.selectors.lists import (
    ListRow,
    Summary,
    current_quotation,
    list_row,
    list_rows,
    quotation_rows,
    quotations_anywhere,
)
from sales_module.quotations.selectors.one import (
    draft_of,
    line_list,
    my_rights,
    pdf_blob,
    pdf_job,
    question_list,
    quotation_get,
    revision_get,
    revision_list,
    supplier_zone,
)
from sales_module.quotations.selectors.page import LineView, QuotationPage, draft_preview, quotation_page, ticked_sums
from sales_module.quotations.selectors.people import (
    Reader,
    customer_readers,
    on_side,
    people_to_share_with,
    readers_of,
    shared_with,
)
from sales_module.quotations.selectors.waiting import (
    may_decide_in,
    open_for_decision,
    questions_to_answer,
    waiting_in_space,
)

__all__ = [
    "LineView",
    "ListRow",
    "QuotationPage",
    "Reader",
    "Summary",
    "current_quotation",
    "customer_readers",
    "draft_of",
    "draft_preview",
    "line_list",
    "list_row",
    "list_rows",
    "may_decide_in",
    "my_rights",
    "on_side",
    "open_for_decision",
    "pdf_blob",
    "pdf_job",
    "people_to_share_with",
    "question_list",
    "questions_to_answer",
    "quotation_get",
    "quotation_page",
    "quotation_rows",
    "quotations_anywhere",
    "readers_of",
    "revision_get",
    "revision_list",
    "shared_with",
    "supplier_zone",
    "ticked_sums",
    "waiting_in_space",
]
