"""What charts of annual reports show: figures over years, of an organ and of a tree, as published; nothing of a person."""
