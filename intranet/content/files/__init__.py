"""Files: taking them in, preparing them, handing them out.

``uploads`` takes a file from a stranger, ``types`` says which, ``names`` what it may be called, ``preparing`` makes
the copies that pages show (a job), ``handing_out`` and ``views`` ask at each download who is asking. Tying a file to
an entry is ``content.attachments``.
"""
