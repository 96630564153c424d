"""Letters at the counter: a photo or a scan of the office alone, unless somebody says that the resident may see it."""

from io import BytesIO

from tests.officers import address, current, photo, words
from tests.web.test_desk_counter import call, keys_in, made


def scan(name="หนังสือ.pdf"):
    return BytesIO(b"%PDF-1.4\n%%EOF\n"), name


def theirs(app, case):
    """What the resident reads, and whether they may open each file."""
    here, client = f"/t/{current(case).token}", app.test_client()
    files = [file.id for file in current(case).attachments]
    return words(client.get(here).text), [client.get(f"{here}/photo/{file}").status_code for file in files]


def test_a_letter_stays_inside_the_office(app, nurida):
    fields = call(nurida, photos=[photo("จดหมาย.jpg"), scan()])
    keys_in(nurida, fields)
    case = made(fields)
    assert [file.public for file in case.attachments] == [False, False]
    page = words(nurida.case(case))
    assert "จดหมาย.jpg" in page
    assert "หนังสือ.pdf" in page
    assert page.count("เห็นเฉพาะเจ้าหน้าที่") == 2
    for file in current(case).attachments:
        assert nurida.client.get(f"/staff/files/{file.id}").status_code == 200
    read, opens = theirs(app, case)
    assert "หนังสือ.pdf" not in read
    assert opens == [404, 404]


def test_ticked_the_resident_sees_it(app, nurida):
    fields = call(nurida, photos=[photo("จดหมาย.jpg"), scan()], files_shown="y")
    keys_in(nurida, fields)
    read, opens = theirs(app, made(fields))
    assert "หนังสือ.pdf" in read
    assert opens == [200, 200]


def test_a_letter_is_put_to_a_case_later_and_once(app, nurida):
    fields = call(nurida)
    keys_in(nurida, fields)
    case, here = made(fields), f"{address(made(fields))}/letter"
    nurida.opens(here)
    assert "เลือกรูปหรือไฟล์อย่างน้อยหนึ่งไฟล์" in words(nurida.sends(here).text)
    for _press in range(2):
        assert nurida.sends(here, photos=scan()).status_code == 302
    assert [file.name for file in current(case).attachments] == ["หนังสือ.pdf"]
    assert "แนบไฟล์ที่เห็นเฉพาะเจ้าหน้าที่" in words(nurida.case(case))
    assert "หนังสือ.pdf" not in theirs(app, case)[0]
    nurida.sends(here, photos=photo("แผนที่.jpg"), files_shown="y")
    assert theirs(app, case)[1] == [404, 200]


def test_a_program_is_no_letter(nurida):
    fields = call(nurida, photos=(BytesIO(b"MZ\x00\x01"), "จดหมาย.pdf"))
    answer = keys_in(nurida, fields)
    assert answer.status_code == 422
    assert "แนบไม่ได้" in words(answer.text)
    assert made(fields) is None
