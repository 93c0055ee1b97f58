from autograder.grading.errors import KitError


def test_an_error_is_its_sentence() -> None:
    """
    An error reads as its sentence, and ends a command with 1 unless it says otherwise.
    """
    assert "No such folder." == str(KitError("No such folder."))
    assert 1 == KitError("No such folder.").exit_code
    assert 2 == KitError("No such task.", exit_code=2).exit_code
