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
from .calendar import calendar_links
from .facts import title
from .sessions import to_do

_FOLDER = "templates/"


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a bulletin; equal if they have one hash."""

    hash: str
    package_hash: str = field(compare=False)
    """Of the texts that came with the package, whether or not a theme or a team has others in their place."""
    texts: Mapping[str, str] = field(compare=False, repr=False)
    own: frozenset[str] = field(compare=False)
    """The names of those that did not come with the package."""


def fill(bulletin: Bulletin, name: str, **values: object) -> str:
    """Fill in a template of the bulletin.

    HTML templates escape all but Markup. Raises TemplateError for a template that is
    missing, cannot be read, or uses a name that does not exist, and for whatever goes
    wrong in a template that did not come with the package.
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
        raise errors.TemplateError(error.name or name, error.lineno, error.message or "cannot be read") from error
    except jinja2.TemplateNotFound as error:
        raise errors.TemplateError(str(error.name or name), 1, "There is no such template.") from error
    except jinja2.TemplateError as error:
        raise errors.TemplateError(*_innermost_place(error, name), str(error)) from error
    except errors.BulletinError:
        raise
    except Exception as error:
        place = _innermost_place(error, "", templates.own)
        if place == ("", 1):
            raise  # Not the team's doing.
        reason = f"This cannot be filled in: {error} ({type(error).__name__})."
        raise errors.TemplateError(*place, reason) from error


@lru_cache(maxsize=4)
def bulletin_environment(templates: Templates) -> jinja2.Environment:
    """Make the environment of a bulletin's templates, with the names that they may use."""
    env = environment(_loader(templates))
    env.globals.update(
        addresses=_functions(addresses), calendar_links=_functions(calendar_links),
        titled=given(title), to_do=given(to_do)
    )  # fmt: skip
    return env


def _functions(module: ModuleType) -> Functions:
    """Return the public functions and texts that a module itself defines; the module leads to all that it imports."""
    own = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return Functions(
        {
            name: value
            for name, value in own.items()
            if isinstance(value, str) or (isinstance(value, FunctionType) and value.__module__ == module.__name__)
        }
    )


def _loader(templates: Templates) -> jinja2.BaseLoader:
    """Load what was compiled with the package, if its texts are still the same, and the rest from texts.

    Compiling all templates takes a third of the time of building one issue.
    """
    package = _compiled_package()
    if package is None or compiled_hash(templates.package_hash) != package.HASH:
        return _text_loader(templates.texts)
    own = {name: templates.texts[name] for name in templates.own}
    return jinja2.ChoiceLoader([_text_loader(own), _CompiledLoader(list(package.__path__))])


def _compiled_package() -> ModuleType | None:
    """Import the package's compiled templates; None where it was not built, only copied."""
    try:
        return import_module(f"..{COMPILED}", __package__)
    except ModuleNotFoundError:
        return None


def _text_loader(texts: Mapping[str, str]) -> jinja2.BaseLoader:
    """Load templates from their texts, as jinja2.DictLoader does, but with a file name for errors."""
    return jinja2.FunctionLoader(lambda name: (texts[name], f"{_FOLDER}{name}", None) if name in texts else None)


class _CompiledLoader(jinja2.ModuleLoader):
    """Templates that are compiled, with the template's file name for errors instead of the Python module's."""

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        template = super().load(environment, name, globals)
        template.filename = f"{_FOLDER}{name}"
        return template


def _innermost_place(error: Exception, name: str, among: Container[str] | None = None) -> tuple[str, int]:
    """Find the name and line of the innermost template in an error's traceback; `name` and 1 if there is none.

    among: the names of the templates that count; None for all.
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
