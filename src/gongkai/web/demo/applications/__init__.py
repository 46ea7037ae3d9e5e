"""依申请公开 of the invented county: applications in every state, each brought there by its own people in the order of time."""
