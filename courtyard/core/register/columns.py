"""The columns a register has, by the headings offices give them; and those the house forbids."""

import re
from enum import StrEnum

from courtyard.core.register.text import squeeze, tidy


class Column(StrEnum):
    """What a column holds. ADDRESS is building, entrance and room in one cell."""

    BUILDING = "building"
    ENTRANCE = "entrance"
    HOME = "home"
    ADDRESS = "address"
    OWNER = "owner"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    AREA = "area"
    USE = "use"
    SHARE = "share"
    DELIVERED = "delivered"
    FLOOR = "floor"
    IGNORE = "ignore"


_SURE: dict[Column, str] = {
    Column.BUILDING: (
        "幢号 幢 楼号 楼栋 楼栋号 楼幢 楼幢号 栋号 栋 号楼 楼 楼宇 楼宇号 楼房号 楼座 座号 自然幢号 幢名 楼名 "
        "楼栋名称 楼幢名称 所在楼栋 所属楼栋 楼宇名称 大楼 building bldg block buildingno buildingnumber blockno "
        "tower"
    ),
    Column.ENTRANCE: (
        "unit 单元 单元号 所在单元 门洞 门洞号 门牌 门牌号 门牌号码 门号 号 梯号 楼门 楼门号 entrance entranceno "
        "stair staircase"
    ),
    Column.HOME: (
        "室 室号 房号 房间 房间号 房间号码 房屋号 房屋编号 户号 门室 门室号 户室号 室号或部位 室号部位 部位 "
        "房屋部位 车位号 室号车位号 房号车位号 房屋号码 home homeno room roomno roomnumber flat flatno apartment "
        "apartmentno unitno unitnumber door doorno"
    ),
    Column.ADDRESS: (
        "坐落 房屋坐落 座落 房屋座落 坐落地址 地址 房屋地址 详细地址 房产地址 物业地址 房屋位置 房屋 楼室号 "
        "楼号室号 楼房室号 幢室号 幢号室号 门牌室号 栋房号 楼栋房号 楼栋室号 楼栋单元室 楼号房号 房源 address "
        "propertyaddress location property"
    ),
    Column.OWNER: (
        "业主 业主姓名 业主名称 产权人 产权人姓名 权利人 权利人姓名 权利人名称 房主 房主姓名 户主 户主姓名 所有人 "
        "所有权人 房屋所有权人 产权所有人 不动产权利人 姓名 业主姓名名称 产权人名称 产权人姓名名称 共有人 "
        "共有人姓名 共有权人 owner owners ownername ownersname nameofowner name proprietor coowner coowners "
        "owneroccupier"
    ),
    Column.PHONE: (
        "电话 电话号码 联系电话 手机 手机号 手机号码 联系方式 移动电话 业主电话 联系号码 固定电话 座机 家庭电话 "
        "业主手机 业主联系电话 phone phoneno phonenumber telephone tel telno mobile mobileno mobilephone "
        "mobilenumber contact contactno contactnumber"
    ),
    Column.ID_NUMBER: (
        "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 身份证件号码 有效证件号码 业主身份证号 "
        "业主身份证 统一社会信用代码 社会信用代码 身份证号统一社会信用代码 身份证统一社会信用代码 身份证明号码 "
        "idnumber idno idcard idcardno idcardnumber identitynumber identityno identitycard nationalid"
    ),
    Column.AREA: (
        "专有部分面积 专有部分建筑面积 专有面积 建筑面积 产权面积 房屋建筑面积 面积 房屋面积 房产面积 建面 "
        "证载面积 登记面积 产证面积 产权建筑面积 产证建筑面积 实测面积 实测建筑面积 套建筑面积 计费面积 收费面积 "
        "area floorarea grossarea grossfloorarea exclusivearea size areainsqm sizeinsqm"
    ),
    Column.USE: (
        "用途 房屋用途 规划用途 使用性质 房屋性质 房屋类型 物业类型 类型 性质 业态 房屋类别 类别 物业性质 "
        "用房性质 设计用途 实际用途 use usage type usetype purpose propertytype hometype"
    ),
    Column.SHARE: (
        "份额 产权份额 共有份额 比例 产权比例 所占份额 占比 权属比例 占有份额 权利份额 持有份额 共有比例 份额比例 "
        "所占比例 产权占比 share shares ownershipshare ownership percentage"
    ),
    Column.DELIVERED: (
        "交付 是否交付 交付日期 交付时间 交房 是否交房 交房日期 交房时间 接房日期 接房时间 交付情况 交付状态 "
        "交房情况 交房状态 已交付 delivered deliveredon handover handoverdate deliverydate"
    ),
    Column.FLOOR: ("楼层 层 所在层 所在楼层 层次 层数 名义层 floor storey level floorno"),
    Column.IGNORE: (
        "序号 编号 序 行号 备注 说明 产权证号 房产证号 不动产权证号 权证号 产证号 证号 不动产单元号 套内面积 "
        "套内建筑面积 使用面积 公摊面积 分摊面积 分摊建筑面积 公用面积 土地面积 土地使用权面积 小区 小区名称 弄 "
        "路 街道 居委 居委会 联系地址 通讯地址 户籍地址 邮编 邮箱 签名 签字 签收 性别 年龄 出生日期 证件类型 "
        "证件种类 身份证地址 户型 朝向 承租人 租户 使用人 居住人 同住人 共有情况 共有方式 共有类型 权属性质 "
        "登记日期 发证日期 登记时间 购房日期 合同号 合同编号 物业费 单价 金额 与业主关系 关系 紧急联系人 "
        "紧急联系电话 no nr serial serialno remark remarks note notes comment comments email gender sex age "
        "tenant"
    ),
}
_BY_HEADING = {heading: column for column, headings in _SURE.items() for heading in headings.split()}

