# attacks: nothing
# status: PASS

import sys

sys.exit(0)
