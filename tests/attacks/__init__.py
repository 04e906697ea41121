"""What is tried against the house: ``make attacks``, and of each part what is cheap in ``make test``."""
