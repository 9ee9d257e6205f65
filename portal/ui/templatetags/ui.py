"""`{% load ui %}`: icons, formats, form parts and the `{% part %}` block. Usage: docs/ui.md."""

import datetime as dt
import uuid
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.ui import formats
from portal.ui.forms import FormRenderer
from portal.ui.kept import kept

register = template.Library()

TONE_ICONS = {
    "done": "circle-check",
    "waiting": "clock",
    "attention": "triangle-alert",
    "closed": "circle-minus",
    "draft": "circle-dashed",
}
KIND_ICONS = {
    "pdf": "file-text", "doc": "file-text", "docx": "file-text", "odt": "file-text", "txt": "file-text",
    "xls": "file-spreadsheet", "xlsx": "file-spreadsheet", "ods": "file-spreadsheet", "csv": "file-spreadsheet",
    "ppt": "presentation", "pptx": "presentation", "odp": "presentation",
    "png": "file-image", "jpg": "file-image", "jpeg": "file-image", "webp": "file-image", "tif": "file-image",
    "zip": "file-archive", "7z": "file-archive",
}  # fmt: skip

for _name in ("money", "number", "percent", "share", "day", "short_day", "moment", "ago", "filesize", "initials"):
    register.filter(_name, getattr(formats, _name))
register.filter("trans_data", formats.in_language)
register.simple_tag(formats.in_language, name="trans_data")


# --- icons and small marks -------------------------------------------------------------------------------------------


# Django's message levels as tones.
MESSAGE_TONES = {"success": "done", "info": "closed", "debug": "closed", "warning": "waiting", "error": "attention"}


@register.filter
def message_tone(level: str) -> str:
    return MESSAGE_TONES.get(level, "closed")


@register.filter
def tone_icon(tone: str) -> str:
    return "info" if tone in ("", "closed") else TONE_ICONS.get(tone, "info")


@register.filter
def day_or_text(value: Any) -> str:
    return formats.day(value) if isinstance(value, dt.date) else str(value)


@register.filter
def unlocalized(value: Any) -> str:
    """A number for a data attribute: plain digits in every language."""
    return str(value)


@cache
def _icon(name: str) -> SafeString:
    href = f"{static('ui/icons/sprite.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon beside a word. Only an icon that stands alone gets a label."""
    if not label:
        return _icon(name)
    return format_html('{}<span class="hidden-text">{}</span>', _icon(name), label)


@register.simple_tag
def status(tone: str, word: Any) -> SafeString:
    """Shape and word. Tones: done, waiting, attention, closed, draft."""
    if tone not in TONE_ICONS:
        tone = "draft"
    return format_html('<span class="status status-{}">{}{}</span>', tone, _icon(TONE_ICONS[tone]), word)


@register.simple_tag
def fileicon(name: str) -> SafeString:
    return _icon(KIND_ICONS.get(str(name).rsplit(".", 1)[-1].lower(), "file"))


@register.simple_tag
def face(name: Any) -> SafeString:
    """Initials in a circle; decoration, the name stands beside it."""
    return format_html('<span class="face" aria-hidden="true">{}</span>', formats.initials(name))


@register.simple_tag
def crumb(name: Any, url: str) -> SafeString:
    return format_html('<li><a href="{}">{}</a></li>', url, name)


@register.simple_tag
def when(value: Any, style: str = "moment", zone: Any = None) -> SafeString | str:
    """`<time>` with the machine's form; style: moment, day, ago. Hovering `ago` tells the exact time."""
    if not isinstance(value, dt.date):
        return ""
    exact = formats.moment(value, zone)
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value, dt.UTC) if timezone.is_aware(value) else value
    text = {"ago": formats.ago, "day": formats.day}.get(style)
    if text is None:
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), exact)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, text(value))


# --- forms -----------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def form_token(context: Context) -> SafeString:
    """CSRF token and idempotency key: every POST form carries it once."""
    token = str(context.get("csrf_token") or "")
    csrf = "" if token in ("", "NOTPROVIDED") else f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
    # Both values are made of letters, digits and dashes.
    return mark_safe(f'{csrf}<input type="hidden" name="idempotency_key" value="{uuid.uuid4()}">')


@cache
def _form_renderer() -> FormRenderer:
    return FormRenderer()


