"""T2: who gets in where, by hand, address by address. Read it as the specification; the walk holds the code to it.

``in`` lists the user names whose GET succeeds (200 or a redirect within the product). Everybody else of the
same side gets 403 or 404, everybody of the other side the neutral 404, nobody signed in the sign-in page.
``post`` marks addresses that answer POST alone: 405 is then the success of a GET by the right person.
"""

MSL = {"msl1", "msl_director1"}
MEDICAL_FIELD = {"msl1", "msl2", "msl_director1"}
MEDICAL_READERS = MEDICAL_FIELD | {"head_of_medical1"}
MEDICAL = MEDICAL_READERS | {"clinical_development1"}
COMMERCIAL_READERS = {"rep1", "rep2", "sales_director1"}
COMMERCIAL = COMMERCIAL_READERS | {"vp_commercial1", "event_coordinator1"}
COMMERCIAL_LISTS = COMMERCIAL_READERS | {"vp_commercial1"}
OVERSIGHT = {"compliance1", "legal1"}
FIELD = MEDICAL | COMMERCIAL
EVERYBODY = FIELD | OVERSIGHT | {"administrator1"}
NOBODY = {""}

# route -> (who gets in, POST only)
MATRIX = {
    "/": (EVERYBODY, False),
    "/healthz": (EVERYBODY | NOBODY, False),
    "/readyz": (EVERYBODY | NOBODY, False),
    "/login/": (EVERYBODY | NOBODY, False),
    "/logout/": (EVERYBODY | NOBODY, False),
    "/notifications/": (EVERYBODY, False),
    "/notifications/read/": (EVERYBODY, True),
    "/notifications/<uuid:pk>/open/": (EVERYBODY, True),
    "/oversight/ledger/": (OVERSIGHT, False),
    "/oversight/ledger/<uuid:pk>/": (OVERSIGHT, False),
    "/oversight/refusals/": (OVERSIGHT, False),
    "/oversight/refusals/<uuid:pk>/": (OVERSIGHT, False),
    "/accounts/": (FIELD, False),
    "/accounts/list/": (MEDICAL_READERS | COMMERCIAL_LISTS, False),
    "/accounts/list/new/": (MEDICAL_FIELD | COMMERCIAL_READERS, False),
    "/accounts/list/<uuid:pk>/": (MEDICAL_READERS | COMMERCIAL_LISTS, False),
    "/accounts/medical/list/new/": (MEDICAL_FIELD, False),
    "/accounts/medical/list/<uuid:pk>/": (MSL, False),
    "/accounts/commercial/list/new/": (COMMERCIAL_READERS, False),
    "/accounts/commercial/list/<uuid:pk>/": ({"rep1", "sales_director1"}, False),
    "/accounts/<uuid:pk>/": (FIELD, False),
    "/accounts/medical/<uuid:pk>/": (MEDICAL_READERS, False),
    "/accounts/medical/reports/": (MEDICAL_READERS, False),
    "/accounts/medical/reports/new/": (MEDICAL_FIELD, False),
    "/accounts/medical/reports/choose/": (MEDICAL_FIELD, True),
    "/accounts/medical/reports/<uuid:pk>/": (MSL, False),
    "/accounts/medical/reports/<uuid:pk>/edit/": ({"msl1"}, False),
    "/accounts/medical/reports/<uuid:pk>/share/": (MEDICAL_FIELD, True),
    "/accounts/commercial/content/": (COMMERCIAL_LISTS, False),
    "/accounts/commercial/content/new/": ({"sales_director1"}, False),
    "/accounts/commercial/content/<uuid:pk>/": (COMMERCIAL_LISTS, False),
    "/accounts/commercial/content/<uuid:pk>/version/": ({"sales_director1"}, False),
    "/accounts/commercial/content/<uuid:pk>/withdraw/": ({"sales_director1"}, True),
    "/accounts/commercial/objectives/": (COMMERCIAL_LISTS, False),
    "/accounts/commercial/objectives/new/": (COMMERCIAL_READERS, False),
    "/accounts/commercial/objectives/<uuid:pk>/": ({"rep1", "sales_director1"}, False),
    "/accounts/commercial/calls/": (COMMERCIAL_LISTS, False),
    "/accounts/commercial/calls/new/": ({"rep1", "rep2"}, False),
    "/accounts/commercial/calls/export/": (COMMERCIAL_LISTS, True),
    "/accounts/commercial/calls/<uuid:pk>/": ({"rep1", "sales_director1"}, False),
    "/accounts/commercial/calls/<uuid:pk>/correct/": ({"rep1"}, False),
    "/accounts/commercial/choose/": (COMMERCIAL_READERS, True),
    "/accounts/commercial/<uuid:pk>/": (COMMERCIAL_LISTS, False),
    "/handoffs/commercial/": (COMMERCIAL_READERS, False),
    "/handoffs/commercial/new/": ({"rep1", "rep2"}, False),
    "/handoffs/commercial/screen/": ({"rep1", "rep2"}, True),
    "/handoffs/commercial/doctors/": ({"rep1", "rep2"}, True),
    "/handoffs/commercial/draft/": ({"rep1", "rep2"}, True),
    "/handoffs/commercial/<uuid:inquiry_id>/": ({"rep1", "sales_director1"}, False),
    "/handoffs/commercial/<uuid:inquiry_id>/edit/": ({"rep1"}, False),
    "/handoffs/commercial/<uuid:inquiry_id>/delete/": ({"rep1", "rep2"}, True),
    "/handoffs/commercial/<uuid:inquiry_id>/withdraw/": ({"rep1", "rep2"}, True),
    "/handoffs/commercial/<uuid:inquiry_id>/adverse-event/": ({"rep1", "rep2"}, True),
    "/handoffs/medical/": (MEDICAL_READERS, False),
    "/handoffs/medical/calendar/": (MEDICAL_READERS, False),
    "/handoffs/medical/screen/": (MEDICAL_FIELD, True),
    "/handoffs/medical/interests/": ({"msl_director1"}, False),
    "/handoffs/medical/interests/<uuid:pk>/release/": ({"msl_director1"}, True),
    "/handoffs/medical/interests/<uuid:pk>/hold/": ({"msl_director1"}, True),
    "/handoffs/medical/<uuid:pk>/": (MSL, False),
    "/handoffs/medical/<uuid:pk>/calendar.ics": (MSL, False),
    "/handoffs/medical/<uuid:pk>/<slug:name>/": (MEDICAL_FIELD, True),
    "/handoffs/medical/<uuid:pk>/adverse-events/<uuid:event_pk>/": (MEDICAL_FIELD, True),
}
