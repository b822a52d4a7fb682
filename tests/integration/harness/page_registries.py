"""Registries with pages of the proxy's own."""

from harness.registries import govuk


def with_pages(pages=None, third_parties=None, receipts=None, consent=None, enforcement=None):
    """GOVUK with `pages`, and more of it."""
    registry = govuk(consent, enforcement)
    registry["pages"] = pages or {}
    if third_parties is not None:
        registry["third_parties"] = third_parties
    if receipts is not None:
        registry["receipts"] = receipts
    for category in registry["categories"]:
        category["title"] = f"{category['id'].capitalize()} cookies"
        category["description"] = f"What {category['id']} cookies do."
    return registry


PAGES = with_pages()

OWN_POST = ("Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin")
"""The fields of a form that the visitor sent from a page of the site."""
