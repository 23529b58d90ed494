"""T13: the kinds of write that signals miss are in the history, once, with person and reason."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.medical.models import Attendee, CallReport, Discussion
from msl_governance.firewall.database import acting_as, acting_for
from msl_governance.firewall.database.history_sql import audited
from msl_governance.firewall.sides import Side


def draft(world, **changes):
    return CallReport.objects.create(
        **{"author_id": world.msl1.pk, "territory": world.medical_north, "met_at": "2026-03-01T10:00Z",
           "channel": "video", "summary": "first"} | changes
    )  # fmt: skip


def rows(model=CallReport, kind=None):
    found = model.history.all()
    return found.filter(history_type=kind).count() if kind else found.count()


WRITES = {
    "save": lambda r, w: r.save(),
    "update": lambda r, w: CallReport.objects.filter(pk=r.pk).update(summary="b"),
    "bulk_update": lambda r, w: CallReport.objects.bulk_update([_changed(r)], ["summary"]),
    "upsert": lambda r, w: CallReport.objects.bulk_create(
        [_changed(r)], update_conflicts=True, unique_fields=["id"], update_fields=["summary"]
    ),
    "raw": lambda r, w: _sql("UPDATE accounts_medical_callreport SET summary = 'raw'"),
    "delete": lambda r, w: r.delete(),
    "queryset_delete": lambda r, w: CallReport.objects.filter(pk=r.pk).delete(),
    "raw_delete": lambda r, w: CallReport.objects.filter(pk=r.pk)._raw_delete("default"),
    "skip": lambda r, w: _skipping(r),
}
EXPECTED = {"save": 0, "delete": 1}


def _changed(report):
    report.summary = "changed"
    return report


def _skipping(report):
    report.skip_history_when_saving = True
    _changed(report).save()


def _sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("kind", WRITES)
def test_every_kind_of_write_is_captured_once(world, kind):
    with acting_as(world.msl1, reason="because"):
        report = draft(world)
        before = rows()
        WRITES[kind](report, world)
        assert rows() - before == EXPECTED.get(kind, 1)
    if kind != "save":
        last = CallReport.history.order_by("-history_date").first()
        assert last.history_user_id == world.msl1.pk
        assert last.history_change_reason == "because"


def test_bulk_create_and_cascade(world):
    with acting_as(world.msl1):
        report = draft(world)
        Attendee.objects.bulk_create([Attendee(report=report, hcp=world.north_hcp) for _ in range(3)])
        Discussion.objects.create(report=report, topic=world.topic, content_class="heor", origin="reactive")
        assert rows(Attendee, "+") == 3
        report.delete()
        assert rows(Attendee, "-") == 3
        assert rows(Discussion, "-") == 1


def test_truncate_is_refused(world):
    with acting_as(world.msl1), pytest.raises(DatabaseError), transaction.atomic():
        _sql("TRUNCATE accounts_medical_callreport CASCADE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        _sql("TRUNCATE accounts_medical_callreport CASCADE")  # the owner, too


def test_history_reads_as_of_and_differences(world):
    with acting_as(world.msl1):
        report = draft(world)
        report.summary = "second"
        report.save()
        new, old = report.history.order_by("-history_date")[:2]
        changes = {change.field: (change.old, change.new) for change in new.diff_against(old).changes}
        assert changes == {"summary": ("first", "second")}


def test_a_task_stands_in_the_history_with_its_reason(world):
    with acting_as(world.msl1):
        report = draft(world)
    with acting_for(Side.MEDICAL, reason="task expire"):
        CallReport.objects.filter(pk=report.pk).update(summary="by task")
        last = report.history.order_by("-history_date").first()
    assert (last.history_user_id, last.history_change_reason) == (None, "task expire")


@pytest.mark.parametrize("statement", ["UPDATE {} SET summary = 'forged'", "DELETE FROM {}", "TRUNCATE {}",
                                       "INSERT INTO {} SELECT * FROM {}"])  # fmt: skip
@pytest.mark.parametrize("who", ["msl1", "owner"])
def test_history_cannot_be_changed(world, statement, who):
    table = "accounts_medical_historicalcallreport"
    with acting_as(world.msl1):
        draft(world)
    statement = statement.format(table, table)
    if who == "owner":
        if statement.startswith("INSERT"):
            pytest.skip("the owner may insert; the seals of the audit issue are for that")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            _sql(statement)
        return
    with acting_as(world.msl1), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        _sql(statement)


def test_every_labelled_model_is_audited(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where t.tgname = 'history' and t.tgenabled = 'O'"
        )
        watched = {name for (name,) in cursor.fetchall()}
    assert watched == {model._meta.db_table for model, _history in audited()}
    assert len(watched) >= 25


def test_history_carries_the_label_of_its_record(db):
    from msl_governance.firewall.records import label_of

    for model, past in audited():
        assert label_of(model) == label_of(past) != ""
