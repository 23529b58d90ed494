"""Addresses of accounts/medical."""

app_name = "accounts_medical"
urlpatterns: list = []
