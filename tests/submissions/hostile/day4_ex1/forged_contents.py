# attacks: file
# status: BAD_ANSWER
# reason: Not a message: ValidationError

import os
import struct

body = b'["day4_ex1.py",[["probability","a\\u0000b",true,true,false]],null,[],false,"",[]]'
os.write(4, struct.pack("<I", len(body)) + body)
