"""What a response says of a proposal, without what it repeats."""

import docx
import pytest

from jamplan.decisions.replies import answers_of, without_replies
from jamplan.decisions.responses import answering
from jamplan.documents.drafts import Draft, DraftItem, DraftKind, Wanted
from jamplan.documents.jobs import read_draft
from jamplan.evidence.sourcetexts import read_source

ASKED = (
    "The Home Office should publish its strategy on rural fire stations every year. As a minimum, the "
    "strategy should:\n• be adaptable;\n• name those responsible for each station and its equipment."
)
NEXT = "The Treasury should fund the replacement of all engines that are older than fifteen years."
LAST = "Schools should lend their halls to all rural brigades in the summer holidays."
AGREED = "The government accepts this recommendation."


def draft(*texts):
    """A document whose items have these numbers and texts: « 1|Fund it. », « 2|| » after a heading."""
    items = tuple(
        DraftItem(id=f"item-{n}", number=number or None, title=text[:30], text=text.strip("|"),
                  shortened=True, follows=text[0] != "|")
        for n, (number, text) in enumerate(text.split("|", 1) for text in texts)
    )  # fmt: skip
    return Draft(
        kind=DraftKind.MEASURES,
        title="",
        language="en",
        file="x",
        sha256="0",
        items=items,
    )


def answers_to(*texts):
    """The answers of a response with these items to two proposals."""
    answered = answering(
        draft(*texts), draft(f"1|{ASKED}", f"2|{NEXT}", f"3|{LAST}").items
    ).items
    assert len({item.id for item in answered}) == len(answered)
    return {item.number: item.text or item.title for item in answered}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"{ASKED} (113.9) {AGREED} It will do so.", f"{AGREED} It will do so."),
        (f"{ASKED}\n(113.9) {AGREED}\nIt will do so.", f"{AGREED}\nIt will do so."),
        (
            ASKED.replace("• be", "A. be").replace("• name", "B. name") + f"\n{AGREED}",
            AGREED,
        ),
        (
            f"{ASKED.replace('adaptable', 'very adaptable')}\nResponse:\n{AGREED}",
            AGREED,
        ),
        (f"{ASKED}\nRéponse du Gouvernement\n{AGREED}", AGREED),
        (f"Rural fire stations\n{ASKED}\n{AGREED}", AGREED),
        (f"{ASKED}\n{NEXT}\n{AGREED}", AGREED),
        (f"{AGREED} {ASKED}", f"{AGREED} {ASKED}"),
        (f"{ASKED}\nNo response", "No response"),
        *(
            (f"{ASKED}\n{said}{ASKED[22:]}", f"{said}{ASKED[22:]}")
            for said in (
                "The government agrees that the Home Office should",
                "We will not: the Home Office should",
                "The Home Office cannot",
                "The Home Office already does",
            )
        ),
    ],
)
def test_an_answer_begins_with_its_own_words(text, answer):
    """In whatever form the proposal is repeated; a position is the answer's, though it goes on so."""
    assert answers_to(f"1|{text}", f"2|{NEXT}\n{AGREED}") == {"1": answer, "2": AGREED}


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        ((f"1|{ASKED}", f"2|{NEXT}\n{AGREED}", f"3|{LAST}\n{AGREED}"), "123"),
        ((f"2|{NEXT}\n{NEXT[29:-1]} goes on.", f"1|{ASKED}\n{AGREED}"), "1"),
        ((f"|{NEXT}\n{ASKED}\nResponse to recommendations 1 and 2\n{AGREED}",), "21"),
        ((f"1|{ASKED}", f"2||{NEXT}\n{AGREED}"), "2"),
        ((f"1|{ASKED}", f"2|{AGREED}"), "2"),
        ((f"1|{ASKED}\n{NEXT}", f"2|{NEXT}\n{AGREED}", f"1|{ASKED}\n{AGREED}"), "21"),
        ((f"1|{ASKED}", f"2|{NEXT}\nRecommendation 2: {AGREED}"), "2"),
    ],
)
def test_one_answer_to_several(texts, numbers):
    """Of what is repeated directly above it, unless it has its own or the answer names what it answers."""
    made = answers_to(*texts)
    assert "".join(made) == numbers
    assert all(answer.endswith(AGREED) for answer in made.values())


