"""What comes in at the sample office: whole submissions, in the shape the residents' own forms give them."""

from typing import Any

from app.domain import water
from app.domain.channels import Arrival
from app.domain.dates import BANGKOK
from app.sample import driving, texts
from app.sample.desk import Desk
from app.sample.texts import Matter
from app.services.intake import Submission

_CATEGORIES = (
    ["road"] * 6 + ["lamp"] * 6 + ["tap"] * 4 + ["bin"] * 4 + ["drain"] * 3 + ["noise"] * 3 + ["desk", "other"]
)
_WET = {10, 11, 12, 1}
_WATER = {"water-household": 8, "water-worship": 1, "water-school": 1, "water-community": 1}
_REASONS = {
    "water-household": ("dry_tap", "dry_tap", "dirty"),
    "water-worship": ("public_event", "dry_tap"),
    "water-school": ("dry_tap", "dirty"),
    "water-community": ("public_event", "public_event", "dry_tap"),
}
_RELATIONS = ("ลูก", "หลาน", "เพื่อนบ้าน")


def complaint(desk: Desk, key: str, matter: Matter, arrival: Arrival, **more: Any) -> Submission:
    """A general complaint; online some people leave no name."""
    rng = desk.rng
    named = arrival is not Arrival.ONLINE or rng.random() < 0.7
    since = rng.choice(texts.SINCE)
    villages = desk.cast.villages
    values: dict[str, Any] = {
        "story": f"{matter.story} {since}".strip(),
        "category": desk.cast.categories[key],
        "village": rng.choice([*villages, None] if rng.random() < 0.2 else villages),
        "place": rng.choice(texts.PLACES).format(house=desk.house()),
        "applicant": desk.person() if named else "",
        "phone": desk.phone() if named else "",
        "contact_by": "phone" if named else "page",
        "arrival": arrival,
    }
    return Submission(**{**values, **more})


def matter(desk: Desk) -> tuple[str, Matter]:
    """A category and something of it; more drains in the rains."""
    wet = desk.now.astimezone(BANGKOK).month in _WET
    key = desk.rng.choice(_CATEGORIES + ["drain"] * 4 if wet else _CATEGORIES)
    return key, desk.rng.choice(texts.MATTERS[key])


def water_request(desk: Desk, arrival: Arrival, **details: Any) -> Submission:
    """A request for water; ``details`` decide what the dice would otherwise."""
    rng = desk.rng
    kind = rng.choices(list(_WATER), list(_WATER.values()))[0]
    village = rng.choice(desk.cast.villages)
    given = {**_details(desk, kind, village.number), **details}
    return Submission(
        story=texts.WATER_REASONS[given["reason"]],
        subject=water.subject(given["litres"], given["reason"]),
        category=desk.cast.categories[kind],
        village=village,
        place=f"บ้านเลขที่ {given['house_no']}",
        applicant=desk.person(),
        phone=desk.phone(),
        contact_by="phone",
        details=given,
        arrival=arrival,
    )


def _details(desk: Desk, kind: str, moo: int) -> dict[str, Any]:
    """The keys of app.domain.water, as the residents' form fills them."""
    rng = desk.rng
    month = desk.now.astimezone(BANGKOK).month
    seasonal = {3: "drought", 4: "drought", 11: "flood", 12: "flood"}.get(month)
    trips = rng.choice([1, 1, 1, water.MOST_TRIPS])
    litres = trips * 6000
    if driving.by_round(desk) and kind == "water-household":  # as people ask who know that a truck serves several
        trips, litres = 0, rng.choice([1000, 1500, 2000, 2000, 3000])
    road = rng.choice(["yes"] * 7 + ["hose", "unsure"])
    found: dict[str, Any] = {
        "litres": litres, "trips": trips,
        "persons": rng.randrange(2, 9) if kind == "water-household" else rng.randrange(30, 180),
        "containers": rng.choice([["jar"], ["tank"], ["jar", "barrel"], ["tank", "jar"], ["pond"]]),
        "capacity": max(litres, trips * rng.choice([4000, 6000, 6000, 7000])), "road": road,
        "time": rng.choice(list(water.TIMES)), "house_no": desk.house(), "moo": moo,
        "reason": seasonal if seasonal and rng.random() < 0.6 else rng.choice(_REASONS[kind]),
        "special_care": kind == "water-household" and rng.random() < 0.1,
    }  # fmt: skip
    if road == "hose":
        found["hose"] = rng.choice([10, 20, 30])
    if rng.random() < 0.15:
        found |= {"on_behalf": desk.person(), "relation": rng.choice(_RELATIONS)}
    return found
