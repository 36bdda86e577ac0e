"""The family or core folder `text`; see ARCHITECTURE.md."""
