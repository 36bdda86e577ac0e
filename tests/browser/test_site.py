"""The site as a reader meets it: from files, with and without scripts, wide and narrow, light and dark, by keyboard."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def open_first(page: Page, way: str, lines: str) -> None:
    """From the navigation to a list, and to the first page that it leads to."""
    page.get_by_role("navigation", name="Archive").get_by_role("link", name=way).click()
    page.locator(lines).first.click()


def kinds_of_pages(site: Path) -> list[str]:
    """The largest page of each kind that the site has, as the pages themselves say."""
    largest: dict[str, tuple[int, str]] = {}
    for path in site.rglob("*.html"):
        if kind := re.search(r'<body[^>]* data-kind="([^"]+)"', path.read_text(encoding="utf-8")):
            found = (path.stat().st_size, path.relative_to(site).as_posix())
            largest[kind[1]] = max(largest.get(kind[1], found), found)
    assert {"home", "document", "run", "disagreement", "search"} <= largest.keys()
    return [path for _, path in sorted(largest.values())]


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


def test_the_keyboard_walks_a_document_from_its_first_link_to_its_last(page: Page, site: Path) -> None:
    path = max(site.glob("documents/*.html"), key=lambda path: path.stat().st_size if path.stem != "index" else 0)
    page.goto(path.as_uri())
    order = "[...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]"
    shown = f"{order}.filter((e) => e.tabIndex >= 0 && e.checkVisibility())"
    count, seen = int(page.evaluate(f"{shown}.length")), []
    for _ in range(count):
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            f"[{shown}.indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        seen.append(place)
    assert seen == list(range(count))


def test_nothing_moves_for_those_who_asked_for_stillness(browser: Browser, site: Path) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    moving = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll("*")].filter((element) => {
          const style = getComputedStyle(element);
          const turns = style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
          return turns || style.scrollBehavior === "smooth";
        }).length"""
    )
    assert moving == 0
    context.close()


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


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways(context: BrowserContext, site: Path, width: int) -> None:
    """As in a window of 1280 pixels at 400 and at 200 percent."""
    page = context.new_page()
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
    assert violations(context.new_page(), site, kinds_of_pages(site), ["color-contrast"]) == []
    context.close()


def violations(page: Page, site: Path, paths: list[str], only: list[str] | None = None) -> list[str]:
    """What axe-core has against these pages, everything unfolded."""
    axe = Path(__file__).parent / "vendor" / "axe.min.js"
    found: list[str] = []
    for path in paths:
        page.goto(f"{site.as_uri()}/{path}")
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        page.add_script_tag(path=str(axe))
        run = "(only) => axe.run(document, {runOnly: only, resultTypes: ['violations']})"
        result = page.evaluate(run, only or WCAG)
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
