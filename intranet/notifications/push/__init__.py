"""Web push: what a browser shows though nobody has the page open. A message for each device, encrypted for it alone."""
