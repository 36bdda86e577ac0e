"""The family or core folder `analysers`; see ARCHITECTURE.md."""
