"""Where a broadcast goes besides: to the public in other words, and to everybody's mailbox."""
