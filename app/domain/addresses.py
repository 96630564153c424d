"""Where an office lies: names of places without the word for what they are, and the address as a letter has it."""

import re

SUBDISTRICT, DISTRICT, PROVINCE = ("ตำบล", "ต."), ("อำเภอ", "อ."), ("จังหวัด", "จ.")


def bare(name: str, kinds: tuple[str, ...]) -> str:
    """อำเภอสายบุรี, อ. สายบุรี → สายบุรี."""
    return re.sub(rf"^(?:{'|'.join(map(re.escape, kinds))})\s*", "", name.strip())


def postal(address: str, subdistrict: str, district: str, province: str, postcode: str) -> str:
    """What was written of the place, and after it what was left out there: ตำบล, อำเภอ, จังหวัด, รหัสไปรษณีย์."""
    parts = ((SUBDISTRICT, subdistrict), (DISTRICT, district), (PROVINCE, province))
    places = [kinds[0] + name for kinds, name in parts if name and not _says(address, kinds, name)]
    return " ".join(part for part in (address, *places, "" if postcode in address else postcode) if part)


def _says(address: str, kinds: tuple[str, ...], name: str) -> bool:
    return any(f"{kind}{name}" in address.replace(f"{kind} ", kind) for kind in kinds)
