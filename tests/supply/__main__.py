"""``make audit``: dependencies, licences, secrets, and whether wheel and lock come out the same twice.

Belongs here: the order, what is printed, the exit code. Does not belong here: looking (the modules beside).

Exit code 0 where everything was looked at and is well; 1 where something is wrong; 3 where nothing is wrong but something
could not be looked at, because no advisory service or no registry could be reached.
"""

import sys

from tests.supply import builds, licences, secrets
from tests.supply.advisories import Audited, audit

NOT_ALL = 3


def main() -> int:
    """Look at everything and print what was found."""
    wrong: list[str] = []
    missing: list[str] = []
    found = licences.licensed(licences.LOCK.read_text("utf-8"))
    wrong += (unfit := licences.unfit(found))
    licences.PAGE.write_text(licences.page(found), "utf-8")
    print(f"licences: {len(found)} packages, {len(unfit)} that a person must look at; docs/licences.md is written")
    files = secrets.committed()
    wrong += (looks := secrets.unknown(secrets.found(files)))
    print(f"secrets: {len(files)} files, {len(looks)} things that look like one")
    differs = builds.wheel_differs()
    wrong += [differs] if differs else []
    print(f"wheel: {differs or 'two builds are the same, byte for byte'}")
    compiled, told = builds.lock_differs()
    (wrong if compiled else missing).extend([told] if told else [])
    print(f"lock: {told or 'compiles to itself'}")
    audited, said = audit()
    print(f"dependencies: {audited.value}" + ("" if audited is Audited.CLEAN else f": {said}"))
    if audited is Audited.FAULTS:
        wrong.append("something in the lock has known faults")
    elif audited is Audited.NOT_AUDITED:
        missing.append("dependencies were NOT audited")
    print("\n".join(["", *wrong, *missing]).rstrip() or "\nEverything was looked at and is well.")
    if wrong:
        return 1
    return NOT_ALL if missing else 0


if __name__ == "__main__":
    sys.exit(main())
