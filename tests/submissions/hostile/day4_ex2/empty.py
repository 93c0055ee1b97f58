# attacks: file
# status: FAIL
# reason: missing
# handed in: alone
