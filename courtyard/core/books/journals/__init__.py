"""Books as plain text that anybody's programs read and reckon again: for hledger, and for beancount."""

from courtyard.core.books.journals.beancount import to_beancount
from courtyard.core.books.journals.hledger import to_hledger
from courtyard.core.books.journals.layout import Heading
from courtyard.core.books.journals.names import account_name, place_name

__all__ = ["Heading", "account_name", "place_name", "to_beancount", "to_hledger"]
