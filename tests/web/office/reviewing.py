"""A review on the screens: its address, and what its forms send."""

from gongkai.web.reviews import selectors

TITLE = "枕溪镇2026年防汛值班安排"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def sheet(review):
    return f"/office/reviews/{review.pk}/"


def answers(review, **said):
    """What the form of the next stage sends when everything passes."""
    stage = selectors.standing(review).stage
    ticked = {question.code: min(question.passes).value for question in stage.questions}
    return {"stage": stage.code, "opinion": ""} | ticked | said


def state_of(review):
    review.refresh_from_db()
    return review.state
