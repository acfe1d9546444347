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
        "C28": sentence("The maintenance fund’s accounts of {first_on} to {last_on} were not posted by {due_on}."),
        "C29": sentence("The public revenue’s accounts of {first_on} to {last_on} were not posted by {due_on}."),
        "C30": sentence(
            "Public revenue of {first_on} to {last_on}, {received_fen}, was not in the account by {due_on}."
        ),
        "C31": sentence(
            "Public revenue of {first_on} to {last_on}: {net_fen} net, of which {moved_fen} went into the fund."
        ),
        "C32": sentence("No plan for using public revenue from {first_on} to {last_on} was posted by {due_on}."),
        "C33": sentence("“{title}” of {day} took {spent_fen} of public revenue; its price was not reviewed."),
        "C34.none": sentence("No audit of {year} is recorded; its report was due by {due_on}."),
        "C34.report": sentence(
            "The audit of {year} was commissioned on {day}; its report, due by {due_on}, is not there."
        ),
        "C34.unposted": sentence("The audit of {year} was commissioned on {day}; that was not posted by {due_on}."),
        "C34.down": sentence(
            "The notice that the audit of {year} is commissioned was up until {until_on}; {days} days are needed."
        ),
        "C35.year_unposted": sentence("The audit report on {of} came on {day} and was not posted by {due_on}."),
        "C35.year_down": sentence("The audit report on {of} was up until {until_on} only; {days} days are needed."),
        "C35.term_unposted": sentence(
            "The audit report on the committee’s term {of} came on {day} and was not posted by {due_on}."
        ),
        "C35.term_down": sentence(
            "The audit report on the committee’s term {of} was up until {until_on} only; {days} days are needed."
        ),
        "C36": sentence("The committee was elected on {elected_on}; by {due_on} the term before was not audited."),
        "C36.report": sentence(
            "The committee was elected on {elected_on}; the audit of the term before, due by {due_on}, is not done yet."
        ),
        "C37": sentence("The committee’s report on {year} was not posted by {due_on}."),
        "C38": sentence(
            "{label}: homes with less than {percent} % of their first deposit in the fund: {homes}; there is no plan."
        ),
        "C39": sentence(
            "{label}: owners were told on {noticed_on} to top up the fund; nothing was decided by {due_on}. By default "
            "each home tops up to half by {restore_on}."
        ),
        "C39.over": sentence(
            "{label}: owners were told on {noticed_on} to top up the fund; nothing was decided, and by {restore_on} "
            "not every home had topped up to half."
        ),
        "C40.first": sentence(
            "“{title}”: {paid_fen} was paid first on {day}; at most {percent} % of {whole_fen} may be."
        ),
        "C40.unreviewed": sentence(
            "“{title}”: {paid_fen} was paid by {day}; before its review at most {percent} % of {whole_fen} may be."
        ),
        "C41": sentence("“{title}”: {spent_fen} of the fund on {day}, which neither a decision nor a limit allows."),
        "C41.later": sentence("“{title}”: {spent_fen} of the fund on {day}; it was allowed only on {authorised_on}."),
        "C42": sentence("The contract ends on {ends_on}; neither a selection plan nor a vote is recorded."),
        "C42.last_day": sentence("The contract ends on {ends_on}; today is the last day to post the selection plan."),
        "C42.group": sentence(
            "The contract ends on {ends_on}; while the re-election group sits, the owners cannot decide on the company."
        ),
        "C43": sentence(
            "The contract ended on {ends_on} and nothing was decided: it runs on without an end, {days} days’ notice."
        ),
        "C44": sentence("The contract was signed on {day} and not filed by {due_on}."),
        "C45.satisfaction": sentence(
            "“{title}” proposes the present company; {percent} % of the marks are good, {percent_min} % are needed."
        ),
        "C45.points": sentence(
            "“{title}” proposes the present company; {points} points count against it, and {points_max} are too many."
        ),
        "C45.both": sentence(
            "“{title}” proposes the present company; only {percent} % of the marks are good, and {points} points count."
        ),
        "C45.unclear": sentence(
            "“{title}” is about the property company; the marks or points of the present one rule out its renewal."
        ),
        "C46": sentence("A temporary provider has served since {starts_on}: longer than {months} months."),
        "C46.agreed": sentence(
            "The contract with a temporary provider runs from {starts_on} to {ends_on}: longer than {months} months."
        ),
        "C47": sentence(
            "From {starts_on} a square metre costs {now_fen} a month, before {before_fen}; no audit or review is there."
        ),
        "C48.reception": sentence("No reception day of the committee is recorded for {month}/{year}."),
        "C48.joint": sentence("No joint meeting is recorded for {month}/{year}."),
        "C49.keeper": sentence("One member keeps {count} seals: {labels}."),
        "C49.late": sentence("“{label}” was used on {day} and entered only on {entered_on}."),
        "C49.undecided": sentence("“{label}” was used on {day}; no decision stands behind it."),
        "C49.both": sentence("“{label}” was used on {day} without a decision, and entered only on {entered_on}."),
        "C50": sentence("“{title}” uses common parts since {starts_on}; no decision of the owners is recorded."),
        "C50.short": sentence("“{title}” uses common parts since {starts_on}; fewer owners agreed to it than have to."),
        "C51.each": sentence("“{title}”: {spent_fen} on {day}; {each_fen} is allowed at a time."),
        "C51.outside": sentence("“{title}”: {spent_fen} on {day}, when it did not hold."),
        "C51.total": sentence("“{title}”: {spent_fen} in all by {day}; {total_fen} is allowed."),
        "C52": sentence("“{title}” is an emergency since {day}; by {due_on} the committee had not acted."),
        "C53": sentence("“{article}” ends on {valid_to}."),
        "C54.on_site": sentence(
            "From {first_on} to {last_on}, urgent requests that nobody of the company reached in time: {count}."
        ),
        "C54.repair": sentence("From {first_on} to {last_on}, ordinary repairs that took too long: {count}."),
        "C54.manager": sentence("The property manager here serves {count} estates; at most {at_most} are allowed."),
        "C56": sentence("Hotline ticket {number} was due on {due_on}."),
    }
)
