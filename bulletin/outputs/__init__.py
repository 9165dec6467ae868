"""List the outputs, and render every file of a bulletin."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from ..circulation.audience import seen_by
from ..circulation.tripwire import Tripwire
from ..errors import BulletinError, OutputError, RequestError
from ..memory import NO_MEMORY, Memory
from ..model import Bulletin, Circulation, File, Output, Part
from ..plugins import installed_outputs
from . import cards, form, manifest, pages, search, site
from .calendar import calendar_files
from .email import email_files
from .email.correction import corrected
from .email.reminder import week_reminder
from .feeds import json as json_feed
from .feeds import rss
from .frame import frame

BUILT_IN: tuple[Output, ...] = (
    Output(
        name="email",
        audience=Circulation.STAFF,
        media_type="message/rfc822",
        says="the email of an issue: HTML, plain text, a draft to open, the same to send, and a page to copy from",
        commons=email_files.main_commons,
        part=email_files.part,
    ),
    Output(
        name="email-calendars",
        audience=Circulation.STAFF,
        media_type="text/calendar",
        says="one calendar file for each session in the email",
        commons=calendar_files.mail_commons,
        part=calendar_files.mail_part,
    ),
    Output(
        name="editions",
        audience=Circulation.STAFF,
        media_type="message/rfc822",
        says="the email again for each edition of bulletin.yml, with what is for its readers and for all",
        commons=email_files.reader_commons,
        part=email_files.part,
    ),
    Output(
        name="limited",
        audience=Circulation.LIMITED,
        media_type="message/rfc822",
        says="the limited edition, a separate email with the limited items alone",
        commons=email_files.limited_commons,
        part=email_files.part,
    ),
    Output(
        name="pages",
        audience=Circulation.PUBLIC,
        media_type="text/html",
        says="the web archive: home, issues, items, topics, calendar, subscribe, accessibility",
        commons=pages.commons,
        part=pages.part,
        whole=pages.whole,
    ),
    Output(
        name="form",
        audience=Circulation.PUBLIC,
        media_type="text/html",
        says="the page on which people propose an item, where `repository:` is set",
        whole=form.whole,
    ),
    Output(
        name="feed",
        audience=Circulation.PUBLIC,
        media_type="application/rss+xml",
        says="the RSS feed, one of whole issues, and one for each topic",
        whole=rss.whole,
    ),
    Output(
        name="json-feed",
        audience=Circulation.PUBLIC,
        media_type="application/feed+json",
        says="the same as a JSON feed",
        whole=json_feed.whole,
    ),
    Output(
        name="calendars",
        audience=Circulation.PUBLIC,
        media_type="text/calendar",
        says="one calendar file for each session, each item and each topic, and one to subscribe to",
        commons=calendar_files.commons,
        part=calendar_files.part,
        whole=calendar_files.whole,
    ),
    Output(
        name="files",
        audience=Circulation.PUBLIC,
        media_type="application/octet-stream",
        says="attachments and pictures of public items",
        whole=site.whole_files,
    ),
    Output(
        name="assets",
        audience=Circulation.PUBLIC,
        media_type="text/css",
        says="the style sheets of the pages and the feed, and the script of the search",
        common=frame,
        whole=site.whole_assets,
    ),
    Output(
        name="cards",
        audience=Circulation.PUBLIC,
        media_type="image/png",
        says="the picture of the bulletin and of each issue that stands beside a shared link, and the icon",
        commons=cards.commons,
        part=cards.part,
        common=frame,
        whole=cards.whole,
    ),
    Output(
        name="search",
        audience=Circulation.PUBLIC,
        media_type="text/javascript",
        says="what the search on the pages looks through, in parts",
        commons=search.commons,
        part=search.part,
        common=search.common,
        whole=search.whole,
    ),
    Output(
        name="sitemap",
        audience=Circulation.PUBLIC,
        media_type="application/xml",
        says="the list of pages for search engines",
        whole=site.whole_sitemap,
    ),
)

OUTPUTS: tuple[Output, ...] = (*BUILT_IN, *installed_outputs(["site", "mail", *(output.name for output in BUILT_IN)]))
"""Bulletin's own outputs, then those of other packages."""

_SITE = "site/"


def render(bulletin: Bulletin, only: Collection[str] = (), memory: Memory | None = None) -> Iterator[File]:
    """Yield every file of a bulletin, or only those of some outputs, and the manifest last.

    Before a file is yielded, it is searched for text that its readers may not see. Raises LeakError if it has
    such text, ContentError if a whole build would not have a published address any more (NAM03), TemplateError if a
    template cannot be filled in, and RequestError for an output that does not exist. memory: what earlier builds
    made and searched; the files are the same without it.
    """
    rendered, memory = [], memory or NO_MEMORY
    for file in files(bulletin, only, memory):
        rendered.append(manifest.listed(file))
        yield file
    names = [output.name for output in OUTPUTS if not only or output.name in only]
    if len(names) == len(OUTPUTS):
        manifest.refuse_loss(bulletin, rendered)
    # The manifest is not searched for hidden text: it is never published, and has of limited items the slugs alone.
    yield manifest.render(bulletin, manifest.BuildFacts(rendered, names), memory)


