"""Everybody who might knock: strangers, each role alone, integrity officers at every stage, the accused."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from app.domain.sealed import Position
from app.domain.workflow import Role
from app.services.sealed import officers, reports
from tests import factories, sealed_cast
from tests.sealed import planted
from tests.sealed_cast import SECOND_STEP, Reader
from tests.web.entrance import sign_in
from tests.web.sealed_pages import Officer, Reporter, officer_at_desk, photo

ALONE = {
    "intake": Role.INTAKE, "officer": Role.OFFICER, "management": Role.MANAGEMENT, "administrator": Role.ADMINISTRATOR,
}  # fmt: skip
AT_THE_DOOR = ("without a second step", "without a key", "not confirmed", "locked")
WITHOUT_THIS_KEY = ("accused", "overseer", "stepped aside", "came later")
PEOPLE = ("stranger", *ALONE, *AT_THE_DOOR, *WITHOUT_THIS_KEY)


@dataclass
class Town:
    """An office with a report about its ปลัด, whom three could read; one of them stepped aside."""

    app: Flask
    clock: Callable
    readers: list[Reader]
    report: str
    file: str

    def browser(self) -> FlaskClient:
        """A browser whose pages nobody proofreads: they are many here."""
        client = self.app.test_client()
        client.check_pages = False
        return client

    def knocks(self, who: str) -> FlaskClient:
        """Somebody's browser, as far inside as they get."""
        if who == "stranger":
            return self.browser()
        if who in ALONE:
            return self._signed_in(factories.make_staff("somebody", ALONE[who], now=self.clock()).username)
        if who in AT_THE_DOOR:
            return self._at_the_door(who)
        return self._inside(who)

    def _signed_in(self, username: str, **more) -> FlaskClient:
        client = self.browser()
        sign_in(client, username)
        return client

    def _at_the_door(self, who: str) -> FlaskClient:
        if who == "locked":
            officer = Officer(self.browser())
            officer.signs_in("rohani", self.clock)
            return officer.client
        member = factories.make_staff("newcomer", Role.INTEGRITY, now=self.clock())
        if who == "without a second step":
            return self._signed_in("newcomer")
        sealed_cast.staff.set_totp(member, SECOND_STEP)
        if who == "not confirmed":
            officers.enrol(member, Position.CENTRE, sealed_cast.PHRASE, now=self.clock())
        officer = Officer(self.browser())
        officer.signs_in("newcomer", self.clock)
        return officer.client

    def _inside(self, who: str) -> FlaskClient:
        if who == "reader":
            reader = self.readers[0]
        elif who == "stepped aside":
            reader = self.readers[2]
        elif who == "accused":
            reader = sealed_cast.reader("palad", self.clock(), title="ปลัด อบต.")
        elif who == "overseer":
            reader = sealed_cast.overseer(self.clock(), "district")
        else:
            reader = sealed_cast.reader("later", self.clock())
        client = officer_at_desk(self.app, reader, self.clock).client
        client.check_pages = False
        return client


def town(app: Flask, clock, make_readers: list[Reader]) -> Town:
    """Found it."""
    third = sealed_cast.reader("somchai", clock())
    sender = Reporter(app.test_client())
    sender.writes(about="palad", **planted.TEXTS)
    assert sender.sends((planted.PHOTO, photo())).status_code == 200
    found = reports.find(sender.code)
    officer = officer_at_desk(app, third, clock)
    place = officer.opens_first().request.path
    assert officer.client.post(f"{place}/aside", data={"reason": planted.REASON}).status_code == 302
    return Town(app, clock, [*make_readers, third], found.id, next(iter(found.files)))
