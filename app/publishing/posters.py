"""The way from the publishing desk to the posters, which everybody may fetch."""

from flask_babel import lazy_gettext as _l

from app.publishing.door import PLACES, Place

_ABOUT = _l("A4 A3 และจัตุรัสสำหรับโซเชียลมีเดีย ทำจากข้อมูลของสำนักงาน")
PLACES.append(Place("published.posters_page", _l("โปสเตอร์ช่องทางติดต่อ"), _ABOUT))
