"""The family `comparers`: what lies between documents; see ARCHITECTURE.md."""
