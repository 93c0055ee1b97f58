# attacks: train
# status: SUBMISSION_ERROR
# reason: FileNotFoundError
# confined: PermissionError

HOST = "@host@"


def train():
    open(HOST, "a").write("forged")
