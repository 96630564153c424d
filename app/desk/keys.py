"""Which key stands for which step on a case's page. A step that writes without a form of its own is only pointed at."""

from collections.abc import Mapping

KEYS: Mapping[str, str] = {
    "accept": "c",
    "check": "c",
    "start": "s",
    "answer": "a",
    "approve": "v",
    "not_approve": "b",
    "ask": "r",
    "resume": "t",
    "assign": "m",
    "extend": "l",
    "refer": "f",
    "not_accept": "u",
    "merge": "y",
    "withdraw": "h",
    "close": "e",
    "reopen": "o",
    "schedule": "d",
    "deliver": "v",
    "deliver_emergency": "x",
}
