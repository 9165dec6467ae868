"""Fill a template of the bulletin in; mistakes in it name the template and the line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, MutableMapping
from functools import lru_cache
from importlib import import_module
from typing import Any

import jinja2
from jinja2 import Environment, Template, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from .. import addresses, errors
from ..model import Bulletin
from ..text import humanize
from .calendar import links
from .facts import title

COMPILED = "_compiled"
"""The folder in the package that holds the compiled templates."""

_FOLDER = f"{__package__}.{COMPILED}"
_FINGERPRINTS = "fingerprints"
"""The module there that says what was compiled."""

_OPTIONS: dict[str, Any] = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "auto_reload": False,
}
_FILTERS: dict[str, Any] = {
    "clock": humanize.clock,
    "day": humanize.day,
    "hours": humanize.hours,
    "listed": humanize.listed,
    "moment": humanize.moment,
    "month": humanize.month,
    "size": humanize.size,
    "weekday": humanize.weekday,
}


def environment(texts: Mapping[str, str]) -> jinja2.Environment:
    """An environment in which undefined names are errors, and HTML and XML templates escape all but Markup."""
    made = _Environment(loader=_Loader(texts), undefined=jinja2.StrictUndefined, autoescape=_is_markup, **_OPTIONS)
    made.filters.update(_FILTERS)
    made.globals.update(addresses=addresses, Markup=Markup)
    return made


def is_built_in(texts: Mapping[str, str]) -> bool:
    """Whether every text is one that was compiled when the package was built."""
    prints = _built_in()
    return all(prints.get(name) == _fingerprint(text) for name, text in texts.items())


def compiled(texts: Mapping[str, str]) -> dict[str, str]:
    """The Python modules of templates, by file name (jinja2.ModuleLoader)."""
    made = environment(texts)
    files = {
        jinja2.ModuleLoader.get_module_filename(name): made.compile(text, name, _file(name), raw=True, defer_init=True)
        for name, text in texts.items()
    }
    prints = {name: _fingerprint(text) for name, text in texts.items()}
    return files | {f"{_FINGERPRINTS}.py": f"FINGERPRINTS = {json.dumps(prints, indent=4, sort_keys=True)}\n"}


class _Environment(jinja2.Environment):
    """Names that every template knows, in one dictionary: a chain of several takes longer for each page."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class _Loader(jinja2.BaseLoader):
    """Templates from what was compiled, if their texts are still the same; else from their texts."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._prints = _built_in()
        # Each environment has modules of its own: they keep the environment that they are used in.
        self._modules = jinja2.ModuleLoader(list(import_module(_FOLDER).__path__)) if self._prints else None

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, None]:
        if template not in self._texts:
            raise jinja2.TemplateNotFound(template)
        return self._texts[template], _file(template), None

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        if self._modules and name in self._texts and self._prints.get(name) == _fingerprint(self._texts[name]):
            template = self._modules.load(environment, name, globals)
            template.filename = _file(name)
            return template
        return super().load(environment, name, globals)


def _built_in() -> Mapping[str, str]:
    """Fingerprints by the names of what was compiled; none where the package was not built, only copied."""
    try:
        return dict(import_module(f"{_FOLDER}.{_FINGERPRINTS}").FINGERPRINTS)
    except ModuleNotFoundError:
        return {}


def _fingerprint(text: str) -> str:
    """Of all that a compiled template depends on."""
    return hashlib.sha256(json.dumps([jinja2.__version__, _OPTIONS, text], sort_keys=True).encode()).hexdigest()[:16]


def _is_markup(name: str | None) -> bool:
    return name is not None and name.endswith((".html", ".xml"))


def _file(name: str) -> str:
    return f"templates/{name}"


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
    made = environment(held.texts)
    made.globals.update(calendar_links=links, titled=title)
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
