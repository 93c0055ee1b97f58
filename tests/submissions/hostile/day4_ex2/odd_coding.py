# coding: no_such_coding
# attacks: file
# status: SUBMISSION_ERROR
# reason: unreadable
# says: names an encoding
# handed in: alone

def train():
    return 1
