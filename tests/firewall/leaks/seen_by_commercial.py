"""Views a careless engineer might write. Each leaks medical records to whoever asks; none is in the product.

Every view is given the request and returns an answer; ``LEAKS`` names it after its pitfall.
"""

import hashlib
import logging
from email.utils import format_datetime

from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Avg, Count, Max
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.template import Context, Template

from accounts.medical.models import (
    Attendee,
    CallReport,
    CallReportShare,
    Discussion,
    InfluenceSetting,
    MedicalAddition,
)
from accounts.shared.models import Hcp, ScientificTopic
from handoffs.medical.models import FollowUp

from .tools import Leaks, raw

LEAKS = leak = Leaks()
reports = CallReport.objects


@leak
def count_in_body(request):
    return HttpResponse(f"{reports.count()} entries")


@leak
def exists_flag(request):
    return HttpResponse("busy" if reports.exists() else "quiet")


@leak
def threshold_badge(request):
    return HttpResponse("hot" if reports.count() > 50 else "")


@leak
def order_by_activity(request):
    busy = dict(Attendee.objects.exclude(hcp=None).values_list("hcp").annotate(n=Count("id")))
    names = sorted(Hcp.objects.all(), key=lambda hcp: (-busy.get(hcp.pk, 0), hcp.last_name))
    return HttpResponse(", ".join(h.last_name for h in names))


@leak
def flag_per_doctor(request):
    seen = set(Attendee.objects.values_list("hcp_id", flat=True))
    return HttpResponse("".join("x" if h.pk in seen else "." for h in Hcp.objects.all()))


@leak
def last_modified_header(request):
    last = reports.aggregate(m=Max("met_at"))["m"]
    return HttpResponse(
        "same", headers={"Last-Modified": format_datetime(last, usegmt=False)} if last else {}
    )


@leak
def wide_etag(request):
    seed = ",".join(map(str, reports.values_list("met_at", flat=True)))
    return HttpResponse("same", headers={"ETag": hashlib.sha256(seed.encode()).hexdigest()[:12]})


@leak
def pagination_total(request):
    page = Paginator(reports.order_by("pk"), 20).page(1)
    return HttpResponse(f"page 1 of {page.paginator.num_pages}")


@leak
def choices_of_a_form(request):
    ids = Discussion.objects.values_list("topic_id", flat=True)
    return HttpResponse("".join(f"<option>{t.pk}" for t in ScientificTopic.objects.filter(pk__in=ids)))


@leak
def delete_button(request):
    free = Hcp.objects.exclude(pk__in=Attendee.objects.exclude(hcp=None).values("hcp"))
    return HttpResponse(f"can delete {list(free.values_list('npi', flat=True))}")


@leak
def forbidden_or_missing(request):
    return HttpResponseForbidden() if reports.exists() else HttpResponse(status=404)


@leak
def redirect_when_busy(request):
    return HttpResponse(status=302, headers={"Location": "/busy/" if reports.exists() else "/"})


@leak
def cookie(request):
    response = HttpResponse("same")
    response.set_cookie("hint", str(reports.count()))
    return response


@leak
def log_line(request):
    logging.getLogger("threshold").warning("%s reports found", reports.count())
    return HttpResponse("same")


@leak
def mail_body(request):
    text = str(reports.first() and reports.first().summary)
    mail.get_connection().send_messages([mail.EmailMessage("digest", text, to=["a@proof.example"])])
    return HttpResponse("same")


@leak
def extra_query(request):
    if reports.exists():
        list(Hcp.objects.all())
    return HttpResponse("same")


@leak
def raw_sql(request):
    return HttpResponse(raw("select count(*)::text from accounts_medical_callreport"))


@leak
def apps_get_model(request):
    return HttpResponse(apps.get_model("accounts_medical", "CallReport").objects.count())


@leak
def history_rows(request):
    return HttpResponse(CallReport.history.count())


@leak
def history_table_by_sql(request):
    return HttpResponse(raw("select max(history_date)::text from accounts_medical_historicalcallreport"))


@leak
def average(request):
    return HttpResponse(f"{reports.aggregate(a=Avg('duration_minutes'))['a']}")


@leak
def search_hits(request):
    return HttpResponse(f"{reports.filter(summary__icontains='zephyrine').count()} hits")


@leak
def suggestion(request):
    words = " ".join(reports.values_list("summary", flat=True)).split()
    return HttpResponse(sorted(set(words))[-1:])


@leak
def export(request):
    rows = "\n".join(f"{r.pk},{r.channel}" for r in reports.order_by("pk"))
    return HttpResponse(rows, content_type="text/csv")


@leak
def api_field(request):
    return JsonResponse({"doctors": Hcp.objects.count(), "msl_contacts": Attendee.objects.count()})


@leak
def permission_rows(request):
    return HttpResponse(CallReportShare.objects.count())


@leak
def who_wrote(request):
    return HttpResponse(str(list(reports.order_by("pk").values_list("author_id", flat=True)[:3])))


@leak
def html_comment(request):
    last = reports.order_by("-met_at").first()
    return HttpResponse(f"<!-- {last and last.met_at} -->")


@leak
def template_reaches_out(request):
    text = Template("{% for r in rows %}<i hidden>{{ r.channel }}</i>{% endfor %}").render(
        Context({"rows": reports.order_by("pk")})
    )
    return HttpResponse(text)


@leak
def message_storage(request):
    from django.contrib import messages

    messages.info(request, f"{reports.count()} new")
    return HttpResponse("".join(str(m) for m in messages.get_messages(request)))


@leak
def assigned_msl(request):
    return HttpResponse(str(list(FollowUp.objects.order_by("pk").values_list("assigned_id", flat=True))))


@leak
def state_of_follow_up(request):
    return HttpResponse(str(list(FollowUp.objects.order_by("pk").values_list("state", flat=True))))


@leak
def error_text(request):
    try:
        raw("select 1 / (case when (select count(*) from accounts_medical_callreport) > 0 then 0 else 1 end)")
    except Exception as error:
        return HttpResponse(f"could not work it out: {type(error).__name__}", status=422)
    return HttpResponse("worked out")


@leak
def cache_entry(request):
    cache.set("reports", reports.count())
    return HttpResponse(cache.get("reports"))


@leak
def reason_of_a_tier(request):
    return HttpResponse("; ".join(InfluenceSetting.objects.order_by("pk").values_list("note", flat=True)[:5]))


@leak
def day_of_a_tier(request):
    return HttpResponse(str(InfluenceSetting.objects.aggregate(m=Max("set_at"))["m"]))


@leak
def tier_of_before(request):
    said = InfluenceSetting.objects.order_by("set_at", "pk").values_list("influence", flat=True)
    return HttpResponse("".join(one or "-" for one in said))


@leak
def who_added_an_account(request):
    return HttpResponse(str(list(MedicalAddition.objects.order_by("pk").values_list("author_id", flat=True))))


@leak
def crash(request):
    return HttpResponse(1 // (reports.count() // 60 - 1))
