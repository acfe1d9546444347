"""What a home is used for, in the words offices use."""

import re
from enum import StrEnum

from courtyard.core.register.text import is_nothing, squeeze


class Use(StrEnum):
    DWELLING = "dwelling"
    SHOP = "shop"
    PARKING = "parking"
    STORAGE = "storage"
    OTHER = "other"


_WORDS: tuple[tuple[Use, re.Pattern[str]], ...] = (
    (Use.DWELLING, re.compile(r"住宅|居住|公寓|别墅|商品房|公房|私房|产权房|dwelling|residen|apartment|house|home")),
    (Use.PARKING, re.compile(r"车位|车库|停车|地库|泊位|parking|garage|carport")),
    (Use.STORAGE, re.compile(r"储藏|仓储|仓库|储物|贮藏|杂物|storage|storeroom|cellar|warehouse")),
    (Use.SHOP, re.compile(r"商[铺业店用]|店[铺面]|门[面店]|营业|网点|底商|铺面|^[店铺商]$|shop|retail|commerc|store")),
    (Use.OTHER, re.compile(r"其[他它]|办公|配套|用房|公建|会所|工业|厂房|学校|幼儿园|文体|医疗|other|office")),
)
_BY_NAME = tuple(pair for pair in _WORDS if pair[0] in (Use.PARKING, Use.STORAGE, Use.SHOP))


def is_use(written: str) -> bool:
    return len(written) <= 16 and any(pattern.search(written.lower()) for _use, pattern in _WORDS)


def use(written: str, *names: str) -> Use:
    """The use a cell says. Left open, the names of building and room may tell; else it is a dwelling."""
    if not is_nothing(written):
        text = squeeze(written).lower()
        return next((use for use, pattern in _WORDS if pattern.search(text)), Use.DWELLING)
    return next((use for use, pattern in _BY_NAME if any(map(pattern.search, names))), Use.DWELLING)
