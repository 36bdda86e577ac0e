"""Where a reader reports a slip: a mail or a tracker's form, with version, paragraph and words filled in."""

from urllib.parse import quote

# What assets/paragraph.js puts the reader's own paragraph and words in place of.
PARAGRAPH, WORDS = "{paragraph}", "{words}"


def slip_address(report: str, subject: str, body: str) -> str:
    """The address of a filled-in report. `report` is a mail address, an address with {title} and {body} in it, or the
    "new issue" page of GitHub, Gitea, Forgejo or GitLab; any other address stays as it is, "" where there is none.

    >>> slip_address("ada@example.org", "A slip", "p1\\n")
    'mailto:ada@example.org?subject=A%20slip&body=p1%0D%0A'
    >>> slip_address("https://git.example/a/b/issues/new", "A slip", "p1")
    'https://git.example/a/b/issues/new?title=A%20slip&body=p1'
    """
    title, words = quote(subject, safe=""), quote(body.replace("\n", "\r\n") if is_mail(report) else body, safe="")
    if "{title}" in report or "{body}" in report:
        return report.replace("{title}", title).replace("{body}", words)
    if is_mail(report):
        address = report.removeprefix("mailto:")
        return f"mailto:{address}{'&' if '?' in address else '?'}subject={title}&body={words}"
    bare = report.rstrip("/")
    if bare.endswith("/-/issues/new"):
        return f"{bare}?issue[title]={title}&issue[description]={words}"
    if bare.endswith("/issues/new"):
        return f"{bare}?title={title}&body={words}"
    return report


def is_mail(report: str) -> bool:
    """Whether a report goes by mail.

    >>> is_mail("ada@example.org"), is_mail("mailto:ada@example.org"), is_mail("https://user@example.org/")
    (True, True, False)
    """
    return "@" in report and "//" not in report
