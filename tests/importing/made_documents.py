"""Make documents of the structures that people send, with the sessions that each of them states."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from email.message import EmailMessage
from functools import cache
from typing import Any, NamedTuple

import docx
import fpdf
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from tests.importing.outlook_mail import outlook_mail

ISSUE = date(2022, 2, 1)


class MadeDocument(NamedTuple):
    """A document with the sessions that it states."""

    name: str
    data: bytes
    sessions: tuple[str, ...] = ()
    """The sessions, each like "2022-03-08 09:30-12:30"."""


def every() -> Iterator[MadeDocument]:
    """Yield every document."""
    yield from (make() for make in (*WITH_SESSIONS, *WITHOUT_SESSIONS))


def word(build: Callable[[Any], None]) -> bytes:
    """Return the bytes of a Word file whose content a function writes."""
    document, file = docx.Document(io.BytesIO(_empty_word_file())), io.BytesIO()
    build(document)
    document.save(file)
    return file.getvalue()


@cache
def _empty_word_file() -> bytes:
    """Return the empty document of python-docx 1.2 without its styles for tables.

    They are nine tenths of its XML and no test uses them; mammoth 1.13 parses all styles four times a document.
    """
    document, file = docx.Document(), io.BytesIO()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    document.styles.element.remove(document.styles.element.find(qn("w:latentStyles")))
    document.save(file)
    return file.getvalue()


def table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    new_table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(new_table.add_row().cells, row, strict=True):
            cell.text = text
    return new_table


def mail(subject: str, plain: str = "", html: str = "", files: Sequence[tuple[str, bytes]] = ()) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a.sender@example.org", "team@example.org", subject
    message["Date"] = "Tue, 25 Jan 2022 10:11:12 +0000"
    message.set_content(plain or "Please see the text.")
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _start_and_finish() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Level 3 safeguarding adults", 1)
        document.add_paragraph("A course for everybody who works with adults at risk.")
        table(document, [
            ("Date", "Start", "Finish", "Venue"),
            ("Tuesday 8 March 2022", "9.30am", "12.30pm", "Stopford House"),
            ("Thursday 5th May 2022", "1pm", "4pm", "Microsoft Teams"),
            ("14/06/2022", "10:00", "13:00", "The Lowry Hotel, Salford"),
        ])  # fmt: skip

    sessions = ("2022-03-08 09:30-12:30", "2022-05-05 13:00-16:00", "2022-06-14 10:00-13:00")
    return MadeDocument("start-and-finish.docx", word(build), sessions)


def _one_time_below_dates() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Trauma informed practice", 1)
        for day in ("Monday 7 March 2022", "Monday 14 March 2022", "Monday 21 March 2022"):
            document.add_paragraph(day, style="List Bullet")
        document.add_paragraph("Time: 9.30am – 12.30pm")
        document.add_paragraph("Venue: Preston Town Hall")
        document.add_paragraph("Book your place by 28 February 2022.")

    sessions = tuple(f"2022-03-{day:02} 09:30-12:30" for day in (7, 14, 21))
    return MadeDocument("one-time.docx", word(build), sessions)


def _labels_in_a_table() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Modern slavery: what to look for", 1)
        table(document, [
            ("Date:", "Wednesday 9 March 2022"),
            ("Time:", "10am to 11.30am"),
            ("Venue:", "Zoom"),
            ("Cost:", "Free"),
        ])  # fmt: skip

    return MadeDocument("labels.docx", word(build), ("2022-03-09 10:00-11:30",))


def _lines_in_cells() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_paragraph("Domestic abuse training").runs[0].bold = True
        table(document, [
            ("Module", "Date and time", "Link"),
            ("1", "8 March 2022, 9am - 12pm\n9 March 2022, 1pm - 4pm", "https://example.org/book/1"),
            ("2", "22 March 2022, 9am - 12pm", "https://example.org/book/2"),
        ])  # fmt: skip

    sessions = ("2022-03-08 09:00-12:00", "2022-03-09 13:00-16:00", "2022-03-22 09:00-12:00")
    return MadeDocument("lines-in-cells.docx", word(build), sessions)


def _merged_cells() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Basic life support", 1)
        new_table = table(document, [
            ("Date", "Session", "Time"),
            ("Friday 11 March 2022", "A", "09:00 - 11:00"),
            ("", "B", "13:00 - 15:00"),
        ])  # fmt: skip
        new_table.cell(1, 0).merge(new_table.cell(2, 0))

    return MadeDocument("merged.docx", word(build), ("2022-03-11 09:00-11:00", "2022-03-11 13:00-15:00"))


def _in_a_sentence() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Regional safeguarding conference", 1)
        document.add_paragraph(
            "We are pleased to announce our yearly conference. It will run from 9am to 4pm on Friday 13 May 2022 at "
            "The Lowry Hotel, Salford. Registration closes on 6 May 2022. Our helpline is open 9am to 5pm."
        )

    return MadeDocument("sentence.docx", word(build), ("2022-05-13 09:00-16:00",))


def _wrong_weekday() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Online safety workshop", 1)
        document.add_paragraph("Tuesday 9 March 2022, 10am to 12pm")
        document.add_paragraph("Thursday 10 March 2022, 10am to 12pm")

    return MadeDocument("wrong-weekday.docx", word(build), ("2022-03-10 10:00-12:00",))


def _course_in_one_line() -> MadeDocument:
    text = "Level 3 course\n\nDates: 8/3/22 10am-12pm; 15/3/22 10am-12pm; 22/3/22 1pm-3pm\nTo register see https://example.org/r.\n"
    sessions = ("2022-03-08 10:00-12:00", "2022-03-15 10:00-12:00", "2022-03-22 13:00-15:00")
    return MadeDocument("one-line.txt", text.encode(), sessions)


def pdf_file(build: Callable[[fpdf.FPDF], None]) -> bytes:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    build(pdf)
    return bytes(pdf.output())


def _ruled_pdf() -> MadeDocument:
    def build(pdf: fpdf.FPDF) -> None:
        pdf.set_font_size(20)
        pdf.cell(text="Neglect: recognise and respond", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font_size(11)
        pdf.multi_cell(0, text="For everybody who works with families in the region.", new_x="LMARGIN", new_y="NEXT")
        with pdf.table() as new_table:
            for row in (
                ("Date", "Time", "Where"),
                ("Tuesday 8 March 2022", "9.30am - 12.30pm", "Microsoft Teams"),
                ("Wednesday 6 April 2022", "1.30pm - 4.30pm", "Bolton Library"),
            ):
                new_table.row(row)

    return MadeDocument("ruled.pdf", pdf_file(build), ("2022-03-08 09:30-12:30", "2022-04-06 13:30-16:30"))


def _aligned_pdf() -> MadeDocument:
    def build(pdf: fpdf.FPDF) -> None:
        pdf.set_font_size(18)
        pdf.text(20, 20, "Supervision skills course")
        pdf.set_font_size(11)
        for number, row in enumerate((
            ("8 March 2022", "9am to 12pm", "Online"),
            ("5 April 2022", "1pm to 4pm", "Leigh Town Hall"),
            ("3 May 2022", "9am to 12pm", "Online"),
        )):  # fmt: skip
            for left, text in zip((20, 80, 130), row, strict=True):
                pdf.text(left, 40 + 7 * number, text)

    sessions = ("2022-03-08 09:00-12:00", "2022-04-05 13:00-16:00", "2022-05-03 09:00-12:00")
    return MadeDocument("aligned.pdf", pdf_file(build), sessions)


def _columns_pdf() -> MadeDocument:
    def build(pdf: fpdf.FPDF) -> None:
        pdf.set_font_size(18)
        pdf.text(20, 20, "Two services in one leaflet")
        pdf.set_font_size(10)
        left = (
            "Our new training hub for the region opens",
            "with an evening for all staff, who may come on",
            "8 March 2022 and see the rooms and the people",
        )
        right = (
            "The advice line answers questions of families",
            "in the region on working days, which means",
            "9am to 5pm, and never on a bank holiday at all",
        )
        for number, (left_line, right_line) in enumerate(zip(left, right, strict=True)):
            pdf.text(15, 40 + 6 * number, left_line)
            pdf.text(112, 40 + 6 * number, right_line)

    return MadeDocument("columns.pdf", pdf_file(build))


def _plain_mail() -> MadeDocument:
    plain = (
        "Dear colleagues,\n\nPlease put this into the next bulletin.\n\nSelf-neglect masterclass\nWednesday 16 March 2022\n"
        "2pm to 4pm\nvia Microsoft Teams\n\nTo book: https://example.org/book/sn\n\nKind regards\nA Sender\nOffice hours 9am to 5pm\n"
    )
    return MadeDocument("plain.eml", mail("Masterclass", plain), ("2022-03-16 14:00-16:00",))


def _quoting_mail() -> MadeDocument:
    html = (
        "<p>Hello all,</p><p>The webinar is now on Tuesday 29 March 2022, 10am to 11am. <a href='https://example.org/w'>Register</a></p>"
        "<p>Thanks<br>A Sender</p><div><p><b>From:</b> x@example.org</p><p>The webinar is on 22 March 2022, 10am to 11am.</p></div>"
    )
    return MadeDocument("quoting.eml", mail("RE: Webinar", html=html), ("2022-03-29 10:00-11:00",))


def _forwarded_mail() -> MadeDocument:
    plain = (
        "FYI\n\n-----Original Message-----\nFrom: trainer@example.org\nSent: 20 January 2022 09:00\nSubject: Dates\n\n"
        "We run a workshop on Monday 28 March 2022, 1pm to 4pm, at Chorley House. Places are limited.\n"
    )
    return MadeDocument("forwarded.eml", mail("FW: Dates", plain), ("2022-03-28 13:00-16:00",))


def _mail_with_flyer() -> MadeDocument:
    flyer = _start_and_finish()
    data = mail(
        "Flyer", "Please share the attached flyer.", files=[("flyer.docx", flyer.data), ("logo.png", b"\x89PNG\r\n")]
    )
    return MadeDocument("with-flyer.eml", data, flyer.sessions)


def _outlook_mail() -> MadeDocument:
    html = (
        "<p>Dear all,</p><p><b>Exploitation forum</b></p><p>Monday 7 March 2022, 1.30pm-3pm, via Teams. "
        "<a href='https://example.org/forum'>Book</a></p>"
    )
    return MadeDocument("forum.msg", outlook_mail("Forum", html=html), ("2022-03-07 13:30-15:00",))


def _newsletter() -> MadeDocument:
    html = """<html><head><title>Partnership newsletter</title></head><body><div style="display:none">Read this</div>
