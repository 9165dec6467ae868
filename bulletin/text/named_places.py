"""Recognise places by their words: UK buildings and towns."""

from __future__ import annotations

import re

from .expressions import compiled

_BUILDINGS = (
    r"house|cent(?:re|er)|hospital|infirmary|hospice|library|building|bldg|hotel|inn|cathedral|chapel|museum|stadium|arena"
    r"|campus|theatre|offices?|pavilion|suite|room|boardroom|auditorium|(?:business|science|retail) park|road|avenue"
    r"|(?:town|village|parish|church|guild|county|city|memorial|community|masonic|scout|council)"
    r" (?:hall|rooms?|chambers?)"
)
_ONE_PER_TOWN = (
    r"(?:village|parish|church|community|memorial) hall|(?:civic|community|leisure|health) centre|council chambers?"
)
"""Buildings of which a town has only one, so that they need no name: "Village Hall"."""

_FAMILY_NAMES = r"hall|church|court|park|street|lane|chambers?|mill|barn|tower|wood|square|gardens?|yard|place"
_INSTITUTIONS = r"university|college|school|academy|institute|hub|club|surgery|practice|quays?|way|drive|close|estate"
_NUMBER = r"(?: ?[0-9]{1,3}[A-Za-z]?(?: ?(?:&|and) ?[0-9])?| [A-Z](?: ?(?:&|and) ?[A-Z])?)?\.?"
_WORD = r"(?:[A-Z][\w'’.&-]*|[0-9]+[A-Za-z]{0,2}|of|the|and|&|on|upon|under|in|le|de)"
_NAME = rf"(?:{_WORD} ){{1,6}}?"
_BUILDING = rf"(?:{_NAME}(?i:{_BUILDINGS}){_NUMBER}|(?i:the )?(?=[A-Z])(?i:{_ONE_PER_TOWN}))"
_LONG_NAME = rf"(?:{_WORD} ){{2,6}}(?i:{_FAMILY_NAMES}){_NUMBER}"
_PART = (
    rf"(?:{_NAME}(?i:{_FAMILY_NAMES}|{_INSTITUTIONS}){_NUMBER}"
    r"|(?i:room|hall|suite|unit|block|floor|wing|level|lecture theatre) ?[A-Z0-9]{1,4}"
    r"|(?i:ground|first|second|third|fourth|[0-9]+(?:st|nd|rd|th)) floor"
    r"|(?:University|School|College) of (?:[A-Z][\w'’-]*|and|the|of|&)(?: (?:[A-Z][\w'’-]*|and|the|of|&))*)"
)
_NO_NAME = (
    r"(?i:(?:open|full|town|escape|chat|waiting|breakout|break-out|virtual|online|zoom|teams|webex|breakfast|lunch|tea|coffee"
    r"|refreshments?|registration|parking|via|not|no|for|with|by|at|to|from|dr|mr|mrs|ms|miss|prof|professor|rev|sir|dame"
    r"|tour|visit|walk|launch|history|introduction|induction|welcome|free"
    r"|(?!training\b|meeting\b|reading\b|building\b)\w+ing)\b)(?! (?:Hall|Hospital|Street|Road|Hotel)\b)"
)
"""The start of words that are no place but an event, a service or a person: "Open House", "Dr Hall"."""

