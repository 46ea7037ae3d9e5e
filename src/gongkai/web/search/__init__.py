"""What everybody may read, in one list: search, feed, sitemap and harvest are questions to it."""