<table role="presentation"><tr><td><h1>Partnership newsletter, February 2022</h1></td></tr>
<tr><td><h2>Exploitation webinar</h2><p>Thursday 10 March 2022<br>12pm - 1pm<br>Online</p><p><a href="https://example.org/x">Book</a></p></td></tr>
<tr><td><h2>New policy</h2><p>Our policy was updated on 14 February 2022.</p></td></tr>
<tr><td><h2>Forum for leads</h2><p>Join us on 17 March 2022 from 2pm to 3.30pm.</p></td></tr></table></body></html>"""
    return MadeDocument("newsletter.html", html.encode(), ("2022-03-10 12:00-13:00", "2022-03-17 14:00-15:30"))


def _event_list() -> MadeDocument:
    html = """<html><body><nav><a href="/">Home</a> 1 March 2022, 9am to 5pm</nav><main><h1>Workshops this spring</h1><ul>
<li>Tue 8 Mar 2022, 10am–12pm: <a href="https://example.org/a">book</a></li>
<li>Wed 16 Mar 2022, 10am–12pm (FULL)</li>
<li>Date to be confirmed</li></ul></main><footer>Open 9am to 5pm since 3 May 2022</footer></body></html>"""
    return MadeDocument("list.html", html.encode(), ("2022-03-08 10:00-12:00", "2022-03-16 10:00-12:00"))


def _tabs() -> MadeDocument:
    text = (
        "Prevent training\n\n8 March 2022\t10am-11am\tTeams\n15 March 2022\t2pm-3pm\tTeams\n22 March 2022\ttbc\tTeams\n"
    )
    return MadeDocument("tabs.txt", text.encode(), ("2022-03-08 10:00-11:00", "2022-03-15 14:00-15:00"))


def _markdown_table() -> MadeDocument:
    text = (
        "# First aid for mental health\n\n| When | Hours | Book |\n|---|---|---|\n"
        "| 9 March 2022 | 9:30am to 4:30pm | [here](https://example.org/1) |\n"
        "| 6 April 2022 | 9:30am to 4:30pm | [here](https://example.org/2) |\n"
    )
    return MadeDocument("table.md", text.encode(), ("2022-03-09 09:30-16:30", "2022-04-06 09:30-16:30"))


def _several_items() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Hoarding: a workshop", 1)
        document.add_paragraph("Tuesday 1 March 2022, 9am to 12pm, via Microsoft Teams")
        document.add_heading("A new form for referrals", 1)
        document.add_paragraph("Use the form from 1 March 2022. The desk answers questions from 9am to 5pm.")
        document.add_heading("Learning lunch on neglect", 1)
        document.add_paragraph("Date: 24 March 2022")
        document.add_paragraph("Time: 12:00-13:00")

    return MadeDocument("several.docx", word(build), ("2022-03-01 09:00-12:00", "2022-03-24 12:00-13:00"))


def _text_boxes_and_tabs() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_paragraph("Safer sleep briefing", style="Title")
        document.add_paragraph("Thursday 3 March 2022\t1.30pm\t3pm\tMicrosoft Teams")
        hidden = document.add_paragraph("Hidden: ").add_run("4 March 2022, 9am to 10am")
        hidden.font.hidden = True

    return MadeDocument("tabs.docx", word(build), ("2022-03-03 13:30-15:00",))


def _with_lunch() -> MadeDocument:
    text = "Supervision course\n\n8 March 2022, 9am to 4pm (lunch 12pm to 1pm)\n9 March 2022, registration 9am to 9.30am, 9.30am to 4pm\n"
    return MadeDocument("lunch.txt", text.encode(), ("2022-03-08 09:00-16:00", "2022-03-09 09:30-16:00"))


def _day_and_night() -> MadeDocument:
    text = "Leadership retreat\n\nThe course takes place from 9 to 11 March 2022, 9am to 5pm each day, at Lake House.\n"
    days = tuple(f"2022-03-{day:02} 09:00-17:00" for day in (9, 10, 11))
    return MadeDocument("retreat.txt", text.encode(), days)


WITH_SESSIONS = (
    _start_and_finish, _one_time_below_dates, _labels_in_a_table, _lines_in_cells, _merged_cells, _in_a_sentence,
    _wrong_weekday, _course_in_one_line, _ruled_pdf, _aligned_pdf, _plain_mail, _quoting_mail, _forwarded_mail,
    _mail_with_flyer,
    _outlook_mail, _newsletter, _event_list, _tabs, _markdown_table, _several_items, _text_boxes_and_tabs,
    _day_and_night, _with_lunch,
)  # fmt: skip


def _invoice() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Invoice 2022/014", 1)
        table(document, [
            ("Date", "Time", "Work", "Amount"),
            ("8 March 2022", "9am - 12pm", "Training delivered by A Trainer", "£300"),
        ])  # fmt: skip
        document.add_paragraph("Payment is due by 8 April 2022.")

    return MadeDocument("invoice.docx", word(build))


def _minutes() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Safeguarding forum: minutes of the meeting", 1)
        document.add_paragraph("Date: 8 March 2022")
        document.add_paragraph("Time: 10:00 - 12:00")
        document.add_paragraph("Present: A Chair, B Clerk. Apologies for absence: C Member.")
        document.add_paragraph("Next meeting: 12 April 2022, 10:00 - 12:00, via Microsoft Teams")

    return MadeDocument("minutes.docx", word(build))


def _policy() -> MadeDocument:
    html = """<html><body><h1>Training policy</h1><table><tr><th>Version</th><th>Date</th></tr><tr><td>1.2</td><td>8 March 2022</td></tr>
