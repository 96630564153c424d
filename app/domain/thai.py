"""Thai text as people type it, made comparable; it never corrects anyone's spelling."""

ARABIC_DIGITS = "0123456789"
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"

_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)
_TO_ARABIC = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)


def to_thai_digits(text: str) -> str:
    """2570 → ๒๕๗๐."""
    return text.translate(_TO_THAI)


def to_arabic_digits(text: str) -> str:
    """๒๕๗๐ → 2570."""
    return text.translate(_TO_ARABIC)
