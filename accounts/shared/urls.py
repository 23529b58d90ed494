"""Addresses of accounts/shared."""

app_name = "accounts_shared"
urlpatterns: list = []
