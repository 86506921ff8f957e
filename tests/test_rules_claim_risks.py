"""Risk scores are checked against likelihood times impact, where that is how a register scores."""

from handmade import table

from scrutiny.rules.claim_risks import risk_claims

HEAD = ("Risk", "Likelihood", "Impact", "Score")
RIGHT = (
    ("Failure of the main contractor", "3", "4", "12"),
    ("Loss of key members of staff", "2", "5", "10"),
    ("Attack on the computer systems", "4", "4", "16"),
)


def scored(*rows, head=HEAD):
    return [(claim.claimed, claim.recomputed, claim.verdict) for claim in risk_claims([table(head, *rows)], "doc")]


def test_a_score_that_is_not_the_product_fails_where_the_others_are():
    wrong = ("Flooding of the city centre", "2", "4", "9")
    assert scored(*RIGHT, wrong) == [(12, 12, "holds"), (10, 10, "holds"), (16, 16, "holds"), (9, 8, "fails")]


def test_a_register_that_scores_otherwise_is_left_alone():
    assert not scored(*((name, one, two, str(int(one) + int(two))) for name, one, two, _ in RIGHT))
    assert not scored(*RIGHT, head=("Risk", "Owner", "Date", "Score"))


def test_inherent_and_current_scores_each_have_their_own_columns():
    head = ("Risk", "Inherent likelihood", "Inherent impact", "Inherent score", "Likelihood", "Impact", "Current score")
    rows = [(*row, "1", *row[2:3], row[2]) for row in RIGHT]
    assert [verdict for *_, verdict in scored(*rows, head=head)] == ["holds"] * 6
