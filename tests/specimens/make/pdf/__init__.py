"""Annual reports as PDF, printed by Chromium, LibreOffice and typst in many layouts."""
