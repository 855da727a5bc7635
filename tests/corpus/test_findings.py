"""A finding in sentences: numbers, passages, terms, and findings in findings."""

from jamplan.corpus.findings import Finding, Place, Term, UnreadError
from jamplan.language import language


def test_details_fill_the_sentence():
    """Numbers and passages as the language writes them; terms translated, with fields of their own."""
    amounts = Finding(
        "numbers", details={"left": ("14 M€", "3 M€"), "right": ("10 000\u202f€",)}
    )
    expected = "Numbers differ: “14 M€” and “3 M€” beside “10 000\u202f€”."
    assert amounts.say(language("en"))[0] == expected
    rows = Finding("form-too-long", details={"limit": 100_000})
    assert rows.say(language("fr"))[0] == "Le formulaire a plus de 100\u202f000 lignes."
    reason = {"reason": Term("“{name}” is odd"), "name": "{x}"}
    finding = Finding("file-unreadable", Place("a.yaml", 3), reason)
    expected = (
        "a.yaml:3: error file-unreadable: The file cannot be read: “{x}” is odd. "
        "Check the path, your rights to it, and the disk."
    )
    assert str(finding) == expected


def test_a_finding_can_be_the_reason_of_another_and_has_a_remedy():
    """In the document’s own finding's words; what may have been meant comes first, shortened if huge."""
    reason = UnreadError("document-encrypted", "a.pdf").finding
    details = {"source": "s", "file": "a.pdf", "reason": reason}
    expected = (
        "The copy of the source “s” (a.pdf) cannot be searched. The file is encrypted."
    )
    assert (
        Finding("source-file-unreadable", details=details).say(language("en"))[0]
        == expected
    )
    details = {"key": "k", "value": "v", "values": "w", "nearest": ("w", "x" * 400)}
    near = Finding("bad-choice", details=details)
    assert (
        near.say(language("en"))[1]
        == f"Perhaps “w” or “{'x' * 299}…”? Possible values: w."
    )
