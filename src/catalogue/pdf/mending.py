"""Mending a damaged PDF: a lost index, a cut end, a broken page tree.

Belongs here: bytes to mended bytes, in memory. Does not belong here: reading text. The stored bytes are never
changed; the mended copy lives as long as its reading.
"""

import io

import pikepdf

_TAIL = 2_048


def mend(data: bytes) -> bytes | None:
    """Write a PDF anew from what can be found in it.

    Args:
        data: The file's bytes.

    Returns:
        The mended file; None where nothing in it can be mended, or where it asks for a password.
    """
    out = io.BytesIO()
    # qpdf does not see the last object of a file that ends with it.
    ended = data + b"\n%%EOF\n" if breaks_off(data) else data
    try:
        with pikepdf.open(io.BytesIO(ended), suppress_warnings=True) as document:
            if not len(document.pages):
                return None
            document.save(out)
    except Exception:  # noqa: BLE001 - qpdf raises whatever a broken file provokes; told as not mended
        return None
    return out.getvalue()


def breaks_off(data: bytes) -> bool:
    """Tell whether a PDF lacks the mark of its end.

    Args:
        data: The file's bytes.

    Returns:
        Whether the mark is missing from the last two kilobytes.
    """
    return b"%%EOF" not in data[-_TAIL:]
