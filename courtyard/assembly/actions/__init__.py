"""Every deed of a vote, from the draft to the decision in force."""

from courtyard.assembly.actions.calling import (
    House,
    Plan,
    draft,
    end_official,
    name_official,
    reply,
    report,
    revise,
    void,
)
from courtyard.assembly.actions.canvassing import (
    note_contact,
    remind,
)
from courtyard.assembly.actions.casting import (
    cast,
    cast_as_proxy,
    take_at_door,
)
from courtyard.assembly.actions.counting import (
    check_count,
    close,
    count,
)
from courtyard.assembly.actions.elections import (
    accept_candidate,
    consent,
    nominate,
    order_candidates,
    refuse_candidate,
    withdraw_candidate,
)
from courtyard.assembly.actions.freezing import freeze, thaw
from courtyard.assembly.actions.motions import (
    Text,
    add_attachment,
    drop_attachment,
    drop_motion,
    put_motion,
)
from courtyard.assembly.actions.notice import (
    deliver,
    give_notice,
    receive_notice,
)
from courtyard.assembly.actions.objections import (
    answer_objection,
    object_to,
)
from courtyard.assembly.actions.outside import (
    bring_outside_result,
    export_electorate,
)
from courtyard.assembly.actions.papers import (
    check_paper,
    check_slip,
    declare_invalid,
    enter_paper,
    enter_slip,
    print_papers,
    receive_paper,
)
from courtyard.assembly.actions.petitions import (
    Wish,
    begin_petition,
    expire_petition,
    sign_petition,
    unsign_petition,
    withdraw_petition,
)
from courtyard.assembly.actions.proxies import (
    Mandate,
    record_proxy,
    revoke_proxy,
)
from courtyard.assembly.actions.publishing import (
    bring_into_force,
    certify,
    open_bundle,
)
from courtyard.assembly.actions.roll import (
    answer_challenge,
    challenge,
    forget_names,
)

__all__ = [
    "House",
    "Mandate",
    "Plan",
    "Text",
    "Wish",
    "accept_candidate",
    "add_attachment",
    "answer_challenge",
    "answer_objection",
    "begin_petition",
    "bring_into_force",
    "bring_outside_result",
    "cast",
    "cast_as_proxy",
    "certify",
    "challenge",
    "check_count",
    "check_paper",
    "check_slip",
    "close",
    "consent",
    "count",
    "declare_invalid",
    "deliver",
    "draft",
    "drop_attachment",
    "drop_motion",
    "end_official",
    "enter_paper",
    "enter_slip",
    "expire_petition",
    "export_electorate",
    "forget_names",
    "freeze",
    "give_notice",
    "name_official",
    "nominate",
    "note_contact",
    "object_to",
    "open_bundle",
    "order_candidates",
    "print_papers",
    "put_motion",
    "receive_notice",
    "receive_paper",
    "record_proxy",
    "refuse_candidate",
    "remind",
    "reply",
    "report",
    "revise",
    "revoke_proxy",
    "sign_petition",
    "take_at_door",
    "thaw",
    "unsign_petition",
    "void",
    "withdraw_candidate",
    "withdraw_petition",
]
