"""The duty case by case, as a safeguarding officer would put it and correct it: facts, and the sentence that follows.

Belongs here: the cases. Does not belong here: how they are run (``test_retention.py``).
"""

CASES = """
An English review (LCSPR) published 15 March 2021, there on 1 June 2021
= Available; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, there on 15 March 2022
= Available; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, there on 16 March 2022
= Available; its period ended on 15 March 2022.

An English review (LCSPR) published 15 March 2021, gone since 3 June 2021, asked on 9 June 2021
= Not found at its published address since 3 June 2021; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, gone since 3 June 2021, a copy at http://nspcc.test/q, asked on 9 June 2021
= Not found at its published address since 3 June 2021; its period runs until 15 March 2022. A copy is at http://nspcc.test/q.

An English review (LCSPR) published 15 March 2021, there, a copy at http://nspcc.test/q, asked on 9 June 2021
= Available; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, unclear since 3 June 2021, asked on 9 June 2021
= Could not be checked since 3 June 2021; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, taken down by its publisher since 3 June 2021, asked on 9 June 2021
= Its publisher says that it withdrew, removed or moved it; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, gone since 20 April 2022, asked on 1 May 2022
= Not found at its published address since 20 April 2022; its period ended on 15 March 2022. Removal after it is lawful and common.

An English review (LCSPR) published 15 March 2021, gone since 10 March 2022, asked on 1 May 2022
= Not found at its published address since 10 March 2022; its period ended on 15 March 2022. It had gone before then.

An English review (LCSPR) published 15 March 2021, gone since 15 March 2022, asked on 1 May 2022
= Not found at its published address since 15 March 2022; its period ended on 15 March 2022. It had gone before then.

An English review (LCSPR) published 15 March 2021, unclear since 20 April 2022, asked on 1 May 2022
= Could not be checked since 20 April 2022; its period ended on 15 March 2022.

An English review (LCSPR) published 29 February 2020, gone since 1 January 2021, asked on 28 February 2021
= Not found at its published address since 1 January 2021; its period runs until 28 February 2021.

An English review (LCSPR) published 29 February 2020, gone since 1 March 2021, asked on 1 March 2021
= Not found at its published address since 1 March 2021; its period ended on 28 February 2021. Removal after it is lawful and common.

An English review (LCSPR) published 28 February 2019, there on 28 February 2020
= Available; its period runs until 28 February 2020.

An English review (LCSPR) published January 2021, there on 1 January 2022
= Available; its period runs until at least 1 January 2022.

An English review (LCSPR) published January 2021, gone since 5 December 2021, asked on 20 January 2022
= Not found at its published address since 5 December 2021; its period ends on a day from 1 January 2022 to 31 January 2022: it may still run, and may have ended.

An English review (LCSPR) published January 2021, gone since 5 December 2021, asked on 1 February 2022
= Not found at its published address since 5 December 2021; its period ended on a day from 1 January 2022 to 31 January 2022. It had gone before then.

An English review (LCSPR) published January 2021, gone since 20 January 2022, asked on 1 February 2022
= Not found at its published address since 20 January 2022; its period ended on a day from 1 January 2022 to 31 January 2022, before or after that day.

An English review (LCSPR) published January 2021, gone since 2 February 2022, asked on 3 February 2022
= Not found at its published address since 2 February 2022; its period ended on a day from 1 January 2022 to 31 January 2022. Removal after it is lawful and common.

An English review (LCSPR) published 2021, there on 30 June 2022
= Available; its period ends on a day from 1 January 2022 to 31 December 2022: it may still run, and may have ended.

An English review (LCSPR) published 2021, there on 1 January 2023
= Available; its period ended on a day from 1 January 2022 to 31 December 2022.

An English review (LCSPR) without a date, seen on 10 May 2021, there on 9 June 2021
= Available; its date is not known: its period ends on 10 May 2022 at the latest, and may have ended.

An English review (LCSPR) without a date, seen on 10 May 2021, gone since 3 June 2021, asked on 9 June 2021
= Not found at its published address since 3 June 2021; its date is not known: its period ends on 10 May 2022 at the latest, and may have ended.

An English review (LCSPR) without a date, seen on 10 May 2021, there on 11 May 2022
= Available; its period ended on 10 May 2022 at the latest.

An English review (LCSPR) without a date, not yet there on 3 May 2021, seen on 10 May 2021, gone since 3 June 2021, asked on 9 June 2021
= Not found at its published address since 3 June 2021; its period runs until at least 3 May 2022.

An English review (LCSPR) without a date, not yet there on 3 May 2021, seen on 10 May 2021, there on 5 May 2022
= Available; its period ends on a day from 3 May 2022 to 10 May 2022: it may still run, and may have ended.

An English review (LCSPR) without a date, there on 9 June 2021
= No publication date is known, so no period can be stated.

An English review (LCSPR) published 15 March 2021, its report withheld, there on 1 June 2021
= The report is withheld, and the information about improvements is available; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, its report withheld, gone since 3 June 2021, asked on 9 June 2021
= Not found at its published address since 3 June 2021; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, its report withheld, nothing published, asked on 9 June 2021
= The report is withheld, and no information about improvements is known; its period runs until 15 March 2022.

An English review (LCSPR) published 15 March 2021, its report withheld, there on 16 March 2022
= Available; its period ended on 15 March 2022.

An old English review (SCR) published 31 May 2014, gone since 3 June 2014, asked on 9 June 2014
= Not found at its published address since 3 June 2014; its period runs until 31 May 2015.

An old English review (SCR) published 31 May 2010, gone since 3 June 2010, asked on 9 June 2010
= No retention rule is known for this kind of publication.

A national review (NATIONAL_CSPR) published 4 March 2020, gone since 3 June 2021, asked on 9 June 2021
= No retention rule is known for this kind of publication.

A Welsh review (CPR) published 15 March 2021, gone since 3 April 2021, asked on 9 April 2021
= No retention rule is known for this kind of publication.

A Scottish review (LEARNING_REVIEW) published 15 March 2021, gone since 3 April 2021, asked on 9 April 2021
= No retention rule is known for this kind of publication.

A Northern Irish review (CMR) published 15 March 2021, gone since 3 April 2021, asked on 9 April 2021
= No retention rule is known for this kind of publication.

An English adult review (SAR) published 15 March 2021, gone since 3 April 2021, asked on 9 April 2021
= No retention rule is known for this kind of publication.
"""
"""Facts in plain words, then the sentence; one case a paragraph."""
