# attacks: train
# status: SUBMISSION_ERROR
# reason: OSError
# confined: OUTPUT_LIMIT stopped by the grader after

def train():
    number = 0
    while True:
        with open(f"fill{number}", "wb") as file:
            file.write(b"x" * 2**20)
        number += 1
