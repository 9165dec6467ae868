"""Define the words in brackets that a session line may have, and that are read as if without brackets."""

from __future__ import annotations

from ..text.online import UNKNOWN_YET
from .dates import MONTH, WEEKDAY
from .day_lists import EACH_DAY
from .session_hours import ABBREVIATIONS, ALL_DAY_WORDS, UK_CLOCKS, UNKNOWN_ZONES, ZONE_NAME

_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s*[ap]\.?m\.?|[0-9]{1,2}[:.][0-9]{2}|noon|midday|midnight)"
_ZONE = rf"(?:{'|'.join(ABBREVIATIONS)})"

_SERVICE = r"(?:microsoft teams|ms teams|teams|zoom|webex|google meet)"
_HOW = r"(?:in[- ]person|face[- ]to[- ]face|f2f)"
_CITY_TIME = r"(?-i:[A-Z])[a-z_]+(?:[/ ](?-i:[A-Z])[a-z_]+)* time"
LOOSE = (
    rf"(?i){WEEKDAY}|online|(?:online via |via |on )?{_SERVICE}"
    rf"|{_HOW}|hybrid|(?:{_HOW}|online|{_SERVICE})(?:\s*(?:/|&|,|\band\b|\bor\b)\s*(?:{_HOW}|online|{_SERVICE}))+"
    rf"|(?:(?:and|or|also|plus) )+(?:online|(?:on |via )?{_SERVICE})|note: .+|cost: .+"
    rf"|(?:(?:exact |actual )?dates?|times?|place|venue|location)\s*:?\s*{UNKNOWN_YET}"
    rf"|{_ZONE}|UK(?: time)?|{UK_CLOCKS}|(?-i:{UNKNOWN_ZONES}|{ZONE_NAME})|{_CITY_TIME}|{ALL_DAY_WORDS}"
    rf"|(?:{_CLOCK}|[0-9]{{1,2}})\s*(?:-|–|—|to|until)\s*{_CLOCK}"
    rf"(?:\s+[a-z][a-z_]+(?:[/ -][a-z_]+){{0,3}}\s+time|\s+{_ZONE}|,?\s+{EACH_DAY})?"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\s+[0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}"
)
"""The pattern of the words: a weekday, a date, hours, a time zone, a place online, a note or a cost."""
