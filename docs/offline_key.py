#!/usr/bin/env python3
"""Makes the office's recovery key on a computer that is not on any network. Needs Python 3.8 or newer, nothing else.

    python3 offline_key.py          make a pair, print the two sheets
    python3 offline_key.py check    type a sheet back and be told which line has a wrong letter

It writes no file and sends nothing. The private half exists on the paper only, once this window is closed.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
import sys
from collections.abc import Callable

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
PUBLIC, PRIVATE = b"public", b"private"
PRIME, A24 = 2**255 - 19, 121665


def x25519(scalar: bytes, point: bytes) -> bytes:
    """The function of RFC 7748, section 5, in plain integers."""
    k = bytearray(scalar)
    k[0] &= 248
    k[31] = (k[31] & 127) | 64
    k = int.from_bytes(k, "little")
    u = int.from_bytes(point, "little") % 2**255 % PRIME
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for t in range(254, -1, -1):
        bit = (k >> t) & 1
        if swap != bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a, c * b, a * a, b * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % PRIME, u * (da - cb) ** 2 % PRIME
        x2, z2 = aa * bb % PRIME, e * (aa + A24 * e) % PRIME
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")


def public_of(private: bytes) -> bytes:
    """The public half."""
    return x25519(private, (9).to_bytes(32, "little"))


def fingerprint(public: bytes) -> str:
    """The short name of a public half, the same as the system shows."""
    text = hashlib.blake2b(b"", key=public, person=b"fingerprint", digest_size=10).hexdigest().upper()
    return " ".join(text[at : at + 4] for at in range(0, 20, 4))


def letters(number: int, count: int) -> str:
    """A number as letters."""
    return "".join(LETTERS[(number >> 5 * at) & 31] for at in reversed(range(count)))


def spell(key: bytes, half: bytes) -> list[str]:
    """Four lines of sixteen letters: thirteen carry eight bytes, the last three check them, their line and the half."""
    lines = []
    for number in range(4):
        part = key[8 * number : 8 * number + 8]
        digest = hashlib.sha256(b"khamrong paper key " + half + bytes([number]) + part).digest()
        text = letters(int.from_bytes(part, "big"), 13) + letters(int.from_bytes(digest[:2], "big") >> 1, 3)
        lines.append(" ".join(text[at : at + 4] for at in range(0, 16, 4)))
    return lines


def read(typed: str, number: int, half: bytes) -> bytes | None:
    """The eight bytes of one typed line, or None when a letter is wrong."""
    text = "".join(typed.upper().replace("O", "0").replace("I", "1").replace("L", "1").replace("-", "").split())
    if len(text) != 16 or not set(text) <= set(LETTERS):
        return None
    value = 0
    for letter in text[:13]:
        value = value * 32 + LETTERS.index(letter)
    part = (value % 2**64).to_bytes(8, "big")
    again = spell(bytes(8 * number) + part + bytes(24 - 8 * number), half)[number]
    return part if again.replace(" ", "") == text else None


def sheet(private: bytes) -> str:
    """The words for paper."""
    public = public_of(private)
    rule, cut = "=" * 64, "- - - - - - - - - - ตัดตรงนี้ · cut here - - - - - - - - - - - -"
    show = [f"   {n + 1})  {line}" for n, line in enumerate(spell(public, PUBLIC))]
    hide = [f"   {n + 1})  {line}" for n, line in enumerate(spell(private, PRIVATE))]
    return "\n".join([
        rule, "ส่วนเปิดเผย · PUBLIC HALF", "นำไปวางในหน้าผู้ดูแลระบบ · to be typed into the administrator's page", "",
        *show, "", "   ลายนิ้วมือ · fingerprint   " + fingerprint(public),
        "   ตัวตรวจสี่ตัว · four letters   " + fingerprint(public)[-4:], "", cut, "",
        "ส่วนลับ · PRIVATE HALF", "กุญแจสำรองช่องทางลับของสำนักงาน · the office's recovery key",
        "ทำเมื่อ · made on   {}   ({} พ.ศ. {})".format(*day()), "", *hide, "",
        "   ลายนิ้วมือ · fingerprint   " + fingerprint(public), "",
        "1. พิมพ์หรือเขียนด้วยมือสองแผ่น แล้วตรวจด้วยคำสั่ง check",
        "   Print or write it twice, then prove each sheet with: check",
        "2. ใส่ซองทึบ ปิดผนึก ลงชื่อทับรอยผนึก เก็บคนละที่กัน นอกมือผู้อ่านเรื่องลับ",
        "   Opaque envelopes, sealed and signed, in two places, not with a reader",
        "3. ห้ามถ่ายรูป ห้ามพิมพ์ลงเครื่องที่ต่อเครือข่าย นอกจากในพิธีกู้คืน",
        "   No photograph; type it nowhere but in the ceremony",
        "4. ปิดหน้าต่างนี้ ลบแฟ้มถ้าบันทึกไว้ แล้วปิดเครื่อง",
        "   Close this window, delete any file of it, switch the computer off", rule,
    ])  # fmt: skip


def day() -> tuple[str, str, int]:
    """Today, as both calendars write it."""
    today = datetime.date.today()  # noqa: DTZ011, TID251  (a sheet of paper has the day of its own table)
    return today.isoformat(), today.strftime("%d/%m"), today.year + 543


def check(ask: Callable[[str], str] = input) -> None:
    """Ask for the four lines of a half; name each that is wrong until it is right."""
    which = ask("ส่วนลับ กด Enter ส่วนเปิดเผย พิมพ์ public · private: Enter, public: type public  ")
    half = PUBLIC if which.strip().lower() in ("public", "เปิดเผย", "ส่วนเปิดเผย") else PRIVATE
    key = b""
    for number in range(4):
        part = None
        while part is None:
            part = read(ask(f"{number + 1})  "), number, half)
            if part is None:
                say(f"   บรรทัดที่ {number + 1} มีตัวผิด ตรวจแล้วพิมพ์ใหม่ · line {number + 1} has a wrong letter")
        key += part
    public = key if half == PUBLIC else public_of(key)
    say("ถูกต้องทุกตัว · every letter is right\nลายนิ้วมือ · fingerprint   " + fingerprint(public))


def say(words: str) -> None:
    """Speak to the person at the table."""
    print(words)  # noqa: T201


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if sys.argv[1:] == ["check"]:
        check()
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        say(sheet(secrets.token_bytes(32)))
