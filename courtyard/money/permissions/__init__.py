"""Who keeps an estate's books, fund by fund, and who reads of homes in them."""
