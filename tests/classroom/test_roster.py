"""
The roster, and the members of a class.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.classroom.roster import people_in, read_roster
from autograder.grading.errors import KitError

ROSTERS = {
    "plain": ("id,name\nada,Ada Lovelace\nalan,\n", {"ada": "Ada Lovelace", "alan": ""}),
    "no header": ("ada\nalan\n", {"ada": "", "alan": ""}),
    "semicolons": ("Name;ID\nLovelace, Ada;ada\n", {"ada": "Lovelace, Ada"}),
    "canvas": (
        'Student,ID,SIS Login ID,Section\n"Lovelace, Ada",12,ada@example.org,A\n',
        {"12": "Lovelace, Ada"},
    ),
    "moodle": (
        "Identifier,Full name,Email address\nTeilnehmer/in 12345,Ada Lovelace,a@example.org\n",
        {"12345": "Ada Lovelace"},
    ),
    "gradescope": (
        "First Name,Last Name,SID,Email\nAda,Lovelace,100,a@example.org\n",
        {"100": "Ada Lovelace"},
    ),
    "nbgrader": ("id,first_name,last_name\nada,Ada,Lovelace\n", {"ada": "Ada Lovelace"}),
    "canvas, rows that are no people": (
        (
            "Student,ID,SIS Login ID,Section,day4\n,,,,Manual\n    Points Possible,,,,100\n"
            '"Lovelace, Ada",5,ada,S,\n"Student, Test",9,,S,\n'
        ),
        {"5": "Lovelace, Ada"},
    ),
    "gradescope, teachers": (
        "Name,SID,Role\nAda L,7,Student\nEve,8,Instructor\nTom,9,TA\n",
        {"7": "Ada L"},
    ),
    "excel, formulas": ('id,name\n="0042",Ada\n="10001",Bob\n', {"0042": "Ada", "10001": "Bob"}),
    "excel, decimals": ("id,name\n10001.0,Ada\n10002.0,Bob\n", {"10001": "Ada", "10002": "Bob"}),
    "grades.csv": ("id,status\n'0042,GRADED\n'-7,GRADED\n", {"0042": "", "-7": ""}),
    "excel, a line below the class": (
        "id,name\n10001,Ada\n10002,Bob\nTotal,2\nExported on 2026-11-30,\n",
        {"10001": "Ada", "10002": "Bob"},
    ),
    "people whose logins begin like such a line": (
        "id,name\n10001,A\n10002,B\nsumeet,C\ntotal.t,D\nmean-e,E\n",
        {"10001": "A", "10002": "B", "sumeet": "C", "total.t": "D", "mean-e": "E"},
    ),
    "a person called like such a line": ("id,name\nada,A\nmedia,B\n", {"ada": "A", "media": "B"}),
    "moodle, without a space": (
        "Identifiant;Nom complet\nParticipant10001;Ada L\nParticipant10002;Bob R\n",
        {"10001": "Ada L", "10002": "Bob R"},
    ),
    "moodle in Italian, without a space": (
        "Identificatore;Nome completo\nPartecipante10001;Ada L\nPartecipante10002;Bob R\n",
        {"10001": "Ada L", "10002": "Bob R"},
    ),
    "logins of a school": (
        "id,name\nstudent12345,Ada\nS12346,Bob\n",
        {"student12345": "Ada", "S12346": "Bob"},
    ),
    "in Turkish": (
        "\u00d6\u011eRENC\u0130 NO;ADI;SOYADI\n10001;\u0130SMA\u0130L;I\u015eIK\n10002;B;C\n",
        {"10001": "\u0130SMA\u0130L I\u015eIK", "10002": "B C"},
    ),
    "pipes": ("id|name\nada|Ada\n", {"ada": "Ada"}),
    "moodle, teachers in German": (
        (
            "Vorname,Nachname,Anmeldename,E-Mail-Adresse,Rollen\n"
            "Ada,L,ada,a@u.de,Teilnehmer/in\nBob,R,bob,b@u.de,Trainer/in\n"
            "Eve,S,eve,e@u.de,Trainer/in ohne Bearbeitungsrecht\n"
        ),
        {"ada": "Ada L"},
    ),
    "canvas in Spanish": (
        (
            "Estudiante,ID,SIS User ID,SIS Login ID,Section\n"
            '"Lovelace, Ada",5,,ada,S\n"Estudiante, Prueba",9,,x,S\n'
        ),
        {"5": "Lovelace, Ada"},
    ),
    "excel, separator": ("sep=;\nid;name\nada;Ada, the first\n", {"ada": "Ada, the first"}),
    "excel, tab": ("sep=\t\r\nid\tname\r\nada\tAda\r\n", {"ada": "Ada"}),
    "titles": (
        "Day 4, autumn\n\n2 people;;\nid;name\nada;Ada\nbob;Bob\n",
        {"ada": "Ada", "bob": "Bob"},
    ),
    "brightspace": (
        (
            "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
            "#101,#grace,Hopper,Grace,grace@example.org,#\n"
        ),
        {"101": "Grace Hopper"},
    ),
    "blackboard": (
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\nHopper\tGrace\tgrace\t101\n',
        {"101": "Grace Hopper"},
    ),
    "github classroom": (
        "identifier,github_username,github_id,name\ns1,grace-h,77,Grace\n",
        {"s1": "Grace"},
    ),
    "moodle, worksheet in German": (
        (
            "ID,Vollst\u00e4ndiger Name,E-Mail-Adresse\nTeilnehmer/in 12345,Ada L,a@x.org\n"
            "Teilnehmer/in 12346,Bob R,b@x.org\n"
        ),
        {"12345": "Ada L", "12346": "Bob R"},
    ),
    "moodle, worksheet in French": (
        "Identifiant,Nom complet,Adresse de courriel\nParticipant 12345,Ada L,a@x.org\n",
        {"12345": "Ada L"},
    ),
    "moodle, worksheet in Spanish": (
        "Identificador,Nombre completo,Direcci\u00f3n email\nParticipante 5,Ada L,a@x\n",
        {"5": "Ada L"},
    ),
    "moodle, worksheet in Czech": (
        "Identifik\u00e1tor;Cel\u00e9 jm\u00e9no;Stav\n\u00da\u010dastn\u00edk 5;Ada L;x\n",
        {"5": "Ada L"},
    ),
    "moodle, list in German": (
        "Vorname,Nachname,ID-Nummer,E-Mail-Adresse,Gruppen\nAda,L\u00f6f,s5,a@x.org,A\n",
        {"s5": "Ada L\u00f6f"},
    ),
    "moodle, list in French": (
        "Pr\u00e9nom,Nom,Num\u00e9ro d\u2019identification,Adresse de courriel\nAda,L,s5,a@x.org\n",
        {"s5": "Ada L"},
    ),
    "moodle, list in Finnish": (
        "Etunimi,Sukunimi,S\u00e4hk\u00f6postiosoite\nAda,L,a@x.org\nBob,R,b@x.org\n",
        {"a@x.org": "Ada L", "b@x.org": "Bob R"},
    ),
    "a list without titles": ("s1;Ada L\ns2;Bob R\n", {"s1": "Ada L", "s2": "Bob R"}),
    "names in front": ("Ada L,s1\nBob R,s2\n", {"s1": "Ada L", "s2": "Bob R"}),
    "unknown titles": (
        "\u5b66\u53f7,\u59d3\u540d\ns1,\u674e\ns2,\u738b\n",
        {"s1": "\u674e", "s2": "\u738b"},
    ),
    "two words": ("ada,s1\ns2,s3\n", {"ada": "s1", "s2": "s3"}),
    "namesakes": ("id,name\n1,Ann\n2,Ann\n", {"1": "Ann", "2": "Ann"}),
    "numbered names": ("id,name\na,Student 1\nb,Student 2\n", {"a": "Student 1", "b": "Student 2"}),
    "old Macintosh": ("id,name\rada,Ada\rbob,Bob\r", {"ada": "Ada", "bob": "Bob"}),
    "twice": ("id\nada\nada\n", {"ada": ""}),
    "blank lines": ("id\n\nada\n,\n", {"ada": ""}),
    "newline in a cell": ('id,name\nada,"Ada\nLovelace"\n', {"ada": "Ada\\nLovelace"}),
}


@pytest.mark.parametrize(("text", "expected"), ROSTERS.values(), ids=ROSTERS)
def test_people_are_read(text: str, expected: dict[str, str]) -> None:
    """
    Exports of all platforms, and a bare list, give ids and names.
    """
    assert expected == {person.submission: person.name for person in people_in(text)}


def test_a_mark_in_front_is_not_part_of_the_header(tmp_path: Path) -> None:
    """
    A file that Excel saved as UTF-8 is read like any other.
    """
    path = tmp_path / "roster.csv"
    path.write_bytes(b"\xef\xbb\xbfID\r\nada\r\n")

    assert ["ada"] == [person.submission for person in read_roster(path)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "names nobody"),
        (b"id\n", "names nobody"),
        (b"\xff", "UTF-8"),
        (b'id\n"a', "not a CSV"),
        (b"id,name\n1,Ada\n1,Bob\n", "the id 1 twice, for Ada and Bob; correct one"),
        (b"name\nAnn Lee\nAnn Lee\n", "Ann Lee twice and no ids; add a column id"),
        (b"id,name\n1.23457E+19,Ada\n", r"1.23457E\+19, which a spreadsheet has shortened"),
        (b"<html><table>\n", "is a web page; open it in a spreadsheet"),
        (b"id,name\n1,Ada\n,Bob\n", "has no id for Bob; add it, or delete that line"),
    ],
    ids=[
        "empty",
        "header",
        "latin-1",
        "open-quote",
        "one-id",
        "no-ids",
        "shortened",
        "page",
        "no-id",
    ],
)
def test_a_bad_roster_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """
    A roster that cannot be read, or that would lose somebody, is refused in one sentence.
    """
    path = tmp_path / "roster.csv"
    path.write_bytes(content)

    with pytest.raises(KitError, match=reason):
        read_roster(path)


@pytest.mark.parametrize(
    ("name", "reason"), [("nope.csv", "there is no such file"), ("folder", "it is a folder")]
)
def test_a_roster_that_is_no_file_is_named(name: str, reason: str, tmp_path: Path) -> None:
    """
    Where there is no file to be read, the sentence says that it is the roster, and what to name.
    """
    (tmp_path / "folder").mkdir()
    said = rf"^The roster .*{name} cannot be used: {reason}; name a CSV file of the class\.$"

    with pytest.raises(KitError, match=said):
        read_roster(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id,name\nada,Ada\nbob,"Bob\neve,Eve\n', 3),
        ('id,name\nada,"Ada "the" L"\nbob,Bob\n', 2),
        ('sep=;\nid;name\nada;"A\nB"\nbob;"B"x\n', 5),
        ('The class\n\nid,name\nada,"Ada\n', 4),
    ],
)
def test_a_broken_quote_names_its_line(text: str, line: int, tmp_path: Path) -> None:
    """
    A roster with a quote too many is refused with the line in which it is.
    """
    path = tmp_path / "roster.csv"
    path.write_text(text)

    with pytest.raises(KitError, match=rf"roster.csv is not a CSV file: a quote in line {line} "):
        read_roster(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_roster_may_be_in_unicode_of_any_kind(encoding: str, tmp_path: Path) -> None:
    """
    A roster is read in UTF-8 and in UTF-16, with and without a mark in front.
    """
    path = tmp_path / "roster.csv"
    path.write_bytes("id,name\nada,Ad\u00e4\n".encode(encoding))

    assert [("ada", "Ad\u00e4")] == [(p.submission, p.name) for p in read_roster(path)]


def test_groups_and_ids_are_kept() -> None:
    """
    Each person has the groups of the roster, and every id with the column that it is from.
    """
    (ada,) = people_in('ID number,Email,Name,Groups\ns1,a@x.org,Ada,"A, Night"\n')

    assert ("A", "Night") == ada.groups
    assert (("id number", "s1"), ("email", "a@x.org")) == ada.ids
    assert ("s1", "a@x.org", "Ada") == ada.aliases
