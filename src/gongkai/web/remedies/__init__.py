"""复议诉讼: reviews and suits against what was done with an application, and by when the organ answers."""