_JOINTS = re.compile(r"[,()]|\s[-–—]\s")
_TOWN_NAMES = """
aberdeen, accrington, altrincham, andover, armagh, ashford, ashton-under-lyne, aylesbury, banbury, bangor, barnsley,
barrow-in-furness, basildon, basingstoke, bedford, belfast, birkenhead, birmingham, blackburn, blackpool, bolton,
boston, bournemouth, bracknell, bradford, brentwood, bridgend, bridgwater, brighton, bristol, burnley, bury, bury st
edmunds, camberley, cambridge, cannock, canterbury, cardiff, carlisle, central london, chatham, chelmsford,
cheltenham, cheshire, chester, chesterfield, chichester, chorley, colchester, corby, cornwall, coventry, crawley,
crewe, croydon, cumbria, darlington, darwen, derby, derbyshire, devon, doncaster, dorchester, dorset, dover, dudley,
dumfries, dundee, dunfermline, durham, east sussex, eastbourne, edinburgh, ellesmere port, epsom, essex, exeter,
falkirk, fareham, farnborough, folkestone, gateshead, gillingham, glasgow, gloucester, gosport, grantham, gravesend,
great yarmouth, greater manchester, grimsby, guildford, halesowen, halifax, hampshire, harlow, harrogate,
hartlepool, hastings, hemel hempstead, hereford, hertfordshire, high wycombe, horsham, huddersfield, hull,
huntingdon, hyde, inverness, ipswich, keighley, kent, kettering, kidderminster, kilmarnock, king's lynn, kingston
upon hull, lancashire, lancaster, leeds, leicester, leicestershire, leigh, lichfield, lincoln, lincolnshire,
lisburn, liverpool, livingston, llandudno, london, londonderry, loughborough, lowestoft, luton, macclesfield,
maidenhead, maidstone, manchester, mansfield, margate, merseyside, merthyr tydfil, middlesbrough, milton keynes,
morecambe, nantwich, newcastle, newcastle upon tyne, newcastle-under-lyme, newport, newtownabbey, norfolk, north
yorkshire, northampton, northamptonshire, northumberland, northwich, norwich, nottingham, nottinghamshire, nuneaton,
oldham, oxford, oxfordshire, paisley, penrith, penzance, perth, peterborough, plymouth, poole, portsmouth, preston,
redditch, redhill, ripon, rochdale, rotherham, rugby, runcorn, salford, salisbury, scarborough, scunthorpe,
sheffield, shrewsbury, shropshire, skelmersdale, slough, solihull, somerset, south yorkshire, southampton,
southend-on-sea, southport, st albans, st asaph, st helens, stafford, staffordshire, stalybridge, stevenage,
stirling, stockport, stockton-on-tees, stoke-on-trent, stourbridge, stretford, suffolk, sunderland, surrey, sutton
coldfield, swansea, swindon, tameside, tamworth, taunton, telford, torquay, trafford, truro, tunbridge wells, tyne
and wear, urmston, wakefield, walsall, warrington, warwickshire, watford, west bromwich, west midlands, west sussex,
west yorkshire, weston-super-mare, weymouth, wigan, wiltshire, winchester, windsor, wirral, woking, wolverhampton,
worcester, worcestershire, worksop, worthing, wrexham, yeovil, york
"""
_TOWNS = frozenset(" ".join(name.split()) for name in _TOWN_NAMES.split(","))
"""UK towns, cities and counties, without those that are also other words: Bath, Deal, Sale."""


def is_named_place(text: str) -> bool:
    """Tell whether a text can only be a place: a building with its name, a town, or both.

    Commas, dashes and brackets may separate its parts. "Room 4" is not enough, because it does not say where;
    nor is "Jane Hall", because it can be a person.
    """
    parts = [part for part in (" ".join(part.split()) for part in _JOINTS.split(text)) if part]
    if not parts or (compiled(_NO_NAME).match(parts[0]) and not _is_town(parts[0])):
        return False
    return any(map(_is_sure, parts)) and all(_is_sure(part) or compiled(_PART).fullmatch(part) for part in parts)


def may_be_place(text: str) -> bool:
    """Tell whether a text names a place, or may name one: "Bury Hall" or "Room 4", but not "Dr Hall" or "J. Hall"."""
    parts = [" ".join(part.split()) for part in _JOINTS.split(text) if part.strip()]
    if not parts or _OF_PERSON.match(parts[0]) or (compiled(_NO_NAME).match(parts[0]) and not _is_town(parts[0])):
        return False
    return _is_sure(parts[0]) or compiled(_PART).fullmatch(parts[0]) is not None


_OF_PERSON = re.compile(
    r"(?:[A-Z]\.? )+[A-Z]|(?:Dr|Mrs?|Ms|Miss|Mx|Prof|Professor|Rev|Sir|Dame|Sgt|Cllr|Sr|Fr|PC|DC|DI)\b"
)
"""An initial or a title, which is of a person."""


def _is_sure(part: str) -> bool:
    return _is_town(part) or any(compiled(form).fullmatch(part) for form in (_BUILDING, _LONG_NAME))


def _is_town(part: str) -> bool:
    return part[:1].isupper() and part.casefold().rstrip(".") in _TOWNS
