from lxml import html as lxml_html

from app.renderers.html import fragment, render
from tests.renderers.sample import FY2567


def page():
    return lxml_html.fromstring(render(FY2567).decode())


def test_one_section_for_each_measure_and_the_agreed_classes():
    sections = page().find_class("report-page")
    assert [len(section.find_class("six-columns")) for section in sections] == [1, 1, 1, 1, 1, 1, 0]
    assert len(page().find_class("report-title")) == len(page().find_class("signatures")) == 1


def test_six_columns_with_headers_that_a_screen_reader_can_announce():
    table = page().find_class("six-columns")[5]
    assert [th.get("scope") for th in table.iter("th")] == ["col"] * 6 + ["row"]
    assert "มาตรการ/แนวทาง" in table.text_content()


def test_scrolling_regions_have_names_of_their_own():
    names = [region.get("aria-label") for region in page().xpath("//*[@role='region']")]
    assert len(names) == len(set(names)) == 7


def test_nothing_inline_that_the_content_security_policy_would_stop():
    for element in page().iter():
        assert element.tag not in {"style", "script", "link", "img"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_official_digits_unless_asked_otherwise():
    assert "๒๕๖๗" in fragment(FY2567)
    assert "๒๕๖๗" not in fragment(FY2567, digits="arab")


def test_the_title_is_the_main_heading_only_where_it_stands_alone():
    assert "<h1>" not in fragment(FY2567)
    assert fragment(FY2567, main_title=True).count("<h1>") == 1


def test_names_and_dates_stay_on_one_line():
    text = fragment(FY2567)
    assert '<span class="nb">องค์การบริหารส่วนตำบลช้างให้ตก</span>' in text
    assert '<span class="nb">๓๐\u00a0กันยายน\u00a0๒๕๖๗</span>' in text
    assert '<span class="nb">e-Service</span>' in text
