# attacks: file
# status: STOPPED_EARLY
# reason: exit code 0

import os

os._exit(0)
