"""The family or core folder `archive`; see ARCHITECTURE.md."""
