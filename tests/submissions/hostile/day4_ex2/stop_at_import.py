# attacks: file
# status: TIMEOUT
# reason: stopped by the grader after

import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
