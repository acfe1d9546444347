"""Invented people: plant surnames, so that nobody is meant."""

from dataclasses import dataclass
from random import Random

SURNAMES = "桂枫柳桑榆槐杨柏松桐楠樟梓椿葛芦荷莲菱芷蒋苏范荀菊蔡茅蒲艾莫萧薛"
GIVEN = (
    "知秋", "静文", "若兰", "志明", "建国", "秀英", "桂芳", "卫东", "国强", "美华",
    "玉兰", "丽萍", "海燕", "春生", "家宝", "永福", "惠珍", "根娣", "阿宝", "金凤",
    "晓雯", "思远", "子涵", "雨桐", "浩然", "一诺", "嘉怡", "俊杰", "文博", "欣悦",
    "明轩", "佳慧", "振华", "德胜", "宝珠", "月琴", "福根", "大年", "小满", "立夏",
)  # fmt: skip
COMPANIES = ("桐江绿荫贸易有限公司", "听松工程服务有限公司", "桂影便利店有限公司", "望潮投资管理有限公司")


@dataclass(frozen=True)
class Persona:
    """Somebody of the cast, one tap away on the demo's sign-in page.

    `at` is an estate's code or a node's; `office` an office's kind, or "owner".
    """

    key: str
    name: str
    name_en: str
    title: str
    title_en: str
    what: str
    what_en: str
    at: str
    office: str


PERSONAS = (
    Persona("gui", "桂芳华", "Gui Fanghua", "桂阿姨，业主", "Mrs Gui, owner",
            "12号楼302室，有1件事等她看；可以给物业打分，看“花的钱，值不值”",
            "Building 12, home 302; one thing is waiting for her; she can rate the service, and see if it is worth "
            "its price",
            "taoan", "owner"),
    Persona("mei", "梅知春", "Mei Zhichun", "梅书记，召集人", "Ms Mei, convenor",
            "召集三个小区的合署办公", "convenes the joint desks of three estates", "990301001", "convenor"),
    Persona("lan", "兰守信", "Lan Shouxin", "兰委员，业委会", "Mr Lan, owners’ committee",
            "归业委会办的诉求；一笔支出等他签第二个名；物业合同还有两个多月到期",
            "the committee’s requests; a spending waits for his signature; the contract ends in ten weeks",
            "taoan", "owners_committee"),
    Persona("zhu", "竹经纬", "Zhu Jingwei", "竹经理，物业", "Mr Zhu, property manager",
            "归物业办的诉求，超时的排最前；管账，银行有三行没对上",
            "the company’s requests, overdue first; keeps the books, three lines of the bank are open",
            "taoan", "company_manager"),
    Persona("bai", "柏长青", "Bai Changqing", "柏师傅，物业工程班", "Mr Bai, repairs",
            "派给他的活", "the jobs assigned to him", "taoan", "company_worker"),
    Persona("lian", "莲守望", "Lian Shouwang", "莲老师，监督员", "Ms Lian, residents’ supervisor",
            "9号楼402室，问了三件事，有一件过期没人答；拿着手机去巡查",
            "Building 9, home 402; three questions asked, one not answered; she goes on rounds with her phone",
            "taoan", "supervisor"),
    Persona("feng", "枫远山", "Feng Yuanshan", "枫先生，业主", "Mr Feng, owner",
            "3号楼1201室，有1件事等他看", "Building 3, home 1201; one thing is waiting for him", "csc", "owner"),
    Persona("tong", "桐有为", "Tong Youwei", "桐经理，物业", "Mr Tong, property manager",
            "公司被记了分，这一次还可以提异议", "points were given to his company; to one he can still object", "csc",
            "company_manager"),
    Persona("he", "荷静文", "He Jingwen", "荷老师，居委会", "Ms He, residents’ committee",
            "房屋名册和登录信", "the register and the letters", "csc", "registrar"),
    Persona("tang", "棠立言", "Tang Liyan", "棠书记，召集人", "Mr Tang, convenor",
            "召集宛南六村的合署办公", "convenes the joint desk of Wannan Sixth Village", "990302004", "convenor"),
    Persona("sang", "桑解民", "Sang Jiemin", "桑科长，街道", "Mr Sang, sub-district",
            "只看数字和时限，看不到居民", "figures and time limits, no residents", "990301", "subdistrict"),
    Persona("yu", "榆市安", "Yu Shi’an", "榆处长，市房管局", "Ms Yu, city housing bureau",
            "全市一览", "the whole city", "990000", "city"),
)  # fmt: skip

STAFF = {
    "residents_committee": ("荷静文", "蓉若水", "苓敬之", "芸念慈"),
    "owners_committee": ("兰守信", "松正平", "柳方正", "蒲公允"),
    "company_manager": ("竹经纬", "桐有为", "杉达成", "樟实干"),
    "company_worker": ("柏长青", "桐小龙", "榕大海", "枣阿强", "藤勤快"),
    "registrar": ("荷静文", "桂守册", "菖登记", "葵细心"),
    "convenor": ("梅知春", "棠立言", "槐思齐", "芦安邦"),
}


class Names:
    """Names in a fixed order for a fixed seed; some come twice, as they do in every estate."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def person(self) -> str:
        return self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)

    def company(self) -> str:
        return self.chance.choice(COMPANIES)

    def phone(self) -> str:
        """A number of a range nobody is given: 1990000 and four digits."""
        return f"1990000{self.chance.randrange(10_000):04}"
