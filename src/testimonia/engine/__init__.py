"""The family or core folder `engine`; see ARCHITECTURE.md."""
