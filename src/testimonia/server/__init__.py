"""The family or core folder `server`; see ARCHITECTURE.md."""
