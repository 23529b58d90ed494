"""Addresses of handoffs/medical."""

app_name = "handoffs_medical"
urlpatterns: list = []
