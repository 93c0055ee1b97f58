"""The catalogues: every plausible wrong answer, how it is recognised, and what to say."""
