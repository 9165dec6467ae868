"""Fill a template of the bulletin in; mistakes in it name the template and the line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from .. import errors, templating
from ..model import Bulletin
from . import calendar_links
from .titles import title


def fill(bulletin: Bulletin, name: str, **values: object) -> str:
    """A template of the bulletin, filled in.

    HTML templates escape all but Markup. Raises TemplateError for a template that is
    missing, cannot be read, or uses a name that does not exist.
    """
    try:
        template = _template(bulletin.templates_hash, _Texts(bulletin.templates), name)
        return template.render(
            bulletin=bulletin,
            settings=bulletin.settings,
            theme=_theme(bulletin),
            **values,
        )
    except TemplateSyntaxError as error:
        raise errors.TemplateError(error.name or name, error.lineno, error.message or "cannot be read") from error
    except TemplateNotFound as error:
        raise errors.TemplateError(str(error.name or name), 1, "There is no such template.") from error
    except TemplateError as error:
        raise errors.TemplateError(*_where(error, name), str(error)) from error


def _theme(bulletin: Bulletin) -> dict[str, str]:
    return dict(bulletin.theme.values)


class _Texts:
    """Template texts that are equal by their hash alone, so that an environment can be remembered."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Texts)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=256)
def _template(key: str, held: _Texts, name: str) -> Template:
    return _environment(key, held).get_template(name)


@lru_cache(maxsize=4)
def _environment(_key: str, held: _Texts) -> Environment:
    made = templating.environment(held.texts)
    made.globals.update(calendar_links=calendar_links, titled=title)
    return made


def _where(error: TemplateError, name: str) -> tuple[str, int]:
    """The innermost template frame of an error: its name and line."""
    found, step = (name, 1), error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.startswith("templates/"):
            found = (file.removeprefix("templates/"), step.tb_lineno)
        step = step.tb_next
    return found
