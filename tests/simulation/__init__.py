"""The simulation: a small country of publishers over 400 days, watched by the real round of watching.

Belongs here: what happens to whom and when (``plan``), answering for it (``country``), what must follow by the
specification alone (``oracle``), and running it (``running``). Does not belong here: any rule of the product; the
oracle and the plan import none of it.
"""