<tr><td>Review date</td><td>8 March 2024</td></tr></table><p>Staff attend training in working hours, 9am to 5pm.</p></body></html>"""
    return MadeDocument("policy.html", html.encode())


def _opening_hours() -> MadeDocument:
    text = "Library: new opening hours\n\nFrom 1 March 2022 we are open 9am to 5pm.\nOn 18 April 2022 we are closed, 9am to 5pm.\nJoin online.\n"
    return MadeDocument("hours.txt", text.encode())


def _programme() -> MadeDocument:
    text = (
        "Conference programme\n\n14 June 2022\n09:00 - 09:30 Registration\n09:30 - 10:30 Keynote\n10:30 - 11:00 Coffee\n"
        "11:00 - 12:00 Workshops\n"
    )
    return MadeDocument("programme.txt", text.encode())


def _maintenance() -> MadeDocument:
    plain = "Hello,\n\nThe booking system is unavailable on 8 March 2022, 6pm to 9pm, for maintenance.\nTraining records stay.\n"
    return MadeDocument("maintenance.eml", mail("Booking system", plain))


def _vacancy() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Vacancy: designated nurse", 1)
        document.add_paragraph("Join our team. Closing date: 1 March 2022, 5pm.")
        document.add_paragraph("Interviews: 15 March 2022, 9am to 5pm, Stopford House")

    return MadeDocument("vacancy.docx", word(build))


def _rota() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("On-call rota for trainers", 1)
        table(document, [
            ("Date", "Hours", "Who"),
            ("7 March 2022", "09:00-17:00", "A Nurse"),
            ("8 March 2022", "09:00-17:00", "B Nurse"),
        ])  # fmt: skip

    return MadeDocument("rota.docx", word(build))


def _past_event() -> MadeDocument:
    text = "# What we learned\n\nThe webinar on 12 January 2022, 10am to 11am, was a success. Slides are online.\n"
    return MadeDocument("past.md", text.encode())


def _weekly() -> MadeDocument:
    text = "Drop-in for leads\n\nEvery Tuesday from 8 March 2022, 10am to 11am, on Zoom.\nNo need to book.\n"
    return MadeDocument("weekly.txt", text.encode())


def _without_years() -> MadeDocument:
    text = (
        "Workshops\n\nTuesday 8 March, 10am to 12pm\nThursday 10 March, 10am to 12pm\nBook at https://example.org/b\n"
    )
    return MadeDocument("no-years.txt", text.encode())


def _without_ends() -> MadeDocument:
    text = "Training evening\n\nTuesday 8 March 2022 at 6pm in the Town Hall.\nStarts 6pm prompt. Parking from 5pm.\n"
    return MadeDocument("no-ends.txt", text.encode())


def _survey_pdf() -> MadeDocument:
    def build(pdf: fpdf.FPDF) -> None:
        pdf.multi_cell(0, text="Survey of training needs\n\nThe survey is open from 1 March 2022 until 31 March 2022.\n"
                       "It takes 10 to 15 minutes. Call us 9am to 5pm. Published 1 February 2022.")  # fmt: skip

    return MadeDocument("survey.pdf", pdf_file(build))


def _two_times() -> MadeDocument:
    text = "Clinic skills course\n\nTuesday 8 March 2022, 10am to 12pm\nThe course on Tuesday 8 March 2022, 11am to 1pm, is free.\n"
    return MadeDocument("two-times.txt", text.encode())


def _holiday_hours() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Pharmacies at Easter", 1)
        document.add_paragraph("Please attend a pharmacy near you.")
        table(document, [
            ("Date", "Open", "Where"),
            ("Friday 15 April 2022", "10am - 4pm", "High Street Pharmacy"),
            ("Monday 18 April 2022", "10am - 2pm", "High Street Pharmacy"),
        ])  # fmt: skip

    return MadeDocument("easter.docx", word(build))


def _beside_a_date() -> MadeDocument:
    def build(document: Any) -> None:
        document.add_heading("Training day", 1)
        table(document, [
            ("Date: 8 March 2022", "Lunch: 12pm to 1pm"),
            ("Venue: Town Hall", "Enquiries 9am to 5pm"),
        ])  # fmt: skip

    return MadeDocument("beside.docx", word(build))


def _moved() -> MadeDocument:
    text = "Webinar on neglect\n\nThe webinar of 8 March 2022 will now be 15 March 2022, 10am to 12pm. Please register again.\n"
    return MadeDocument("moved.txt", text.encode())


def _start_and_end_dates() -> MadeDocument:
    page = """<h1>Course blocks</h1><table><tr><th>Course</th><th>Start date</th><th>End date</th><th>Daily</th></tr>
<tr><td>Return to practice</td><td>7 March 2022</td><td>1 April 2022</td><td>9am to 5pm</td></tr></table>"""
    return MadeDocument("blocks.html", page.encode())


def _from_a_day_on() -> MadeDocument:
    text = "# Training hub\n\nFrom 8 March 2022 the hub is staffed 9am to 5pm, and training rooms can be booked.\n"
    return MadeDocument("hub.md", text.encode())


def _room_booking() -> MadeDocument:
    plain = (
        "Booking confirmation\n\nRoom 3, 8 March 2022, 9:00 - 12:00\nBooking reference: 1234\nTraining table layout\n"
    )
    return MadeDocument("room.eml", mail("Your room", plain))


WITHOUT_SESSIONS = (
    _holiday_hours, _beside_a_date, _moved, _start_and_end_dates, _from_a_day_on, _room_booking,
    _columns_pdf, _invoice, _minutes, _policy, _opening_hours, _programme, _maintenance, _vacancy, _rota, _past_event,
    _weekly, _without_years, _without_ends, _survey_pdf, _two_times,
)  # fmt: skip
