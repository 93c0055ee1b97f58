# attacks: train
# status: SUBMISSION_ERROR
# reason: FileNotFoundError
# says: /etc/passwd
# confined: PermissionError

def train():
    return open("/etc/passwd").read()
