"""Two windows at once, with real connections: what is sent crosses once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from handoffs.commercial import services
from handoffs.commercial.models import Inquiry
from msl_governance.firewall.database import acting_as
from msl_governance.firewall.models import Passage
from tests.handoffs.commercial.support import entry_for


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept", [False, True])
def test_two_windows_send_once(world, kept):
    entry, draft_id, together = entry_for(world.north_hcp), None, Barrier(2)
    if kept:
        with acting_as(world.rep1):
            draft_id = services.save_draft(by=world.rep1, entry=entry).pk

    def send(_window):
        try:
            together.wait(timeout=20)
            with acting_as(world.rep1):
                return services.submit_inquiry(by=world.rep1, entry=entry, inquiry_id=draft_id).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as windows:
        first, second = windows.map(send, range(2))
    assert first == second
    assert Inquiry.objects.count() == Passage.objects.count() == 1
