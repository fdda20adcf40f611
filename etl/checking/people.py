"""What belongs to people in free text: identity numbers, telephone numbers, and names behind words such as 联系人."""

from __future__ import annotations

import re

# In place of a value of which only is said that there is one.
HIDDEN = "••••"
_DIGIT, _OTHER = "[0-9０-９]", "[^0-9０-９]"
# An 18-digit identity number with a possible birthday in it.
IDENTITY = (
    rf"(^|{_OTHER})[1-9１-９]{_DIGIT}{{5}}[- ]?(?:19|20|１９|２０){_DIGIT}{{2}}"
    r"(?:[0０][1-9１-９]|[1１][0-2０-２])(?:[0０][1-9１-９]|[12１２][0-9０-９]|[3３][01０１])"
    rf"[- ]?{_DIGIT}{{3}}[0-9０-９XxＸｘ]($|{_OTHER})"
)
# A mobile number, a number with its area code, a number that a word says is one.
_MOBILE = (
    rf"(^|{_OTHER})((?:[+＋]?86[- ]?|0)?[1１][3-9３-９]{_DIGIT})[-－ ]?{_DIGIT}{{4}}[-－ ]?({_DIGIT}{{4}})"
    # An amount is no number of anybody.
    "($|[^0-9０-９元万亿])"
)
_LANDLINE = (
    rf"(^|{_OTHER})([0０]{_DIGIT}{{2,3}}[-－—–)） ]{{1,2}})[2-9２-９]{_DIGIT}{{2,3}}[- ]?({_DIGIT}{{4}})($|{_OTHER})"
)
_CALLED = (
    r"((?:电话|座机|手机|联系方式)(?:号码|号)?(?:为|是)?[:：]?\s?)"
    rf"(?:[3-9]{_DIGIT}|2[1-9]){_DIGIT}{{1,2}}-?({_DIGIT}{{4}})($|{_OTHER})"
)
NUMBERS = f"{_MOBILE}|{_LANDLINE}|{_CALLED}"
# Each twice, for two numbers may share the sign between them.
_NUMBERS = (
    *((_MOBILE, r"\1\2****\3\4"),) * 2,
    *((_LANDLINE, r"\1\2****\3\4"),) * 2,
    (_CALLED, r"\1****\2\3"),
)
# A value that was masked when it was stored, and comes back in a file.
MASKED = "已脱敏·[0-9a-f]{12}"

# The surnames of all but one in a few thousand people, the most frequent hundred first.
_FREQUENT = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_OTHERS = (
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
    "米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原"
    "栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁"
    "芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束"
    "檀衣信展阴昝智幸奉植衡富尧闭由"
)
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|长孙|宇文|端木|南宫|西门"
# Chinese signs that no given name has.
_GIVEN = "[^\x01-⺀　-〿＀-￯的了在是无已未待不到及与等个们我你他她这那各每将被把让从并或请需]"
_LABEL = (
    "(?:联系人|联络人|联络员|负责人|负责同志|经办人|承办人|填报人|申请人|代理人|委托人|法人代表|代表人|咨询人|来访人|"
    "来电人|投诉人|当事人|产权人|户主)"
)
# Words that introduce a name only with a colon behind them.
_LOOSE = "(?:业主|电话|手机|座机|联系方式|法人|对接人)"
_MORE = r"(?:员|姓名|名字)?(?:[及和、/]?(?:联系)?(?:电话|方式|手机))?(?:[（(][^（(）)]{1,8}[)）])?"
_COLON = r"\s*[:：]\s*"
# Or nothing at all between the two, or that somebody took another's place.
_LINK = r"\s*(?:[^，。；;,\s]{0,10}(?:变更|更换|调整|改|换)(?:为|成)|为|是|叫|系|由)?\s*"
_BEFORE = rf"(?:{_LABEL}|{_LOOSE}){_MORE}{_COLON}"
_LISTED = r"(?:[^\s*]{0,2}\*\*[、，,；;/和及\s]+)*"
_END = (
    "($|[^一-龥*]|电话|手机|座机|联系|先生|女士|小姐|同志|经理|主任|主管|总监|总工|部长|科长|处长|局长|会长|书记|老师|师傅|"
    "等|已|未|不|在|表示|反映|介绍|要求|提出|称|说|到场|离职|调整|负责|陪同|参加|前来|来电|来访|咨询|变更|更换|改为|换成)"
)
# What begins like a name and is none.
_NO_NAMES = (
    "安排|安全|安置|包括|包含|白天|常常|成立|程序|方案|方便|方式|方向|方面|高度|高级|关于|官方|管理|何时|何人|何地|"
    "计划|季度|简单|解决|金额|金融|居民|居委|连续|联系|陆续|马上|满意|毛坯|明确|平时|强调|钱款|全部|全体|任职|任命|"
    "任期|任务|施工|时间|石材|司机|诉求|万元|文件|文字|相关|项目|信息|许可|许多|严格|严重|郑重|支持|左右|华东|公司|"
    "国企|海外|南区|社区|物业|党委|党员|商户|商量|商定|和谐|向上|解释|应急|易地|路口|门口|门卫|水务|农户|车间|"
    "于(?:本|当|上|下|今|昨|次|近|会|现|月|年).?"
)
_MARK = "\x01"
_STEPS: tuple[tuple[str, str], ...] = (
    (
        rf"((?:{_BEFORE}|{_LABEL}{_MORE}{_LINK}){_LISTED})((?:{_NO_NAMES})(?:部|方|队|组|室|处|科|办|局|所|站|师|单位|中心|人员|企业)?{_END})",
        rf"\1{_MARK}\2",
    ),
    *((rf"({_BEFORE}{_LISTED})({_DOUBLE}|[{_FREQUENT}{_OTHERS}]){_GIVEN}{{1,2}}{_END}", r"\1\2**\3"),) * 3,
    *((rf"({_LABEL}{_MORE}{_LINK}{_LISTED})({_DOUBLE}|[{_FREQUENT}]){_GIVEN}{{1,2}}{_END}", r"\1\2**\3"),) * 3,
    (rf"({_BEFORE})[一-龥]{{2,8}}(?:[·•][一-龥]{{1,10}})+", r"\1**"),
    (rf"({_BEFORE})([A-Z])[a-z]{{1,14}}(?:[ .·][A-Z][a-z]{{0,14}}){{0,2}}", r"\1\2**"),
)
# What a text must have in it to be looked at any closer.
LOOKED_AT = (
    rf"{_DIGIT}{{11}}|{_DIGIT}{{6}}[- ]{_DIGIT}{{8}}|1[3-9]{_DIGIT}[-－ ]{_DIGIT}{{4}}"
    rf"|0{_DIGIT}{{2,3}}[-－—–)） ]{{1,2}}{_DIGIT}{{3}}"
    r"|联系[人方]|联络[人员]|负责[人同]|[经承]办人|填报人|申请人|代理人|委托人|代表人|咨询人|来[访电]人|投诉人|当事人|产权人|户主"
    r"|业主.{0,8}[:：]|法人.{0,4}[:：]|对接人|电话|手机|座机"
)


