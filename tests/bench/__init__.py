"""Benchmarks: `make bench`. They print figures and ratios and never fail on a number: machines are noisy.

Every server runs on this machine's loopback, under the same Uvicorn settings, measured in one run; what is compared is
CPU of the server's process tree, read from /proc, so that the load generator beside it does not count.
"""
