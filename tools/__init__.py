"""Tools for those who work on Testimonia; see CONTRIBUTING.md."""
