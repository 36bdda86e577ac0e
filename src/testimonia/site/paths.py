"""Where each page lies. Every address is settled here, so that a link is to a page that is planned.

Names of files come from ids, which are slugs; whatever else an id may hold is replaced, and a name that is taken (a
document called "index") gets a number. Compared without case: some file systems know none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct, field

from testimonia.model.canon import digest_of
from testimonia.model.dossier import Dossier
from testimonia.model.issue import Run

_UNSAFE = re.compile(r"[^\w.~-]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_LONGEST = 120
_MOST_NAME_BYTES = 240
# Names by which a browser shows a file as text, or takes it down.
_SHOWN_AS_IT_IS = tuple(".txt .pdf .docx .odt .epub .jpg .jpeg .png .gif .webp .tif .tiff".split())


class Paths(Struct, frozen=True):
    """Paths below the site's root, by id."""

    documents: dict[str, str]
    authors: dict[str, str]
    runs: dict[str, str]
    issues: dict[tuple[str, str], str]
    findings: dict[str, str]
    years: dict[str, str]
    days: dict[str, str]
    entities: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def year_of_run(self, run: str, year: str) -> str:
        return self.runs[run].removesuffix("index.html") + f"{year}.html"


def paths_of(dossier: Dossier, years: Iterable[str], days: Iterable[str]) -> Paths:
    """Settle the paths of all pages; `years` and `days` are those for which there is a page."""
    documents = _named((d.id for d in dossier.documents), ("index",))
    run_names = _named((run.id for run in dossier.runs), ("index",))
    return Paths(
        documents={id: f"documents/{name}.html" for id, name in documents.items()},
        authors={
            id: f"authors/{name}.html" for id, name in _named((a.id for a in dossier.authors), ("index",)).items()
        },
        runs={id: f"periodicals/{name}/index.html" for id, name in run_names.items()},
        issues={
            (run.id, id): f"periodicals/{run_names[run.id]}/{name}.html"
            for run in dossier.runs
            for id, name in _issue_names(run).items()
        },
        findings={f.id: f"disagreements/{slug(f.id)}.html" for f in dossier.findings},
        years={year: f"dates/{year}.html" for year in years},
        days={day: f"dates/{day}.html" for day in days},
    )


def entity_paths(ids: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The paths of entities' pages, from (folder, id), in the order of the ids; "person/x" lies at people/x.html."""
    used: dict[str, set[str]] = defaultdict(lambda: {"index", "letters"})
    paths: dict[str, str] = {}
    for folder, id in ids:
        name = _free(slug(id.partition("/")[2] or id), used[folder])
        paths[id] = f"{folder}/{name}.html"
    return paths


def name_paths(names: Iterable[str]) -> dict[str, str]:
    """The paths of the pages of names that several bear."""
    return {name: f"names/{file}.html" for name, file in _named(names, ("index", "letters")).items()}


def slug(id: str) -> str:
    """A name of a file, without folder; equal for equal ids.

    >>> slug("serge/1937/Death & life")
    'serge-1937-Death-life'
    """
    return _UNSAFE.sub("-", id).strip("-.")[:_LONGEST] or "x"


@lru_cache(maxsize=1 << 16)
def href(path: str) -> str:
    """A path as it stands in a link: percent-encoded, with "/" kept."""
    return quote(path, safe="/~")


def original_path(origin: str) -> str:
    """Where the copy of a source lies. Mark-up is shown as plain text, letter for letter: a source's own scripts never
    run on this site.

    >>> original_path("1938/sedov.html"), original_path("notes.txt")
    ('originals/1938/sedov.html.txt', 'originals/notes.txt')
    """
    folder, _, name = f"originals/{origin}".rpartition("/")
    if not origin.lower().endswith(_SHOWN_AS_IT_IS):
        name += ".txt"
    return f"{folder}/{_short(name)}"


def _short(name: str) -> str:
    """The name, or where a disk would refuse it (255 bytes, with a few to spare), its beginning and a digest."""
    whole = name.encode("utf-8", "surrogateescape")
    if len(whole) <= _MOST_NAME_BYTES:
        return name
    end = "." + name.rpartition(".")[2]
    begin = whole[: _MOST_NAME_BYTES - 24 - len(end.encode())].decode("utf-8", "ignore")
    return f"{begin}-{digest_of(whole)[:12]}{end}"


def root_of(path: str) -> str:
    """The way from a page up to the site's root: "" or "../" as often as needed."""
    return "../" * path.count("/")


def rule_path(code: str) -> str:
    return f"rules/{slug(code.lower())}.html"


def _issue_names(run: Run) -> dict[str, str]:
    """A day names its issue where no other issue of the run bears it; else the issue's own id does."""
    days = Counter(issue.edtf for issue in run.issues)
    wanted = {
        issue.id: issue.edtf
        if _DAY.match(issue.edtf) and days[issue.edtf] == 1
        else issue.id.removeprefix(run.id).strip("-_/:.") or issue.id
        for issue in run.issues
    }
    years = {day[:4] for day in days}
    names = _named(wanted.values(), ("index", *years))
    return {id: names[name] for id, name in wanted.items()}


def _named(ids: Iterable[str], taken: tuple[str, ...]) -> dict[str, str]:
    """A file name for each id, unique even without case, in the order of the ids."""
    used = set(taken)
    names: dict[str, str] = {}
    for id in ids:
        if id in names:
            continue
        names[id] = _free(slug(id), used)
    return names


def _free(wanted: str, used: set[str]) -> str:
    """The name wanted, or the first number of it that is not used; used from now on."""
    name, count = wanted, 1
    while name.lower() in used:
        count += 1
        name = f"{wanted}-{count}"
    used.add(name.lower())
    return name
