"""Addresses of handoffs/commercial."""

app_name = "handoffs_commercial"
urlpatterns: list = []
