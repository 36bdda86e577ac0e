"""From a planned page to its files. Pure: the same job and the same layers give the same bytes.

The frame of every page is a template (templates/), with automatic escaping; a document's text is laid out in Python
(body.py), which is some ten times as fast. One environment a process, since templates are compiled when first met.
"""

import functools
import json
from collections.abc import Iterator, Mapping, Sequence, Set
from importlib import resources
from typing import Any

from minijinja import Environment, TemplateError, safe
from msgspec.structs import replace

from testimonia.contract import Page
from testimonia.exporters.atom import atom
from testimonia.exporters.bibtex import bibtex
from testimonia.exporters.csl import csl
from testimonia.exporters.plain_citation import plain_citation
from testimonia.exporters.record import Record
from testimonia.exporters.ris import ris
from testimonia.model.canon import digest_of
from testimonia.site.archiveviews import FeedView, HomeView, MachineView
from testimonia.site.body import body_of
from testimonia.site.chart import archive_maps, itinerary_map, place_map
from testimonia.site.chronicle import bands_picture, found_picture, life_picture
from testimonia.site.comparing import MOST_TOLD, Comparison, columns_of, compare
from testimonia.site.dateviews import DatesView, YearBar
from testimonia.site.documentviews import DocumentView, OriginalView
from testimonia.site.edtf import is_machine_date
from testimonia.site.entityviews import EntityView, MapView, ShardView, TimelineView
from testimonia.site.findingviews import DisagreementsView
from testimonia.site.flows import flow_of, matrix_of
from testimonia.site.heads import metas_of, structured_data
from testimonia.site.inline import direction_of, showable
from testimonia.site.paths import href, root_of
from testimonia.site.pictures import calendar_of, strip_of
from testimonia.site.reuseviews import CompareView, FlowsView, TextView
from testimonia.site.runviews import RunView
from testimonia.site.sentences import Quoted, cut
from testimonia.site.shelf import address_of
from testimonia.site.slips import PARAGRAPH, WORDS, slip_address
from testimonia.site.views import PageJob
from testimonia.site.wording import filters_of, in_words_of, words_script
from testimonia.text.phrasebook import Phrasebook, phrasebook
from testimonia.text.searchwords import table_script

Files = tuple[tuple[str, bytes], ...]

# Named one by one, so that a changed template counts as changed code.
TEMPLATES = (
    "templates/about.html",
    "templates/accessibility.html",
    "templates/author.html",
    "templates/authors.html",
    "templates/base.html",
    "templates/compare.html",
    "templates/data.html",
    "templates/date.html",
    "templates/dates.html",
    "templates/disagreement.html",
    "templates/disagreements.html",
    "templates/document.html",
    "templates/documents.html",
    "templates/entities.html",
    "templates/entity.html",
    "templates/entitymacros.html",
    "templates/flows.html",
    "templates/home.html",
    "templates/issue.html",
    "templates/macros.html",
    "templates/map.html",
    "templates/mentions.html",
    "templates/name.html",
    "templates/names.html",
    "templates/network.html",
    "templates/opensearch.xml",
    "templates/periodicals.html",
    "templates/reuse.html",
    "templates/reusemacros.html",
    "templates/robots.txt",
    "templates/rule.html",
    "templates/rules.html",
    "templates/run.html",
    "templates/search.html",
    "templates/sitemap.xml",
    "templates/text.html",
    "templates/timeline.html",
    "templates/wants.html",
)

# A paragraph of a manual that begins with so few words and a colon bears a label.
_LABEL_WORDS = 4


class RenderError(Exception):
    """A page that a template cannot show: which one, and why. It comes back whole from a worker, which an error of the
    template engine, holding its frames, does not."""


def render(
    job: PageJob,
    page: Page | None,
    texts: Mapping[str, Quoted] | None = None,
    held: Set[str] = frozenset(),
    beside: Sequence[Page] = (),
) -> Files:
    """The files of a page, as `files_of`; RenderError where a template fails."""
    try:
        return files_of(job, page, texts, held, beside)
    except (TemplateError, LookupError, TypeError, AttributeError) as error:
        told = " ".join(str(error).split())
        raise RenderError(f"{job.path} ({job.kind}) cannot be shown: {type(error).__name__}: {told}") from error


