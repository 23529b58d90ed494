"""Addresses of the administrator's pages, under ``people/``."""

from django.urls import path

from msl_governance.firewall.sides import Side

from . import change_views, import_views, people_views, territory_views

urlpatterns = [
    path("", people_views.people, name="people"),
    path("new/", people_views.new, name="person_new"),
    path("roles/", people_views.roles, name="roles"),
    path("changes/", change_views.changes, name="changes"),
    path("import/", import_views.import_people, name="import_people"),
    path("territories/import/", import_views.import_territories, name="import_territories"),
    path("territories/", territory_views.territories, name="territories"),
    path("<uuid:pk>/", people_views.person, name="person"),
    path("<uuid:pk>/edit/", people_views.edit, name="person_edit"),
    path("<uuid:pk>/role/", people_views.role, name="person_role"),
    path("<uuid:pk>/align/", territory_views.align, name="align"),
    path("<uuid:pk>/steps/<slug:name>/", people_views.step, name="person_step"),
]
for side in (Side.MEDICAL, Side.COMMERCIAL):
    where, known = f"territories/{side.login}", {"side": side}
    urlpatterns += [
        path(f"{where}/new/", territory_views.new_territory, known, name=f"territory_new_{side.login}"),
        path(f"{where}/<uuid:pk>/", territory_views.territory, known, name=f"territory_{side.login}"),
    ]