def names_hidden(text: str) -> str:
    """SQL: the text ``text`` in which of each name behind a word such as 联系人 only the surname is left."""
    for pattern, instead in _STEPS:
        text = f"regexp_replace({text}, '{pattern}', '{instead}', 'g')"
    return f"replace({text}, chr(1), '')"


def numbers_hidden(text: str) -> str:
    """SQL: the text ``text`` with the middle of each telephone number hidden."""
    for pattern, instead in _NUMBERS:
        text = f"regexp_replace({text}, '{pattern}', '{instead}', 'g')"
    return text


def identity_hidden(text: str) -> str:
    """SQL: the text ``text`` without identity numbers."""
    return f"regexp_replace({text}, '{IDENTITY}', '\\1{HIDDEN}\\2', 'g')"


def is_named(text: str) -> str:
    """SQL: whether there is a name in the text ``text`` that ``names_hidden`` would hide."""
    return f"CASE WHEN regexp_matches({text}, '{LOOKED_AT}') THEN {names_hidden(text)} <> {text} ELSE false END"


def people_hidden(text: str) -> str:
    """SQL: the text ``text`` as it may be shown to anyone; what costs is done only where there is a reason to."""
    hidden = numbers_hidden(names_hidden(identity_hidden(text)))
    return f"CASE WHEN regexp_matches({text}, '{LOOKED_AT}') THEN {hidden} ELSE {text} END"


def personal_hidden(value: str) -> str:
    """SQL: the value ``value`` of a personal column as it may be shown: a mask, and of a mobile number both ends."""
    mobile = r"^\s*(1[3-9]\d)\d{4}(\d{4})\s*$"
    return (
        f"CASE WHEN {value} = '' THEN {value} WHEN regexp_full_match({value}, '{MASKED}') THEN {value} "
        f"WHEN regexp_matches({value}, '{mobile}') THEN regexp_replace({value}, '{mobile}', '\\1****\\2') "
        f"WHEN {value} IS NOT NULL THEN '{HIDDEN}' END"
    )


def without_people(text: str) -> str:
    """Return ``text`` as it may be shown to anyone: the same as ``people_hidden``, outside the database."""
    if not re.search(LOOKED_AT, text):
        return text
    for pattern, instead in ((IDENTITY, rf"\1{HIDDEN}\2"), *_STEPS, *_NUMBERS):
        text = re.sub(pattern, instead, text)
    return text.replace(_MARK, "")


def without_identity(code: str) -> str:
    """Return ``code`` without identity numbers: the same as ``identity_hidden``."""
    return re.sub(IDENTITY, rf"\1{HIDDEN}\2", code)


def without_person(value: str) -> str:
    """Return the value of a personal column as it may be shown: the same as ``personal_hidden``."""
    if not value or re.fullmatch(MASKED, value):
        return value
    mobile = re.fullmatch(r"\s*(1[3-9]\d)\d{4}(\d{4})\s*", value)
    return f"{mobile[1]}****{mobile[2]}" if mobile else HIDDEN
