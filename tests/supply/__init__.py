"""What the catalogue is made of: dependencies, licences, secrets, and whether it is built the same twice.

Belongs here: looking at the lock, the installed packages and the repository (`licences`, `secrets`, `builds`,
`advisories`), one command for all (`__main__`, ``make audit``). Does not belong here: the product.
"""
