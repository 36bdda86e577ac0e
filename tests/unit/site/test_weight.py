"""What a document's page weighs, apart from its text."""

import re
from typing import Any

BUDGET_BYTES = 60_000


def test_a_document_s_page_with_its_style_and_scripts_is_light(site: Any) -> None:
    html = site.html("documents/gale.html")
    page = next(job for path, job in site.jobs.items() if path == "documents/gale.html")
    text = page.view.document.end - page.view.document.begin
    loaded = re.findall(r'<(?:script src|link rel="stylesheet" href)="\.\./(assets/[^"]+)"', html)
    assert {"assets/testimonia.css", "assets/testimonia.js"} <= set(loaded)
    weight = len(html.encode()) - text + sum(len(site.files[path]) for path in loaded)
    assert weight < BUDGET_BYTES, f"{weight:,} bytes"


def test_nothing_is_loaded_from_elsewhere(site: Any) -> None:
    assert not re.search(r"@import|url\(", site.files["assets/testimonia.css"].decode())
    for path, html in site.pages():
        outside = re.findall(r'<(?:script|img|iframe|source|embed)[^>]*\s(?:src|srcset)="(?:https?:)?//', html)
        outside += re.findall(r'<link rel="(?:stylesheet|preload|icon)"[^>]*href="(?:https?:)?//', html)
        assert outside == [], path
