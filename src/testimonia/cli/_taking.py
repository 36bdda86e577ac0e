"""What `export` writes that is not a layer: documents in other formats, books, the site."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

if TYPE_CHECKING:
    from testimonia.exporters.epub import Book
    from testimonia.model.dossier import Dossier
    from testimonia.pipeline import Archive, Examined
    from testimonia.pipeline.editions import Edition

Progress = Callable[[str, int, int], None]


class Choice(Struct, frozen=True):
    """Which documents are meant: one, those of an author, those of an issue, or all; the ids as given."""

    document: str = ""
    author: str = ""
    issue: str = ""

    @property
    def is_all(self) -> bool:
        return not (self.document or self.author or self.issue)


class Chosen(Struct, frozen=True):
    """The documents meant, in the order in which they are read, and how they are called together."""

    ids: tuple[str, ...]
    title: str
    name: str


def choose_documents(dossier: "Dossier", choice: Choice) -> Chosen:
    """The documents of a choice; a usage error that names near ones where there is none."""
    from testimonia.cli._documents import choose

    given = [value for value in (choice.document, choice.author, choice.issue) if value]
    if len(given) > 1:
        raise click.UsageError("--document, --author and --issue exclude one another; name one.")
    if choice.document:
        id_ = choose(choice.document, [(each.id, each.source) for each in dossier.documents])
        title = next(each.title for each in dossier.documents if each.id == id_)
        return Chosen((id_,), " ".join(title.split()) or id_, id_)
    if choice.author:
        author = next((a for a in dossier.authors if choice.author in (a.id, a.label)), None)
        if author is None:
            raise _none("author", choice.author, [a.id for a in dossier.authors])
        return Chosen(author.documents, author.label, author.id)
    if choice.issue:
        return _issue(dossier, choice.issue)
    return Chosen(tuple(d.id for d in dossier.documents), dossier.card.title, "archive")


def _issue(dossier: "Dossier", wanted: str) -> Chosen:
    from testimonia.site.shelf import issue_label

    for run in dossier.runs:
        for issue in run.issues:
            if wanted == issue.id:
                held = dict.fromkeys(a.document for a in issue.attestations if a.held)
                if not held:
                    raise click.UsageError(f"the archive holds no text of {issue.id}.")
                return Chosen(tuple(held), f"{run.label}, {issue_label(issue)}", issue.id)
    raise _none("issue", wanted, [issue.id for run in dossier.runs for issue in run.issues])


def _none(kind: str, wanted: str, known: list[str]) -> click.UsageError:
    import difflib

    near = difflib.get_close_matches(wanted, known, 3, 0.4)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return click.UsageError(f"there is no {kind} {wanted!r}.{meant}")


def write_each(
    archive: "Archive", examined: "Examined", form: str, chosen: Chosen, target: Path | None
) -> Iterator[bytes]:
    """TEI or Markdown: each document as a file of the folder `target`; a single one without a target is yielded."""
    from testimonia.exporters.markdown import markdown
    from testimonia.pipeline.editions import editions
    from testimonia.site.paths import slug

    suffix = {"tei": ".tei.xml", "markdown": ".md"}[form]
    many = len(chosen.ids) > 1
    if target is None and many:
        raise click.UsageError(f"{len(chosen.ids):,} documents are {len(chosen.ids):,} files: name a folder with --to.")
    if target is not None and many:
        target.mkdir(parents=True, exist_ok=True)
    for done, edition in enumerate(editions(archive, examined, frozenset(chosen.ids)), 1):
        body = edition.tei() if form == "tei" else markdown(edition.laid, edition.record).encode()
        if target is None:
            yield body
        else:
            write_whole(target / f"{slug(edition.document.id)}{suffix}" if many else target, body)
        archive.progress("writing", done, len(chosen.ids))


def annotations_of(archive: "Archive", examined: "Examined", chosen: Chosen) -> Iterator[bytes]:
    """One AnnotationPage over all the documents chosen, a line an annotation."""
    from testimonia.exporters.annotations import CONTEXT, annotations
    from testimonia.model.canon import canonical
    from testimonia.pipeline.editions import editions
    from testimonia.site.paths import href, slug

    base = examined.dossier.card.address.rstrip("/")
    root = f"{base}/" if base else ""
    head = canonical({"@context": CONTEXT, "id": f"{root}annotations.json", "type": "AnnotationPage"}).decode()
    yield head.removesuffix("}").encode() + b',"items":['
    separator = b"\n"
    for done, edition in enumerate(editions(archive, examined, frozenset(chosen.ids)), 1):
        address = f"{root}{href(f'documents/{slug(edition.document.id)}')}"
        for item in annotations(edition.annotated(address)):
            yield separator + canonical(item)
            separator = b",\n"
        archive.progress("writing", done, len(chosen.ids))
    yield b"\n]}\n"


def book_of(archive: "Archive", examined: "Examined", chosen: Chosen) -> "Book":
    """The documents chosen as a book, in their order."""
    from testimonia.exporters.epub import Book, names_of
    from testimonia.pipeline.editions import editions

    found: dict[str, Edition] = {}
    for done, edition in enumerate(editions(archive, examined, frozenset(chosen.ids)), 1):
        found[edition.document.id] = edition
        archive.progress("writing", done, len(chosen.ids))
    chapters = tuple(found[id_].chapter() for id_ in chosen.ids if id_ in found)
    languages = [chapter.record.language for chapter in chapters if chapter.record.language]
    language = max(sorted(set(languages)), key=languages.count, default=examined.dossier.card.language)
    return Book(chosen.title, tuple(names_of(chapters)), language, examined.dossier.card, chapters)


def site_files(public: Path) -> list[Path]:
    """The files of the published site, sorted by path; a usage error where there is none."""
    if not (public / "index.html").is_file():
        raise click.UsageError(f"there is no site in {public}; run `testimonia build` first.")
    found = (Path(folder) / name for folder, _, names in os.walk(public) for name in names)
    return sorted(
        (path for path in found if path.name[0] != "." and path.is_file() and not path.is_symlink()),
        key=lambda path: path.relative_to(public).as_posix(),
    )


def zip_site(public: Path, target: Path, progress: Progress) -> int:
    """The site as a zip whose bytes depend on nothing but its files; how many they are."""
    import shutil
    import zipfile

    files = site_files(public)
    temporary = target.with_name(f".{target.name}.tmp")
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for done, path in enumerate(files, 1):
            entry = zipfile.ZipInfo(path.relative_to(public).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as into:
                shutil.copyfileobj(source, into, 1 << 20)
            progress("packing", done, len(files))
    temporary.replace(target)
    return len(files)


def copy_site(public: Path, target: Path, progress: Progress) -> int:
    """The site into a folder that is empty or new; how many files it has."""
    import shutil

    files = site_files(public)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise click.UsageError(f"{target} is not an empty folder; name another.")
    for done, path in enumerate(files, 1):
        into = target / path.relative_to(public)
        into.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, into)
        progress("copying", done, len(files))
    return len(files)


def write_whole(target: Path, body: bytes) -> None:
    """Write a file in one stroke."""
    temporary = target.with_name(f".{target.name}.tmp")
    temporary.write_bytes(body)
    temporary.replace(target)
