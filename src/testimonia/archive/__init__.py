"""The archive on disk: layout, configuration, sources, identity, memo, published database. Does not know the engine."""
