"""
When Moodle's worksheet says that work was handed in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.worksheet import time_in, times_in_worksheet, worksheet_times

BERLIN = ZoneInfo("Europe/Berlin")
WHEN = datetime(2026, 11, 20, 23, 58, tzinfo=BERLIN)

# strftimedaydatetime in langconfig of each language, of old versions and of new ones.
WRITTEN = {
    "en": "Friday, 20 November 2026, 11:58 PM",
    "en_us": "Friday, November 20, 2026, 11:58 PM",
    "de": "Freitag, 20. November 2026, 23:58",
    "fr": "vendredi 20 novembre 2026, 23:58",
    "es": "viernes, 20 de noviembre de 2026, 23:58",
    "es, old": "viernes, 20 de noviembre de 2026, 11:58 PM",
    "es, as Unicode has it": "viernes, 20 de noviembre de 2026, 11:58\u00a0p.\u00a0m.",
    "it": "venerd\u00ec, 20 novembre 2026, 23:58",
    "nl": "vrijdag, 20 november 2026, 23:58",
    "nl, old": "vrijdag, 20 november 2026, 23:58 PM",
    "a narrow space": "Friday, 20 November 2026, 11:58\u202fPM",
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "de_at": "Jänner Feber März April Mai Juni Juli August September Oktober November Dezember",
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
        "dicembre"
    ),
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
DAYS = {
    "en": "Tuesday, {} {} 2026, 9:05 AM",
    "de": "Dienstag, {}. {} 2026, 09:05",
    "de_at": "Mittwoch, {}. {} 2026, 9:05 Uhr",
    "fr": "mardi {} {} 2026, 09:05",
    "es": "martes, {} de {} de 2026, 09:05",
    "it": "marted\u00ec, {} {} 2026, 09:05",
    "nl": "maandag, {} {} 2026, 09:05",
}

HEADER = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
HEADER += "Last modified (submission),Last modified (grade),Feedback comments"
GRANTED = "Submitted for grading - Extension granted until: Friday, 27 November 2026, 11:59 PM"
MARKED = "Friday, 1 May 2026, 1:00 PM"
SHEET = f"""{HEADER}
Participant 101,Ada,a@x.org,"{GRANTED}",,100,Yes,"{WRITTEN["en"]}","{MARKED}",
Participant 0102,Bob,b@x.org,No submission,,100,Yes,-,"{MARKED}","{MARKED}"
Participant 103,Eve,e@x.org,"2 days late",,100,Yes,"Sunday, 22 November 2026, 12:00 AM"
"""


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_date_is_read_in_each_language(text: str) -> None:
    """
    Moodle's own way of writing a date is read in six languages, with either clock.
    """
    assert WHEN == time_in(text, BERLIN)


@pytest.mark.parametrize("language", MONTHS)
def test_each_month_is_told_from_the_others(language: str) -> None:
    """
    All months of a language are read, beside days of the week that begin like a month.
    """
    for number, name in enumerate(MONTHS[language].split(), start=1):
        text = DAYS[language].format(number, name)

        assert datetime(2026, number, number, 9, 5, tzinfo=UTC) == time_in(text, UTC)


@pytest.mark.parametrize(
    ("clock", "hour"),
    [
        ("12:00 AM", 0),
        ("12:00 PM", 12),
        ("1:00 AM", 1),
        ("1:00 p.m.", 13),
        ("0:00", 0),
        ("00:00 AM", 0),
    ],
)
def test_noon_and_midnight(clock: str, hour: int) -> None:
    """
    Twelve in the morning is midnight, and twelve in the afternoon is noon.
    """
    expected = datetime(2026, 11, 1, hour, tzinfo=UTC)

    assert expected == time_in(f"Sunday, 1 November 2026, {clock}", UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "101",
        "Friday",
        "20/11/26, 23:58",
        "Friday, 31 November 2026, 11:58 PM",
        "Friday, 20 November 2026, 25:58",
        "Friday, 20 November 2026",
        "November 2026, 11:58 PM",
        "maandag 20/11/2026, 11:58",
        GRANTED,
        "Extension granted until: Friday, 20 November 2026, 11:58 PM",
        "Zur Bewertung abgegeben - Verl\u00e4ngerung bis: Freitag, 20. November 2026, 23:58",
        "Friday, 20 November 2026, 11:58 PM and more than that",
    ],
)
def test_what_is_no_date_alone_is_none(text: str) -> None:
    """
    No time is read from half a date, from an impossible one, or from a sentence around one.
    """
    assert time_in(text, UTC) is None


def test_the_submission_is_not_the_extension() -> None:
    """
    The time is that of the submission: not of the extension before it or the grade behind it.
    """
    expected = {"101": WHEN, "103": datetime(2026, 11, 22, tzinfo=BERLIN)}

    assert expected == times_in_worksheet(SHEET, BERLIN)


def test_who_saved_it_does_not_matter(tmp_path: Path) -> None:
    """
    A mark of the byte order, Windows' line ends and semicolons change nothing.
    """
    path = tmp_path / "sheet.csv"
    path.write_bytes(b"\xef\xbb\xbf" + SHEET.replace("\n", "\r\n").encode())
    assert times_in_worksheet(SHEET, BERLIN) == worksheet_times(path, BERLIN)


@pytest.mark.parametrize("space", ["", " "])
def test_german_puts_no_space_before_a_number(space: str) -> None:
    """
    The people of a German worksheet are known with a space before their number and without.
    """
    text = f'Person;Zuletzt\nTeilnehmer/in{space}7;"Freitag, 20. November 2026, 23:58"\n'

    assert {"7": WHEN} == times_in_worksheet(text, BERLIN)


@pytest.mark.parametrize("text", ["", "\n", "id,name\nada,Ada\n", HEADER, "Participant 1", '"'])
def test_any_other_roster_has_no_times(tmp_path: Path, text: str) -> None:
    """
    A file that is no worksheet, is not there or cannot be read says nothing.
    """
    (tmp_path / "roster.csv").write_bytes(text.encode("utf-16"))

    assert {} == times_in_worksheet(text, UTC)
    assert {} == worksheet_times(tmp_path / "roster.csv", UTC)
    assert {} == worksheet_times(tmp_path / "nowhere.csv", UTC)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """
    Whatever is in a cell or a file, nothing is raised.
    """
    found = times_in_worksheet(f"x\nParticipant 1,{text}", UTC)

    assert found.keys() <= {"1"}
    assert time_in(text, UTC) is None or any(map(str.isdigit, text))
