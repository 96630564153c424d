"""Once a year the list of what is kept too long is made ready and management is told; more the worker never does."""

from contextlib import suppress
from datetime import datetime

from flask import current_app

from app.domain.workflow import Role
from app.services import outbox, staff
from app.services.personal import retention
from app.services.transaction import transaction


def make_ready(now: datetime) -> None:
    """Write this year's list when there is something to write, and a letter to each of the management."""
    if not any(retention.due(now).values()):
        return
    with suppress(retention.Refused), transaction():
        made = retention.make(now=now)
        count = retention.counts(made).left
        address = f"{current_app.config['PUBLIC_URL']}/management/personal-data/retention/{made.year}"
        body = f"บัญชีขอทำลายประจำปี {made.year} พร้อมตรวจ {count} รายการ ระบบยังไม่ลบอะไร\n{address}"
        for member in staff.active() if outbox.configured() else ():
            if member.email and Role.MANAGEMENT in member.roles:
                outbox.put(member.email, "บัญชีขอทำลายพร้อมตรวจ", body, key=f"retention/{made.year}", now=now)
