"""Questions about a broadcast: asked, voted for, and answered where all read it."""
