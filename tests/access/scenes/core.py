"""The site's own addresses."""

from tests.access.scene import Call, Stage, scene


@scene("core")
def core(stage: Stage) -> list[Call]:
    return [
        Call("GET", "healthz"),
        Call("GET", "readyz"),
    ]
