"""The site as a reader meets it: from files, with and without scripts, wide and narrow, light and dark, by keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser


def open_first(page: Page, way: str, lines: str) -> None:
    """From the navigation to a list, and to the first page that it leads to."""
    page.get_by_role("navigation", name="Archive").get_by_role("link", name=way).click()
    page.locator(lines).first.click()


def kinds_of_pages(site: Path) -> list[str]:
    """One page of each kind that the archive has."""
    patterns = (
        "index.html",
        "documents/index.html",
        "documents/[!i]*.html",
        "periodicals/index.html",
        "periodicals/*/index.html",
        "periodicals/*/*-*.html",
        "authors/index.html",
        "authors/[!i]*.html",
        "dates/index.html",
        "dates/????.html",
        "disagreements/index.html",
        "disagreements/*-*.html",
        "reuse/index.html",
        "reuse/periodicals.html",
        "compare/*-remembered.html",
        "rules/index.html",
        "rules/[!i]*.html",
        "people/index.html",
        "people/[!i]*[!s].html",
        "people/*.mentions.html",
        "organisations/[!i]*.html",
        "places/index.html",
        "places/[!i]*.html",
        "works/[!i]*.html",
        "events/[!i]*.html",
        "names/index.html",
        "names/[!i]*.html",
        "timeline.html",
        "map.html",
        "network.html",
        "wants.html",
        "search.html",
        "about.html",
        "data/index.html",
    )
    return [str(found[0].relative_to(site)) for p in patterns if (found := sorted(site.glob(p)))]


def test_from_home_to_a_document_its_issue_and_a_disagreement(page: Page) -> None:
    open_first(page, "Documents", "ul.entries a")
    expect(page.locator("article.text h1")).to_be_visible()
    open_first(page, "Periodicals", "tbody th a")
    page.locator("tbody th a").first.click()
    page.locator("ul.entries a").first.click()
    expect(page.locator("#s-citation")).to_be_visible()
    open_first(page, "Disagreements", "ul.findings a")
    expect(page.get_by_role("heading", name="What the sources say")).to_be_visible()


def test_a_disagreement_leads_to_the_words_themselves(page: Page) -> None:
    open_first(page, "Disagreements", "ul.findings a")
    link = page.locator("figcaption a").first
    target = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    place = page.locator(f'[id="{target}"]')
    expect(place).to_be_visible()
    expect(place).to_be_in_viewport()


def test_the_search_finds_a_title_as_it_is_typed(page: Page) -> None:
    page.get_by_role("navigation", name="Archive").get_by_role("link", name="Documents").click()
    title = page.locator("ul.entries a").first.inner_text()
    page.get_by_role("navigation", name="Archive").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill(title)
    expect(page.locator("#results a").first).to_have_text(title)
    page.get_by_role("searchbox").fill("zzzzqqqq")
    expect(page.get_by_role("status")).to_contain_text("Nothing found.")


def test_the_search_offers_the_page_of_a_name_as_it_is_typed(page: Page) -> None:
    page.get_by_role("navigation", name="Archive").get_by_role("link", name="People").click()
    name = page.locator("ul.entries a[href^='../people/']").first.inner_text()
    page.get_by_role("navigation", name="Archive").get_by_role("link", name="Search").click()
    page.get_by_role("searchbox").fill(name)
    link = page.get_by_role("navigation", name="Pages of this name").get_by_role("link", name=name, exact=True).first
    expect(link).to_be_visible()
    page.get_by_role("searchbox").fill("zzzzqqqq")
    expect(page.locator("#named")).to_be_hidden()


def test_the_box_on_the_home_page_leads_to_the_search(page: Page) -> None:
    page.get_by_role("searchbox").fill("the")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile(r"search\.html\?q=the$"))
    expect(page.get_by_role("status")).not_to_be_empty()


def test_the_keyboard_alone_reaches_the_text(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_the_page_turns_dark_and_stays_so(page: Page) -> None:
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark page").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_the_reader_s_own_dark_setting_is_kept(browser: Browser, site: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(25, 23, 20)"
    context.close()


def test_no_page_scrolls_sideways(context: BrowserContext, site: Path) -> None:
    page, width = context.new_page(), 320
    page.set_viewport_size({"width": width, "height": 640})
    for path in kinds_of_pages(site):
        page.goto(f"{site.as_uri()}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} px wide in a window of {width}"


def test_every_kind_of_page_is_whole_without_scripts(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in kinds_of_pages(site):
        page.goto(f"{site.as_uri()}/{path}")
        expect(page.locator("main h1")).to_have_count(1)
    page.goto(f"{site.as_uri()}/search.html")
    expect(page.get_by_text("Without them, the lists lead everywhere")).to_be_visible()
    context.close()


def test_axe_finds_no_violation_on_any_kind_of_page(browser: Browser, site: Path) -> None:
    context = browser.new_context(color_scheme="light")
    assert violations(context.new_page(), site, kinds_of_pages(site)) == []
    context.close()


def test_axe_finds_no_violation_in_the_dark(browser: Browser, site: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    some = [path for path in kinds_of_pages(site) if path.count("-") or path == "index.html"]
    assert violations(context.new_page(), site, some) == []
    context.close()


def violations(page: Page, site: Path, paths: list[str]) -> list[str]:
    """What axe-core has against these pages, everything unfolded."""
    axe = Path(__file__).parent / "vendor" / "axe.min.js"
    found: list[str] = []
    for path in paths:
        page.goto(f"{site.as_uri()}/{path}")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        page.add_script_tag(path=str(axe))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [
            f"{path}: {violation['id']}: {node['target']} {node.get('failureSummary', '')}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]
    return found


def test_a_fragment_marks_the_very_characters(page: Page) -> None:
    open_first(page, "Documents", "ul.entries a")
    number = page.locator("a.n").first
    anchor = str(number.get_attribute("href"))
    page.goto(page.url.partition("#")[0] + f"{anchor}.0-5")
    page.reload()
    chosen = page.evaluate("getSelection().toString()")
    paragraph = page.locator(anchor)
    words = paragraph.inner_text().removeprefix(number.inner_text())
    assert len(chosen) == 5
    assert words.strip().startswith(chosen.strip())
