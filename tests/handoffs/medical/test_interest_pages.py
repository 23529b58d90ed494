"""The interest that goes back, as a page: what it takes, what it keeps, and where it says what to do."""

from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.models import Refusal

from . import story
from .test_pages import act, text


def test_more_than_one_sentence_comes_back_whole_with_what_to_do_beside_it(world, client):
    follow_up = story.in_state(world, State.FOLLOWED_UP)
    client.force_login(world.msl1)
    typed = "Interested in dosing in dialysis. Also in registries."
    answer = act(client, follow_up, "propose_interest", {"topic": str(world.topic.pk), "sentence": typed})
    assert answer.status_code == 422
    assert typed in text(answer)
    assert "more than one" in text(answer).partition('id="propose_interest_sentence_error"')[2]
    assert not Refusal.objects.exists()
