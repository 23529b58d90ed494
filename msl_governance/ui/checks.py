"""Start-up checks of the look."""

from django.core.checks import Error, register
from django.urls import NoReverseMatch, reverse

from msl_governance.ui import navigation


@register()
def navigation_leads_somewhere(app_configs: object, **kwargs: object) -> list[Error]:
    """``ui.E001``: an entry of the navigation or a place of the frame names an address that does not exist."""
    errors = []
    for url_name in navigation.url_names():
        try:
            reverse(url_name)
        except NoReverseMatch:
            hint = "Give the address this name, or register another one in AppConfig.ready."
            errors.append(
                Error(f"The navigation names “{url_name}”, which no URL has.", hint=hint, id="ui.E001")
            )
    return errors
