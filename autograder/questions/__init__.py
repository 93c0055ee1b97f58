"""Questions on why a task works, a page for each exercise; `grading/question_page.py` reads it."""
