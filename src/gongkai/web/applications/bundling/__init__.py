"""证据包: what a review organ or a court is given of a case, in one file that proves itself."""