def test_an_answer_has_the_number_of_what_it_repeats():
    """Whatever its own; else its own."""
    for first, second in ("12", ("7", "")):
        made = answers_to(
            f"{first}|{NEXT}\nResponse: {AGREED} It is done.",
            f"{second}|{ASKED}\n{AGREED}",
        )
        assert made == {"2": f"{AGREED} It is done.", "1": AGREED}
    assert answers_to("2|It is done.", f"7|{AGREED}") == {
        "2": "It is done.",
        "7": AGREED,
    }


# In documents of several kinds

WELLS = (
    "The Ministry should publish a yearly register of all wells in the valley.",
    "Each district council should appoint a warden for its reservoirs before May.",
    "The Water Board should fund the replacement of lead pipes in schools.",
    "Parliament should consider a levy on bottled water sold in plastic.",
    "The Ministry should report every six months on leaks of more than a day.",
)
SAID = (
    "The Government accepts this recommendation.\nA first register appears in spring.",
    "The Government accepts this recommendation in principle.",
    "The Government does not accept this recommendation.\nOwners pay for pipes.",
    "The Government notes this recommendation, which is for Parliament.",
    "We agree. Leaks are to be reported from next year.",
)
EACH = {str(n): said for n, said in enumerate(SAID, 1)}
LIST = "# Inquiry\n\nThe Committee heard forty witnesses.\n\n" + "\n\n".join(
    f"**Recommendation {n}:** {asked}" for n, asked in enumerate(WELLS, 1)
)
HEAD = "# Response\n\nThe Government thanks the Committee for its report.\n\n"


def each(form, asked=WELLS, said=SAID):
    """A text of recommendations and answers, each pair in a form."""
    pairs = zip(asked, said, strict=True)
    return "\n\n".join(
        form.format(n=n, asked=what, said=answer.replace("\n", "\n\n"))
        for n, (what, answer) in enumerate(pairs, 1)
    )


def found(folder, report, response=None, suffix="md"):
    """The answers by number, in two documents or in one, and how many are announced."""
    paths = [folder / "report.md", folder / f"response.{suffix}"]
    paths[0].write_text(report, encoding="utf-8")
    proposals = read_draft(paths[0], Wanted(kind=DraftKind.PROPOSALS))
    if response is None:
        proposals = without_replies(proposals)
        listed, text = draft(), read_source(paths[0])
    else:
        if isinstance(response, str):
            paths[1].write_text(response, encoding="utf-8")
        else:
            response.save(paths[1])
        listed = read_draft(paths[1], Wanted(kind=DraftKind.MEASURES, answers=True))
        text = read_source(paths[1])
    answers, heads = answers_of(listed, text, proposals.items, is_same=response is None)
    numbers = {proposal.id: proposal.number for proposal in proposals.items}
    told = {}
    for item in answers.items:
        for id_ in item.answers:
            assert numbers[id_] == item.number
        title = "" if item.shortened else item.title
        assert item.number not in told
        told[item.number] = f"{title}\n{item.text or ''}".strip()
    return told, heads


def test_a_bold_heading_announces_an_answer(tmp_path):
    """Between the recommendation and the answer, whatever its weight."""
    response = docx.Document()
    response.add_heading("Response to the inquiry", 0)
    for n, (asked, said) in enumerate(zip(WELLS, SAID, strict=True), 1):
        for line in (f"Recommendation {n}", asked, "Australian Government Response"):
            run = response.add_paragraph().add_run(line)
            run.bold = line is not asked
        for paragraph in said.split("\n"):
            response.add_paragraph(paragraph)
    assert found(tmp_path, LIST, response, "docx") == (EACH, 5)


@pytest.mark.parametrize(
    "form",
    [
        "## Part {n}\n\nThere were gaps.\n\n**Recommendation {n}:** {asked}\n\n"
        "*Mayor's reply*\n\n{said}",
        "## Part {n}\n\nThere were gaps.\n\n**Mayor's reply**\n\n{said}\n\n"
        "**Recommendation {n}:** {asked}",
    ],
)
def test_replies_are_in_the_report_itself(tmp_path, form):
    """Below the recommendation or above it; nothing else of the report is one."""
    report = "# Report of the auditors\n\nThey looked at accounts.\n\n" + each(form)
    assert found(tmp_path, report) == (EACH, 5)


