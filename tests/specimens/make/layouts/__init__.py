"""Writers: how a draft becomes a text, an HTML page, a DOCX or an ODF file."""
