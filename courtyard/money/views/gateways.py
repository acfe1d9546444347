"""Where payment gateways call back: signed, small, and the same message twice is one payment."""

from django.http import HttpRequest, JsonResponse
from django.utils.timezone import localdate, now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from courtyard.core.bank.gateway import Replayed
from courtyard.core.errors import NotThere, Refusal
from courtyard.money import upkeep
from courtyard.money.actions.gateways import take_payment
from courtyard.money.gateways import MESSAGE_BYTES_MAX, MessageTooLarge, gateways, read_message
from courtyard.people.models import CLERK
from courtyard.web.refusals import told


@csrf_exempt
@require_POST
def call_back(request: HttpRequest, gateway: str) -> JsonResponse:
    """Done, or done before; of what is not believed only that it came is counted."""
    if gateway not in gateways:
        raise NotThere
    at = now()
    try:
        take_payment(gateway, read_message(_body(request)), sent_by=at, by=CLERK, at=at)
    except Replayed:
        return JsonResponse({"done": True})
    except Refusal as refusal:
        upkeep.count_refusal(gateway, type(refusal).__name__, localdate(at))
        return JsonResponse({"done": False, "why": told(refusal)}, status=refusal.status)
    return JsonResponse({"done": True})


def _body(request: HttpRequest) -> bytes:
    """Not read at all where it says that it is too long."""
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MESSAGE_BYTES_MAX:
        raise MessageTooLarge(most=MESSAGE_BYTES_MAX // 1024)
    return request.body
