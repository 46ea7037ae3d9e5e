"""How a PDF file was read, drawn on its pages: a folder of pictures and a page that shows them side by side."""

from gongkai.engine.trace.folder import TraceFolder

__all__ = ["TraceFolder"]
