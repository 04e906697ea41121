"""The scaled set-up on one machine: PostgreSQL, Redis, processes for pages, sockets and jobs, nginx in front.

`make scaled` runs it with the demo company, tests run it with an empty database. All of it listens on loopback and
keeps what it knows in one folder.
"""
