"""Who a visitor of the sample office can sign in as. These secrets open sample offices only and stand in the open."""

from collections.abc import Iterator

from app.domain.workflow import Role
from app.sample.people import ACCOUNTS, PASSWORD
from app.services.sealed.sample import PASSPHRASES
from app.services.sealed.sample_reports import REPORTS


def lines() -> Iterator[str]:
    """A few lines for the terminal."""
    yield f"ทดลองเข้าใช้ที่ /staff/sign-in รหัสผ่านเดียวกันทุกคน · sign in at /staff/sign-in, one password: {PASSWORD}"
    phrases = iter(PASSPHRASES)
    for username, _name, position, unit, roles in ACCOUNTS:
        sealed = f" · วลีเปิดเรื่องลับ · sealed channel: {next(phrases)}" if Role.INTEGRITY in roles else ""
        yield f"  {username:8} {position} {unit} ({', '.join(sorted(roles))}){sealed}"
    yield f"  รหัสเรื่องลับตัวอย่าง · code of a sealed sample report: {REPORTS[0].code}"
