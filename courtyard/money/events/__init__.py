"""What happens to owners' money, as the record says it."""
