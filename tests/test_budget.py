"""The project stays small: code, tests, messages and documents have limits, which are all here."""

import ast
import io
import tokenize
from tokenize import COMMENT, DEDENT, ENDMARKER, INDENT, NEWLINE, NL

import pytest

# In src: as much as there is today, lines rounded up to the next ten.
CODE_LINES = 19_080
FILES = 112
LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 60
# Templates, styles and scripts of the page.
PAGE_LINES = 1_200
BENCH_LINES = 3_300
TEST_LINES = 18_000
MESSAGES = 1_150
WORDS_OF_DOCUMENTS = 20_000

NO_CODE = {COMMENT, NL, NEWLINE, INDENT, DEDENT, ENDMARKER}


def texts(root, *patterns):
    """The texts of the files that match a pattern, by path."""
    paths = sorted(path for pattern in patterns for path in root.glob(pattern))
    return {path.relative_to(root): path.read_text(encoding="utf-8") for path in paths}


def lines(files):
    """How many lines texts have together."""
    return sum(text.count("\n") for text in files.values())


def docstring_lines(tree):
    """The lines of docstrings; those of a module's or a class's attributes are texts on their own."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = body[:1]
        elif not isinstance(node, ast.Module | ast.ClassDef):
            continue
        for statement in body:
            value = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield from range(statement.lineno, statement.end_lineno + 1)


def code_lines(text):
    """How many lines have code on them: neither blank, nor a comment, nor a docstring."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    written = {
        line
        for token in tokens
        if token.type not in NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(written - set(docstring_lines(ast.parse(text))))


def functions(text):
    """The functions of a module, each with its number of lines."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


EXAMPLE = '''"""A module:
"""
# a comment
NAMES = (
    "one",
)
"""The names."""
class Empty:
    """Two more."""
    size: int = 0
    """How much: none."""

    def measured(self):
        """And two."""
        return """a text
        that is no docstring"""
'''


def test_lines_of_code_are_those_that_do_something():
    """Three of a tuple, two of a class, three of a function, whose text is code."""
    assert code_lines(EXAMPLE) == 8
    assert list(functions(EXAMPLE)) == [("measured", 4)]


@pytest.fixture
def modules(root):
    """The modules of the package, by path."""
    return texts(root, "src/**/*.py")


def test_the_code_is_short(modules):
    """In all, and in files."""
    assert sum(map(code_lines, modules.values())) <= CODE_LINES
    assert len(modules) <= FILES


def test_each_file_and_each_function_is_short(modules):
    """What is longer has two subjects."""
    long = {
        str(path): count
        for path, text in modules.items()
        if (count := text.count("\n")) > LINES_OF_A_FILE
    }
    long |= {
        f"{path}: {name}": count
        for path, text in modules.items()
        for name, count in functions(text)
        if count > LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_all_else_is_short(root):
    """The page, the bench, the tests, the messages, the documents without the tutorials' outputs."""
    page = texts(root, "src/**/*.jinja", "src/**/*.css", "src/**/*.js")
    catalogues = "".join(texts(root, "src/**/*.po").values())
    documents = texts(root, "README*.md", "docs/*.md")
    assert lines(page) <= PAGE_LINES
    assert lines(texts(root, "bench/**/*.py", "scripts/**/*.py")) <= BENCH_LINES
    assert lines(texts(root, "tests/**/*.py")) <= TEST_LINES
    # The first one is the catalogue's head.
    assert catalogues.count("\nmsgid ") - 1 <= MESSAGES
    assert sum(len(text.split()) for text in documents.values()) <= WORDS_OF_DOCUMENTS
