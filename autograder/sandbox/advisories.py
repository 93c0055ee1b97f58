"""
Known holes in Python's standard library that matter to a grader that reads archives.

SECURITY.md says what each of them means for the kit.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

Version = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Advisory:
    """Holes that were closed together. fixed: the first release without them, by branch."""

    names: tuple[str, ...]
    module: str
    fixed: tuple[Version, ...]

    def is_open_in(self, version: Version) -> bool:
        """Whether a release has the holes. A branch newer than all of these never had them."""
        same_branch = [fix for fix in self.fixed if fix[:2] == version[:2]]
        return version < (same_branch or self.fixed)[0]


ADVISORIES = (
    Advisory(("CVE-2024-0450",), "zipfile", ((3, 11, 8), (3, 12, 2))),
    Advisory(("CVE-2024-6232",), "tarfile", ((3, 11, 10), (3, 12, 6), (3, 13, 0))),
    Advisory(("CVE-2024-8088",), "zipfile", ((3, 11, 10), (3, 12, 6), (3, 13, 0))),
    Advisory(
        ("CVE-2024-12718", "CVE-2025-4138", "CVE-2025-4330", "CVE-2025-4435", "CVE-2025-4517"),
        "tarfile",
        ((3, 11, 13), (3, 12, 11), (3, 13, 4)),
    ),
    Advisory(("CVE-2025-8194",), "tarfile", ((3, 11, 14), (3, 12, 12), (3, 13, 6))),
)


def warning(version: Version = sys.version_info[:3]) -> str:
    """
    One line about the holes in a release, by default in this one, and the first release of its
    branch, else of the next one, without any; "" if there are none.
    """
    found = [advisory for advisory in ADVISORIES if advisory.is_open_in(version)]
    if not found:
        return ""
    fixes = {fix for advisory in found for fix in advisory.fixed}
    closed = max([fix for fix in fixes if fix[:2] == version[:2]] or fixes)
    now, then = (".".join(map(str, one)) for one in (version, closed))
    names = ", ".join(name for advisory in found for name in advisory.names)
    modules = " and ".join(sorted({advisory.module for advisory in found}))
    return (
        f"Python {now} has known holes in {modules} ({names}): "
        f"upgrade to {then} or newer. SECURITY.md explains them."
    )
