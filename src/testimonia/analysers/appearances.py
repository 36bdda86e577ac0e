"""Appearances: the cast of each document with what the page's claims say of their lives (text/claimants)."""

from testimonia.contract import Page, analyser
from testimonia.model.entity import Appearance
from testimonia.text.claimants import with_claims


@analyser("appearances", needs=("cast", "claims"), gives=tuple[Appearance, ...], study="people")
def find_appearances(page: Page) -> tuple[Appearance, ...]:
    """The appearances of all documents of a page, document by document, people first."""
    return with_claims(page.layers["cast"], page.layers["claims"])
