"""`python -m testimonia.cli`, where the entry point is not on the path."""

from testimonia.cli import main

main()
