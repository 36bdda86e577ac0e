"""The family or core folder `readers`; see ARCHITECTURE.md."""
