"""The register of every document of an organ, with its attribute from drafting on."""
