"""The three models that everything else points at: people who sign in, pictures, documents."""
