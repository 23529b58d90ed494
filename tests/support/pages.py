"""What tests look for in pages."""

import re


def asked_first(page: str, form: str, dialog: str) -> None:
    """That no button sends a form before its dialog has asked, and that the dialog's own button sends it."""
    asks, sends = [], []
    inside = re.search(rf'<dialog[^>]* id="{dialog}".*?</dialog>', page, re.DOTALL)[0]
    own = re.search(rf'<form[^>]* id="{form}".*?</form>', page, re.DOTALL)[0]
    for button in re.findall(r"<button[^>]*>", page):
        if f'form="{form}"' in button or button in own:
            (sends if button in inside else asks).append(button)
    assert len(sends) == 1, (form, dialog)
    assert asks, form
    assert all(f'data-open="{dialog}"' in button for button in asks), asks
