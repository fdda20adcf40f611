"""Invented names: of projects, developers and contacts, and the numbers they are filed under. None of them exists."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.sample.days import iso
from etl.sample.dice import Dice, Whole

# A brand is one word of each list: 2 100 of them, before any lot has to be numbered.
_FIRST = tuple("青云澄鹭松岚沐栖霁瀚苍榆梓砚晴朗凌嘉翎汐溪峦枫棠樾珩璟澜泊鸥帆礁潮星旭曦昀煦皓朔晟峻岱崇恒")
_SECOND = tuple("禾川湾庭谷舟原岭渚汀岸塘陌屿麓畔野林泉峰台阁亭境域岩渡浦洲洵沅济沛湛源汇涵泽漪涧淙澔渠沣泓淳渟浔")
# Project words by category, in the order of the reference data.
_THINGS = (
    (
        "智造产业园",
        "海洋装备研发基地",
        "智能传感产业园",
        "生物医药中试基地",
        "新材料孵化园",
        "数据中心",
        "机器人产业园",
        "集成电路配套产业园",
    ),
    ("总部大厦", "商务中心", "金融科创大厦", "国际商务综合体", "企业总部基地", "楼宇经济示范园"),
    ("人才公寓", "保障性租赁住房", "青年社区", "共有产权住房", "人才住房", "蓝领公寓"),
    ("片区更新改造", "老旧小区综合改造", "社区安置房", "旧村改造安置区", "低效用地再开发", "历史街巷修缮"),
    ("市政道路", "立体交通枢纽", "雨污分流改造工程", "综合管廊", "跨河大桥", "公共停车场", "变电站配套工程"),
    ("九年一贯制学校", "综合医院", "幼儿园", "社区养老服务中心", "文化活动中心", "体育公园", "实验小学"),
    ("河道生态治理", "滨海步道", "山地公园", "湿地修复工程", "文旅小镇", "生态停车与游客中心", "海岸带修复工程"),
)
# What lies in lots, and what is built in stretches.
_LOTS = ("", "", "", "", "一期", "二期", "（北区）", "（南区）", "（A地块）", "（B地块）")
_STRETCHES = ("", "", "", "", "一期", "二期", "（北段）", "（南段）", "（一标段）", "（二标段）")
_IN_STRETCHES = (4, 6)
# Who builds, by category: two kinds of private firms, two of public bodies.
_FIRMS = (
    ("科技发展有限公司", "产业发展有限公司", "产业园开发有限公司", "科创投资有限公司"),
    ("商务发展有限公司", "置业有限公司", "国有资产运营有限公司", "城市开发集团有限公司"),
    ("房地产开发有限公司", "置业有限公司", "人才安居建设有限公司", "保障住房建设服务中心"),
    ("城市更新有限公司", "建设开发有限公司", "城市更新建设有限公司", "旧城改造服务中心"),
    ("交通投资有限公司", "建设开发有限公司", "市政建设发展有限公司", "交通建设服务中心"),
    ("教育投资有限公司", "康养产业有限公司", "公共设施建设服务中心", "社会事业投资有限公司"),
    ("文化旅游有限公司", "生态科技有限公司", "生态环境建设有限公司", "园林绿化服务中心"),
)
_KINDS = 2
_SURNAMES = tuple("王李张刘陈杨赵黄周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓冯韩曹")
_TITLES = ("经理", "工", "主任", "总", "主管")
# No local number of the city begins with 0, so that no call can ever reach anyone.
_NO_LINE = "0532-00"
_STRIDE = 1597
# Six digits that are no administrative division's.
_NOWHERE = "370299"


def project_codes(known: Whole, first: int) -> pa.Array:
    """Return a project code each, in the national form, of a division that does not exist."""
    numbers = pc.utf8_lpad(pa.array(np.arange(first, first + len(known))).cast(pa.string()), 6, "0")
    return joined(year_month(known), f"-{_NOWHERE}-04-01-", numbers)


def numbered(prefix: str, days: Whole, first: int, width: int = 5) -> pa.Array:
    """Return running numbers from ``first`` on, with the year and month of each record's day: ``ZF2503-00042``."""
    numbers = pc.utf8_lpad(pa.array(np.arange(first, first + len(days))).cast(pa.string()), width, "0")
    return joined(prefix, year_month(days), "-", numbers)


def year_month(days: Whole) -> pa.Array:
    """Return the day's year and month as four digits."""
    first = int(days.min()) if len(days) else 0
    span = range(first, int(days.max()) + 1) if len(days) else range(0)
    words = pa.array([iso(number)[2:4] + iso(number)[5:7] for number in span], pa.string())
    return words.take(pa.array(days - first))


def joined(*parts: pa.Array | str) -> pa.Array:
    """Return the parts of each row written one after the other."""
    return pc.binary_join_element_wise(*parts, "")


def project_names(dice: Dice, category: Whole, first: int) -> pa.Array:
    """Return a name each that no other project bears, whatever the size of the town."""
    n = len(category)
    number = np.arange(first, first + n)
    lot_no = number // _brands()
    widest = max(len(things) for things in _THINGS)
    things = pa.array([things[k % len(things)] for things in _THINGS for k in range(widest)])
    thing = category * widest + dice.whole(0, widest - 1, n)
    # Beyond the first round of brands lots are numbered, so that a name never comes twice.
    numbered_lots = joined("（", pa.array(lot_no + 1).cast(pa.string()), "号地块）")
    lot = dice.whole(0, len(_LOTS) - 1, n) + np.isin(category, _IN_STRETCHES) * len(_LOTS)
    lots = pa.array(_LOTS + _STRETCHES).take(pa.array(lot))
    return joined(_brand(number), things.take(pa.array(thing)), pc.if_else(pa.array(lot_no == 0), lots, numbered_lots))


def developers(dice: Dice, category: Whole, is_public: Whole, first: int) -> pa.Array:
    """Return a developer each, of the project's own brand; some belong to the public hand."""
    n = len(category)
    words = pa.array([firm for firms in _FIRMS for firm in firms])
    kind = (category * 2 + is_public) * _KINDS + dice.whole(0, _KINDS - 1, n)
    return joined(_brand(np.arange(first, first + n)), words.take(pa.array(kind)))


def people(dice: Dice, n: int, chance: float) -> pa.Array:
    """Return a surname with a title each, as contacts are noted, and an empty cell where none was noted."""
    surnames = pa.array(_SURNAMES).take(pa.array(dice.whole(0, len(_SURNAMES) - 1, n)))
    titles = pa.array(_TITLES).take(pa.array(dice.whole(0, len(_TITLES) - 1, n)))
    return pc.if_else(pa.array(dice.yes(chance, n)), joined(surnames, titles), pa.scalar(None, pa.string()))


def phones(dice: Dice, n: int, chance: float) -> pa.Array:
    """Return a telephone number each that cannot exist, and an empty cell where none was noted."""
    digits = pc.utf8_lpad(pa.array(dice.whole(0, 999_999, n)).cast(pa.string()), 6, "0")
    return pc.if_else(pa.array(dice.yes(chance, n)), joined(_NO_LINE, digits), pa.scalar(None, pa.string()))


def _brands() -> int:
    return len(_FIRST) * len(_SECOND)


def _brand(number: Whole) -> pa.Array:
    place = number * _STRIDE % _brands()
    first_words = pa.array(_FIRST).take(pa.array(place // len(_SECOND)))
    return joined(first_words, pa.array(_SECOND).take(pa.array(place % len(_SECOND))))
