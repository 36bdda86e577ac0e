"""The family or core folder `rules`; see ARCHITECTURE.md."""
