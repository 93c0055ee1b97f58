# attacks: file
# status: SUBMISSION_ERROR
# reason: unreadable
# says: day4_ex2.py, line

def train(:
    return 1
