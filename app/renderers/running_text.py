"""The parts of a report that are not tables, line by line, for printers that have no pages."""

from app.domain.report import Block, EvidenceList, Heading, Paragraph, Report


def lines(report: Report) -> list[str]:
    """Everything but the tables, from the title to the signatures."""
    middle = [text for block in report.blocks for text in block_lines(block)]
    return [*opening_lines(report), *middle, *closing_lines(report)]


def opening_lines(report: Report) -> list[str]:
    """Title, agency and preface; the running head is left out where it only repeats them."""
    return [text for text in (*report.title_lines, *report.agency, report.preface) if text]


def block_lines(block: Block) -> list[str]:
    """A heading, a paragraph or a list of evidence; nothing for a table."""
    match block:
        case Heading(text) | Paragraph(text):
            return [text]
        case EvidenceList(caption, items):
            return [caption, *(item.line for item in items)]
        case _:
            return []


def closing_lines(report: Report) -> list[str]:
    """The date of the figures and the signatures."""
    return [report.as_of, *(line for signature in report.signatures for line in signature.lines)]
