"""The parts of a report that are not tables, line by line, for printers that have no pages."""

from app.domain.report import Block, EvidenceList, Heading, Paragraph, PictureSheet, Report


def lines(report: Report) -> list[str]:
    """Everything but the tables, from the title to the signatures."""
    middle = [text for block in report.everything for text in block_lines(block)]
    return [*opening_lines(report), *middle, *closing_lines(report)]


def opening_lines(report: Report) -> list[str]:
    """Title, agency and preface; the running head is left out where it only repeats them."""
    return [text for text in (*report.title_lines, *report.agency, report.preface) if text]


def block_lines(block: Block) -> list[str]:
    """A heading, a paragraph, a list of evidence or the captions of pictures; nothing for a table."""
    match block:
        case Heading(text) | Paragraph(text):
            return [text]
        case EvidenceList(caption, items):
            return [caption, *(item.line for item in items)]
        case PictureSheet(caption, pictures):
            return [caption, *(picture.caption for picture in pictures)]
        case _:
            return []


def closing_lines(report: Report) -> list[str]:
    """The date of the figures, the signatures, and which edition it is."""
    signed = (line for signature in report.signatures for line in signature.lines)
    return [report.as_of, *signed, *filter(None, [report.edition]), *report.colophon]
