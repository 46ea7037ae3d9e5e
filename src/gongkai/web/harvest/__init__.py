"""Collects what other instances have made public: a county its townships, a province its counties."""
