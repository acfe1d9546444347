"""Pages of cases, one file per noun."""
