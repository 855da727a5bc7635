"""What the own words of an answer say against its acceptance."""

import pytest

from jamplan.corpus.model import Proposal
from jamplan.evidence.readings import against_acceptance
from jamplan.matching.positions import position_reader

PROPOSAL = Proposal(id="wells", title="Publish a register of all wells in the valley.")
SPEAK_AGAINST = """\
en The Government does not accept this recommendation. Wells are for their owners.
en The Government does not agree with the Committee's view of the wells.
en The Government does not believe that it is appropriate to publish registers.
en The Government does not intend to publish a register. Maps exist.
en We have no plans to publish registers at present.
en Rejected. Maps exist.
en The Government is unable to accept this recommendation.
en The Government cannot support a register of this kind.
en The Government disagrees. Maps of wells exist already.
en Not accepted.
en The Government notes this recommendation. Maps exist.
en Noted.
en The Government takes note of the recommendation, which is for districts.
en The Government acknowledges this recommendation and will reflect on it.
en The Government agrees in-principle with this recommendation.
en Accept in part. A map will be published.
en The Government accepts this recommendation in principle.
en We partially accept this recommendation.
fr Le Gouvernement n’est pas favorable à cette recommandation.
fr Le Gouvernement ne souscrit pas à cette recommandation.
fr Le Gouvernement ne souhaite pas publier un tel registre.
fr Cette recommandation n’est pas retenue.
fr Le Gouvernement n’entend pas donner suite à cette recommandation.
fr Le Gouvernement prend acte de cette recommandation.
fr La commune prend note de la recommandation.
fr Le Gouvernement partage cette recommandation dans son principe.
fr Cette recommandation est partiellement acceptée.
"""
ACCEPT = """\
en The Government accepts this recommendation. A register appears in spring.
en The Government agrees. As the Committee noted, wells are old.
en Agree. We will publish the register. It does not include springs.
en Accepted. The Government notes that districts have to help.
en Accept in full.
en The Government supports this recommendation and will publish a register.
en A register appears in spring. It excludes springs and rivers.
fr Le Gouvernement souscrit à cette recommandation.
fr Le Gouvernement est favorable à cette recommandation. Un registre paraîtra.
fr La commune accepte la recommandation. Elle n’exclut aucun puits.
fr Le registre sera publié au printemps.
"""


@pytest.mark.parametrize("line", SPEAK_AGAINST.splitlines())
def test_what_refuses_limits_or_notes_speaks_against_an_acceptance(line):
    """By its own words, whichever other sentence is quoted."""
    language, _, answer = line.partition(" ")
    reader = position_reader(language)
    assert against_acceptance(reader, PROPOSAL, answer, ["Maps exist."]) is not None


@pytest.mark.parametrize("line", ACCEPT.splitlines())
def test_what_accepts_does_not(line):
    """Nor what leaves something out, or takes no position."""
    language, _, answer = line.partition(" ")
    reader = position_reader(language)
    assert against_acceptance(reader, PROPOSAL, answer, [answer[:20]]) is None


def test_others_may_accept_less():
    """Beside a quote that accepts by itself, a part does not speak against it."""
    answer = "Accepted by the State. Accepted in principle by the counties."
    reader = position_reader("en")
    quotes = ["Accepted by the State."]
    assert against_acceptance(reader, PROPOSAL, answer, quotes) is None
    refused = f"{answer} The towns do not accept this recommendation."
    said = "The towns do not accept this recommendation."
    assert against_acceptance(reader, PROPOSAL, refused, quotes) == said
