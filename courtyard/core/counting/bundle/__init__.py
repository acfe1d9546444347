"""The ballot box as a file: what was asked, of whom, what came back and what it came to, for anybody to count again."""
