# attacks: nothing
# status: PASS
# reason: the functions above the exit are there and right; the exit itself decides nothing

import sys

sys.exit(0)
