"""What was heard for drug safety: a record of its own, with its clock from awareness, forwarded once."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.medical.drafts import SafetyDraft
from accounts.medical.finding.selectors import ReportWish, wished
from accounts.medical.models import SafetyRecord
from accounts.medical.safety.services import forward_record
from accounts.medical.services import ReportRefused
from msl_governance.firewall.database import acting_as

from .reports import DAY, new, submitted, typed

TOLD = SafetyDraft("adverse_event", "A rash after two days.")


class TestSafety:
    def test_a_record_with_its_clock_from_awareness(self, world):
        with acting_as(world.msl1):
            with pytest.raises(ReportRefused, match="drug safety can act"):
                submitted(world, adverse_event=True)
            later = SafetyDraft("adverse_event", "x", timezone.now() + DAY)
            with pytest.raises(ReportRefused, match="time to come"):
                submitted(world, adverse_event=True, safety=later)
            report = submitted(world, adverse_event=True, safety=TOLD)
            record = report.safety_records.get()
            assert record.aware_at == report.met_at
            assert record.due_at - record.aware_at == DAY
            assert submitted(world, safety=TOLD).safety_records.count() == 0

    def test_forwarded_once_with_a_receipt_and_then_closed(self, world):
        with acting_as(world.msl1):
            record = submitted(world, adverse_event=True, safety=TOLD).safety_records.get()
            with pytest.raises(ValidationError, match="receipt number"):
                forward_record(by=world.msl1, record=record, receipt_number=" ")
            forward_record(by=world.msl1, record=record, receipt_number="PV-1")
            forward_record(by=world.msl1, record=record, receipt_number="PV-1")
            with pytest.raises(ValidationError, match="another number"):
                forward_record(by=world.msl1, record=record, receipt_number="PV-2")
            # Whoever has drug safety's answer in hand finds the exchange by it.
            assert list(wished(world.msl1, ReportWish(words="PV-1"))) == [record.report]
            assert not wished(world.msl1, ReportWish(words="PV-2")).exists()
        with pytest.raises(Exception, match="locked"), acting_as(world.msl1):
            SafetyRecord.objects.filter(pk=record.pk).update(description="x")

    def test_the_list_is_one_s_own_territory_s(self, world, client):
        with acting_as(world.msl1):
            record = submitted(world, adverse_event=True, safety=TOLD).safety_records.get()
        client.force_login(world.msl2)
        assert "A rash" not in client.get("/accounts/medical/safety/").content.decode()
        forward = f"/accounts/medical/safety/{record.pk}/forward/"
        assert client.post(forward, {"receipt_number": "PV-9"}).status_code == 404
        client.force_login(world.msl1)
        page = client.get("/accounts/medical/safety/").content.decode()
        assert "A rash" in page
        assert "Exchange with Dr. Elena Marchetti, reported by Amara Okafor" in page
        refused = client.post(forward, {"receipt_number": ""})
        page = refused.content.decode()
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        box = re.search(r'<input[^>]*name="receipt_number"[^>]*>', page)[0]
        assert 'aria-invalid="true"' in box
        described = re.search(r'aria-describedby="([^"]+)"', box)[1]
        assert described in ids
        named = re.search(r' id="([^"]+)"', box)[1]
        assert f'<label class="fw-label" for="{named}"' in page
        assert page.count("Give the receipt number") == 1
        assert refused.status_code == 422
        assert "Give the receipt number" in refused.content.decode()
        assert client.post(forward, {"receipt_number": "PV-9"}).status_code == 302
        assert "another number" in client.post(forward, {"receipt_number": "PV-8"}).content.decode()
        assert "Receipt PV-9" in client.get("/accounts/medical/safety/?show=forwarded").content.decode()
        report = client.get(f"/accounts/medical/reports/{record.report_id}/").content.decode()
        assert "receipt PV-9" in report

    def test_an_overdue_one_says_so(self, world, client):
        with acting_as(world.msl1):
            submitted(world, adverse_event=True, safety=TOLD, met_at=timezone.now() - 3 * DAY)
        client.force_login(world.msl1)
        assert "overdue since" in client.get("/accounts/medical/safety/").content.decode()

    def test_oversight_reads_all_of_them(self, world):
        with acting_as(world.msl1):
            submitted(world, adverse_event=True, safety=TOLD)
        with acting_as(world.compliance1):
            assert SafetyRecord.objects.visible_to(world.compliance1).count() == 1

    def test_product_complaint_with_its_own_awareness_from_the_form(self, world, client):
        client.force_login(world.msl1)
        aware = (timezone.localtime() - timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M")
        sent = typed(
            world, adverse_event="yes", safety_kind="product_complaint", safety_description="Blister open",
            safety_aware_at=aware,
        )  # fmt: skip
        client.post(new(world), sent)
        record = SafetyRecord.objects.get()
        assert record.kind == "product_complaint"
        assert timezone.localtime(record.aware_at).strftime("%Y-%m-%dT%H:%M") == aware
