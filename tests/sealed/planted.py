"""What is planted: one secret for each place where a person or a browser can put something, and nowhere else."""

from collections.abc import Iterator

TEXTS = {
    "what": "ข้อความลับกระจอกเทศ PLANTED-WHAT-7f3a",
    "who": "PLANTED-WHO-91bc ช่างเหล็กสมหมาย",
    "when": "PLANTED-WHEN-22de",
    "where": "PLANTED-WHERE-55aa",
    "evidence": "PLANTED-EVIDENCE-0c1d",
    "witnesses": "PLANTED-WITNESS-8e2f พยานชื่อจันทร์แรม",
    "elsewhere": "PLANTED-ELSEWHERE-3d4c",
    "contact": "PLANTED-CONTACT-6b7a 08-1111-2222",
}
WORDS = ("ช่างเหล็กสมหมาย", "พยานชื่อจันทร์แรม", "ข้อความลับกระจอกเทศ")
MESSAGE, ANSWER, NOTE = "PLANTED-MESSAGE-aa11", "PLANTED-ANSWER-bb22", "PLANTED-NOTE-cc33"
WITHDRAWAL, QUERY, REASON = "PLANTED-WITHDRAW-dd44", "PLANTED-SEARCH-ee55", "PLANTED-REASON-99ff"
LETTER = "PLANTED-LETTER-12ab จดหมายปิดผนึก"
COMPLAINT, PLACE = "PLANTED-COMPLAINT-34cd ปลัดหาดทรายเรียกเงิน", "PLANTED-PLACE-56ef ซอยตาลเดี่ยว"
COMPLAINANT = "PLANTED-COMPLAINANT-78fa สมศรี ตาลเดี่ยว"
PDF, PHOTO, PROGRAM = "PLANTED-FILE-ff66 สัญญา.pdf", "PLANTED-PHOTO-1177.jpg", "PLANTED-REFUSED-2288.exe"
DESCRIPTION, CAMERA, CONTENT = "PLANTED-EXIF-3399", "PLANTED-CAMERA-44aa", "PLANTED-CONTENT-55bb"
GUESS = "PLANTED-WRONG-PHRASE-88ee"
VISITOR = {
    "User-Agent": "PLANTED-AGENT-66cc",
    "X-Forwarded-For": "203.0.113.177",
    "Referer": "http://PLANTED-REFERER-77dd/",
}
ADDRESS = "198.51.100.213"
SECRETS = (
    *TEXTS.values(), *WORDS, MESSAGE, ANSWER, NOTE, WITHDRAWAL, QUERY, REASON, LETTER, PDF, PHOTO, PROGRAM,
    DESCRIPTION, CAMERA, CONTENT, GUESS, *VISITOR.values(), ADDRESS,
)  # fmt: skip
# What stood in the general channel until it was moved; a PostgreSQL journal keeps it until it is written over.
MOVED = (COMPLAINT, PLACE, COMPLAINANT, "ซอยตาลเดี่ยว", "0899911777", "planted@example.org")


def spaced(code: str) -> Iterator[str]:
    """A code as it is kept in memory, and as it is shown."""
    yield code
    yield " ".join(code[at : at + 4] for at in range(0, len(code), 4))
