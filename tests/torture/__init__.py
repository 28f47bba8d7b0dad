"""The protocol of rough weather, letter by letter: ``make torture`` runs it in full and writes docs/reliability.md.

Belongs here: which letter is proven by which command (`protocol`), running them (`__main__`), the table (`table`), and
the runs that nothing else in the tests has: killing (`kills`), failing disks (`disks`), servers that misbehave often
(`servers`, and their client, `asking`), names (`names`), statements (`statements`), texts (`texts`), politeness
(`politeness`). Does not belong here: what the tests of the product prove already; the protocol calls those.
"""
