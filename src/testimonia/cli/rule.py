"""testimonia rule: the manual page of a rule, or the list of all."""

import difflib
import sys

import click


@click.command(epilog="Example:  testimonia rule D101")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain a rule, or list them all.

    A rule's page says what it looks at, why it matters, its innocent causes, and how it is computed. CODE is a code
    (D101) or a name (masthead-against-source-line).
    """
    from testimonia.cli._terminal import ink
    from testimonia.registry import rules

    pen = ink()
    found = rules()
    if code is None:
        width = max((len(function.member.name) for function in found), default=0)
        for function in found:
            member = function.member
            first = _manual(function).partition("\n")[0].rstrip(".")
            line = f"{member.code}  {member.name:<{width}}  {member.severity:<8}"
            click.echo(pen.styled(line, member.severity) + first if pen.colour else line + first)
        click.echo(
            f"\n{len(found)} rules. The page of one:  testimonia rule {found[0].member.code if found else 'CODE'}"
        )
        return 0
    names = {function.member.code: function for function in found}
    names |= {function.member.name: function for function in found}
    function = names.get(code.upper()) or names.get(code.lower())
    if function is None:
        near = difflib.get_close_matches(code, names, 1, 0.5) or difflib.get_close_matches(code.upper(), names, 1, 0.5)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise click.UsageError(f"there is no rule {code!r}.{meant} `testimonia rule` lists them.")
    member = function.member
    head = pen.styled(f"{member.code} {member.name}", "strong")
    click.echo(f"{head}   ({member.severity}, of a {member.subject})\n")
    click.echo(_manual(function))
    return 0


def _manual(function: object) -> str:
    """The docstring of the rule's module: its manual."""
    return (sys.modules[function.__module__].__doc__ or "").strip()
