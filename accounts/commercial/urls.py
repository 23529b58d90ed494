"""Addresses of accounts/commercial."""

app_name = "accounts_commercial"
urlpatterns: list = []
