"""What is looked at by itself before words come out: first posts, words, links, speed, addresses of mail.

A rule is a row that admins read in words, switch and change; ``sorts`` says what sorts there are, ``judging`` what each
makes of a text, ``gate`` asks them, ``trying`` asks them about last month.
"""