def files(bulletin: Bulletin, only: Collection[str] = (), memory: Memory = NO_MEMORY) -> Iterator[File]:
    """Yield the files of `render` without the manifest, and without comparing them with what was published before."""
    unknown = sorted(set(only) - {output.name for output in OUTPUTS})
    if unknown:
        raise RequestError(f'There is no output "{unknown[0]}".')
    chosen = tuple(output for output in OUTPUTS if not only or output.name in only)
    audiences = {output.audience for output in chosen}
    tripwire = Tripwire(bulletin, audiences, memory)
    views = {audience: seen_by(bulletin, audience) for audience in audiences}
    places: dict[str, str] = {}
    for output in chosen:
        for file in output_files(output, views[output.audience], memory):
            _refuse_misplaced(output, file, places)
            tripwire.check(file)
            yield file


def output_files(output: Output, view: Bulletin, memory: Memory = NO_MEMORY) -> Iterator[File]:
    """Yield the files of an output: those of each issue, then those of no single issue.

    view: what its readers may see. Raises OutputError if an output of another package fails.
    """
    if output.render:
        yield from _package_files(output, view)
        return
    parts = []
    for part in _issue_parts(output, view, memory):
        yield from part.files
        parts.append(part._replace(files=()))
    if output.whole and output.common:
        common = output.common(view)
        yield from memory.recall(("whole", output.name), _whole_files, output.whole, common, tuple(parts))
    elif output.whole:
        yield from output.whole(view, parts)


def _issue_parts(output: Output, view: Bulletin, memory: Memory) -> Iterator[Part]:
    """Yield the parts of an output; a part is made again only if its issue or what stands around it has changed."""
    if output.commons and output.part:
        for common, issue in output.commons(view):
            yield memory.recall(("part", output.name, issue.id), output.part, common, issue)


def _whole_files(
    whole: Callable[[Any, Sequence[Part]], Iterable[File]], common: Any, parts: tuple[Part, ...]
) -> tuple[File, ...]:
    return tuple(whole(common, parts))


def _package_files(output: Output, view: Bulletin) -> Iterator[File]:
    """Yield the files of an output of another package; raises OutputError if it fails."""
    assert output.render
    try:
        yield from output.render(view)
    except Exception as error:
        if isinstance(error, BulletinError):
            raise
        # The message of the error may quote an item, so it is not shown.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{place.filename}, line {place.lineno}"
        raise OutputError(f"{_output_name(output)} failed with {type(error).__name__} in {where}.") from error


def _refuse_misplaced(output: Output, file: File, places: dict[str, str]) -> None:
    """Raise OutputError for a file whose path is not allowed for its audience or its output.

    places: path → output of the files so far.
    """
    if output.package and not isinstance(file, File):
        raise OutputError(f"{_output_name(output)} makes something that is no File.")
    other = places.setdefault(file.path, output.name)
    if file.path.startswith(_SITE) and output.audience is not Circulation.PUBLIC:
        raise OutputError(
            f"{_output_name(output)} is for {output.audience} readers, and {file.path} would be on the web."
        )
    if not output.package:
        return
    if (file.output, file.circulation) != (output.name, output.audience):
        raise OutputError(f"{_output_name(output)} makes {file.path} as another output's, or for other readers.")
    if other != output.name or not file.path.startswith((_SITE, f"{output.name}/")):
        raise OutputError(
            f"{_output_name(output)} may not write {file.path}: only what is new in site/ or {output.name}/."
        )


def _output_name(output: Output) -> str:
    return f'The output "{output.name}" of the package {output.package}' if output.package else f"{output.name}"


def render_correction(bulletin: Bulletin, issue_id: str, number: int) -> Iterator[File]:
    """Yield the files of an issue's correction, each searched as in `render`, and a manifest with the correction last.

    Raises the errors of `email.correction.corrected` and of the tripwire.
    """
    tripwire = Tripwire(bulletin)
    correction = corrected(bulletin, issue_id, number)
    for file in correction.files:
        tripwire.check(file)
        yield file
    yield manifest.render(bulletin, manifest.facts_of_files(correction.files, correction))


def render_reminder(bulletin: Bulletin) -> Iterator[File]:
    """Yield the files of the reminder of the week's sessions, each searched as in `render`, and a manifest last.

    Yields nothing if no session of the week is still to come. Raises the errors of the tripwire.
    """
    tripwire = Tripwire(bulletin)
    reminders = week_reminder(bulletin)
    if reminders is None:
        return
    for file in reminders.files:
        tripwire.check(file)
        yield file
    yield manifest.render(bulletin, manifest.facts_of_files(reminders.files))