@register.simple_tag
def field(bound: BoundField, **extra: Any) -> SafeString:
    """Label, help, input and errors of one field. `label`, `help` and widget attributes (`data_x`) can be given."""
    if not isinstance(bound, BoundField):
        return mark_safe("")
    label, help_text = extra.pop("label", None), extra.pop("help", None)
    if label is not None:
        bound.label = label
    if help_text is not None:
        bound.help_text = help_text
    if extra:
        bound.field.widget.attrs.update({name.replace("_", "-"): value for name, value in extra.items()})
    # Named here, so that a field looks the same in forms that bring a renderer of their own.
    renderer = _form_renderer()
    return bound.render(getattr(bound.field, "template_name", None) or renderer.field_template_name, renderer=renderer)


@register.inclusion_tag("ui/forms/_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary on top of a form, each error linked to its field; nothing when there are none."""
    return {"errors": _summary(form), "form": form}


def _summary(form: BaseForm) -> list[tuple[str, str, str]]:
    if not form.is_bound:
        return []
    found = [("", "", str(message)) for message in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or bound.auto_id
        found += [(target, str(bound.label), str(message)) for message in bound.errors]
    return found


# --- parts -----------------------------------------------------------------------------------------------------------


class SlotNode(Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> str:
        return ""


class PartNode(Node):
    """Renders `ui/_<name>.html` with its variables, the text between the tags as `body`, and its slots."""

    def __init__(self, name: str, values: dict[str, FilterExpression], slots: list[SlotNode], body: NodeList) -> None:
        self.template_name = f"ui/_{name}.html"
        self.values, self.slots, self.body = values, slots, body

    def render(self, context: Context) -> SafeString:
        found: dict[str, Any] = {name: value.resolve(context) for name, value in self.values.items()}
        for slot_node in self.slots:
            found[slot_node.name] = mark_safe(slot_node.nodelist.render(context).strip())
        found["body"] = mark_safe(self.body.render(context).strip())
        engine_template = context.render_context.get(self)
        if engine_template is None:
            engine_template = context.template.engine.get_template(self.template_name)  # type: ignore[union-attr]
            context.render_context[self] = engine_template
        # A part sees only what it was given: nothing of the page leaks into its optional variables.
        inner = context.new(found)
        inner["csrf_token"] = context.get("csrf_token")
        return engine_template.render(inner)


@register.tag
def part(parser: Parser, token: Token) -> PartNode:
    """`{% part "objecthead" title=… %}body{% slot "menu" %}…{% endslot %}{% endpart %}`."""
    bits = token.split_contents()[1:]
    if not bits or bits[0][0] not in "\"'":
        raise template.TemplateSyntaxError("part: the first argument is the name of the part in quotes")
    name, rest = bits[0].strip("\"'"), bits[1:]
    values = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f"part {name}: {rest[0]!r} is not name=value")
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    slots = [node for node in nodelist if isinstance(node, SlotNode)]
    return PartNode(name, values, slots, nodelist)


@register.tag
def slot(parser: Parser, token: Token) -> SlotNode:
    bits = token.split_contents()
    if len(bits) != 2:
        raise template.TemplateSyntaxError("slot: one name in quotes")
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(bits[1].strip("\"'"), nodelist)


class FixedNode(Node):
    """Text that depends on nothing but the language: rendered once per language and process."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.kept: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language() or ""
        if language not in self.kept:
            self.kept[language] = self.nodelist.render(context)
        return self.kept[language]


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """`{% fixed %}…{% endfixed %}` around words and icons only; never around anything of a person or a page."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist)


register.tag("kept", kept)


@register.simple_tag
def diff(before: Any, after: Any) -> SafeString:
    """`after` with what is new in <ins> and what is gone in <del>, by words."""
    import difflib

    old, new = str(before or "").split(" "), str(after or "").split(" ")
    out = []
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind in ("delete", "replace"):
            out.append(f"<del>{escape(' '.join(old[a1:a2]))}</del>")
        if kind in ("insert", "replace"):
            out.append(f"<ins>{escape(' '.join(new[b1:b2]))}</ins>")
        if kind == "equal":
            out.append(conditional_escape(" ".join(new[b1:b2])))
    return mark_safe(" ".join(out))


@register.simple_tag
def render_part(name: str, **values: Any) -> SafeString:
    """A part without a body: `{% render_part "empty" title=… %}`."""
    return mark_safe(get_template(f"ui/_{name}.html").render({"body": "", **values}))
