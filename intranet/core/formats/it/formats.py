"""Italian as it is written in a sentence: no weekday and no nought before the day. What is typed is read as before."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
