"""The family or core folder `linkers`; see ARCHITECTURE.md."""
