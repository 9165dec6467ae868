"""Slips of blanks, marks and letters are found by their kinds, and what looks like them is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

KINDS = {
    "a full stop is missing in front of words that begin a sentence": (
        ["Bring your own cup Please wash it after.", "The hall was full Thank you to all.", "We won by two goals They were tired."],
        ["Please bring a cup.", "We watched The Big picture.", "See www.example.org We hope to see you.", "We sang Thank you for the music."],
    ),
    "a verb may have its on or in before that of a day": (
        ["It is held on on Monday.", "We met in in June."],
        ["It is switched on on Monday.", "Forms are handed in in June."],
    ),
    "a sentence begins with a capital": (
        ["We had cake. there was tea as well.", "The path is wet. take care of your feet.", "It rained all night. some tents fell."],
        ["We had cake. There was tea.", "It is for adults, teenagers, etc. who like it.", "Doors open approx. ten minutes late."],
    ),
    "a blank stands between a number and a word": (
        ["Meet on 4thJune at the hall.", "From 2nd May to9th May we rest.", "Ring 01632 960123and ask.", "Come on Saturday 9April."],
        ["Meet on 4th June.", "See the 2ndHand shop.org.", "Ring 01632 960123 and ask.", "Room 4A is free."],
    ),
    "no word has a letter three times": (
        ["The commmittee met.", "Welll, that was good.", "It was soooon over.", "Title: BBBBB"],
        ["The committee met.", "Hmmm, that was good.", "Use www.example.org or IEEE 754.", "Aaah, the sea. Henry VIII."],
    ),
    "days, months and countries begin with a capital": (
        ["Come on monday at ten.", "On 3rd september we close.", "Learn english with us.", "Cards for christmas are here."],
        ["Come on Monday.", "We march in spring, and may win.", "Write to monday@example.org.", "Find the easter egg."],
    ),
    "three dots and a full stop end a sentence": (
        ["It is late.....and cold.", "Wait….what is it?", "It was long…..and slow."],
        ["It is late....", "Wait….", "Wait… what is it?", "To be continued..."],
    ),
    "an apostrophe that was lost is no blank": (
        ["The club s new hall is open.", "At the chairman s request we waited.", "It was Women s Day."],
        ["The club's new hall is open.", "Write the letter s and go on.", "It ends with an s in print."],
    ),
    "some are of a number": (
        ["We cleared some the leaves.", "Some the boats are old.", "Several the rooms are cold."],
        ["We cleared some of the leaves.", "For some the day was long, for others it was short.", "Several, the rest said, were old."],
    ),
    "words in capitals end with a blank": (
        ["WELCOMEto all of you.", "REMINDERfor parents.", "NETSare up."],
        ["WELCOME to all of you.", "The NHSmail team.", "Use BASICon(x) there."],
    ),
    "a hyphen has blanks on both sides or none": (
        ["The sky is blue -but the sea is grey.", "Ann Chute -Barker came.", "It is cold -it's winter."],
        ["The sky is blue - but the sea is grey.", "Ann Chute-Barker came.", "Run it with -v or -rf.", "It is -5 here."],
    ),
    "and has blanks on both sides": (
        ["Nigel &Ann came.", "Tea &Coffee at noon."],
        ["Nigel & Ann came.", "The firm of Smith&Jones.", "Ask at A&E."],
    ),
    "I am is I'm": (
        ["Then Im fine.", "And Ive seen it."],
        ["I'm fine.", "The RIm of it.", "Im Westen nichts Neues is a book by I. Im."],
    ),
    "an apostrophe stands behind a word": (
        ["And if 're late, ring us.", "So 'll ring you."],
        ["If we're late, ring us.", "They sang 'We'll meet again'."],
    ),
    "two blanks and a capital begin a sentence": (
        ["We met in the gym  To help us, ring.", "It was late  We went home."],
        ["We met in the gym.  We went home.", "We sang  The Rose together."],
    ),
    "a sentence behind a short word begins with a capital": (
        ["As you need to. we are working on it.", "Ring us. then we come."],
        ["At 10 a.m. we begin.", "See vol. iii of it.", "As you need to. We are working."],
    ),
    "a day has blanks round it": (
        ["We meet on Wednesdayevening.", "Learning in EducationSeptember 2016.", "Come on schoolMonday."],
        ["We meet on Wednesday evening.", "On Mondays.", "A Mondayish day.", "In MidMay it is warm."],
    ),
    "a bold word is a word, too": (
        ["The **businesss** club.", "On **21January** we meet."],
        ["The **business** club.", "Type `businesss` there."],
    ),
    "one mark ends a sentence": (
        ["Come and see!.", "Who knows?. We do."],
        ["Come and see!", "Who knows? We do.", "Is it so?... We see."],
    ),
    "the letters behind a number are small": (
        ["On 1St June.", "It is the 2Nd time."],
        ["On 1st June.", "A flat of 2 Studios.", "1 St Mary's Road."],
    ),
    "or stands beside its stroke": (
        ["Cups and /or plates."],
        ["Cups and/or plates."],
    ),
    "a number behind a full stop is that of a note": (
        ["Both shops are closed.4", "The rules are below.2 We know."],
        ["Version v.2 is here.", "See para.4 of it.", "It costs 2.4 pounds."],
    ),
    "a mark stands behind its word, and a blank behind the mark": (
        ["Bring tea ,coffee and cake.", "We meet at noon .", "It is shut .Please ring us.", "We meet at 10.All are welcome.", "The date :5th of May.",
         "Ask us ( or ring) today.", "Read ‘The Plan’today."],
        ["Bring tea, coffee and cake.", "We meet at noon.", "Wait for it ...", "It costs £10.50.", "The date: 5th of May.", "Ask us (or ring) today."],
    ),
    "a mark and a word stand once": (
        ["Come along!!", "It is in the in hall.", "It was a very a good day.", "It is late..", "We met the our team.", "It must be not be late."],
        ["Come along!", "It is in the hall.", "It was a very good day."],
    ),
    "a blank stands behind a mark, and not in front of it": (
        ["We came.It was late.", "It is well- known here.", "Are you coming ?", "Bring cups,plates and tea.", "It costs £1, 000 in all."],
        ["We came. It was late.", "It is well-known, pre- and post-war.", "Are you coming?", "Bring cups, plates and tea.", "It costs £1,000."],
    ),
    "no letter of a word is missing": (
        ["It will been late.", "Come to next weeks meeting.", "Go t to the hall.", "Come f the tea.", "Write`s it here.", "A note (see below)2 is here."],
        ["It will be late.", "Come to next week's meeting.", "Go to the hall.", "Come for the tea.", "Write it here."],
    ),
    "a capital stands at the beginning, and nowhere else": (
        ["Today i am late.", "It is late, but Is it too late?", "TheBulletin is out.", "Ask the nhs today."],
        ["Today I am late.", "It is late, but is it too late?", "The Bulletin is out."],
    ),
    "a greeting has a mark": (
        ["Hi all Hope you are well.", "Dear All Some changes happened."],
        ["Hi all, we hope you are well.", "Hello everyone", "Dear All Saints"],
    ),
    "an ordinal is one word": (
        ["We meet on 15 th May.", "It is on Sunday 1 st June."],
        ["We meet on 15th May.", "See 1 St Mary's Road."],
    ),
    "a blank stands behind a number, a mark and a small word": (
        ["It starts on10 May.", "They were10 then.", "In May2018 we met.", "In May 2018Dear members met.", "The half?term break.", "Was it?!Never mind.",
         "It is late.if you can, come.", "Members and clerks,In May we meet.", "4.Only three came."],
        ["A type B2 paper.", "Go to example.org/a?b.", "4. Only three came."],
    ),
    "quotation marks are a pair": (
        ["On 2 July ' Come in ' we said.", "A book called ‘The Plan\" is out.", "We ‘like it ‘ here.", "If you know \"Tangling' come."],
        ["On 2 July 'Come in' we said.", "The boys' club.", "A book called ‘The Plan’ is out."],
    ),
    "a mark inside a sentence has no blank before it": (
        ["Many cars ! so come early to it."],
        ["Many cars! So come early."],
    ),
    "an hour has its letter": (
        ["We begin at 10 .m. on Sunday."],
        ["We begin at 10 a.m. on Sunday."],
    ),
    "a sentence in brackets is a sentence": (
        ["Use the new form. (please delete the old one)."],
        ["Use the new form (please delete the old one).", "Use it. (Delete the old one.)"],
    ),
    "a prefix stands beside its word": (
        ["Healthy and non- healthy food.", "A mid – week walk."],
        ["Healthy and non-healthy food.", "Pre- and post-war."],
    ),
    "letters that were one sign are lost": (
        ["Our sta and e orts are here.", "When Ann rst came.", "An o er is open."],
        ["An offer is open.", "First Ann came."],
    ),
    "one apostrophe is enough": (
        ["On New Year's' Day.", "The club sent its' wishes."],
        ["On New Year's Day.", "The boys' wishes."],
    ),
    "a word stands on both sides of another": (
        ["The week is over almost over now."],
        ["It is more or less over."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_said_where(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", "TXT18", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT18", right) == []
