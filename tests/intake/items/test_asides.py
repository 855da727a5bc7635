"""What stands between the paragraphs of items: captions go, frames and large quotes go and are told."""

from __future__ import annotations

from finds import doubts_of, found_among

from jamplan.intake.reading.contents import Paragraph

LONG = "Chaque commune de l'archipel le fait, chaque année, dans chaque île. "


def with_aside(*asides: Paragraph) -> list[Paragraph]:
    """Two items; what is given stands between the two paragraphs of the first one."""
    blocks = []
    for number in (1, 2):
        blocks += [
            Paragraph(text=f"Mesure {number} : Agir en {number}", size=11),
            Paragraph(text=LONG * 3, size=11),
            *(asides if number == 1 else ()),
            Paragraph(text="La fin du texte.", size=11),
        ]
    return blocks


def lines_of(*asides: Paragraph) -> tuple[list[str], list[str]]:
    """The lines of the first item's text after its first one, and its doubts."""
    found = found_among(*with_aside(*asides))
    return (found.items[0].text or "").split("\n")[1:], doubts_of(found).get("1", [])


def test_captions_and_their_sources_are_no_text():
    """« Graphique n° 3 – … », then « Source : … »; a sentence that speaks of one stays."""
    caption = Paragraph(text="Graphique n° 3 – Puits par commune", size=9)
    source = Paragraph(text="Source : agence, 2031.", size=9)
    assert lines_of(caption, source) == (["La fin du texte."], [])
    speaks = Paragraph(text="Le graphique 3 le montre.", size=11)
    assert lines_of(speaks)[0] == ["Le graphique 3 le montre.", "La fin du texte."]
    assert lines_of(source)[0] == ["Source : agence, 2031.", "La fin du texte."]


def test_a_frame_with_a_name_is_left_out_and_told():
    """« Encadré 2 : … » to the end of the box."""
    frame = (
        Paragraph(text="Encadré 2 : L'eau des îles", size=11, boxed=True),
        Paragraph(text="Elle est rare.", size=11, boxed=True),
    )
    assert lines_of(*frame) == (["La fin du texte."], ["aside"])


def test_another_frame_stays_and_is_told():
    """What it holds may be of the text."""
    frame = Paragraph(text="Trois conditions sont à remplir.", size=11, boxed=True)
    assert lines_of(frame) == ([frame.text, "La fin du texte."], ["box-inside"])


def test_a_large_quote_is_left_out_with_its_signature():
    """One in letters of the text is of the text."""
    words = "« Chaque commune devrait savoir combien de puits elle a »"
    signature = Paragraph(text="Une association, le 12 mai", marker="—", size=9)
    assert lines_of(Paragraph(text=words, size=14), signature) == (["La fin du texte."], ["aside"])
    assert lines_of(Paragraph(text=words, size=11))[0] == [words, "La fin du texte."]
