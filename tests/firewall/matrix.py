"""T2: who gets in where, by hand, address by address. Read it as the specification; the walk holds the code to it.

``may`` lists the user names whose role is let to the address at all: of the same side everybody else gets 403, of
another side the neutral 404, nobody signed in the sign-in page. The rest is the answer to whoever is let in: ``get``
to GET and HEAD, ``post`` to an empty form, ``options`` to OPTIONS (else as GET); ``instead`` names people whom a page
answers otherwise. PUT and DELETE answer 405 everywhere.

Where the address names a record, ``north`` and ``south`` list who reaches a record of that part of the country
(``msl1`` and ``rep1`` work the north, ``msl2`` and ``rep2`` the south, leaders both); whoever may, and does not reach
it, gets the neutral 404, as for the other side's record and for one that does not exist. ``alike`` marks the one
address that answers the same whatever it names: it must not tell which tokens are good.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """An address."""

    may: set
    get: int = 200
    post: int = 405
    north: set | None = None
    south: set | None = None
    options: int = 0
    head: int = 0
    instead: dict = {}
    alike: bool = False


MSL = {"msl1", "msl_director1"}
MSL_SOUTH = {"msl2", "msl_director1"}
MEDICAL_FIELD = {"msl1", "msl2", "msl_director1"}
MEDICAL_READERS = MEDICAL_FIELD | {"head_of_medical1"}
MEDICAL = MEDICAL_READERS | {"clinical_development1"}
DIRECTOR = {"msl_director1"}
REPS = {"rep1", "rep2"}
COMMERCIAL_READERS = REPS | {"sales_director1"}
COMMERCIAL = COMMERCIAL_READERS | {"vp_commercial1", "event_coordinator1"}
COMMERCIAL_LISTS = COMMERCIAL_READERS | {"vp_commercial1"}
REP = {"rep1", "sales_director1"}
REP_SOUTH = {"rep2", "sales_director1"}
OVERSIGHT = {"compliance1", "legal1"}
STEWARD = {"compliance1"}
ADMINISTRATOR = {"administrator1"}
FIELD = MEDICAL | COMMERCIAL
EVERYBODY = FIELD | OVERSIGHT | {"administrator1"}
ANYBODY = EVERYBODY | {""}

MATRIX = {
    "/": Row(EVERYBODY, post=200),
    "/healthz": Row(ANYBODY, post=200),
    "/readyz": Row(ANYBODY, post=200),
    "/login/": Row(ANYBODY, get=302, post=302, instead={"": 200}),
    "/logout/": Row(ANYBODY, post=302, head=405),
    "/login/password/": Row(ANYBODY, post=200),
    "/login/password/sent/": Row(ANYBODY, post=200),
    "/login/password/new/": Row(ANYBODY, post=200),
    "/login/password/<slug:token>/": Row(ANYBODY, 200, 200, ANYBODY, ANYBODY, alike=True),
    "/login/second/": Row(ANYBODY, post=200),
    "/login/second/enrol/": Row(ANYBODY, post=200),
    "/login/passkey/": Row(ANYBODY, 200, 422, options=405, head=405),
    "/login/sso/": Row(ANYBODY, post=200),
    "/login/sso/back/": Row(ANYBODY, post=200),
    "/me/": Row(EVERYBODY, post=200),
    "/me/confirm/": Row(EVERYBODY, post=200),
    "/me/security/": Row(EVERYBODY, post=302),
    "/me/security/app/": Row(EVERYBODY, post=200),
    "/me/security/passkey/": Row(EVERYBODY, 200, 422, options=405, head=405),
    "/me/security/codes/": Row(EVERYBODY, post=200),
    "/me/password/": Row(EVERYBODY, post=200),
    "/people/": Row(ADMINISTRATOR, post=200, options=405),
    "/people/new/": Row(ADMINISTRATOR, post=200),
    "/people/roles/": Row(ADMINISTRATOR, options=405),
    "/people/changes/": Row(ADMINISTRATOR | {"compliance1"}, post=404, options=405),
    "/people/<uuid:pk>/": Row(ADMINISTRATOR, 200, 405, ADMINISTRATOR, ADMINISTRATOR, options=405),
    "/people/<uuid:pk>/edit/": Row(ADMINISTRATOR, 200, 200, ADMINISTRATOR, ADMINISTRATOR),
    "/people/<uuid:pk>/role/": Row(ADMINISTRATOR, 200, 200, ADMINISTRATOR, ADMINISTRATOR),
    "/people/<uuid:pk>/align/": Row(ADMINISTRATOR, 405, 422, ADMINISTRATOR, ADMINISTRATOR),
    "/people/<uuid:pk>/steps/<slug:name>/": Row(ADMINISTRATOR, 405, 404, ADMINISTRATOR, ADMINISTRATOR),
    "/people/import/": Row(ADMINISTRATOR, post=422),
    "/people/territories/import/": Row(ADMINISTRATOR, post=422),
    "/people/territories/": Row(ADMINISTRATOR, options=405),
    "/people/territories/medical/new/": Row(ADMINISTRATOR, post=200),
    "/people/territories/medical/<uuid:pk>/": Row(ADMINISTRATOR, 200, 200, ADMINISTRATOR, ADMINISTRATOR),
    "/people/territories/commercial/new/": Row(ADMINISTRATOR, post=200),
    "/people/territories/commercial/<uuid:pk>/": Row(ADMINISTRATOR, 200, 200, ADMINISTRATOR, ADMINISTRATOR),
    "/notifications/preferences/": Row(EVERYBODY, post=200),
    "/notifications/<uuid:pk>/read/": Row(EVERYBODY, 405, 302, set(), set()),
    "/oversight/escalations/": Row({"compliance1"}, post=200),
    "/notifications/": Row(EVERYBODY, post=200),
    "/notifications/read/": Row(EVERYBODY, get=405, post=302),
    "/notifications/<uuid:pk>/open/": Row(EVERYBODY, 405, 302, set(), set()),
    "/oversight/exports/": Row(OVERSIGHT, options=405),
    "/oversight/directory/": Row(OVERSIGHT, options=405),
    "/oversight/directory/proposals/<uuid:pk>/": Row(OVERSIGHT, 200, 405, OVERSIGHT, OVERSIGHT, options=405),
    "/oversight/directory/proposals/<uuid:pk>/make/": Row(STEWARD, 405, 422, STEWARD, STEWARD),
    "/oversight/directory/proposals/<uuid:pk>/decline/": Row(STEWARD, 405, 422, STEWARD, STEWARD),
    "/oversight/directory/duplicates/": Row(OVERSIGHT, options=405),
    "/oversight/directory/duplicates/<uuid:one>/<uuid:other>/": Row(
        OVERSIGHT, 200, 405, OVERSIGHT, OVERSIGHT, options=405
    ),
    "/oversight/directory/duplicates/<uuid:one>/<uuid:other>/merge/": Row(
        STEWARD, 405, 422, STEWARD, STEWARD
    ),
    "/oversight/directory/duplicates/<uuid:one>/<uuid:other>/apart/": Row(
        STEWARD, 405, 302, STEWARD, STEWARD
    ),
    "/oversight/directory/decisions/": Row(OVERSIGHT, options=405),
    "/oversight/directory/decisions/<uuid:pk>/separate/": Row(STEWARD, 405, 302, STEWARD, STEWARD),
    "/oversight/ledger/": Row(OVERSIGHT, post=200),
    "/oversight/ledger/<uuid:pk>/": Row(OVERSIGHT, 200, 200, OVERSIGHT, OVERSIGHT),
    "/oversight/refusals/": Row(OVERSIGHT, post=200),
    "/oversight/refusals/<uuid:pk>/": Row(OVERSIGHT, 200, 200, OVERSIGHT, OVERSIGHT),
    "/accounts/": Row(FIELD, post=302, options=405),
    "/accounts/<uuid:pk>/": Row(
        FIELD,
        302,
        405,
        FIELD,
        FIELD,
        options=405,
        instead=dict.fromkeys(FIELD - MEDICAL_READERS - COMMERCIAL_LISTS, 200),
    ),
    "/accounts/medical/<uuid:pk>/": Row(
        MEDICAL_READERS, 200, 405, MEDICAL_READERS, MEDICAL_READERS, options=405
    ),
    "/accounts/list/": Row(MEDICAL_READERS | COMMERCIAL_LISTS, options=405),
    "/accounts/list/new/": Row(
        MEDICAL_READERS | COMMERCIAL_LISTS,
        302,
        options=405,
        instead={"head_of_medical1": 404, "vp_commercial1": 404},
    ),
    "/accounts/list/<uuid:pk>/": Row(
        MEDICAL_READERS | COMMERCIAL_LISTS, 302, 405, MSL | REP, MSL_SOUTH | REP_SOUTH, options=405
    ),
    "/accounts/medical/list/new/": Row(MEDICAL_FIELD, 302, 302, options=405),
    "/accounts/medical/list/<uuid:pk>/": Row(MEDICAL_READERS, 200, 422, MSL, MSL_SOUTH, options=405),
    "/accounts/commercial/list/new/": Row(COMMERCIAL_READERS, 302, 302, options=405),
    "/accounts/commercial/list/<uuid:pk>/": Row(COMMERCIAL_LISTS, 200, 422, REP, REP_SOUTH, options=405),
    "/accounts/medical/proposals/": Row(MEDICAL_FIELD, options=405),
    "/accounts/medical/proposals/new/": Row(MEDICAL_FIELD, post=200, options=405),
    "/accounts/commercial/proposals/": Row(COMMERCIAL_READERS, options=405),
    "/accounts/commercial/proposals/new/": Row(COMMERCIAL_READERS, post=200, options=405),
    "/accounts/medical/objectives/": Row(MEDICAL_READERS, options=405),
    "/accounts/medical/objectives/new/": Row(MEDICAL_FIELD, post=200, options=405),
    "/accounts/medical/objectives/<uuid:pk>/": Row(MEDICAL_READERS, 200, 422, MSL, MSL_SOUTH, options=405),
    "/accounts/medical/objectives/<uuid:pk>/end/": Row(MEDICAL_FIELD, 405, 422, MSL, MSL_SOUTH),
    "/accounts/medical/standing-requests/": Row(MEDICAL_READERS, options=405),
    "/accounts/medical/standing-requests/new/": Row(MEDICAL_FIELD, post=200, options=405),
    "/accounts/medical/standing-requests/<uuid:pk>/withdraw/": Row(
        MEDICAL_FIELD, 405, 302, MEDICAL_FIELD, MEDICAL_FIELD
    ),
    "/accounts/medical/library/": Row(MEDICAL_READERS, options=405),
    "/accounts/medical/library/new/": Row(DIRECTOR, 200, 422, options=405),
    "/accounts/medical/library/<uuid:pk>/withdraw/": Row(DIRECTOR, 405, 302, DIRECTOR, DIRECTOR),
    "/accounts/medical/safety/": Row(MEDICAL_READERS, options=405),
    "/accounts/medical/safety/<uuid:pk>/forward/": Row(MEDICAL_FIELD, 405, 422, MSL, MSL_SOUTH),
    "/accounts/medical/visits/new/": Row(MEDICAL_FIELD, post=200, options=405),
    "/accounts/medical/visits/<uuid:pk>/": Row(MEDICAL_READERS, 200, 405, MSL, MSL_SOUTH, options=405),
    "/accounts/medical/visits/<uuid:pk>/move/": Row(
        MEDICAL_FIELD, 405, 422, MSL, MSL_SOUTH, instead={"msl_director1": 403}
    ),
    "/accounts/medical/visits/<uuid:pk>/cancel/": Row(
        MEDICAL_FIELD, 405, 302, MSL, MSL_SOUTH, instead={"msl_director1": 403}
    ),
    "/accounts/medical/visits/<uuid:pk>/calendar.ics": Row(
        MEDICAL_READERS, 200, 405, MSL, MSL_SOUTH, options=405
    ),
    "/accounts/medical/visits/<uuid:pk>/co-travel/": Row(DIRECTOR, 200, 422, DIRECTOR, DIRECTOR, options=405),
    "/accounts/medical/co-travel/": Row(MEDICAL_FIELD, options=405),
    "/accounts/medical/reports/<uuid:pk>/co-travel/": Row(
        DIRECTOR, 200, 422, DIRECTOR, DIRECTOR, options=405
    ),
    "/accounts/medical/reports/<uuid:pk>/amend/": Row(
        MEDICAL_FIELD, 200, 422, MSL, MSL_SOUTH, options=405, instead={"msl_director1": 403}
    ),
    "/accounts/medical/reports/": Row(MEDICAL_READERS, options=405),
    "/accounts/medical/reports/search/": Row(MEDICAL_READERS, 405, 302),
    "/accounts/medical/reports/export/": Row(MEDICAL_READERS, 405, 200),
    "/accounts/medical/reports/filters/": Row(MEDICAL_READERS, 405, 302),
    "/accounts/medical/reports/filters/<uuid:pk>/delete/": Row(MEDICAL_READERS, 405, 302, {"msl1"}, {"msl2"}),
    "/accounts/medical/reports/new/": Row(MEDICAL_FIELD, post=200, options=405),
    "/accounts/medical/reports/choose/": Row(MEDICAL_FIELD, get=405, post=200),
    "/accounts/medical/reports/<uuid:pk>/": Row(MEDICAL_READERS, 200, 405, MSL, MSL_SOUTH, options=405),
    "/accounts/medical/reports/<uuid:pk>/edit/": Row(
        MEDICAL_FIELD, 200, 422, {"msl1"}, {"msl2"}, options=405
    ),
    "/accounts/medical/reports/<uuid:pk>/discard/": Row(
        MEDICAL_FIELD, 200, 302, {"msl1"}, {"msl2"}, options=405
    ),
    "/accounts/medical/reports/<uuid:pk>/share/": Row(MEDICAL_FIELD, 405, 422, MSL, MSL_SOUTH),
    "/accounts/commercial/<uuid:pk>/": Row(
        COMMERCIAL_LISTS, 200, 405, COMMERCIAL_LISTS, COMMERCIAL_LISTS, options=405
    ),
    "/accounts/commercial/content/": Row(COMMERCIAL_LISTS, options=405),
    "/accounts/commercial/content/new/": Row({"sales_director1"}, 200, 422, options=405),
    "/accounts/commercial/content/<uuid:pk>/": Row(
        COMMERCIAL_LISTS, 200, 405, COMMERCIAL_LISTS, COMMERCIAL_LISTS, options=405
    ),
    "/accounts/commercial/content/<uuid:pk>/version/": Row(
        {"sales_director1"}, 200, 422, {"sales_director1"}, {"sales_director1"}, options=405
    ),
    "/accounts/commercial/content/<uuid:pk>/withdraw/": Row(
        {"sales_director1"}, 405, 422, {"sales_director1"}, {"sales_director1"}
    ),
    "/accounts/commercial/objectives/": Row(COMMERCIAL_LISTS, options=405),
    "/accounts/commercial/objectives/new/": Row(COMMERCIAL_READERS, 200, 200, options=405),
    "/accounts/commercial/objectives/<uuid:pk>/": Row(
        COMMERCIAL_LISTS, 200, 422, REP, REP_SOUTH, options=405
    ),
    "/accounts/commercial/calls/": Row(COMMERCIAL_LISTS, options=405),
    "/accounts/commercial/calls/new/": Row(REPS, 200, 200, options=405),
    "/accounts/commercial/calls/export/": Row(COMMERCIAL_LISTS, 405, 200),
    "/accounts/commercial/calls/filters/": Row(COMMERCIAL_LISTS, 405, 302),
    "/accounts/commercial/calls/filters/<uuid:pk>/delete/": Row(
        COMMERCIAL_LISTS, 405, 302, {"rep1"}, {"rep2"}
    ),
    "/accounts/commercial/calls/<uuid:pk>/": Row(COMMERCIAL_LISTS, 200, 405, REP, REP_SOUTH, options=405),
    "/accounts/commercial/calls/<uuid:pk>/correct/": Row(REPS, 200, 422, {"rep1"}, {"rep2"}, options=405),
    "/accounts/commercial/choose/": Row(COMMERCIAL_READERS, 405, 200),
    "/handoffs/commercial/": Row(COMMERCIAL_READERS, post=200),
    "/handoffs/commercial/new/": Row(REPS, post=302, options=405),
    "/handoffs/commercial/screen/": Row(REPS, get=405, post=200),
    "/handoffs/commercial/doctors/": Row(REPS, get=405, post=200),
    "/handoffs/commercial/draft/": Row(REPS, get=405, post=204),
    "/handoffs/commercial/<uuid:inquiry_id>/": Row(
        COMMERCIAL_READERS, 200, 200, {"rep1", "sales_director1"}, {"rep2", "sales_director1"}
    ),
    "/handoffs/commercial/<uuid:inquiry_id>/edit/": Row(REPS, 200, 302, {"rep1"}, {"rep2"}, options=405),
    "/handoffs/commercial/<uuid:inquiry_id>/delete/": Row(REPS, 405, 302, {"rep1"}, {"rep2"}),
    "/handoffs/commercial/<uuid:inquiry_id>/withdraw/": Row(REPS, 405, 422, {"rep1"}, {"rep2"}),
    "/handoffs/commercial/<uuid:inquiry_id>/escalate/": Row(REPS, 405, 422, {"rep1"}, {"rep2"}),
    "/handoffs/commercial/<uuid:inquiry_id>/adverse-event/": Row(REPS, 405, 422, {"rep1"}, {"rep2"}),
    "/handoffs/medical/": Row(MEDICAL_READERS, post=200),
    "/handoffs/medical/calendar/": Row(MEDICAL_READERS, post=200),
    "/handoffs/medical/screen/": Row(MEDICAL_FIELD, get=405, post=200),
    "/handoffs/medical/answering/": Row(MEDICAL_READERS, options=405),
    "/handoffs/medical/answering/set/": Row(DIRECTOR, 405, 422),
    "/handoffs/medical/escalated/": Row({"head_of_medical1"}, post=200),
    "/handoffs/medical/interests/": Row(DIRECTOR, post=200),
    "/handoffs/medical/interests/<uuid:pk>/release/": Row(DIRECTOR, 405, 422, DIRECTOR, DIRECTOR),
    "/handoffs/medical/interests/<uuid:pk>/hold/": Row(DIRECTOR, 405, 422, DIRECTOR, DIRECTOR),
    "/handoffs/medical/<uuid:pk>/": Row(MEDICAL_READERS, 200, 200, MSL, MSL_SOUTH),
    "/handoffs/medical/<uuid:pk>/calendar.ics": Row(MEDICAL_READERS, 200, 200, MSL, MSL_SOUTH),
    "/handoffs/medical/<uuid:pk>/<slug:name>/": Row(MEDICAL_FIELD, 405, 422, MSL, MSL_SOUTH),
    "/handoffs/medical/<uuid:pk>/adverse-events/<uuid:event_pk>/": Row(
        MEDICAL_FIELD, 405, 422, MSL, MSL_SOUTH
    ),
}
