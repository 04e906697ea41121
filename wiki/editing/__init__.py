"""The page as one writes it: the editor, and the form that stands in for it."""
