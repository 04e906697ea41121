"""Who helps whom: people others turn to, and people through whom teams reach each other. Only who takes part in it."""
