"""区分处理：files whose marked passages are drawn over before they go out."""
