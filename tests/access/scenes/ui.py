"""The frame of the pages. Without a supplier's logo its address has nothing."""

from tests.access.scene import Call, Stage, scene


@scene("ui")
def ui(stage: Stage) -> list[Call]:
    return [
        Call("GET", "ui:catalogue"),
        Call("GET", "ui:accent"),
        Call("GET", "ui:logo"),
        Call("POST", "ui:choose", data={"theme": "dark", "next": "/me/"}),
    ]
