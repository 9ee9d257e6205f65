"""How much of everything one data set holds."""

from dataclasses import dataclass

# The customer whose people are measured: its projects and plans are alike in every data set, so a page shows the same
# however much there is around it.
MEASURED_PROJECTS = 20
MAIN_DOCUMENTS, MAIN_QUOTATIONS, MAIN_SCHEDULE, MAIN_ACTIVITIES = 50, 5, 20, 400
SIDE_DOCUMENTS, SIDE_QUOTATIONS, SIDE_SCHEDULE, SIDE_ACTIVITIES = 10, 3, 10, 100
LARGE_PLAN_ACTIONS, PLAN_ACTIONS = 500, 30
NOTICES, UNREAD = 60, 7


@dataclass(frozen=True)
class Shape:
    """Totals of one data set. `customers` have six people each; the rest of `people` works for the supplier."""

    name: str
    projects: int
    people: int
    customers: int
    quotations: int
    documents: int
    activities: int
    schedule_items: int
    plans: int
    orders: int
    products: int
    notices_each: int

    @property
    def supplier_people(self) -> int:
        return self.people - 6 * self.customers


SHAPES = {
    shape.name: shape
    for shape in (
        Shape(
            name="full",
            projects=1000,
            people=300,
            customers=40,
            quotations=20_000,
            documents=100_000,
            activities=1_000_000,
            schedule_items=20_000,
            plans=60,
            orders=4_000,
            products=2_000,
            notices_each=500,
        ),
        # One part in a hundred, but for the measured people's own twenty projects and somebody to share them with.
        Shape(
            name="small",
            projects=30,
            people=42,
            customers=4,
            quotations=200,
            documents=1_000,
            activities=10_000,
            schedule_items=320,
            plans=4,
            orders=80,
            products=40,
            notices_each=20,
        ),
    )
}


def share(total: int, parts: int, index: int) -> int:
    """The size of part `index` when `total` is dealt out as evenly as it goes."""
    return total // parts + (index < total % parts)
