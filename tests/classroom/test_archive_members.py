"""
Members of archives.
"""

from __future__ import annotations

import pytest

from autograder.classroom.archive_members import check_entries, refuse_kind
from autograder.classroom.entries import ENTRIES, Refused


def test_members_are_limited() -> None:
    """
    As many members as the limit are read, and not one more.
    """
    check_entries(ENTRIES)
    with pytest.raises(Refused, match=f"more than {ENTRIES} members, hidden ones included"):
        check_entries(ENTRIES + 1)


def test_a_member_of_another_kind_is_refused_by_name() -> None:
    """
    A link or a device is named, in characters that are safe to print.
    """
    with pytest.raises(Refused, match=r"not a regular file: a\\x1b\."):
        refuse_kind("a\x1b")
