"""The family or core folder `exporters`; see ARCHITECTURE.md."""
