"""What a finding says: one English sentence for each check, or for each of its cases. The web says it in Chinese.

A field whose name ends in `_fen` is money, and a day is a day: whoever shows the sentence writes them as people do.
"""

from collections.abc import Mapping
from types import MappingProxyType

from courtyard.core.errors import sentence

SAYS: Mapping[str, str] = MappingProxyType(
    {
        "C01": sentence("The term ends on {ends_on}; no report to the sub-district is recorded."),
        "C01.last_day": sentence("The term ends on {ends_on}; today is the last day to report to the sub-district."),
        "C02": sentence("The sub-district had until {due_on} to form the re-election group; none is recorded."),
        "C03": sentence("The term ended on {ends_on}; no new committee is recorded."),
        "C04.short": sentence("The term runs from {starts_on} to {ends_on}: less than {months} months."),
        "C04.long": sentence("The term runs from {starts_on} to {ends_on}: more than {months} months."),
        "C05.even": sentence("The committee has {seats} seats: the number must be odd."),
        "C05.few": sentence("The committee has {seats} seats: at least {at_least} are needed."),
        "C05.many": sentence("The committee has {seats} seats: more than {at_most} are not advised."),
        "C06": sentence("Only {seated} of {seats} seats are filled: less than half."),
        "C07": sentence("{empty} of {seats} seats are empty, and nothing was begun to fill them."),
        "C08": sentence("No committee meeting was held after {began_on}; one was due by {due_on}."),
        "C08.closed": sentence(
            "Between {began_on} and {met_on} no committee meeting was held; one was due by {due_on}."
        ),
        "C09": sentence("No activity of the committee is recorded since {began_on}."),
        "C10.meeting": sentence(
            "At the meeting on {day}, {attended} of {members} members attended: not more than half."
        ),
        "C10.decision": sentence("“{title}” of {day} is signed by {signed} of {members} members: not more than half."),
        "C11": sentence("At the meeting on {day}, {proxies} members were there by proxy only."),
        "C12": sentence("On {day}, {asking} of {members} members asked for a meeting; none was held by {due_on}."),
        "C13.unposted": sentence("“{title}” was decided on {day} and not posted by {due_on}."),
        "C13.untold": sentence("“{title}” was decided on {day}; the residents’ committee was not told by {due_on}."),
        "C13.neither": sentence(
            "“{title}” was decided on {day}, and by {due_on} neither posted nor told to the residents’ committee."
        ),
        "C14": sentence("The residents’ committee was not invited to the committee meeting on {day}."),
        "C15": sentence("No owners’ assembly is recorded for {year}."),
        "C16": sentence("“{title}” was noticed on {noticed_on} for {opens_on}: only {days} days before."),
        "C16.at_limit": sentence(
            "“{title}” was noticed on {noticed_on} for {opens_on}: {days} days before, which is at the limit."
        ),
        "C17": sentence("“{title}”: voted on without being in the notice: {items}."),
        "C18": sentence("“{title}” was noticed on {noticed_on}; the residents’ committee was not told."),
        "C19": sentence("“{title}” had enough signatures on {reached_on}; until {due_on} no assembly was called."),
        "C20": sentence("The committee was elected on {elected_on} and not filed by {due_on}."),
        "C21": sentence("“{title}” of {day} was not filed by {due_on}."),
        "C22": sentence("The committee was elected on {elected_on}; the names were not posted by {due_on}."),
        "C23": sentence("The re-election group was formed on {day}; by {due_on} nothing was handed over."),
        "C24": sentence("A member left on {day}; what they kept was not handed over by {due_on}."),
        "C25": sentence("“{title}” was put to a vote while the re-election group sits: {items}."),
        "C25.noticed": sentence("“{title}” opens on {opens_on}, and the re-election group still sits: {items}."),
        "C26": sentence("{name} was absent from {absent} of {held} meetings in {year}."),
        "C27": sentence("{name} does not meet a condition for sitting on the committee."),
        "C27.owner": sentence("{name} is not an owner here."),
        "C27.not_company": sentence(
            "{name} works for the property company that serves here, or has an interest in it."
        ),
        "C27.no_relative": sentence("A close relative of {name} works for the property company that serves here."),
        "C48.reception": sentence("No reception day of the committee is recorded for {month}/{year}."),
        "C48.joint": sentence("No joint meeting is recorded for {month}/{year}."),
        "C49.keeper": sentence("One member keeps {count} seals: {labels}."),
        "C49.late": sentence("“{label}” was used on {day} and entered only on {entered_on}."),
        "C49.undecided": sentence("“{label}” was used on {day}; no decision stands behind it."),
        "C49.both": sentence("“{label}” was used on {day} without a decision, and entered only on {entered_on}."),
        "C51.each": sentence("“{title}”: {spent_fen} on {day}; {each_fen} is allowed at a time."),
        "C51.outside": sentence("“{title}”: {spent_fen} on {day}, when it did not hold."),
        "C51.total": sentence("“{title}”: {spent_fen} in all by {day}; {total_fen} is allowed."),
        "C53": sentence("“{article}” ends on {valid_to}."),
        "C56": sentence("Hotline ticket {number} was due on {due_on}."),
    }
)
