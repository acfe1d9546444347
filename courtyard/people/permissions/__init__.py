"""Who may, one file per noun."""
