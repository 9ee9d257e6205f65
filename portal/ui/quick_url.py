"""Django's `{% url %}`, which resolves an address of ids once and then fills the ids in."""

import re
from uuid import UUID

from django.template import Library
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url

from portal.core.links import link

register = Library()
# The words of addresses, such as kinds of rows. Anything else may be a secret, or differ each time: not to be kept.
WORD = re.compile(r"[a-z][a-z_-]{0,29}\Z")


class QuickURLNode(URLNode):
    def render(self, context: Context) -> str:
        if self.kwargs or self.asvar:
            return super().render(context)
        args = [arg.resolve(context) for arg in self.args]
        if not all(isinstance(arg, UUID) or (isinstance(arg, str) and WORD.match(arg)) for arg in args):
            return super().render(context)
        return link(str(self.view_name.resolve(context)), *args)


@register.tag
def url(parser: Parser, token: Token) -> URLNode:
    node = django_url(parser, token)
    return QuickURLNode(node.view_name, node.args, node.kwargs, node.asvar)
