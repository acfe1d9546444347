"""Facts for the checks, gathered from all apps below for many estates at once: a fixed number of questions a batch.

What happened after the day that is asked about is left out, so that an estate can be looked at as it stood then.
"""

from courtyard.compliance.gathering.gather import gather

__all__ = ["gather"]
