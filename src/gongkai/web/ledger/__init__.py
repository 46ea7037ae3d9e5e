"""The ledger: every act as an event that nobody can change unseen."""
