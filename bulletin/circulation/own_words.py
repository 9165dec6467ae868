"""List the words that Bulletin writes into outputs whatever the items say: labels, names of files and properties."""

from __future__ import annotations

from ..text import humanize

_FILES = (
    "index.html site.css feed.css search.js index.js icon.png card.png 404.html sitemap.xml robots.txt "
    "feed.xml issues.xml feed.json calendar.ics calendar.zip manifest.json bulletin.html bulletin.txt bulletin.eml "
    "limited.html limited.eml"
)
OWN_PHRASES = (
    "Cancelled", "Provisional", "Postponed", "Moved", "Full", "Waiting list", "Booking closed", "Corrected",
    "Published", "Delivered by", "What you need", "Opening hours", "Run by", "Funded by", "Developed with",
    "Joining details", "Book a place", "Apply for a place", "Join the waiting list", "Add to your calendar",
    "Outlook calendar", "Web page", "Time to be confirmed", "All day", "Training", "New services", "Updates",
    "Information", "Learning", "Notices", "Services", "Website", "Contact", "Phone", "Email", "Midday", "Midnight",
    "Online", "Microsoft Teams", "Google Meet", "Struck out", "To do", "Done", "Note", "Tip", "Important", "Warning",
    "Caution", "Act by", "What you need to do",
)  # fmt: skip
"""Labels and headings on pages and in emails."""
_PROGRAMS = (
    "addbyurl addevent addfromweb alternative arial arrives assets attachments authors availability begin "
    "boundary busystatus byday bymonth bytes caldesc calname calscale cancel categories compose context "
    "created daylight deeplink dodgerblue dtend dtstamp dtstart duration enddate enddt event "
    "eventattendancemode eventscheduled eventstatus forceinspectoropen generator graph gregorian helvetica "
    "instock interval invite jsonfeed location maximumattendeecapacity modules multipart offer offers "
    "officedocument onlineeventattendancemode opaque openxmlformats organization organizer place price "
    "pricecurrency printable prodid publish quoted refresh reminder render rrule rssboard schema sequence "
    "serif specification standard startdate startdt summary timezone transp trigger tzname tzoffsetfrom "
    "tzoffsetto valarm valign vcalendar vevent virtuallocation vtimezone wordprocessingml yahoo yearly"
)
"""Words of HTML, CSS, iCalendar, JSON-LD, MIME and of the addresses of web calendars."""

OWN_WORDS = (*humanize.DAYS, *humanize.MONTHS, *_FILES.split(), *OWN_PHRASES, *_PROGRAMS.split())
