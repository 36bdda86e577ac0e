"""The family or core folder `site`; see ARCHITECTURE.md."""
