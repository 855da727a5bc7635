"""The formula of the headline, and the method in three sentences."""

from jamplan.corpus.model import Basis, Declared, Document, Evidence, Extent, Link, Measure, Proposal
from jamplan.counting.figures import coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.language import language
from jamplan.reports.labels import language_for
from jamplan.reports.method import formula, method_sentences
from tests.generated import make_corpus


def linked(**parts):
    """A corpus with one link of each basis, the second one partial."""
    link = {"measure": "M1", "claimed_by": "other", "evidence": (Evidence(source="s1", quote="words"),)}
    extents = (Extent.UNSTATED, Extent.PARTIAL, Extent.UNSTATED, Extent.UNSTATED)
    return make_corpus(
        proposals=tuple(Proposal(id=f"p{number}", title=f"P{number}") for number in range(4)),
        measures=(Measure(id="M1", title="Measure"),),
        links=tuple(
            Link(proposal=f"p{number}", basis=basis, extent=extent, **link)
            for number, (basis, extent) in enumerate(zip(Basis, extents, strict=True))
        ),
        **parts,
    )


def test_the_formula_adds_the_statements_by_strength():
    """Out of what, and on which day; partial ones with the weight that the rule gives them."""
    rule = Rule(links=LinksCounted.ANY, partial=PartialCounts.HALF, of=OutOf.DOCUMENTED)
    assert formula(coverage(linked(), rule), language("en"), "2026-11-24") == (
        "Count on 24 November 2026: 1 (explicit) + 1 (ambiguous) + 1 (comparison of the texts) + "
        "1 × 0.5 (said to be taken up in part) = 3.5. Out of: 4 proposals with a known text."
    )
    assert formula(coverage(linked()), language("en"), "2026-11-24") == (
        "Count on 24 November 2026: 1 (explicit) = 1. Out of: 4 listed proposals."
    )
    assert "0 = 0." in formula(coverage(make_corpus()), language("fr"), "2026")


def test_the_method_of_the_shipped_corpus(jam):
    """Three sentences, with the corpus's figures."""
    assert method_sentences(coverage(jam), language_for(jam)) == [
        "Ce bilan relève les reprises qu’une source affirme ou laisse entendre\u202f; il ne dit pas si les "
        "mesures s’inspirent réellement des propositions.",
        "Le total de 28 est le nombre annoncé, selon les JAM et Xavier Iacovelli, sénateur\u202f; faute "
        "d’avoir pu lire les deux documents, on n’en connaît que ce que d’autres sources décrivent\u202f: "
        "8 propositions et 13 mesures.",
        "Une phrase ambiguë ne compte pas, une ressemblance entre textes ne prouve rien, et chaque reprise "
        "est donnée avec sa citation et son adresse.",
    ]


def test_the_method_says_only_what_fits_the_corpus():
    """No total that nobody declared, no document that was read, no quote that is missing."""
    read = linked(plan_document=Document(short_name="Plan", source="s2"))
    assert method_sentences(coverage(read), language("en"))[1:] == [
        "Ambiguous sentences do not count, similar wording proves nothing, and every statement comes with "
        "its quote and address."
    ]
    declared = Document(short_name="Proposals", declared=(Declared(count=9),))
    figures = coverage(linked(proposals_document=declared), Rule(links=LinksCounted.ANY))
    sentences = method_sentences(figures, language("en"))
    assert sentences[1:] == [
        "The total of 9 is the declared number; “Plan” could not be read, so only what other sources "
        "describe is known: 1 measure.",
        "Similar wording proves nothing, and every statement comes with its source and, if it can be quoted, "
        "its exact words.",
        "What a named person read in both texts is counted, and said to be so.",
    ]
