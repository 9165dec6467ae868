"""Templates of a team fill in values; they cannot read files or the environment, or use much memory or time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import pytest

from bulletin import addresses
from bulletin.errors import TemplateError
from bulletin.model import Asset
from bulletin.outputs.templates import fill
from bulletin.text import bounds
from bulletin.text.jinja import environment
from tests.support.values import make_bulletin, make_item

ESCAPES = [
    "{{ ''.__class__ }}", "{{ ''['__class__'] }}", "{{ ''|attr('__class__') }}", "{{ [''] | map(attribute='__class__') | first }}",
    "{{ [''] | map('attr', '__class__') | first }}", "{{ '{0.__class__}'.format('') }}", "{{ '{x.__class__}'.format_map({'x': ''}) }}",
    "{{ Markup('{0.__class__.__mro__}').format('') }}", "{{ ('{0.__class__}' ~ '').format(bulletin) }}", "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}", "{{ cycler.__init__.__globals__.os }}", "{{ cycler(1).__init__ }}", "{{ joiner.__init__ }}",
    "{{ joiner(',').__init__.__globals__ }}", "{{ namespace.__init__ }}", "{{ namespace(a=1).__class__ }}", "{{ range.__class__ }}",
    "{{ dict.mro() }}", "{{ dict.fromkeys }}", "{{ lipsum.__globals__ }}", "{{ addresses.__dict__ }}", "{{ addresses.urlsplit }}",
    "{{ addresses.posixpath }}", "{{ addresses.absolute.__globals__ }}", "{{ addresses.absolute._call }}", "{{ addresses._values }}",
    "{{ calendar_links.html }}", "{{ calendar_links.event }}", "{{ calendar_links.google.__module__ }}", "{{ titled.__code__ }}",
    "{{ bulletin.__class__.__init__.__globals__ }}", "{{ bulletin.__dataclass_fields__ }}", "{{ bulletin._replace }}", "{{ settings.__reduce__() }}",
    "{{ ''.join.__self__ }}", "{{ ''.join.__call__ }}", "{{ 'x'.encode() }}", "{{ ''.translate({}) }}", "{{ ''.maketrans }}",
    "{{ (1).to_bytes(99999999, 'big') }}", "{{ (1).real }}", "{{ day.today() }}", "{{ day.fromtimestamp(0) }}", "{{ caller.__globals__ }}",
    "{% macro m() %}{{ caller }}{% endmacro %}{{ m._func }}", "{% macro m() %}{% endmacro %}{{ m.__init__ }}",
    "{% for x in [1] %}{{ loop.__init__ }}{% endfor %}", "{% for x in [1] %}{{ loop._iterator }}{% endfor %}", "{{ paths[0] }}", "{{ holder }}",
    "{{ paths[0].read_text() }}", "{{ (paths | first).parent }}", "{{ asset.source }}", "{{ asset.source.read_text() }}", "{{ paths | map(attribute='parent') | first }}", "{% for path in paths %}{{ path.parent }}{% endfor %}",
    "{% for path in paths %}{{ (path / '/etc/passwd').read_text() }}{% endfor %}", "{% for path in paths %}{{ path }}{% endfor %}", "{{ theme.clear() }}", "{{ [].append(1) }}",
    "{% include '/etc/passwd' %}", "{% include '../../../../etc/passwd' %}", "{% import '/proc/self/environ' as x %}",
    "{% extends '/etc/passwd' %}", "{% set x = namespace() %}{% set x.__class__ = 1 %}{{ x.__class__ }}",
    "{{ [1] | random }}", "{{ bulletin | pprint }}", "{{ open('/etc/passwd') }}", "{{ environ }}", "{{ get_flashed_messages }}", "{{ request }}",
]  # fmt: skip


class Holder:
    """A class that is not a value of the model, so that templates may not read it."""

    path = Path(__file__)


@pytest.mark.parametrize("text", ESCAPES)
def test_a_known_escape_from_the_sandbox_is_refused(text: str) -> None:
    with pytest.raises(TemplateError, match=r"^templates/.*:1: .* \[TPL01\]$"):
        render(text)


def render(text: str, **values: Any) -> str:
    """Fill in a template of a team as for a page."""
    asset = Asset(name="a.pdf", address="a.pdf", source=Path(__file__), media_type="application/pdf", size=1, sha256="")
    texts = {"web/404.html": text} | values.pop("texts", {})
    variables = {"paths": [Path(__file__)], "day": date(2022, 2, 1), "holder": Holder(), "asset": asset} | values
    bulletin = replace(
        make_bulletin(),
        templates=texts,
        templates_hash=repr(texts),
        own_templates={name: name for name in texts},
    )
    allowed = {name: value for name, value in variables.items() if name in text}
    return fill(bulletin, "web/404.html", **allowed)


PRINTED = [
    "{{ ''.join }}", "{{ ''.join | string }}", "{{ ''.upper ~ '' }}", "{{ '{}'.format(''.join) }}", "{{ '%s' | format(''.join) }}", "{{ [''.join] }}",
    "{{ self.b }}{% block b %}{% endblock %}", "{{ self['b'] | string }}{% block b %}{% endblock %}", "{{ range }}{{ dict }}{{ cycler }}{{ joiner }}{{ namespace }}",
    "{{ cycler(1) }}{{ joiner(',') }}{{ namespace(a=cycler(1)) }}", "{{ [1] | map('string') }}{{ [1] | reverse }}{{ [1] | select }}{{ [1] | batch(2) }}",
    "{{ addresses }}{{ addresses.absolute }}{{ calendar_links.subscribe_links }}{{ titled }}{{ Markup }}", "{% for x in [1] %}{{ loop.cycle }}{{ loop }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m }}", "{{ calendar_links.subscribe_links(settings) }}", "{{ ''.format }}{{ ''.format_map }}", "{{ {}.items }}{{ {}.items() }}",
    "{{ self }}", "{{ day.isoformat }}", "{{ {'a': ''.join}.values() | list }}",
]  # fmt: skip


@pytest.mark.parametrize("text", PRINTED)
def test_no_value_prints_a_memory_address(text: str) -> None:
    assert not re.search(r"0x|[0-9a-f]{9}", render(text))


def test_no_value_that_pages_get_prints_a_memory_address() -> None:
    item = make_item()
    assert " at 0x" not in render("{{ bulletin }}{{ settings }}{{ theme }}{{ item }}", item=item)


def test_a_parent_s_block_can_be_used_and_prints_no_address() -> None:
    texts = {
        "a.html": "{% block b %}A{% endblock %}",
        "b.html": "{% extends 'a.html' %}{% block b %}B{{ super() }}{% endblock %}",
    }
    child = "{% extends 'b.html' %}{% block b %}C{{ super() }}{{ super.super() }}{{ super }}{% endblock %}"
    page = environment(jinja2.DictLoader(texts | {"c.html": child})).get_template("c.html").render()
    assert page.startswith("CBAA&lt;")
    assert "0x" not in page


LARGE = [
    "{{ 'x' * 300000000 }}", "{{ 300000000 * 'x' }}", "{{ 9 ** 9999999 }}", "{{ 9 ** (9 ** 9) }}", "{{ [1] * 300000000 }}", "{{ (1, 2) * 300000000 }}",
    "{{ '%300000000d' % 1 }}", "{{ '%*d' % (300000000, 1) }}", "{{ '%.300000000f' % 1 }}", "{{ '%(a)300000000d' % {'a': 1} }}", "{{ '%(a(b)c)300000000d' % {} }}",
    "{{ '%300000000s' | format('x') }}", "{{ '{:300000000}'.format(1) }}", "{{ '{:{}}'.format(1, 300000000) }}", "{{ '{0:>{1}}'.format('x', 300000000) }}",
    "{{ Markup('{:300000000}').format(1) }}", "{{ 'x'.ljust(300000000) }}", "{{ 'x'.rjust(300000000) }}", "{{ 'x'.center(300000000) }}", "{{ 'x' | center(300000000) }}",
    "{{ 'x'.zfill(300000000) }}", "{{ '\t'.expandtabs(300000000) }}", "{{ 'x' | indent(300000000, true) }}", "{{ 'a\nb' | indent('x' * 900000) }}",
    "{{ 'a b ' * 9000 | int }}{{ ('a ' * 90000) | wordwrap(1, wrapstring='x' * 90000) }}", "{{ ('a' * 90000).replace('', 'x' * 90000) }}",
    "{{ ('a' * 90000) | replace('a', 'x' * 90000) }}", "{{ ('x' * 90000).join(range(90000) | map('string') | list) }}", "{{ range(90000) | join('x' * 90000) }}",
    "{{ [1] | batch(300000000, 'x') }}", "{{ [1] | slice(300000000) }}", "{{ 1.5 | round(300000000) }}", "{{ {'a': [1]} | tojson(indent=300000000) }}",
    "{{ [[1], [2]] | sum(start=[]) }}", "{{ ('a.com ' * 90000) | urlize(target='x' * 90000) }}", "{{ range(300000000) }}", "{{ range(0, 999999999, 3) | length }}",
    "{% set n = namespace(x='x') %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}", "{% set n = namespace(x='x') %}{% for i in range(40) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(40) %}{% set n.x = n.x + n.x %}{% endfor %}", "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "{% set n = namespace(x=9) %}{% for i in range(40) %}{% set n.x = n.x * n.x %}{% endfor %}", "{% set n = namespace(x='\"') %}{% for i in range(40) %}{% set n.x = n.x | tojson %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{{ 'x' * 1000 }}{% endfor %}{% endfor %}",
    "{% set x = 'x' * 900000 %}{% for a in range(99) %}{{ x }}{% endfor %}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% else %}{{ 'x' * 9000 }}{% endif %}{% endmacro %}{{ m(40) }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% include 'web/404.html' %}", "{{ ('{0.x' * 90000).format(1) }}",
    "{% set x = 'x' * 900000 %}{{ '{0}{0}{0}{0}{0}'.format(x) }}", "{% set x = 'x' * 900000 %}{{ '%(a)s%(a)s' % {'a': x} }}", "{% set x = 'x' * 900000 %}{{ [x, x, x, x, x, x, x] | string }}",
]  # fmt: skip


@pytest.mark.parametrize("text", LARGE)
def test_a_result_that_would_be_too_large_is_refused_before_it_is_made(text: str) -> None:
    with pytest.raises(TemplateError, match=r"^templates/web/404\.html:[12]: .* \[TPL01\]$"):
        render(text)


USED = [
    ("{{ 'x' * 3 }}{{ 2 * 3 }}{{ 2 ** 10 }}{{ 7 % 4 }}{{ [1] + [2] }}{{ 1 + 1 }}{{ 2.5 * 2 }}", "xxx610243[1, 2]25.0"),
    ("{{ '%s of %05.1f%% by phone 03442550625' % ('a', 2) }}", "a of 002.0% by phone 03442550625"),
    ("{{ '%(a)s' % {'a': 1} }}{{ 'x %s' | format('y') }}{{ '%% %d' % 5 }}", "1x y% 5"),
    ("{{ '{:,} {0:>4}'.format(1234) if false else '{:,}'.format(1234) }}{{ '{a}'.format_map({'a': 1}) }}", "1,2341"),
    ("{{ Markup('<b>{}</b>').format('<') }}", "<b>&lt;</b>"),
    (
        "{{ 'a-b'.replace('-', '_') }}{{ 'ab' | replace('a', 'c') }}{{ 'x'.ljust(3) }}|{{ ','.join(['a', 'b']) }}",
        "a_bcbx  |a,b",
    ),
    (
        "{{ [3, 1] | sort | join(', ') }}{{ [1, 2, 3] | batch(2, 0) | list }}{{ 'a b c' | wordwrap(3) }}",
        "1, 3[[1, 2], [3, 0]]a b\nc",
    ),
    ("{{ [1, 2] | sum }}{{ 1.26 | round(1) }}{{ 'a\nb' | indent(2) }}{{ {'a': 1} | tojson }}", '31.3a\n  b{"a": 1}'),
    (
        "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{% set j = joiner(',') %}{{ j() }}{{ j() }}",
        "aba,",
    ),
    (
        "{% for x in range(2) %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{{ loop.last }}{% endfor %}{{ dict(a=1).get('a') }}",
        "1aFalse2bTrue1",
    ),
    (
        "{% set n = namespace(a=1) %}{% for x in [1, 2] %}{% set n.a = n.a + x %}{% endfor %}{{ n.a }}{{ day.isoformat() }}",
        "42022-02-01",
    ),
    (
        "{{ addresses.FEED }}{{ addresses.item('x') }}{{ day | weekday }}{{ day.year }}",
        "feed.xmlitems/x/Tuesday 1 February 2022",
    ),
    (
        "{{ [('b', 2), ('a', 1)] | groupby(0) | map(attribute='grouper') | join }}{{ [1, 2] | map('string') | join }}",
        "ab12",
    ),
]


@pytest.mark.parametrize(("text", "expected"), USED)
def test_ordinary_features_of_templates_work_as_jinja_documents(text: str, expected: str) -> None:
    page = render(text)
    assert page.startswith(expected.replace('"', "&#34;")) or page == expected or page.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "{% for x in [1] %}" * 30 + "{% endfor %}" * 30, "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}", "{{ " + "[" * 300 + "]" * 300 + " }}",
        "{{ " + "not " * 9000 + "1 }}", "{% if 1 %}" * 3000 + "{% endif %}" * 3000, "{{ 1" + " + 1" * 9000 + " }}", "{{ 1" + "|int" * 9000 + " }}",
    ],
)  # fmt: skip
def test_too_deep_nesting_is_reported_as_a_mistake_in_the_template(text: str) -> None:
    with pytest.raises(TemplateError, match=r"^templates/web/404\.html:1: .* \[TPL01\]$"):
        render(text)
    with pytest.raises(TemplateError, match=r"^templates/deep\.html:1: .* \[TPL01\]$"):
        render("{% include 'deep.html' %}", texts={"deep.html": text})


def test_a_page_may_have_five_megabytes_and_no_more() -> None:
    text = "{% set x = 'x' * 1000000 %}{% for n in range(NUMBER) %}{{ x }}{% endfor %}"
    assert len(render(text.replace("NUMBER", "5"))) == bounds.PAGE_LIMIT
    with pytest.raises(TemplateError, match="A page may have 5,000,000 characters"):
        render(text.replace("NUMBER", "6"))


def test_templates_see_every_function_and_text_of_addresses_and_no_module() -> None:
    public = [name for name in vars(addresses) if name.isupper() and not name.startswith("_")]
    assert public
    assert render("".join(f"{{{{ addresses.{name} }}}};" for name in public)) == "".join(
        f"{getattr(addresses, name)};" for name in public
    )
