"""The table of settings in docs/operate.md, printed from the settings themselves: ``python -m tests.settings_table``."""

import re
from pathlib import Path

from pydantic_core import PydanticUndefined

from catalogue.settings import PREFIX, Settings

OPERATE = Path(__file__).resolve().parents[1] / "docs" / "operate.md"
TABLE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- end of settings -->)", re.S)


def table() -> str:
    """Return the table: variable, default, meaning."""
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if default is PydanticUndefined or default in (None, (), ""):
            shown = "–"
        elif isinstance(default, tuple):
            shown = "<br>".join(f"`{one}`" for one in default)
        else:
            shown = f"`{default}`"
        meaning = " ".join((field.description or "").split()).replace("|", "\\|")
        lines.append(f"| `{PREFIX}{name.upper()}` | {shown} | {meaning} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table into the document."""
    OPERATE.write_text(TABLE.sub(lambda _: table(), OPERATE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
