"""Link cards: which links an entry has, what the pages behind them say, and how that is shown."""
