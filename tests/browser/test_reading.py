"""A document's page as a reader uses it: margin, notes, paragraphs, paper, and texts that run the other way."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from testimonia.engine.executors import Serial
from testimonia.pipeline import build, open_archive

pytestmark = pytest.mark.browser

NOTES = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Sluice</title></head><body>
<h1>The Sluice</h1>
<p>The sluice was opened on 3 March 1907.<a href="#n1" name="f1">[1]</a> It stood until 9 May 1911, and no longer.</p>
{filler}
<p>It was shut again before noon, as the keeper had said.[2]</p>
<hr><h3>Notes</h3>
<p class="note"><a href="#f1" name="n1">[1]</a> By the council, in the rain.</p>
<p class="note">[2] In a letter that is lost.</p>
</body></html>"""
ARABIC = """جسر النهر

فُتح الجسر على النهر في صباح يوم الاثنين، وحضر الناس من القرى المجاورة ليروا الماء وهو يجري تحت أقواسه.

وقال العمدة إن الجسر (Wend Bridge) سيبقى مئة عام، ولم يصدقه أحد من الحاضرين في ذلك اليوم.
"""
HEBREW = """הגשר הישן

הגשר נפתח ביום שני בבוקר, ואנשי הכפרים באו לראות את המים הזורמים מתחת לקשתות האבן שלו.

ראש העיר אמר כי הגשר יעמוד מאה שנים, ואיש מן הנוכחים לא האמין לדבריו.
"""
JAPANESE = """# 川の橋

月曜日の朝、川に架かる新しい橋が開通し、近くの村々から大勢の人々が石造りのアーチの下の水を見にやって来た。

町長はこの橋が*百年*は持つだろうと言ったが、その日そこにいた者は誰もそれを信じなかった。
"""
CHINESE = """河上的桥

星期一早晨,河上的新桥通车了,附近村庄的人们纷纷前来观看石拱下流过的河水。

镇长说这座桥能用一百年,可是那天在场的人谁也不相信他的话。
"""
SAMPLES = {"arabic.txt": ARABIC, "hebrew.txt": HEBREW, "japanese.md": JAPANESE, "chinese.txt": CHINESE}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of our own: notes with and without links, and four scripts."""
    folder, out = tmp_path_factory.mktemp("texts"), tmp_path_factory.mktemp("out")
    filler = "\n".join(f"<p>Day {n} brought nothing but rain, and the water rose by an inch.</p>" for n in range(1, 30))
    (folder / "sluice.html").write_text(NOTES.format(filler=filler), encoding="utf-8")
    for name, text in SAMPLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    build(open_archive(folder, out, executor=Serial()))
    return out / "public"


def document(page: Page, site: Path, name: str, anchor: str = "") -> None:
    page.goto(f"{(site / 'documents' / name).as_uri()}.html{anchor}")


OVERLAPS = """() => {
  const lines = [];
  const walker = document.createTreeWalker(document.querySelector("article.text"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest(".margin")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    lines.push(...[...range.getClientRects()].map((rect) => [rect, node.data.slice(0, 30)]));
  }
  const found = [];
  for (const note of document.querySelectorAll(".margin")) {
    const box = note.getBoundingClientRect();
    for (const [line, words] of lines) {
      const across = Math.min(box.right, line.right) - Math.max(box.left, line.left);
      const down = Math.min(box.bottom, line.bottom) - Math.max(box.top, line.top);
      if (across > 1 && down > 1) found.push(words);
    }
    if (box.right > innerWidth + 1 || box.left < -1) found.push("out of the window");
  }
  return found;
}"""


@pytest.mark.parametrize(
    ("width", "size"), [(320, "100%"), (768, "100%"), (1100, "100%"), (1280, "100%"), (1280, "200%")]
)
def test_the_margin_never_covers_the_text(context: BrowserContext, site: Path, width: int, size: str) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    pages = [path for path in sorted(site.glob("documents/*.html")) if 'class="margin"' in path.read_text("utf-8")]
    assert pages
    for path in pages[:8]:
        page.goto(path.as_uri())
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        assert page.evaluate(OVERLAPS) == [], f"{path.name} at {width} px, letters of {size}"


def test_a_note_is_reached_and_left_again(context: BrowserContext, texts: Path) -> None:
    page = context.new_page()
    document(page, texts, "sluice")
    for mark in ("[1]", "[2]"):
        page.locator('a[role="doc-noteref"]', has_text=mark).click()
        back = page.locator('a[role="doc-backlink"]', has_text=mark)
        expect(back).to_be_in_viewport()
        back.click()
        expect(page.locator('a[role="doc-noteref"]', has_text=mark)).to_be_in_viewport()


def test_a_paragraph_is_cited_by_following_its_number(context: BrowserContext, texts: Path) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    document(page, texts, "sluice")
    page.locator('a.n[href="#p3"]').click()
    tools = page.get_by_role("group", name="Paragraph 3")
    tools.get_by_role("button", name="Copy the citation").click()
    expect(tools.get_by_role("status")).to_have_text("Copied.")
    assert ", paragraph 3," in page.evaluate("navigator.clipboard.readText()")
    tools.get_by_role("button", name="Copy the link").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    expect(tools.get_by_role("link")).to_have_count(0)


def test_without_scripts_the_paragraph_still_has_its_address(browser: Browser, texts: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    document(page, texts, "sluice")
    page.locator('a.n[href="#p3"]').click()
    expect(page).to_have_url(re.compile(r"sluice\.html#p3$"))
    expect(page.get_by_text("To cite a paragraph, follow the number before it")).to_be_visible()
    context.close()


def test_on_paper_stand_numbers_address_and_version(context: BrowserContext, texts: Path) -> None:
    page = context.new_page()
    document(page, texts, "sluice", "#p3")
    page.emulate_media(media="print")
    colophon = page.locator(".colophon")
    expect(colophon).to_be_visible()
    expect(colophon).to_contain_text(re.compile(r"documents/sluice\.html · sha256:[0-9a-f]{16}"))
    # The foot of a table is repeated on every sheet, if it may not break.
    foot = page.locator("footer.site")
    assert foot.evaluate("(element) => getComputedStyle(element).display") == "table-footer-group"
    assert foot.evaluate("(element) => getComputedStyle(element).breakInside") == "avoid"
    expect(page.locator('a.n[href="#p3"]')).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_have_count(0)


@pytest.mark.parametrize(("name", "language"), [("arabic", "ar"), ("hebrew", "he")])
def test_a_text_from_right_to_left_has_its_numbers_on_the_right(
    context: BrowserContext, texts: Path, name: str, language: str
) -> None:
    page = context.new_page()
    document(page, texts, name)
    article = page.locator("article.text")
    expect(article).to_have_attribute("lang", language)
    assert article.evaluate("(element) => getComputedStyle(element).direction") == "rtl"
    paragraph, number = page.locator("article.text > p[id]").last, page.locator("a.n").last
    words, mark = paragraph.bounding_box(), number.bounding_box()
    assert words and mark and mark["x"] >= words["x"] + words["width"] - 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize(("name", "language"), [("japanese", "ja"), ("chinese", "zh")])
def test_a_text_in_ideographs_says_its_language_and_leans_no_letter(
    context: BrowserContext, texts: Path, name: str, language: str
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    document(page, texts, name)
    expect(page.locator("article.text")).to_have_attribute("lang", language)
    styles = page.locator("article.text em").evaluate_all("(all) => all.map((e) => getComputedStyle(e).fontStyle)")
    assert set(styles) <= {"normal"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
