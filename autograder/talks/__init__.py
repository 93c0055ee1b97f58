"""Small inputs for talks, from exercises that bring their own; see `grading/talk_page.py`."""
