"""Printed things: `pdf` sets an app's `documents/<name>.typ` on A4, `qr` draws a code to be scanned from paper."""

from courtyard.web.documents.squares import qr
from courtyard.web.documents.typeset import CannotBeSet, TooMuchForOneFile, pdf

__all__ = ["CannotBeSet", "TooMuchForOneFile", "pdf", "qr"]
