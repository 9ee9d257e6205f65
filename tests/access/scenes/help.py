"""Help for everyone; feedback the purchase lead gave, one waiting for an answer and one answered."""

from tests.access.scene import Call, Stage, scene
from tests.factories.help import FeedbackFactory


@scene("help")
def help_pages(stage: Stage) -> list[Call]:
    waiting = FeedbackFactory(person=stage.cast.buyer)
    answered = FeedbackFactory(person=stage.cast.buyer, state="answered", answer="It is done.")
    answer = {"answer": "Thank you."}
    return [
        Call("GET", "help:help"),
        Call("GET", "help:guide", {"slug": "purchaser"}),
        Call("GET", "help:guide", {"slug": "unknown"}, case="unknown"),
        Call("GET", "help:who_sees_what"),
        Call("GET", "help:feedback"),
        Call("POST", "help:feedback", data={"text": "The list is clear."}),
        Call("GET", "help:feedback_all"),
        Call("GET", "help:feedback_detail", {"pk": waiting.pk}),
        Call("POST", "help:feedback_answer", {"pk": waiting.pk}, data=answer),
        Call("POST", "help:feedback_answer", {"pk": answered.pk}, data=answer, case="answered"),
        Call("GET", "api_feedback"),
        Call("POST", "api_feedback", data={"text": "The list is clear."}),
        Call("GET", "api_feedback_all"),
        Call("GET", "api_feedback_detail", {"pk": waiting.pk}),
        Call("POST", "api_feedback_answer", {"pk": waiting.pk}, data=answer),
        Call("POST", "api_feedback_answer", {"pk": answered.pk}, data=answer, case="answered"),
    ]
