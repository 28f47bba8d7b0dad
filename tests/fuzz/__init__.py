"""Every parser of what strangers wrote, given what nobody would write: it reads, or says why it does not.

Belongs here: strategies (`strategies`), the readers and what must hold of their answers (`targets`), a few things each
with what once broke one (`test_fuzz`), many (`__main__`). Does not belong here: what a reader makes of honest input.
"""