def files_of(
    job: PageJob,
    page: Page | None,
    texts: Mapping[str, Quoted] | None = None,
    held: Set[str] = frozenset(),
    beside: Sequence[Page] = (),
) -> Files:
    """The files of a page: first its HTML, then what lies beside it. `page` is the source with its layers where the job
    names a source, `beside` are those that it shows beside it; `texts` are the sources out of which the job cuts
    sentences, `held` the pictures among them all."""
    if isinstance(job.view, DocumentView):
        if page is None:
            raise ValueError(f"{job.path} shows {job.source}: render it with that source's layers")
        return tuple(_document(job, job.view, page, held))
    pages = (page, *beside) if page else ()
    if isinstance(job.view, CompareView):
        return ((job.path, _page(job, comparison=_shown(compare(job.view, pages, root_of(job.path))))),)
    if isinstance(job.view, TextView):
        return ((job.path, _page(job, columns=[safe(c) for c in columns_of(job.view, pages, root_of(job.path))])),)
    if isinstance(job.view, FeedView):
        return ((job.path, atom(job.view.card, address_of(job.view.card, ""), job.view.entries)),)
    if isinstance(job.view, OriginalView):
        raise ValueError(f"{job.path} is a copy of {job.view.origin}: nothing is rendered")
    if isinstance(job.view, ShardView):
        return ((job.path, _encode(_shard(job.view))),)
    if isinstance(job.view, MachineView):
        return ((job.path, _encode(_machine(job.path, job.view))),)
    return ((job.path, _page(job, cut=functools.partial(cut, texts or {}), **_pictures(job))),)


def assets(language: str = "en") -> Iterator[tuple[str, bytes]]:
    """The style sheet and the scripts, under "assets/"; what the scripts say, in that language."""
    yield "assets/search-letters.js", table_script()
    folder = resources.files("testimonia.site") / "assets"
    scripts = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".js")}
    yield "assets/phrases.js", words_script(phrasebook(language), scripts)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name == "phrases.js":
            continue
        if file.name.endswith((".css", ".js", ".svg")):
            yield f"assets/{file.name}", file.read_bytes()


@functools.cache
def look_digest(*folders: str) -> str:
    """One digest of all files of these folders of the site's: "templates", "assets"."""
    site = resources.files("testimonia.site")
    files = {f"{folder}/{file.name}": file for folder in folders for file in (site / folder).iterdir()}
    read = ((name.encode(), file.read_bytes()) for name, file in sorted(files.items()) if file.is_file())
    return digest_of(*(part for pair in read for part in pair))


def _document(job: PageJob, view: DocumentView, page: Page, held: Set[str]) -> Iterator[tuple[str, bytes]]:
    stem = job.path.removesuffix(".html")
    document, record = view.document, view.record
    body = body_of(view, page, root_of(job.path), held)
    name = href(stem.rpartition("/")[2])
    beside = {
        ".bib": bibtex(record),
        ".ris": ris(record),
        ".csl.json": csl(record),
        ".txt": page.text[document.begin : document.end],
    }
    yield (
        job.path,
        _page(
            job,
            body=body,
            body_html=safe(body.html),
            furniture=[(piece.kind, safe(piece.html)) for piece in body.furniture],
            metas=metas_of(view),
            structured=safe(structured_data(view)),
            citation=plain_citation(record).strip(),
            **_paragraph_of(record),
            **_slips(view, page.source.capture.digest),
            direction=direction_of(document.language),
            digest=page.source.capture.digest,
            name=name,
            beside=[*beside, *view.alternates],
        ),
    )
    for suffix, text in beside.items():
        yield stem + suffix, _encode(text)


def _paragraph_of(record: Record) -> dict[str, str]:
    """How a paragraph is cited, and its address; a script puts the number in place of {paragraph} and {anchor}."""
    address = f"{record.address}#{{anchor}}" if record.address else ""
    cited = replace(record, paragraph="{paragraph}", address=address)
    return {"paragraph_citation": plain_citation(cited).strip(), "paragraph_address": address}


def _slips(view: DocumentView, digest: str) -> dict[str, str]:
    """The address at which a slip is reported, and the same for a paragraph of which a script knows the words."""
    if not view.report:
        return {"slip": "", "paragraph_slip": ""}
    book, record = phrasebook(view.card.interface), view.record
    subject = book.say("A slip in “{title}”", title=record.title)

    def address(paragraph: str, words: str) -> str:
        lines = [
            record.title,
            (record.address or view.origin) + paragraph,
            f"{view.origin}, sha256:{digest}",
            "",
            book.say("It says: {words}", words=words),
            book.say("It should say:"),
        ]
        return slip_address(view.report, subject, "\n".join((*lines, "")))

    return {"slip": address("", ""), "paragraph_slip": address(PARAGRAPH, WORDS)}


