"""A record that somebody else holds too long: an answer that can be acted on, and nothing typed is lost."""

import pytest

from msl_governance.firewall.models import Refusal

from .test_middleware import HELD, as_, sign_in_page

__all__ = ["as_", "sign_in_page"]
pytestmark = pytest.mark.urls("tests.firewall.test_middleware")


@pytest.mark.parametrize("way", HELD)
def test_what_was_typed_can_be_sent_again_where_a_record_is_held(as_, way):
    """Never its password or code; and nothing is asked of the database, whose transaction has failed."""
    typed = {
        "words": ["<b>renal</b> data", "more"],
        "password": "Never-1",
        "code": "123456",
        "new": "Never-2",
    }
    answer = as_("msl1").post(f"/raises/{way}/?next=1", typed)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert f'action="/raises/{way}/?next=1"' in page
    assert '<input type="hidden" name="words" value="&lt;b&gt;renal&lt;/b&gt; data">' in page
    assert page.count('name="words"') == 2
    assert page.count("csrfmiddlewaretoken") == 1
    assert not [secret for secret in ("Never-1", "Never-2", "123456") if secret in page]
    assert 'value="C-114"' in as_("msl1").post(f"/raises/{way}/", {"code": "C-114"}).content.decode()
    assert Refusal.objects.count() == 0
    assert "<form" not in as_("msl1").get(f"/raises/{way}/").content.decode()
