"""Make random templates of a team: sound, damaged, and some that fail when they are filled in."""

from __future__ import annotations

from random import Random

_FAULTS = (
    "{{ 1 / 0 }}",
    "{{ none.name }}",
    "{{ none() }}",
    "{{ 'a' + 1 }}",
    "{{ settings.nothing }}",
    "{{ nothing }}",
    "{{ nothing.more }}",
    "{% include 'no/such.html' %}",
    "{% for a in 5 %}{% endfor %}",
    "{% if %}",
    "{{ settings.name | nofilter }}",
    "{{ [][3] }}",
    "{{ {}['a'] }}",
    "{{ 'abc' | int(0) / 0 }}",
    "{{ '%d' | format('x') }}",
    "{{ '{:d}'.format('x') }}",
    "{{ settings.name.encode('ascii').decode('utf-16') }}",
    "{{ range(10) | batch('a') | list }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ bulletin.issues[99].title }}",
    "{{ 'a' | nothing }}",
    "{{ 'x' | round }}",
    "{{ 'a'.join(5) }}",
    "{{ settings.name[5:2:0] }}",
)
_PLACES = (
    "web/item.html",
    "web/home.html",
    "email/item.html",
    "email/bulletin.html",
    "email/bulletin.txt",
    "feed/entry.html",
    "web/robots.txt",
)
_SHEETS = (
    ".masthead { color: #000000 }\n",
    "#a { color: #000000 }\n",
    "a:hover { color: #000000 }\n",
    ".a { color: #000000",
    "}}}{{{",
    ".a { color: red; color: blue }",
    "@import 'x';",
    "#" * 300 + " { color: #000000 }",
    ".a" * 40 + " { color: #000000 }",
    "/* never ends",
    "{% if %} .a { color: #000000 }",
    ".a { width: {{ nothing }}px }",
)


def templates_of_a_team(random: Random) -> dict[str, bytes]:
    """Make one or two files of templates/."""
    if random.random() < 0.4:
        return {"templates/email/own.css": random.choice(_SHEETS).encode()}
    if random.random() < 0.1:
        return {f"templates/{random.choice(_PLACES)}": b"\xff\xfe not a text"}
    return {f"templates/{random.choice(_PLACES)}": f"<p>\n{random.choice(_FAULTS)}\n</p>\n".encode()}
