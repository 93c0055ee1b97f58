# attacks: train
# status: SUBMISSION_ERROR
# reason: ValueError

def train():
    raise ValueError("\x1b[31m<script>alert(1)</script>\n=1+1")
