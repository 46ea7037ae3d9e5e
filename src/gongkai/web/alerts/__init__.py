"""订阅: whoever wants it is told by mail what is new in a column or in what he searches."""
