"""The same pitfalls the other way: each of these views tells medical of prescribing, targets or inquiries not sent."""

import csv
import io
import logging

from django.core import mail, signing
from django.core.cache import cache
from django.db.models import Count, F, Max, Min, Q, Sum
from django.forms import ModelChoiceField
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import http_date

from accounts.commercial.models import CommercialAddition, ImportanceSetting, Prescribing, RepObjective
from accounts.shared.models import Hcp, Organisation
from handoffs.commercial.models import AdverseEvent, Inquiry, InquiryStep
from msl_governance.people.models import CommercialColleague

from .tools import Leaks, raw

LEAKS = leak = Leaks()


@leak
def sum_of_prescriptions(request):
    return HttpResponse(str(Prescribing.objects.aggregate(n=Sum("scripts"))["n"]))


@leak
def prescriptions_of_a_doctor(request):
    hcp = Hcp.objects.order_by("pk").first()
    return HttpResponse(str(list(Prescribing.objects.filter(hcp=hcp).values_list("scripts", flat=True))))


@leak
def decile(request):
    highest = Prescribing.objects.aggregate(n=Max("scripts"))["n"] or 0
    return HttpResponse("ABCDE"[min(highest // 12, 4)])


@leak
def directory_by_worth(request):
    rows = Prescribing.objects.values("hcp").annotate(n=Count("id")).order_by("-n", "hcp")
    return HttpResponse(str([row["hcp"] for row in rows]))


@leak
def targeted_mark(request):
    marked = set(RepObjective.objects.values_list("hcp_id", flat=True))
    return HttpResponse(
        "".join("t" if key in marked else "-" for key in Hcp.objects.values_list("pk", flat=True))
    )


@leak
def targets_in_json(request):
    return JsonResponse(
        {"targets": list(RepObjective.objects.order_by("pk").values("aim", "target_scripts"))}
    )


@leak
def deadline_of_a_target(request):
    return HttpResponse(str(RepObjective.objects.aggregate(d=Min("period_end"))["d"]))


@leak
def choices_by_product(request):
    names = Prescribing.objects.values_list("product", flat=True).distinct().order_by("product")
    return HttpResponse("".join(f"<option>{name}</option>" for name in names))


@leak
def form_of_doctors_with_data(request):
    doctors = Hcp.objects.filter(pk__in=Prescribing.objects.values("hcp"))
    return HttpResponse(str(ModelChoiceField(doctors).widget.render("hcp", None)) + str(doctors.count()))


@leak
def names_of_representatives(request):
    return HttpResponse(
        ", ".join(f"{key}" for key in InquiryStep.objects.order_by("pk").values_list("by_id", flat=True))
    )


@leak
def drafts_on_their_way(request):
    return HttpResponse(f"{Inquiry.objects.filter(state='draft').count()} questions are being written")


@leak
def words_of_a_draft(request):
    return HttpResponse(str(Inquiry.objects.filter(state="draft").values_list("verbatim", flat=True).first()))


@leak
def search_in_aims(request):
    return HttpResponse(f"{RepObjective.objects.filter(Q(aim__contains='zephyrine')).count()} results")


@leak
def adverse_events_of_the_other_side(request):
    return HttpResponse(f"{AdverseEvent.objects.count()} reported by Commercial")


@leak
def error_that_depends(request):
    try:
        raw("select 1 / (select count(*) - count(*) / 13 * 13 - 12 from accounts_commercial_prescribing)")
    except Exception as error:
        return HttpResponse(type(error).__name__, status=409)
    return HttpResponse("ValueError", status=409)


@leak
def missing_only_when_untargeted(request):
    if not RepObjective.objects.filter(target_scripts__gt=40).exists():
        raise Http404
    return HttpResponse("same")


@leak
def way_on(request):
    return redirect("/accounts/" if Prescribing.objects.count() > 20 else "/")


@leak
def cached_total(request):
    return HttpResponse(cache.get_or_set("total", Prescribing.objects.count, timeout=0) or "")


@leak
def mail_subject(request):
    total = Prescribing.objects.aggregate(n=Sum("scripts"))["n"]
    mail.EmailMessage(f"Week with {total}", "same", to=["a@proof.example"]).send()
    return HttpResponse("same")


@leak
def date_header(request):
    last = RepObjective.objects.aggregate(d=Max("period_end"))["d"]
    return HttpResponse("same", headers={"Expires": http_date(last.toordinal() * 86400) if last else "0"})


@leak
def server_timing_header(request):
    return HttpResponse("same", headers={"Server-Timing": f"rows;dur={Prescribing.objects.count()}"})


@leak
def signed_cookie(request):
    answer = HttpResponse("same")
    answer.set_cookie("seen", signing.b64_encode(str(RepObjective.objects.count()).encode()).decode())
    return answer


@leak
def debug_log(request):
    logging.getLogger("threshold").info(
        "prescribing: %s", list(Prescribing.objects.values_list("scripts", flat=True))
    )
    return HttpResponse("same")


@leak
def gap_in_numbers(request):
    return HttpResponse(f"Question no. {Inquiry.objects.count() + RepObjective.objects.count() + 1}")


@leak
def one_query_for_each(request):
    for row in Prescribing.objects.order_by("pk"):
        row.hcp.display_name
    return HttpResponse("same")


@leak
def history_of_a_target(request):
    return HttpResponse(str(RepObjective.history.aggregate(n=Sum("target_scripts"))["n"]))


@leak
def joined_from_the_shared_list(request):
    return HttpResponse(
        raw(
            "select sum(p.scripts)::text from accounts_shared_hcp h join accounts_commercial_prescribing p on p.hcp_id = h.id"
        )
    )


@leak
def union_by_sql(request):
    sql = "select string_agg(x, ',' order by x) from (select name x from accounts_shared_organisation"
    return HttpResponse(raw(sql + " union select aim from accounts_commercial_repobjective) y"))


@leak
def spreadsheet(request):
    file = io.StringIO()
    csv.writer(file).writerows(Prescribing.objects.order_by("pk").values_list("product", "month", "scripts"))
    return HttpResponse(file.getvalue(), content_type="text/csv")


@leak
def field_compared(request):
    known = Prescribing.objects.filter(scripts__gt=F("month__day"))
    return HttpResponse(f"{Organisation.objects.count()}/{known.count()}")


@leak
def whose_doctor(request):
    authors = RepObjective.objects.order_by("pk").values_list("author_id", flat=True)
    return HttpResponse(str(list(authors)[:3]) + str(CommercialColleague._meta.verbose_name))


@leak
def reason_of_a_letter(request):
    return HttpResponse(
        "; ".join(ImportanceSetting.objects.order_by("pk").values_list("note", flat=True)[:5])
    )


@leak
def day_of_a_letter(request):
    return HttpResponse(str(ImportanceSetting.objects.aggregate(m=Max("set_at"))["m"]))


@leak
def letter_of_before(request):
    said = ImportanceSetting.objects.order_by("set_at", "pk").values_list("importance", flat=True)
    return HttpResponse("".join(one or "-" for one in said))


@leak
def account_added(request):
    return HttpResponse(str(CommercialAddition.objects.count()))


@leak
def too_big_for_a_page(request):
    return HttpResponse("many" if len(Prescribing.objects.all()) > 30 else "", status=200)
