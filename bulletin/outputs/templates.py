"""Fill in the bulletin's templates; an error names template and line."""

from __future__ import annotations

from collections.abc import Container, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import jinja2

from .. import addresses, errors
from ..model import Bulletin
from ..text.jinja import COMPILED, compiled_hash, environment
from ..text.sandbox import Functions, given
from ..text.scripts import direction_attributes, direction_of
from .calendar import calendar_links
from .facts import title
from .sessions import to_do

_FOLDER = "templates/"


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a bulletin; two Templates objects are equal if their `hash` is the same."""

    hash: str
    package_hash: str = field(compare=False)
    """The hash of all templates as the package has them; replacements by a theme or a team do not change it."""
    texts: Mapping[str, str] = field(compare=False, repr=False)
    own: Mapping[str, str] = field(compare=False)
    """The names of the templates that are not from the package, each with its path in the templates folder."""

    def error(self, place: tuple[str, int], message: str) -> errors.TemplateError:
        """Return the error of the template with a name, at a line."""
        name, line = place
        return errors.TemplateError(self.own.get(name, name), line, message)


def fill(bulletin: Bulletin, name: str, **values: object) -> str:
    """Fill in a template of the bulletin.

    HTML templates escape all values but Markup. Raises TemplateError for a template that is missing, cannot be
    parsed, or uses a name that does not exist, and for any error in a template that is not from the package.
    """
    templates = Templates(
        hash=bulletin.templates_hash,
        package_hash=bulletin.package_templates_hash,
        texts=bulletin.templates,
        own=bulletin.own_templates,
    )
    theme = dict(bulletin.theme.values)
    try:
        template = bulletin_environment(templates).get_template(name)
        values = {name: given(value) for name, value in values.items()}
        return template.render(bulletin=bulletin, settings=bulletin.settings, theme=theme, **values)
    except jinja2.TemplateSyntaxError as error:
        raise templates.error((error.name or name, error.lineno), error.message or "cannot be read") from error
    except jinja2.TemplateNotFound as error:
        raise templates.error((str(error.name or name), 1), "There is no such template.") from error
    except jinja2.TemplateError as error:
        raise templates.error(_innermost_place(error, name), str(error)) from error
    except errors.BulletinError:
        raise
    except Exception as error:
        place = _innermost_place(error, "", templates.own)
        if place == ("", 1):
            raise  # A mistake of Bulletin, not of the team.
        reason = f"This cannot be filled in: {error} ({type(error).__name__})."
        raise templates.error(place, reason) from error


@lru_cache(maxsize=4)
def bulletin_environment(templates: Templates) -> jinja2.Environment:
    """Return the Jinja environment of a bulletin's templates, with the functions and values that they may use."""
    env = environment(_loader(templates))
    env.globals.update(
        addresses=_functions(addresses), calendar_links=_functions(calendar_links),
        titled=given(title), to_do=given(to_do), running=given(direction_attributes), direction_of=given(direction_of)
    )  # fmt: skip
    return env


def _functions(module: ModuleType) -> Functions:
    """Return the public functions and texts that a module defines itself.

    Templates do not get the module, since it would give them access to everything that it imports.
    """
    own = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return Functions(
        {
            name: value
            for name, value in own.items()
            if isinstance(value, str) or (isinstance(value, FunctionType) and value.__module__ == module.__name__)
        }
    )


def _loader(templates: Templates) -> jinja2.BaseLoader:
    """Return a loader that loads unchanged templates of the package compiled, and all others from their texts.

    To compile all templates takes a third of the time of building one issue.
    """
    package = _compiled_package()
    if package is None or compiled_hash(templates.package_hash) != package.HASH:
        return _text_loader(templates.texts)
    own = {name: templates.texts[name] for name in templates.own}
    return jinja2.ChoiceLoader([_text_loader(own), _CompiledLoader(list(package.__path__))])


def _compiled_package() -> ModuleType | None:
    """Return the module with the package's compiled templates; None in a checkout, which has none."""
    try:
        return import_module(f"..{COMPILED}", __package__)
    except ModuleNotFoundError:
        return None


def _text_loader(texts: Mapping[str, str]) -> jinja2.BaseLoader:
    """Return a loader of templates from texts: jinja2.DictLoader, but with file names for errors."""
    return jinja2.FunctionLoader(lambda name: (texts[name], f"{_FOLDER}{name}", None) if name in texts else None)


class _CompiledLoader(jinja2.ModuleLoader):
    """A loader of compiled templates that gives errors the file name of the template, not that of the Python module."""

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        template = super().load(environment, name, globals)
        template.filename = f"{_FOLDER}{name}"
        return template


def _innermost_place(error: Exception, name: str, among: Container[str] | None = None) -> tuple[str, int]:
    """Return the name and line of the innermost template in an error's traceback; `name` and 1 if there is none.

    among: consider only the templates with these names; None for all.
    """
    place, step = (name, 1), error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        template, line = code.co_filename.removeprefix(_FOLDER), step.tb_lineno
        if code is jinja2.Environment.compile.__code__:
            template, line = step.tb_frame.f_locals.get("name") or "", 1
        elif template == code.co_filename:
            template = ""
        if template and (among is None or template in among):
            place = (template, line)
        step = step.tb_next
    return place