_LIKELY: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (
        Column.IGNORE,
        re.compile(r"套内|公摊|分摊|土地|证号$|权证|紧急|租户|承租|户籍|通讯|证件类|备注|签[名字收]|certif|tenant"),
    ),
    (Column.ID_NUMBER, re.compile(r"身份证|证件号|身份号|信用代码|identity|^id(?:card|no|num)")),
    (Column.PHONE, re.compile(r"电话|手机|联系方式|phone|mobile|^tel")),
    (Column.AREA, re.compile(r"面积|平方米|平米|area|sqm$|^m2$")),
    (Column.SHARE, re.compile(r"份额|比例|占比|share")),
    (Column.DELIVERED, re.compile(r"交付|交房|接房|deliver|handover|handedover")),
    (Column.OWNER, re.compile(r"业主|产权人|权利人|所有权?人|房主|户主|共有人|姓名|owner")),
    (Column.ADDRESS, re.compile(r"坐落|座落|(?:幢|栋|楼).*(?:室|房)|房屋地址|address")),
    (Column.FLOOR, re.compile(r"楼层|所在层|^floor")),
    (Column.BUILDING, re.compile(r"幢|栋|楼号|号楼|building|^block|^bldg")),
    (Column.ENTRANCE, re.compile(r"单元|门牌|门洞|entrance|stair")),
    (Column.HOME, re.compile(r"室号|房号|车位号|房间|^(?:room|flat|apartment|home)")),
    (Column.USE, re.compile(r"用途|性质|类型|类别|usage|^use|type$")),
)
LESS_LIKELY_AREA = re.compile(r"套内|使用面积")
HEADING_MAX = 24

_FORBIDDEN = re.compile(
    r"(?:是否|是不是|有无|为|业主|本人|户主|家庭|成员|所属|所在|入)*"
    r"(?:政治面貌|政治身份|政治成分|政治情况|面貌|党派|党员|中共党员|共产党员|党员身份|党员姓名|在职党员|党员数|党|团员|党团员|党龄|入党时间|入党日期|"
    r"党支部|党组织|党组织关系|民族|少数民族|民族成分|民族成份|种族|族别|宗教|宗教信仰|信仰|信教|教派|"
    r"健康|身体健康|健康状况|健康情况|身体状况|身体情况|身体健康状况|病史|既往病史|疾病|疾病史|慢性病|慢病|患病情况|重病|大病|残疾|残疾人|残疾等级|残疾类别|残疾证|残疾证号|残疾证编号|"
    r"残疾情况|伤残|精神病|精神状况|精神障碍|血型|过敏史|传染病|疫苗接种|疫苗|孕情|失能|失智|自理能力)"
    r"(?:情况|状况|类别|类型|信息|与否|否|人数|标志|标识|备注)*",
)
_FORBIDDEN_ENGLISH = re.compile(
    r".*\b(?:party|political\w*|politics|ethnic\w*|race|religio\w*|faith|belief\w*|"
    r"health\w*|medical\w*|illness\w*|disease\w*|disab\w*|handicap\w*|blood (?:type|group)|allerg\w*|vaccin\w*)\b.*",
)
_FORBIDDEN_VALUE = re.compile(
    r"中共(?:预备)?党员|共产党员|预备党员|党员|非党员|共青团员|团员|群众|民主党派|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|无党派(?:人士)?|"
    r"[一-龥]{1,5}族|佛教|道教|基督教|天主教|伊斯兰教|无宗教信仰|健康|良好|残疾|[一二三四]级残疾|高血压|糖尿病|心脏病|慢性病"
)


_PARTS = re.compile(r"[/／、,，;；]")


def is_forbidden(written: str) -> bool:
    """Whether a heading asks for what the house does not record: party, religion, ethnicity, health."""
    if not written or len(written) > HEADING_MAX * 2:
        return False
    parts = (written, *_PARTS.split(written))
    return bool(
        any(_FORBIDDEN.fullmatch(heading(part)) for part in parts) or _FORBIDDEN_ENGLISH.fullmatch(_words(written))
    )


def is_forbidden_value(written: str) -> bool:
    """Whether a cell under no heading says such a thing."""
    return _FORBIDDEN_VALUE.fullmatch(squeeze(written)) is not None


def _words(written: str) -> str:
    return re.sub(r"[^a-z ]+", " ", tidy(written).lower())


def _heading(text: str) -> str:
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】", "", text) or text
    bare = re.sub(r"[\s:*.,;/、\-_&+'’\"“”()及和与或]+", "", bare.lower())
    return re.sub(r"(?<=[^0-9一二三四五])[0-9一二三四五]$", "", bare)


def heading(written: str) -> str:
    """The heading without units in brackets, marks, spaces and a counting figure: 建筑面积（㎡） is 建筑面积."""
    return _heading(squeeze(written)) if len(written) <= HEADING_MAX * 2 else ""


def column_of(written: str) -> tuple[Column, bool] | None:
    """What a heading means and whether that is certain; None when it is no heading we know."""
    text = heading(written)
    if not text:
        return None
    if sure := _BY_HEADING.get(text):
        return sure, True
    if len(text) > HEADING_MAX or any(mark.isdigit() for mark in text):
        return None
    likely = next((column for column, pattern in _LIKELY if pattern.search(text)), None)
    return None if likely is None else (likely, False)