def _shown(comparison: Comparison) -> dict[str, Any]:
    """A comparison as its template shows it."""
    return {
        "parts": [(part.passage, safe(part.html)) for part in comparison.parts],
        "touched": [one for one in comparison.told if one.touches],
        "told": comparison.told[:MOST_TOLD],
        "all": len(comparison.told),
        "slight": comparison.slight,
        "is_cut": comparison.is_cut,
        "left": comparison.left,
    }


def _pictures(job: PageJob) -> dict[str, Any]:
    view = job.view
    if isinstance(view, HomeView | DatesView):
        return {"strip": strip_of(view.years)}
    if isinstance(view, FlowsView):
        return {"matrix": matrix_of(view.lines), "flow": flow_of(view.lines)}
    if isinstance(view, RunView):
        years = [YearBar(int(year.label), int(year.note), year.path) for year in view.years]
        return {"calendar": calendar_of(view.issues, phrasebook(view.card.interface)), "strip": strip_of(years)}
    if isinstance(view, DisagreementsView):
        return {"grid": found_picture([(found.rule, found.counts) for found in view.found])}
    if isinstance(view, EntityView):
        place = place_map(view.spot) if view.spot else None
        return {"timeline": life_picture(view.life), "map": itinerary_map(view.stops), "place": place}
    if isinstance(view, MapView):
        return {"maps": archive_maps(view.shown)}
    if isinstance(view, TimelineView):
        return {"grid": bands_picture(view.bands)}
    return {}


def _shard(view: ShardView) -> str:
    there, rows = (json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (view.there, view.rows))
    return f"testimoniaNames({json.dumps(view.letters)},{rows});\n" if view.letters else f"testimoniaShards={there};\n"


def _machine(path: str, view: MachineView) -> str:
    text = environment(view.card.interface).render_template(
        "sitemap.xml" if path.startswith("sitemap") else path,
        card=view.card,
        robots=view.robots,
        addresses=[address for path in view.paths if (address := _address(view, path))],
        base=_address(view, ""),
        of_maps=view.of_maps,
    )
    return text.replace("&#x2f;", "/")


def _address(view: MachineView, path: str) -> str:
    return f"{view.card.address.rstrip('/')}/{path}" if view.card.address else ""


def _page(job: PageJob, **more: Any) -> bytes:
    view = job.view
    text = environment(view.card.interface).render_template(
        f"{job.kind}.html",
        view=view,
        card=view.card,
        root=root_of(job.path),
        path=job.path,
        kind=job.kind,
        canonical=address_of(view.card, job.path),
        sections=job.sections,
        **more,
    )
    # The engine escapes "/" too, which no page needs and which doubles every address.
    return _encode(text.replace("&#x2f;", "/"))


def _encode(text: str) -> bytes:
    """UTF-8; what it cannot carry (a lone surrogate from undecodable bytes) as the replacement character."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


@functools.cache
def environment(language: str = "en") -> Environment:
    """The templates in a language, compiled once a process."""
    book = phrasebook(language)
    return Environment(
        loader=functools.partial(_load, book),
        filters={
            **filters_of(book),
            "machine": is_machine_date,
            "showable": showable,
            "short": shortened,
            "paras": _manual,
        },
        globals={"language": book.language, "in_english": safe("" if book.language == "en" else ' lang="en"')},
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_escape_callback=lambda name: None if name.endswith(".txt") else "html",
    )


def shortened(text: str, chars: int) -> str:
    """The text in one line of at most so many characters, cut at a word where it is longer.

    >>> shortened("a long  line of words", 12)
    'a long line…'
    """
    line = " ".join(text.split())
    if len(line) <= chars:
        return line
    return (line[: chars - 1].rpartition(" ")[0] or line[: chars - 1]).rstrip(" ,;:") + "…"


def _load(book: Phrasebook, name: str) -> str | None:
    if f"templates/{name}" not in TEMPLATES:
        return None
    return in_words_of(book, (resources.files("testimonia.site") / "templates" / name).read_text(encoding="utf-8"))


def _manual(text: str) -> list[tuple[str, str, str]]:
    """A docstring's paragraphs: what each is ("pre" where indented, else "p"), its label ("Example:"), its words."""
    blocks = [block.strip("\n") for block in text.split("\n\n") if block.strip()]
    return [_manual_block(block) for block in blocks]


def _manual_block(block: str) -> tuple[str, str, str]:
    if block.startswith((" ", ">>>")):
        return "pre", "", block
    label, colon, words = block.partition(": ")
    if colon and len(label.split()) <= _LABEL_WORDS and "." not in label:
        return "p", label, words
    return "p", "", block
