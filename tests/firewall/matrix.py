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
OVERSIGHT = {"compliance1", "legal1"}
ADMINISTRATOR = {"administrator1"}
FIELD = MEDICAL | COMMERCIAL
EVERYBODY = FIELD | OVERSIGHT | ADMINISTRATOR
NOBODY = {""}

# route -> (who gets in, POST only)
MATRIX = {
    "/": (EVERYBODY, False),
    "/healthz": (EVERYBODY | NOBODY, False),
    "/readyz": (EVERYBODY | NOBODY, False),
    "/login/": (EVERYBODY | NOBODY, False),
    "/login/password/": (EVERYBODY | NOBODY, False),
    "/login/password/sent/": (EVERYBODY | NOBODY, False),
    "/login/password/new/": (EVERYBODY | NOBODY, False),
    "/login/password/<slug:token>/": (EVERYBODY | NOBODY, False),
    "/login/second/": (EVERYBODY | NOBODY, False),
    "/login/second/enrol/": (EVERYBODY | NOBODY, False),
    "/login/passkey/": (EVERYBODY | NOBODY, False),
    "/login/sso/": (EVERYBODY | NOBODY, False),
    "/login/sso/back/": (EVERYBODY | NOBODY, False),
    "/me/": (EVERYBODY, False),
    "/me/confirm/": (EVERYBODY, False),
    "/me/security/": (EVERYBODY, False),
    "/me/security/app/": (EVERYBODY, False),
    "/me/security/passkey/": (EVERYBODY, False),
    "/me/security/codes/": (EVERYBODY, False),
    "/me/password/": (EVERYBODY, False),
    "/people/": (ADMINISTRATOR, False),
    "/people/new/": (ADMINISTRATOR, False),
    "/people/roles/": (ADMINISTRATOR, False),
    "/people/changes/": (ADMINISTRATOR | {"compliance1"}, False),
    "/people/<uuid:pk>/": (ADMINISTRATOR, False),
    "/people/<uuid:pk>/edit/": (ADMINISTRATOR, False),
    "/people/<uuid:pk>/role/": (ADMINISTRATOR, False),
    "/people/<uuid:pk>/align/": (ADMINISTRATOR, True),
    "/people/<uuid:pk>/steps/<slug:name>/": (ADMINISTRATOR, True),
    "/people/import/": (ADMINISTRATOR, False),
    "/people/territories/import/": (ADMINISTRATOR, False),
    "/people/territories/": (ADMINISTRATOR, False),
    "/people/territories/medical/new/": (ADMINISTRATOR, False),
    "/people/territories/medical/<uuid:pk>/": (ADMINISTRATOR, False),
    "/people/territories/commercial/new/": (ADMINISTRATOR, False),
    "/people/territories/commercial/<uuid:pk>/": (ADMINISTRATOR, False),
    "/logout/": (EVERYBODY | NOBODY, False),
    "/notifications/": (EVERYBODY, False),
    "/notifications/read/": (EVERYBODY, True),
    "/notifications/preferences/": (EVERYBODY, False),
    "/notifications/<uuid:pk>/read/": (EVERYBODY, True),
    "/notifications/<uuid:pk>/open/": (EVERYBODY, True),
    "/oversight/ledger/": (OVERSIGHT, False),
    "/oversight/ledger/<uuid:pk>/": (OVERSIGHT, False),
    "/oversight/refusals/": (OVERSIGHT, False),
    "/oversight/refusals/<uuid:pk>/": (OVERSIGHT, False),
    "/accounts/": (FIELD, False),
    "/accounts/<uuid:pk>/": (FIELD, False),
    "/accounts/medical/<uuid:pk>/": (MEDICAL_READERS, False),
    "/accounts/medical/reports/": (MEDICAL_READERS, False),
    "/accounts/medical/reports/new/": (MEDICAL_FIELD, False),
    "/accounts/medical/reports/choose/": (MEDICAL_FIELD, True),
    "/accounts/medical/reports/<uuid:pk>/": (MSL, False),
    "/accounts/medical/reports/<uuid:pk>/edit/": ({"msl1"}, False),
    "/accounts/medical/reports/<uuid:pk>/share/": (MEDICAL_FIELD, True),
    "/accounts/commercial/<uuid:pk>/": (COMMERCIAL_READERS, False),
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
