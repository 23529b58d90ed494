"""Notices name the doctor on screen: on the reader's own side, from what the reader may still see, and never in a mail."""

from uuid import uuid4

import pytest
from django.core import mail

from handoffs.medical.models import FollowUp
from handoffs.medical.selectors import hcps_of
from handoffs.protocol import FollowUpState as State
from msl_governance.firewall.database import acting_as
from msl_governance.notifications import naming
from msl_governance.notifications.models import CommercialNotice, MedicalNotice
from msl_governance.notifications.tasks import send_mail_of_medical
from tests.handoffs.medical import story

LIST = "/notifications/"
DOCTOR = "Dr. Elena Marchetti"


def page_of(client, person):
    client.force_login(person)
    return client.get(LIST).content.decode()


def test_medical_reads_whom_it_is_about(world, client):
    story.in_state(world, State.ASSIGNED)
    assert f"A scientific inquiry waits for you: {DOCTOR}" in page_of(client, world.msl1)


def test_the_director_too_from_the_page_of_interests(world, client):
    interest = story.proposed(world)
    notice = MedicalNotice.objects.get(person_id=world.msl_director1.pk, kind="interest_to_release")
    assert notice.url.endswith(f"/interests/#r-{interest.follow_up_id}")
    body = page_of(client, world.msl_director1)
    assert f"A scientific interest waits for release: {DOCTOR}" in body
    assert f'id="r-{interest.follow_up_id}"' in client.get(notice.url).content.decode()


def test_commercial_reads_it_of_an_inquiry_of_its_own(world, client):
    from handoffs.commercial.tasks import notice_standings

    story.in_state(world, State.CLOSED)
    notice_standings()
    assert f"A scientific inquiry of yours has moved on: {DOCTOR}" in page_of(client, world.rep1)


def test_compliance_reads_it_of_an_escalation(world, client):
    from handoffs.oversight.tasks import tell_of_escalations

    story.in_state(world, State.ESCALATED)
    tell_of_escalations()
    assert f"A hand-off was escalated to you: {DOCTOR}" in page_of(client, world.compliance1)


def test_no_row_and_no_mail_holds_a_name(world):
    story.in_state(world, State.ASSIGNED)
    send_mail_of_medical()
    assert mail.outbox
    assert not any("Marchetti" in one.subject + one.body for one in mail.outbox)
    rows = str(list(MedicalNotice.objects.values()))
    assert "Marchetti" not in rows


def test_what_one_may_see_no_more_has_no_name(world, client):
    follow_up = story.in_state(world, State.ASSIGNED)
    FollowUp.objects.filter(pk=follow_up.pk).update(territory=world.medical_south, assigned_id=world.msl2.pk)
    body = page_of(client, world.msl1)
    assert "A scientific inquiry waits for you" in body
    assert "Marchetti" not in body


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/",
        "/no/such/page/",
        "/handoffs/medical/interests/",
        "/handoffs/medical/interests/#r-x",
        "/accounts/",
    ],
)
def test_a_notice_about_nothing_in_particular_names_nobody(world, client, url):
    CommercialNotice.objects.create(person_id=world.rep1.pk, kind="clock_near", url=url, unique_for="x")
    assert "A scientific inquiry is due soon<" in page_of(client, world.rep1).replace("\n", "")


def test_the_names_cost_one_reading_for_all(world, django_assert_num_queries):
    ids = [story.in_state(world, State.ASSIGNED, kind=kind).pk for kind in ("heor", "dosing", "mechanism")]
    notices = [MedicalNotice(id=uuid4(), url=f"/handoffs/medical/{pk}/", kind="clock_near") for pk in ids]
    with acting_as(world.msl1):
        hcps_of(world.msl1, set(ids))  # territories are read once for a person
        with django_assert_num_queries(1):
            naming.name(world.msl1, notices)
    assert {notice.about for notice in notices} == {DOCTOR}
