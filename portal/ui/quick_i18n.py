"""Django's `i18n` tags, with `{% translate "…" %}` of a fixed text looked up once per language and process.

A page holds a hundred of them. Everything else (variables, `as`, `noop`) is Django's own.
"""

from django.template import Library
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedText(Node):
    def __init__(self, node: i18n.TranslateNode) -> None:
        self.node = node
        self.kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        text = self.kept.get(language)
        if text is None:
            text = self.kept[language] = self.node.render(context)
        return text


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    expression, about = node.filter_expression, node.message_context
    is_fixed = getattr(expression.var, "literal", None) is not None and not expression.filters
    if not is_fixed or node.noop or node.asvar or (about is not None and not isinstance(about.var, str)):
        return node
    return FixedText(node)
