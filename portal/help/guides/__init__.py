"""The first questions, answered per role. True of the portal as it is: who changes a page looks here too."""

from portal.help.guides.administrator import ADMINISTRATOR
from portal.help.guides.customer import EXPERT, PURCHASER
from portal.help.guides.everyone import EVERYONE
from portal.help.guides.shape import Guide, Question, Texts
from portal.help.guides.supplier import KEY_ACCOUNT_MANAGER, SALESPERSON

GUIDES: tuple[Guide, ...] = (EVERYONE, PURCHASER, EXPERT, SALESPERSON, KEY_ACCOUNT_MANAGER, ADMINISTRATOR)

__all__ = ["GUIDES", "Guide", "Question", "Texts"]
