"""The words of an end are found where an item begins, however a person types them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.documents.ends import Spot, nearest, spots, squeezed
from jamplan.documents.markup import read
from jamplan.documents.textblocks import BlockKind, TextBlock
from tests.documents.test_tables import table


@pytest.mark.parametrize(
    "words",
    ["mesure n° 2 voir", "2 VOIR LA", "voir la", "Mesure n°2 : voir", "« Voir là-"],
)
def test_words_are_looked_for_at_a_beginning(words):
    """With or without label and number, whatever their case, accents, spaces and signs."""
    text = "Mesure n° 1 : Agir\n\nMesure n° 2 : Voir là-bas\n\nIl faut voir la mer."
    assert spots(words, read(text)) == [Spot(1)]


def test_a_label_that_is_alone_has_its_text_below():
    """Both blocks are where the words are."""
    found = spots("mesure 2 voir", read("Mesure n° 2 :\n\nVoir là-bas"))
    assert found == [Spot(0), Spot(1)]


@pytest.mark.parametrize(
    "words", ["1 eau voir la", "eau voir la", "voir la", "1 voir la"]
)
def test_words_of_a_row_bind_the_column_that_has_most_of_them(words):
    """From any cell, with the first one before it or not."""
    blocks = read(table("N° | Axe | Quoi", "1 | Eau | Voir la mer"))
    assert spots(words, blocks) == [Spot(1, 2)]


def test_a_cell_amid_the_words_of_a_row_may_be_left_out():
    """It has something else; of two cells with as many of the words, the first binds."""
    blocks = read(table("Qui | Axe | Quoi", "Maire | Eau | Voir la mer", "Ici | Là | "))
    assert spots("maire voir la", blocks) == [Spot(1, 2)]
    assert spots("eau voir la", blocks) == [Spot(1, 2)]
    assert spots("maire la mer", blocks) == []
    two = read(table("Qui | Quoi", "Eau | Mer"))
    assert spots("eau mer", two) == [Spot(1, 0)]


def test_a_cell_goes_on_in_the_same_column_of_the_rows_below():
    """As a table has it whose lines are rows; what stands beside is not of it."""
    blocks = read(table("Qui | Quoi", "Maire | Agir pour", "Ville | la mer | "))
    assert spots("agir pour la mer", blocks) == [Spot(1, 1)]
    assert spots("agir pour ville", blocks) == []


def test_the_words_of_a_beginning_run_over_four_blocks_below_it():
    """A note between them is passed over; nobody types the words of more."""
    words = ["un", "deux", "trois", "quatre", "cinq", "six"]
    blocks = [TextBlock(kind=BlockKind.PARAGRAPH, text=word) for word in words]
    assert spots("un deux trois quatre cinq", blocks) == [Spot(0)]
    assert spots("un deux trois quatre cinq six", blocks) == []
    note = TextBlock(kind=BlockKind.NOTE, text="Une note")
    assert spots("un deux", [blocks[0], note, blocks[1]]) == [Spot(0)]


def test_a_number_is_not_the_beginning_of_another():
    """« Mesure 1 » is not « Mesure 12 »."""
    text = "Mesure 12 : Agir\n\nMesure 1 : Voir"
    assert spots("Mesure 1", read(text)) == [Spot(1)]


def test_words_amid_a_text_or_mistyped_are_looked_for_last():
    """A second sentence; then what is nearly so; else the nearest beginning is named."""
    blocks = read("Nous disons. Plantez des arbres ici.\n\nPeignez les murs en blanc.")
    assert spots("plantez des arbres", blocks) == [Spot(0)]
    assert spots("peignz les murs en", blocks) == [Spot(1)]
    assert spots("tout autre chose", blocks) == []
    assert nearest("Peignons le ciel", blocks) == "Peignez les murs en blanc."


@given(st.text())
def test_what_is_squeezed_has_letters_and_digits_alone(text):
    """And squeezing it again changes nothing."""
    once = squeezed(text)
    assert squeezed(once) == once
    assert once == "" or once.isalnum()