def test_a_column_of_a_table_answers(tmp_path):
    """With the column beside it, which comments on the position."""
    positions = ("Accept", "Accept in part", "Reject", "Noted", "Accept")
    rows = "".join(
        f"<tr><td>Recommendation {n}</td><td>{position}</td><td>{said}</td></tr>"
        for n, (position, said) in enumerate(zip(positions, SAID, strict=True), 1)
    )
    names = ("Recommendation", "Government response", "Comment")
    heads = "".join(f"<th>{name}</th>" for name in names)
    page = f"<h1>Response</h1><table><tr>{heads}</tr>{rows}</table>"
    told, _heads = found(tmp_path, LIST, page, "html")
    said = [answer.replace("\n", "").replace(".", "") for answer in told.values()]
    assert [answer.split(" The ")[0].split(" We ")[0] for answer in said] == [
        *positions
    ]


NARRATIVE = (
    "1. The Government is grateful for a careful report.\n\n"
    f"2. The Committee said: {WELLS[0][:-1]} (Recommendation 1).\n\n"
    "3. A first register appears in spring.\n\n"
    "4. In Recommendations 2 and 3 the Committee turned to councils.\n\n"
    "5. Councils decide for themselves.\n\n"
    f"6. The Committee also said that {WELLS[3]}\n\n"
    "7. That is for Parliament.\n\n"
    "8. On Recommendation 5, leaks are to be reported from next year."
)


def test_numbers_of_paragraphs_are_no_answers(tmp_path):
    """What a narrative response restates or names is answered by what follows."""
    both = (
        "In Recommendations 2 and 3 the Committee turned to councils.\n"
        "Councils decide for themselves."
    )
    assert found(tmp_path, LIST, HEAD + NARRATIVE)[0] == {
        "1": "A first register appears in spring.",
        "2": both,
        "3": both,
        "4": "That is for Parliament.",
        "5": "On Recommendation 5, leaks are to be reported from next year.",
    }


def test_placeholders_answer_nothing(tmp_path):
    """Nor does a heading without an answer below it; all are announced."""
    said = ("Confidential.", "Confidential.", SAID[2], SAID[3], "")
    response = HEAD + each("## Recommendation {n}\n\n### Response\n\n{said}", said=said)
    assert found(tmp_path, LIST, response) == ({"3": SAID[2], "4": SAID[3]}, 5)


def test_one_answer_to_recommendations_that_a_heading_names(tmp_path):
    """It is that of each of them."""
    response = (
        f"{HEAD}## Recommendations 1 and 2\n\n> {WELLS[0]}\n\n> {WELLS[1]}\n\n"
        f"### Response\n\nThe Government rejects these recommendations.\n\n"
        f"## Recommendation 4\n\n> {WELLS[3]}\n\n### Response\n\n{SAID[3]}"
    )
    rejected = "The Government rejects these recommendations."
    expected = {"1": rejected, "2": rejected, "4": SAID[3]}
    assert found(tmp_path, LIST, response) == (expected, 2)


@pytest.mark.parametrize(
    "head", ["Réponse\u202f: ", "Réponse : ", "**Réponse du Gouvernement**\n\n"]
)
def test_words_alone_tell_what_is_answered(tmp_path, head):
    """In French, in a response that numbers nothing."""
    asked = (
        "créer un guichet unique pour les démarches des aidants familiaux",
        "former les agents des mairies à l'accueil des personnes sourdes",
        "verser l'allocation dès le premier jour de l'arrêt de travail",
    )
    said = (
        "Le Gouvernement partage cet objectif. Un portail ouvrira en 2027.",
        "Le Gouvernement n'est pas favorable à cette recommandation.",
        "Le coût en serait trop élevé pour les régimes.",
    )
    listed = "\n\n".join(
        f"{n}. {what.capitalize()}." for n, what in enumerate(asked, 1)
    )
    report = f"# Rapport\n\nLa mission a entendu.\n\n## Recommandations\n\n{listed}"
    form = "La mission recommande de {asked}.\n\n" + head + "{said}"
    response = "# Réponse au rapport\n\nMerci à la mission.\n\n"
    told, heads = found(tmp_path, report, response + each(form, asked, said))
    assert (told, heads) == ({str(n): each for n, each in enumerate(said, 1)}, 3)
