"""Which chapter of which guide belongs to the page that somebody has open; a page of no guide has no link."""

from app.domain.role_guides import GUIDES, RoleGuide
from app.models import Staff

# The longest beginning that fits wins; the first guide whose role the person has.
_CHAPTERS = (
    ("/staff/queue", (("officer", "queue"), ("intake", "check"))),
    ("/staff/check", (("intake", "check"),)),
    ("/staff/tickets/new", (("intake", "counter"),)),
    ("/staff/tickets/backlog", (("intake", "power"),)),
    ("/staff/tickets", (("officer", "steps"), ("intake", "sort"))),
    ("/staff/search", (("intake", "search"),)),
    ("/staff/registers", (("intake", "search"),)),
    ("/staff/water", (("officer", "water"),)),
    ("/staff/field", (("officer", "field"),)),
    ("/staff/sealed", (("integrity", "read"),)),
    ("/management", (("management", "overview"),)),
    ("/management/approvals", (("management", "approve"),)),
    ("/management/reports", (("management", "report"),)),
    ("/admin", (("administrator", "home"),)),
    ("/admin/staff", (("administrator", "people"),)),
    ("/admin/holidays", (("administrator", "promises"),)),
    ("/admin/manuals", (("administrator", "promises"),)),
    ("/admin/categories", (("administrator", "promises"),)),
    ("/admin/registers", (("administrator", "registers"),)),
    ("/staff/account", (("intake", "account"), ("officer", "account"), ("management", "account"),
                        ("administrator", "account"), ("integrity", "account"))),
)  # fmt: skip


def address(member: Staff | None, path: str) -> str:
    """The place in the guides for a page, or nothing."""
    fitting = max((row for row in _CHAPTERS if path.startswith(row[0])), key=lambda row: len(row[0]), default=None)
    if member is None or fitting is None:
        return ""
    mine = [pair for pair in fitting[1] if GUIDES[pair[0]].role in member.roles]
    slug, chapter = (mine or list(fitting[1]))[0]
    return f"/staff/guide/{slug}#{chapter}"


def own_first(member: Staff) -> list[RoleGuide]:
    """All guides, those of one's own roles before the others."""
    return sorted(GUIDES.values(), key=lambda guide: guide.role not in member.roles)
