"""A co-operation plan: the page, its rows, and the same through the API."""

from typing import Any

from coop_plan.plans.choices import RowKind
from coop_plan.plans.models import PlanPdf
from coop_plan.plans.services import row_change, row_remove
from documents.files import store_bytes
from tests.access.scene import Call, Stage, scene
from tests.factories.plans import account_with_cast, plan_with_cast, row_of

FORMS: dict[RowKind, dict[str, Any]] = {
    RowKind.STATEMENT: {"kind": "ambition", "text": "First with fossil-free drying"},
    RowKind.OBJECTIVE: {"title": "Steam per tonne", "unit": "GJ/t"},
    RowKind.CLOCK_EVENT: {"title": "Budget", "kind": "budget", "month": 9},
}
CASES = {
    RowKind.STATEMENT: "statement",
    RowKind.OBJECTIVE: "objective",
    RowKind.ACTION: "action",
    RowKind.CLOCK_EVENT: "clock event",
}


@scene("plans")
def plans(stage: Stage) -> list[Call]:
    plan, account = (make(stage.cast, stage.kymi, stage.aava) for make in (plan_with_cast, account_with_cast))
    row = row_of(plan, stage.cast.kam, RowKind.OBJECTIVE)
    blob = store_bytes(space_id=plan.pk, content=b"%PDF-1.7", file_name="plan.pdf", media_type="application/pdf")
    pdf = PlanPdf.objects.create(plan=plan, key="made", blob=blob)
    here = {"plan_id": plan.pk}
    this = {**here, "kind": "objective", "pk": row.pk}
    arranged = {"name": "Line 3", "horizon_months": 36, "agreed_by": "D. Holm", "agreed_on": "2026-09-01", "version": 1}
    start = {
        "name": "Second plan", "code_name": "VEGA", "horizon_months": 12, "agreed_by": "D. Holm",
        "agreed_on": "2026-09-01", f"role-{stage.cast.buyer.pk}": "purchase_lead",
    }  # fmt: skip
    return [
        Call("GET", "plans:list"),
        Call("GET", "plans:create", query=f"account={account.pk}"),
        Call("POST", "plans:create", query=f"account={account.pk}", data=start),
        Call("GET", "plans:detail", here),
        Call("GET", "plans:history", here),
        Call("GET", "plans:vision", here),
        Call("POST", "plans:vision", here, data={"vision": "Together", "version": 1}),
        Call("GET", "plans:settings", here),
        Call("POST", "plans:settings", here, data=arranged),
        Call("GET", "plans:pdf", here),
        Call("POST", "plans:pdf", here),
        Call("GET", "plans:pdf_file", {**here, "pk": pdf.pk}),
        Call("GET", "plans:row_add", {**here, "kind": "statement"}),
        Call("GET", "plans:row", this),
        Call("GET", "plans:row_history", this),
        Call("GET", "plans:row_edit", this),
        Call("POST", "plans:row_remove", this, data={"version": 1}),
        Call("POST", "plans:row_restore", this, case="present"),
        *(_add(stage, here, kind) for kind in CASES),
    ]


def _form(stage: Stage, kind: RowKind) -> dict[str, Any]:
    if kind == RowKind.ACTION:
        return {"title": "Send the list", "owner": str(stage.cast.buyer.pk), "due": "2026-12-05"}
    return FORMS[kind]


def _add(stage: Stage, here: dict[str, Any], kind: RowKind) -> Call:
    return Call("POST", "plans:row_add", {**here, "kind": kind.value}, data=_form(stage, kind), case=CASES[kind])


@scene("plan rows")
def plan_rows(stage: Stage) -> list[Call]:
    """Edits of each kind, and of rows in each state."""
    plan = plan_with_cast(stage.cast, stage.kymi, stage.aava)

    def this(row: Any) -> dict[str, Any]:
        return {"plan_id": plan.pk, "kind": row.row_kind.value, "pk": row.pk}

    def edit(row: Any, case: str, version: int = 1) -> Call:
        more = {"state": "doing", "progress": 10} if row.row_kind == RowKind.ACTION else {}
        data = {**_form(stage, row.row_kind), **more, "version": version}
        return Call("POST", "plans:row_edit", this(row), data=data, case=case)

    rows = {kind: row_of(plan, stage.cast.kam, kind) for kind in CASES}
    customers = row_of(plan, stage.cast.buyer, RowKind.STATEMENT)
    removed = row_of(plan, stage.cast.kam, RowKind.OBJECTIVE)
    row_remove(actor=stage.cast.kam, row=removed, version=1)
    moved = row_of(plan, stage.cast.kam, RowKind.OBJECTIVE)
    row_change(actor=stage.cast.kam, row=moved, version=1, values={"title": "Another title"})
    statement = rows[RowKind.STATEMENT]
    return [
        *(edit(rows[kind], CASES[kind]) for kind in CASES if kind != RowKind.STATEMENT),
        edit(statement, "supplier's statement"),
        edit(customers, "customer's statement"),
        edit(moved, "stale"),
        edit(removed, "removed", version=2),
        Call("POST", "plans:row_remove", this(statement), data={"version": 1}, case="supplier's statement"),
        Call("POST", "plans:row_restore", this(removed)),
    ]


@scene("plans api")
def plans_api(stage: Stage) -> list[Call]:
    plan, account = (make(stage.cast, stage.kymi, stage.aava) for make in (plan_with_cast, account_with_cast))
    here = {"plan_id": plan.pk}
    start = {
        "account": str(account.pk), "name": "Second plan", "code_name": "VEGA", "agreed_by": "D. Holm",
        "agreed_on": "2026-09-01",
        "seats": [{"person": str(stage.cast.buyer.pk), "side": "customer", "role": "purchase_lead"}],
    }  # fmt: skip
    calls = [
        Call("GET", "api_plans"),
        Call("POST", "api_plans", data=start),
        Call("GET", "api_plan", here),
        Call("PATCH", "api_plan", here, data={"vision": "Together"}, case="vision", headers={"If-Match": '"1"'}),
        Call("PATCH", "api_plan", here, data={"name": "Line 3"}, case="name", headers={"If-Match": '"1"'}),
        Call("GET", "api_plan_changes", here),
    ]
    for kind, word in CASES.items():
        name = f"api_plan_{word.replace(' ', '_')}"
        row, removed = (row_of(plan, stage.cast.kam, kind) for _twice in range(2))
        row_remove(actor=stage.cast.kam, row=removed, version=1)
        this, body = {**here, "pk": row.pk}, _form(stage, kind)
        calls += [
            Call("POST", f"{name}s", here, data=body),
            Call("GET", name, this),
            Call("PATCH", name, this, data=body, headers={"If-Match": '"1"'}),
            Call("DELETE", name, this, headers={"If-Match": '"1"'}),
            Call("POST", f"{name}_restore", {**here, "pk": removed.pk}),
        ]
    return calls
