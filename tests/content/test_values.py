"""Lists, links, contacts and lengths of time are read, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.holidays import bank_holidays
from bulletin.content.phones import read_phone
from bulletin.content.settings import read_base_url, read_subject
from bulletin.content.values import (
    Before,
    check_url,
    read_choice,
    read_contact,
    read_duration,
    read_email,
    read_joining,
    read_language,
    read_link,
    read_number,
    read_slug_value,
    read_yes_no,
    split_list,
)
from bulletin.model import Link


def refusal(read: Callable[..., Any], *arguments: Any) -> tuple[str, str]:
    with pytest.raises(Wrong) as caught:
        read(*arguments)
    return str(caught.value), caught.value.rule


LISTS = [
    ("domestic abuse, coercive control", ["domestic abuse", "coercive control"]),
    ("[GPs, health visitors]", ["GPs", "health visitors"]),
    ("NSPCC", ["NSPCC"]),
    ("Luke and Ryan Hart", ["Luke and Ryan Hart"]),
]


@pytest.mark.parametrize(("written", "meant"), LISTS)
def test_a_list_is_split_at_its_commas(written: str, meant: list[str]) -> None:
    entries = split_list(written)
    assert [entry for _, entry in entries] == meant
    assert all(written[offset:].startswith(entry) for offset, entry in entries)


def test_an_empty_entry_of_a_list_is_refused() -> None:
    assert refusal(split_list, "GPs,, midwives") == ("There is nothing between two commas. Remove one.", "STR07")
    assert refusal(split_list, "GPs,") == ("There is nothing after the last comma. Remove it.", "STR07")


MEANT = [
    ("https:/example.org/x", "https://example.org/x"),
    ("https//example.org/x", "https://example.org/x"),
    ("htps://example.org/x", "https://example.org/x"),
    ("https:\\\\example.org", "https://example.org"),
    ("http://https://example.org/x", "https://example.org/x"),
    ("<https://example.org/x>", "https://example.org/x"),
    ("example.org/x", "https://example.org/x"),
    ("team@example.org", "mailto:team@example.org"),
    ("email:team@example.org", "mailto:team@example.org"),
    ("0161 496 0000".replace(" ", ""), "tel:01614960000"),
    ("phone:0161-496-0000", "tel:01614960000"),
]


def test_what_was_meant_by_a_link_a_mailbox_or_a_number_stands_in_the_hint() -> None:
    link, named = "[Plan] (https://example.org/x)", "<https://example.org/x>"
    assert refusal(read_link, link)[0].endswith('Write "[Plan](https://example.org/x)".')
    assert refusal(read_link, named)[0] == 'Give this link a name: write "Name: https://example.org/x".'
    assert refusal(read_email, "team@example,org")[0].endswith('Write "team@example.org".')
    assert refusal(read_phone, "tel:0161 496 0000", True)[0].endswith("Write 0161 496 0000.")


@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_the_address_that_was_meant_stands_in_the_hint_and_can_be_used(written: str, meant: str) -> None:
    sentence, rule = refusal(check_url, written)
    assert (sentence.endswith(f'Write "{meant}".'), rule) == (True, "LNK07"), sentence
    assert check_url(meant) == meant


LINKS = [
    ("SAR 3 full report: https://example.org/sar-3", "SAR 3 full report", "https://example.org/sar-3"),
    ("[SAR 3](https://example.org/sar-3)", "SAR 3", "https://example.org/sar-3"),
    ("Learning: the big one: https://example.org/a?b=c&d#e", "Learning: the big one", "https://example.org/a?b=c&d#e"),
    ("Ask the team: mailto:team@example.org", "Ask the team", "mailto:team@example.org"),
    ("Helpline – tel:08088005000", "Helpline", "tel:08088005000"),
    ("Alert - https://www.cas.mhra.gov.uk/ViewAlert.aspx?AlertID=103190", "Alert", "https://www.cas.mhra.gov.uk/ViewAlert.aspx?AlertID=103190"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "label", "url"), LINKS)
def test_a_link_keeps_its_address_unchanged(written: str, label: str, url: str) -> None:
    assert read_link(written) == Link(label=label, url=url)


NO_LINKS = [
    ("https://example.org/sar-3", 'Give this link a name: write "Name: https://example.org/sar-3".', "LNK03"),
    ("SAR 3: #", '"SAR 3" goes nowhere. Add the address, or remove the link.', "LNK07"),
    ("SAR 3: www.example.org", 'Write the link with https:// in front: "https://www.example.org".', "LNK07"),
    ("SAR 3: javascript:alert(1)", '"javascript:alert(1)" is not an address I can use. Use https, mailto or tel.', "LNK07"),
    ("SAR 3: https://user@example.org/", '"https://user@example.org/" holds a user name. Use the public address.', "LNK07"),
    ("SAR 3", 'I cannot find the address in "SAR 3". Write it like "Full report: https://example.org/report".', "LNK07"),
    ("SAR 3: file:///etc/passwd", "This leads to a drive that not everybody can reach. Say in words where it is, or attach the file.", "LNK07"),
    ("SAR 3: S:/Team/sar.docx", "This leads to a drive that not everybody can reach. Say in words where it is, or attach the file.", "LNK07"),
    ('SAR 3: https://a.org/"x"', '"https://a.org/"x"" is not an address I can use. Write "https://a.org/%22x%22".', "LNK07"),
    ("Map: //example.org/map", 'https: is missing in this address. Write "https://example.org/map".', "LNK07"),
    ("Site: https://example..org", '"https://example..org" is not an address I can use. Check the name of the site.', "LNK07"),
    ("Site: https://example.org:99999/x", '"https://example.org:99999/x" is not an address I can use. Check the name of the site.', "LNK07"),
    ("Mail: https://e.org/cdn-cgi/l/email-protection#543031273f14312c35392438317a3b2633", 'This is what a web site puts in place of a mailbox, and it leads nowhere. Write the mailbox itself: "mailto:desk@example.org".', "LNK07"),
    ("Mail: /cdn-cgi/l/email-protection#abc", 'This is what a web site puts in place of a mailbox, and it leads nowhere. Write the mailbox itself: "mailto:…".', "LNK07"),
    ("Team: mailto:", "The address of this link is missing. Write it, or take the link out.", "LNK07"),
    ("Team: mailto:team", '"team" is not an email address.', "CON02"),
    ("SAR 3: https://a.org/b c.pdf", '"https://a.org/b c.pdf" is not an address I can use. Write "https://a.org/b%20c.pdf".', "LNK07"),
    ("Helpline: tel:0344 255 0623", '"tel:0344 255 0623" is not an address I can use. Write "tel:03442550623".', "LNK07"),
    ("[SAR 3](https://a.org/b", 'I cannot find the address in "[SAR 3](https://a.org/b". Write "[SAR 3](https://a.org/b)".', "LNK07"),
    ("[SAR 3] (https://a.org/b c)", 'I cannot find the address in "[SAR 3] (https://a.org/b c)". Write "[SAR 3](https://a.org/b%20c)".', "LNK07"),
    ("[](https://a.org/b)", 'This link has no name. Write "Name: https://a.org/b".', "LNK03"),
    ("“”: https://a.org/b", 'This link has no name. Write "Name: https://a.org/b".', "LNK03"),
    ("– https://a.org/b", 'This link has no name. Write "Name: https://a.org/b".', "LNK03"),
    ("Days: webcal://a.org/b.ics", '"webcal://a.org/b.ics" is not an address I can use. Write "https://a.org/b.ics".', "LNK07"),
    ("SAR 3: https:", 'The address of this link is missing. Write it, or take the link out.', "LNK07"),
    ('SAR 3: https://a.org/"x', '"https://a.org/"x" is not an address I can use. Write "https://a.org/%22x".', "LNK07"),
    ("SAR 3: https://a.org/{x}", '"https://a.org/{x}" is not an address I can use. Write "https://a.org/%7Bx%7D".', "LNK07"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "sentence", "rule"), NO_LINKS)
def test_a_link_that_cannot_be_used_is_one_sentence(written: str, sentence: str, rule: str) -> None:
    assert refusal(read_link, written) == (sentence, rule)


CONTACTS = [
    ("Phone: 03442550623", {"label": "Phone", "phone": "03442550623", "tel": "tel:+443442550623"}),
    ("Text relay: 18001 + 0161 426 9900", {"label": "Text relay", "phone": "18001 + 0161 426 9900", "tel": "tel:1800101614269900"}),
    ("Childline: 0800 1111", {"label": "Childline", "phone": "0800 1111", "tel": "tel:08001111"}),
    ("Merseyside CDOP team, cdop@example.org, 0151 496 0000",
     {"name": "Merseyside CDOP team", "email": "cdop@example.org", "phone": "0151 496 0000", "tel": "tel:+441514960000"}),
    ("Phone: +44 (0)20 7450 4000 ext 12", {"label": "Phone", "phone": "+44 (0)20 7450 4000 ext 12", "tel": "tel:+442074504000;ext=12"}),
    ("Samaritans: 116 123", {"label": "Samaritans", "phone": "116 123", "tel": "tel:116123"}),
    ("999", {"phone": "999", "tel": "tel:999"}),
    ("0800 890 567", {"phone": "0800 890 567", "tel": "tel:+44800890567"}),
    ("07700 900 866", {"phone": "07700 900 866", "tel": "tel:+447700900866"}),
    ("Crisis text line: 85258", {"label": "Crisis text line", "phone": "85258", "tel": "sms:85258"}),
    ("British Transport Police by text: 61016", {"label": "British Transport Police by text", "phone": "61016", "tel": "sms:61016"}),
    ("Text SHOUT to 85258", {"phone": "Text SHOUT to 85258", "tel": "sms:85258"}),
    ("Shout: text the word SHOUT to 85258", {"label": "Shout", "phone": "text the word SHOUT to 85258", "tel": "sms:85258"}),
    ("Emergency textphone: 18000", {"label": "Emergency textphone", "phone": "18000", "tel": "tel:18000"}),
    ("Duty desk: 0151 351 8484 (9am to 5pm, Monday to Friday)",
     {"label": "Duty desk", "phone": "0151 351 8484 (9am to 5pm, Monday to Friday)", "tel": "tel:+441513518484"}),
    ("0161 496 0000, option 2", {"phone": "0161 496 0000, option 2", "tel": "tel:+441614960000"}),
    ("0161 496 0000 option 2, then option 3 (24 hours)",
     {"phone": "0161 496 0000 option 2, then option 3 (24 hours)", "tel": "tel:+441614960000"}),
    ("Hub: 0161 496 0000, press 1, hub@example.org",
     {"label": "Hub", "phone": "0161 496 0000, press 1", "tel": "tel:+441614960000", "email": "hub@example.org"}),
    ("0161 496 0000 (textphone)", {"phone": "0161 496 0000 (textphone)", "tel": "tel:+441614960000"}),
    ("+44 (0)161 496 0000 ext 3 (Tuesdays)", {"phone": "+44 (0)161 496 0000 ext 3 (Tuesdays)", "tel": "tel:+441614960000;ext=3"}),
    ("Designated nurse, adults: Jo Bloggs, jo.bloggs@example.org, 07700 900123",
     {"label": "Designated nurse, adults", "name": "Jo Bloggs", "email": "jo.bloggs@example.org", "phone": "07700 900123", "tel": "tel:+447700900123"}),
    ("Pat O'Neil, pat.o'neil@example.org", {"name": "Pat O'Neil", "email": "pat.o'neil@example.org"}),
    ("Text: CARE to 85258", {"label": "Text", "phone": "CARE to 85258", "tel": "sms:85258"}),
    *(
        (f"Desk: 0161 496 0000{hours}, a@b.org",
         {"label": "Desk", "phone": f"0161 496 0000{hours}", "tel": "tel:+441614960000", "email": "a@b.org"})
        for hours in (" Mon–Fri 9am–5pm", ", Monday to Friday, 9am to 5pm", ", 9.30 to 17.00", " weekdays 0900-1700", ", Tuesdays", " out of hours")
    ),
    ("01204 12345", {"phone": "01204 12345", "tel": "tel:+44120412345"}),
    ("+353 1 234 5678", {"phone": "+353 1 234 5678", "tel": "tel:+35312345678"}),
    ("Web: https://example.org/", {"label": "Web", "url": "https://example.org/"}),
    ("https://example.org/", {"url": "https://example.org/"}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), CONTACTS)
def test_a_contact_is_printed_as_typed_and_linked(written: str, meant: dict[str, str]) -> None:
    contact = read_contact(written, True)
    facts = {name: getattr(contact, name) for name in ("label", "name", "email", "phone", "tel", "url")}
    assert {name: value for name, value in facts.items() if value} == meant


NO_CONTACTS = [
    (
        "0344 255 062",
        "0344 255 062 is too short to be a UK phone number. It has 10 digits, and numbers that begin with 0344 have 11.",
        "CON01",
    ),
    (
        "0344 255 06233",
        "0344 255 06233 is too long to be a UK phone number. It has 12 digits, and numbers that begin with 0344 have 11.",
        "CON01",
    ),
    ("0444 255 0623", "0444 255 0623 does not begin like a UK phone number. Check it.", "CON01"),
    (
        "0151 496 000",
        "0151 496 000 is too short to be a UK phone number. It has 10 digits, and numbers that begin with 0151 have 11.",
        "CON01",
    ),
    (
        "020 7946 000",
        "020 7946 000 is too short to be a UK phone number. It has 10 digits, and numbers that begin with 0207 have 11.",
        "CON01",
    ),
    ("00441614960000", '00441614960000 is not a phone number. Write + in place of 00: "+441614960000".', "CON01"),
    ("0100 496 0000", "0100 496 0000 does not begin like a UK phone number. Check it.", "CON01"),
    (
        "85258",
        '"85258" needs its area code, starting with 0. For a short code for text messages begin its label with Text.',
        "CON01",
    ),
    (
        "+440161 496 0000",
        '+440161 496 0000 is not a phone number. Leave out the 0 after +44: "+441614960000".',
        "CON01",
    ),
    (
        "Pat, pat.o’neil@example.org",
        '"pat.o’neil@example.org" is not an email address. Write "pat.o\'neil@example.org".',
        "CON02",
    ),
    ("The team <a@b.org>", '"The team <a@b.org>" is not an email address. Write "The team, a@b.org".', "CON02"),
    ("[The team](mailto:a@b.org)", '"[The team](mailto:a@b.org)" is not an email address. Write "a@b.org".', "CON02"),
    ("mailto:a@b.org", '"mailto:a@b.org" is not an email address. Write "a@b.org".', "CON02"),
    ("12345", '"12345" needs its area code, starting with 0.', "CON01"),
    ("CDOP team", '"CDOP team" has no email, phone or web address.', "CON01"),
    (
        "Freephone 0800 1111",
        'I cannot read the phone number in "Freephone 0800 1111". Write "Freephone: 0800 1111".',
        "CON01",
    ),
    (
        "Bleep 12 via 0161 496 0000",
        'I cannot read the phone number in "Bleep 12 via 0161 496 0000". Write the number alone, behind its words and a colon.',
        "CON01",
    ),
    (
        "Desk: 0161 496 0000 / 0161 496 0001",
        '"0161 496 0000 / 0161 496 0001" is more than one phone number. Write each on its own line under "contact:".',
        "CON01",
    ),
    (
        "0161 496 0000 or 0161 496 0001",
        '"0161 496 0000 or 0161 496 0001" is more than one phone number. Write each on its own line under "contact:".',
        "CON01",
    ),
    ("a@b", '"a@b" is not an email address.', "CON02"),
    *(
        (
            f"Desk: a@b.org{between}0161 496 0000",
            f'"a@b.org{between}0161 496 0000" is not an email address. Write "a@b.org, 0161 496 0000".',
            "CON02",
        )
        for between in (" / ", " or ", " ", "; ", " – ")
    ),
    *(
        (
            f"Desk: 0161 496 0000{between}ask for Sam",
            f'"0161 496 0000{between}ask for Sam" is not a phone number. Write "0161 496 0000 (ask for Sam)".',
            "CON01",
        )
        for between in (" ", "; ", " – ", " / ")
    ),
    ("Text: 8525", '"8525" is no short code for text messages. These have five or six digits. Check it.', "CON01"),
    (
        "Desk: Freephone 0800 1111",
        'I cannot read the phone number in "Desk: Freephone 0800 1111". Write "Desk: 0800 1111".',
        "CON01",
    ),
    (
        "Desk: Sam Lee 0161 496 0000",
        'I cannot read the phone number in "Desk: Sam Lee 0161 496 0000". Write "Desk: Sam Lee, 0161 496 0000".',
        "CON01",
    ),
    ("a@example.org, b@example.org", "I found 2 emails in one contact. Give each its own line.", "CON02"),
    ("0161 426 9900, 0161 426 5999", "I found 2 phones in one contact. Give each its own line.", "CON02"),
    (
        "+44 161 426",
        "+44 161 426 is too short to be a UK phone number. It has 7 digits, and numbers that begin with 0161 have 11.",
        "CON01",
    ),
    ("Phone: 0161 CALL", '"0161 CALL" is not a phone number. Write it like 0344 255 0623.', "CON01"),
]


@pytest.mark.parametrize(("written", "sentence", "rule"), NO_CONTACTS)
def test_a_contact_that_cannot_be_right_is_one_sentence(written: str, sentence: str, rule: str) -> None:
    assert refusal(read_contact, written, True) == (sentence, rule)


def test_outside_the_uk_a_number_is_taken_as_typed() -> None:
    assert read_phone("12345", False).tel == "tel:12345"
    assert refusal(read_phone, "12", False) == ('"12" is not a phone number. A number has 3 to 15 digits.', "CON01")


DURATIONS = [
    ("1 week", 10080),
    ("1 day", 1440),
    ("30 minutes", 30),
    ("a day before", 1440),
    ("two hours", 120),
    ("5 min", 5),
]


@pytest.mark.parametrize(("written", "minutes"), DURATIONS)
def test_a_length_of_time_is_read(written: str, minutes: int) -> None:
    assert read_duration(written) == timedelta(minutes=minutes)


UNREADABLE = ' as a length of time. Write it like "1 week" or "30 minutes".'
NO_DURATIONS = [
    ("tomorrow", f'I cannot read "tomorrow"{UNREADABLE}'),
    ("1 week and 1 day", f'I cannot read "1 week and 1 day"{UNREADABLE}'),
    ("1 fortnight", f'I cannot read "1 fortnight"{UNREADABLE}'),
    ("6 weeks", '"6 weeks" is outside 5 minutes to 4 weeks.'),
    ("0 minutes", '"0 minutes" is outside 5 minutes to 4 weeks.'),
]


@pytest.mark.parametrize(("written", "sentence"), NO_DURATIONS)
def test_a_length_of_time_that_cannot_be_is_one_sentence(written: str, sentence: str) -> None:
    assert refusal(read_duration, written) == (sentence, "STR07")


BEFORE = [
    ("3 working days before", date(2022, 4, 1), date(2022, 3, 29)),
    ("at least 3 working days prior", date(2022, 5, 4), date(2022, 4, 28)),
    ("three working days before", date(2022, 6, 7), date(2022, 5, 31)),
    ("3 working days", date(2022, 4, 20), date(2022, 4, 13)),
    ("3 working days before", date(2022, 5, 10), date(2022, 5, 5)),
    ("2 weeks before", date(2022, 4, 1), date(2022, 3, 18)),
    ("5 days in advance", date(2022, 4, 1), date(2022, 3, 27)),
    ("1 working day before", date(2022, 1, 4), date(2021, 12, 31)),
]


@pytest.mark.parametrize(("written", "session", "day"), BEFORE)
def test_days_before_a_session_leave_out_weekends_and_bank_holidays(written: str, session: date, day: date) -> None:
    joining = read_joining(written)
    assert isinstance(joining, Before)
    assert joining.day(session, bank_holidays("England and Wales", session.year)) == day


def test_other_words_for_joining_details_are_kept() -> None:
    assert read_joining("closer to the start of the course") == "closer to the start of the course"


EXAMPLE = 'Write it like "3 working days before".'
NO_BEFORE = [
    ("3 workng days before", f'I cannot read "3 workng days before". {EXAMPLE}'),
    ("0 working days before", '"0 working days before" is not from 1 to 30.'),
    ("31 days before", '"31 days before" is not from 1 to 30.'),
    ("2-3 working days before", f'I cannot read "2-3 working days before". {EXAMPLE}'),
    ("3 working weeks before", '"3 working weeks before": write working days, like "5 working days before".'),
    ("working days before", f'I cannot read "working days before". {EXAMPLE}'),
]


@pytest.mark.parametrize(("written", "sentence"), NO_BEFORE)
def test_a_text_that_is_nearly_a_number_of_days_is_refused(written: str, sentence: str) -> None:
    assert refusal(read_joining, written) == (sentence, "STR07")


SMALL = [
    (read_yes_no, ("maybe",), '"maybe" is neither yes nor no.'),
    (read_number, ("many",), '"many" is not a number.'),
    (read_number, ("0",), '"0" is not from 1 to 9,999.'),
    (read_number, ("٣",), '"٣" is not a number.'),
    (read_choice, ("done", "status", ("draft", "ready")), 'I do not know "status: done". Use draft or ready.'),
    (read_choice, ("redy", "status", ("draft", "ready")), 'I do not know "status: redy". Did you mean "ready"?'),
    (read_email, ("team",), '"team" is not an email address.'),
    (read_language, ("english",), '"english" is not a language tag. Write it like en-GB.'),
    (read_slug_value, ("Self Neglect",), '"Self Neglect" cannot stand in a web address. Write it like "self-neglect".'),
    (read_slug_value, ("日本",), '"日本" cannot stand in a web address. Use small letters, digits and hyphens.'),
    (read_base_url, ("http://example.org",), '"http://example.org" is not an address for a web site. Write it like https://example.org/bulletin/.'),
    (read_subject, ("{nmae}",), 'I do not know "{nmae}". Use {name}, {team}, {region}, {title}, {date}, {covers}, {issue} or {number}.'),
    (read_subject, ("{",), 'I do not know "{". Use {name}, {team}, {region}, {title}, {date}, {covers}, {issue} or {number}.'),
]  # fmt: skip


@pytest.mark.parametrize(("read", "arguments", "sentence"), SMALL)
def test_a_small_value_that_is_wrong_is_one_sentence(read: Any, arguments: tuple[Any, ...], sentence: str) -> None:
    assert refusal(read, *arguments)[0] == sentence
