"""`{% kept … %}`: a block that depends on nothing but the values it names, rendered once for each set of them."""

import re
import secrets
from collections import OrderedDict
from collections.abc import Hashable

from django.template import TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT_AT_MOST = 256
# Nobody can know it, so nobody's text is taken for a place to fill.
_SECRET = secrets.token_hex(8)
_MARK = re.compile(f"\x02{_SECRET}([a-z_]+)\x03")


class KeptNode(Node):
    """The block sees only what is named, so nothing of another person or page can get into what is kept.

    `values` are the key, beside the language; `fills` stand in the text and are put in anew each time.
    """

    def __init__(self, values: dict[str, FilterExpression], fills: dict[str, FilterExpression], body: NodeList) -> None:
        self.values, self.fills, self.body = values, fills, body
        self.kept: OrderedDict[Hashable, list[str]] = OrderedDict()

    def render(self, context: Context) -> SafeString:
        named = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *named.values())
        pieces = self.kept.get(key)
        if pieces is None:
            marks = {name: mark_safe(f"\x02{_SECRET}{name}\x03") for name in self.fills}
            # Text, name of a fill, text, …, text.
            pieces = self.kept[key] = _MARK.split(self.body.render(context.new({**named, **marks})))
            if len(self.kept) > KEPT_AT_MOST:
                self.kept.popitem(last=False)
        if len(pieces) == 1:
            return mark_safe(pieces[0])
        filled = {name: str(conditional_escape(value.resolve(context))) for name, value in self.fills.items()}
        return mark_safe("".join(filled[piece] if place % 2 else piece for place, piece in enumerate(pieces)))


def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept entries=shell.rail fill token=csrf_token %}…{% endkept %}`. Values must be hashable."""
    bits = token.split_contents()[1:]
    place = bits.index("fill") if "fill" in bits else len(bits)
    named, filled = bits[:place], bits[place + 1 :]
    values, fills = token_kwargs(named, parser), token_kwargs(filled, parser)
    if named or filled:
        raise TemplateSyntaxError(f"kept: {(named or filled)[0]!r} is not name=value")
    body = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(values, fills, body)
