"""gongkai 公开: read, check and compile the disclosure work of Chinese administrative organs."""

__version__ = "0.1.0"
