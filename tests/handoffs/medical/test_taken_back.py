"""What the pages say of a question that the HCP took back after the exchange."""

from handoffs.commercial.models import Inquiry
from handoffs.protocol import FollowUpState as State

from . import story
from .test_pages import LIST, act, detail, text


def test_of_a_question_that_was_taken_back_no_interest_is_asked_for(world, client):
    """Whoever is led to a step that is refused does not know that the HCP has taken the question back."""
    story.proposed(world)
    other = story.in_state(world, State.FOLLOWED_UP)
    client.force_login(world.msl1)
    assert "taken the question back" not in text(client.get(detail(other)))
    for inquiry in Inquiry.objects.all():
        story.withdraw_inquiry(inquiry, world.rep1)
    page = text(client.get(detail(other)))
    assert "taken the question back" in page
    assert 'id="step-propose_interest"' not in page
    assert 'id="step-close"' in page
    answer = act(client, other, "propose_interest", {"topic": str(world.topic.pk), "sentence": story.CLEAN})
    assert answer.status_code == 422
    assert f"you gave “{story.CLEAN}”" in text(answer)
    client.force_login(world.msl_director1)
    assert "No interest waits for release" in text(client.get(f"{LIST}interests/"))
    assert "No interest waits for your decision." in text(client.get("/"))
