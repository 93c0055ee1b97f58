"""The one error that ends a command with a sentence."""


class KitError(Exception):
    """One sentence for the person who typed the command: what is wrong, where, and what to do.

    exit_code is what the command ends with: 1 if something is left to do, 2 if it was mistyped.
    """

    def __init__(self, message: str, *, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [str(self)]
