"""The gate: who may come to which address. Closed unless `routes.toml` says that it is open."""
