"""Settings: `environment` reads what an operator may choose, `site` is all the rest."""
