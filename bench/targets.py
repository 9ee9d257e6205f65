"""What is measured: which page, as whom, and the mark it is held against."""

from dataclasses import dataclass
from typing import Any

# Requests a second of the peer that was measured in the same way (docs/figures.md tells of it); ours are twice these.
PEER = {"home": 80, "documents": 53, "quotations": 53, "quotation": 36}


@dataclass(frozen=True)
class Target:
    """One page or API answer. `alike`: shows the same at both sizes, so its times may be compared."""

    name: str
    path: str
    person: str = "buyer"
    alike: bool = True

    @property
    def mark(self) -> int | None:
        return 2 * PEER[self.name] if self.name in PEER else None


def targets(measured: dict[str, Any]) -> list[Target]:
    project, quotation, plan = measured["project"], measured["quotation"], measured["plan"]
    room = f"/projects/{project}/"
    return [
        Target("home", "/"),
        Target("room", room),
        Target("documents", f"{room}documents/"),
        Target("quotations", f"{room}quotations/"),
        Target("quotation", f"{room}quotations/{quotation}/"),
        Target("schedule", f"{room}schedule/"),
        Target("plan", f"/plans/{plan}/"),
        Target("document", f"{room}documents/{measured['document']}/"),
        Target("plan of 500 actions", f"/plans/{measured['large_plan']}/"),
        Target("notices", "/notices/"),
        Target("home of a seller in half of the projects", "/", "seller", alike=False),
        Target("room, seller", room, "seller"),
        Target("quotation, seller", f"{room}quotations/{quotation}/", "seller"),
        Target("projects, seller", "/projects/", "seller", alike=False),
        Target("account, key account manager", f"/accounts/{measured['account']}/", "manager", alike=False),
        Target("API projects", "/api/v1/projects/"),
        Target("API documents", f"/api/v1/documents/?space={project}"),
        Target("API quotation", f"/api/v1/quotations/{quotation}/"),
        Target("API schedule", f"/api/v1/schedule/?space={project}"),
        Target("API plan", f"/api/v1/plans/{plan}/"),
    ]
