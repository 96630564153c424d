"""Another office set up from nothing: its name everywhere, its people at work, no barriers on the way."""

from app.services import setup

OFFICE = {
    "name": "องค์การบริหารส่วนตำบลทุ่งพลา", "subdistrict": "ทุ่งพลา", "district": "โคกโพธิ์", "province": "ปัตตานี",
    "phone": "073 000 200",
}  # fmt: skip
VILLAGES = ("บ้านทุ่งพลา", "บ้านห้วยเงาะ", "บ้านควนลาแม")
PEOPLE = (("สุไรยา บือแน", "suraiya"), ("ปรีดา แก้วทอง", "preeda"), ("มารีแย สาและ", "mareeyae"))


def opens(page, code, axe):
    """The four steps, as a person fills them in: the first passwords by user name."""
    page.goto("/setup")
    axe(page)
    page.fill("#code", code.lower())
    page.click("main form button")
    for name, value in OFFICE.items():
        page.fill(f"#{name}", value)
    axe(page)
    page.click("main form button >> nth=0")
    for number, name in enumerate(VILLAGES):
        page.fill(f"#name_{number}", name)
    axe(page)
    page.click("main form button >> nth=0")
    axe(page)
    page.click("main form button >> nth=0")
    for number, (name, username) in enumerate(PEOPLE):
        page.fill(f"#name_{number}", name)
        page.fill(f"#username_{number}", username)
    page.check("input[name=roles_1][value=intake]")
    page.check("input[name=roles_2][value=officer]")
    page.select_option("#unit_2", index=1)
    axe(page)
    page.click("main form button >> nth=0")
    page.wait_for_selector("td code")
    axe(page)
    return dict(zip((name for _person, name in PEOPLE), page.locator("td code").all_inner_texts(), strict=True))


def test_an_office_of_another_name_opens_from_nothing(live_server, page, axe):
    with live_server.app.app_context():
        code = setup.issue_code()
    found = page()
    passwords = opens(found, code, axe)
    for person in ("preeda", "suraiya"):
        found.goto("/staff/sign-in")
        found.fill("[name=username]", person)
        found.fill("[name=password]", passwords[person])
        found.click("main form button")
        found.wait_for_load_state()
        assert "/sign-in" not in found.url, f"{person} cannot come in"
        found.context.clear_cookies()
    found.goto("/")
    assert "อบต.ทุ่งพลา" in found.content()
    found.goto("/complaints")
    assert "ช้างให้ตก" not in found.content()
    assert "0 7300 0200" in found.inner_text("body").replace("\u00a0", " ")
    found.goto("/complaints/new")
    assert "บ้านห้วยเงาะ" in found.content()
    found.goto("/setup")
    assert found.url.endswith("/staff/sign-in"), "an office opens once"
