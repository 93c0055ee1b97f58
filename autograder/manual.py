"""The manual: what the commands say about themselves."""

from __future__ import annotations

ABOUT = "Exercises for Day 4, Calculus for Machine Learning."

MAIN_HELP = """\
for learners:
  autograder watch           check your exercises at every save, and show one next step
  pytest autograder          check your exercises once, and read the one next step
  autograder hint 2.3        a hint for task 2.3; ask again and it says more
  autograder next            the one task to go on with
  autograder progress        what is done, points over time, mistakes met
  autograder reset 2.3       put a task back as it was shipped; your work is kept
  autograder solution 2.3    a worked solution, once the task passes
  autograder plot 2.3        a picture of your answer to task 2.3

for authors:
  autograder build           write exercises/ from solutions/
  autograder build --check   only tell whether they are in step

for instructors:
  autograder release DIR     write a copy of the kit for a class, without solutions
  autograder nbgrader DIR    write an nbgrader course
  autograder doctor          tell whether this machine can hold what strangers hand in
  autograder grade DIR --out GRADES    grade the submissions of a class

`autograder COMMAND --help` tells more about a command.
Exit codes: 0 all is well, 1 something is left to do, 2 the command was not understood.
"""

HINT_ABOUT = "Print the next hint for a task: first a question about the idea, then more."

HINT_HELP = """\
examples:
  autograder hint 2.3        the first hint for task 2.3
  autograder hint 2.3        the same again: the next hint

A hint costs nothing. progress.txt, beside exercises/, remembers what you have seen;
delete it to start over.
"""

BUILD_ABOUT = """\
Derive script and notebook in exercises/ from solutions/: every solution becomes a stub.
"""

BUILD_HELP = """\
examples:
  autograder build           write what has changed; keep exercises that hold work
  autograder build --check   write nothing; exit code 1 if a file is out of step
  autograder build --force   replace exercises that hold work, too; a copy is kept beside
"""

DOCTOR_ABOUT = "Fire live attacks at the sandbox, and print what this machine stops."

DOCTOR_HELP = """\
examples:
  autograder doctor          exit code 0 if this machine is fit for strangers, else 1

docs/sandbox.md tells what is promised, and what is not.
"""

NBGRADER_ABOUT = """\
Write an nbgrader course: source notebooks with points and locked checks, settings, and a list of
students to fill. It needs the extra: pip install -e ".[notebooks]"
"""

NBGRADER_HELP = """\
examples:
  autograder nbgrader course                      write the course into the folder course
  autograder nbgrader course --exchange exchange  let notebooks travel through this folder
  autograder nbgrader course --force              replace changed files, too; copies are kept

Then, in that folder: nbgrader generate_assignment day4. docs/instructors.md goes on from there.
"""

RELEASE_ABOUT = "Write a copy of the kit for a class: stubs and checks, without solutions."

RELEASE_HELP = """\
examples:
  autograder release ../day4         write the folder day4, which must be new or empty
  autograder release ../day4 --zip   write day4.zip instead; it unpacks to the folder day4

The exercises are derived from solutions/: your work in exercises/ stays with you.
Recorded answers stand in for solutions/, so the copy gives the same verdicts.
"""
