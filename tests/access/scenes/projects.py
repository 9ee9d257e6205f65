"""Projects: the list, the room, the record, and starting one."""

from datetime import date

from sales_module.projects.services import agreement_record
from tests.access.scene import Call, Stage, scene
from tests.factories.projects import make_project

AGREED = {"agreed_by": "Maija Virta", "agreed_on": "2026-01-12", "tools": ["documents"]}


@scene("projects")
def projects(stage: Stage) -> list[Call]:
    project = make_project(stage.aurora)
    make_project(stage.borealis)
    here, one = {"space_id": project.pk}, {"pk": project.pk}
    first = {"seen": "opportunity_validation", "phase": "indicative_proposal"}
    new = {"customer": str(stage.aava.pk), "code_name": "TUNDRA", "name": "Dryer section"}
    version = {"If-Match": '"1"'}
    return [
        Call("GET", "home:home"),
        Call("GET", "home:new"),
        Call("GET", "projects:list"),
        Call("GET", "projects:new"),
        Call("POST", "projects:new", data=new),
        Call("GET", "projects:room", here),
        Call("GET", "projects:record", here),
        Call("POST", "projects:record", here, data={"version": 1, "name": "Other", "description": ""}),
        Call("POST", "projects:gates", here, data={"version": 1, "firm_proposal": "2030-01-01"}),
        Call("POST", "projects:move", here, data=first),
        Call("POST", "projects:close", here, data={"outcome": "lost"}),
        Call("POST", "projects:reopen", here, case="open"),
        Call("POST", "projects:agreement", here, data=AGREED),
        Call("POST", "projects:agreement_withdraw", here, case="none in force"),
        Call("POST", "projects:release", here),
        Call("GET", "api_projects"),
        Call("POST", "api_projects", data=new),
        Call("GET", "api_project", one),
        Call("PATCH", "api_project", one, data={"name": "Other", "description": ""}, headers=version),
        Call("PUT", "api_project_gates", one, data={"firm_proposal": "2030-01-01"}, headers=version),
        Call("GET", "api_project_agreements", one),
        Call("POST", "api_project_agreements", one, data=AGREED),
        Call("POST", "api_project_agreement_withdraw", one, case="none in force"),
        Call("POST", "api_project_move", one, data=first),
        Call("POST", "api_project_close", one, data={"outcome": "lost"}),
        Call("POST", "api_project_reopen", one, case="open"),
        Call("POST", "api_project_release", one),
    ]


@scene("projects closed")
def closed(stage: Stage) -> list[Call]:
    project = make_project(stage.aurora, phase="closed", outcome="won")
    here, one = {"space_id": project.pk}, {"pk": project.pk}
    return [
        Call("POST", "projects:reopen", here),
        Call("POST", "projects:close", here, data={"outcome": "lost"}, case="closed"),
        Call("POST", "api_project_reopen", one),
    ]


@scene("projects agreed")
def agreed(stage: Stage) -> list[Call]:

    project = make_project(stage.aurora)
    agreement_record(
        actor=stage.cast.sales, project=project, agreed_by="A", agreed_on=date(2026, 1, 12), tools=["documents"]
    )
    return [
        Call("POST", "projects:agreement_withdraw", {"space_id": project.pk}),
        Call("POST", "api_project_agreement_withdraw", {"pk": project.pk}),
    ]
