"""The words of an export, read by parsers of another hand."""

import html
import io
import re


def read_back(exported, name):
    """Return the texts of an export of a format."""
    if name == "docx":
        from docx import Document as Word

        file = Word(io.BytesIO(exported))
        cells = [
            cell.text
            for table in file.tables
            for row in table.rows
            for cell in row.cells
        ]
        return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])
    if name == "xlsx":
        from openpyxl import load_workbook

        sheets = load_workbook(io.BytesIO(exported)).worksheets
        return "\n".join(
            str(cell.value)
            for sheet in sheets
            for row in sheet.iter_rows()
            for cell in row
        )
    text = exported if isinstance(exported, str) else exported.decode()
    if name == "html":
        return html.unescape(re.sub(r"<[^>]*>", "", text))
    if name == "md":
        return re.sub(r"\\([^\w\s])", r"\1", text)
    return text
