"""The engine: steps as data, run over a memo. Knows nothing of archives, families or pages; kernels never see it."""
