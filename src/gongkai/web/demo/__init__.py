"""An invented county to look around in: its organs, and reports written for it in the official form."""
