"""Names and numbers shown so that whoever knows the person recognises them, and nobody else learns them."""

STAR = "＊"
STARS_MAX = 3
_LONG = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘"
    "子车亓官司寇巫马公西令狐拓跋呼延"
)
TWO_CHARACTER_SURNAMES = frozenset(_LONG[at : at + 2] for at in range(0, len(_LONG), 2))


def surname(name: str) -> str:
    """The family name of a Chinese name; of any other, what stands before the first space."""
    name = name.strip()
    if " " in name:
        return name.split()[0]
    return name[:2] if name[:2] in TWO_CHARACTER_SURNAMES and len(name) > 2 else name[:1]


def masked_name(name: str) -> str:
    """桂芳华 → 桂＊＊. The stars do not tell how long a long name is."""
    name = name.strip()
    shown = name[:1] if " " in name else surname(name)
    return shown + STAR * min(max(len(name) - len(shown), 1), STARS_MAX) if name else ""


def masked_phone(number: str) -> str:
    """139 0000 0261 → 139＊＊＊＊0261; of a short number only the last two figures stay."""
    digits = "".join(c for c in number if c.isdigit())
    if len(digits) >= 11:
        return f"{digits[:3]}{STAR * 4}{digits[-4:]}"
    return f"{STAR * 4}{digits[-2:]}" if digits else ""


def masked_email(address: str) -> str:
    """gui@example.org → g＊＊＊@example.org."""
    local, at, domain = address.strip().partition("@")
    return f"{local[:1]}{STAR * 3}@{domain}" if at else masked_name(address)
