"""People in free text: names behind words such as 联系人, telephone and identity numbers; and what is none of them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.checking.people import HIDDEN, people_hidden, without_people
from tests.etl.files import check, source, visits

HIDES = {
    "联系人：王某某 13912345678": "联系人：王** 139****5678",
    "联系人员：欧阳明月，13800005678": "联系人员：欧阳**，138****5678",
    "联系人：王建国、李红、张伟": "联系人：王**、李**、张**",
    "联系人（电话）：王建国139 1234 5678": "联系人（电话）：王**139****5678",
    "联系人刘伟已更换": "联系人刘**已更换",
    "联系人由王五变更为李六": "联系人由王**变更为李**",
    "联系人：阿依古丽·买买提": "联系人：**",
    "联系人：成立军": "联系人：成**",
    "经办人:Zhang San，来过": "经办人:Z**，来过",
    "项目负责人张伟表示已开工": "项目负责人张**表示已开工",
    "法定代表人为李为民，": "法定代表人为李**，",
    "业主：赵六（0532）8889 1234": "业主：赵**（0532）****1234",
    "电话：王某某 0532-88891234": "电话：王** 0532-****1234",
    "座机88891234": "座机****1234",
    "+8613812345678": "+86138****5678",
    "１３８１２３４５６７８": "１３８****５６７８",
    "证 37021219800101123X": f"证 {HIDDEN}",
    "370202 19800101 1234": HIDDEN,
}
STAYS = (
    "联系人已更换",
    "负责人待定",
    "联系人：无",
    "联系人：待定",
    "负责人：见附件",
    "业主：青岛听涛置业有限公司",
    "业主：海尔集团",
    "业主：金家岭街道办",
    "业主方要求尽快开工",
    "负责人表示理解，高度重视",
    "负责人高度重视",
    "负责人：安排专人",
    "负责人方面已同意",
    "负责人不在场",
    "负责人陆续到场",
    "负责人何时到场",
    "负责人于本月，前往现场",
    "负责人为加快进度，多次协调",
    "负责人需要补充材料",
    "联系人信息有误",
    "联系人：施工方",
    "联系人：高级工程师",
    "联系人：项目部",
    "联系不上企业",
    "总投资13800000000元",
    "拨打12345热线，电话：12345",
    "2025-06-03 14:00 联系企业",
    "项目代码 2210-370299-04-01-000164",
)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志才文海燕红梅春雨晨晓东"


def hidden(*texts: str) -> list[str]:
    query = f"SELECT {people_hidden('t')} FROM (SELECT unnest($texts) AS t)"
    return [text for (text,) in duckdb.execute(query, {"texts": list(texts)}).fetchall()]


def test_names_and_numbers_are_hidden_and_nothing_else_is() -> None:
    assert dict(zip(HIDES, hidden(*HIDES), strict=True)) == HIDES
    assert tuple(hidden(*STAYS)) == STAYS


def test_outside_the_database_it_is_the_same() -> None:
    for text in (*HIDES, *STAYS):
        assert without_people(text) == hidden(text)[0]


@given(
    some.sampled_from(["联系人：", "联系人:", "联系人", "联系人 ", "负责人：", "经办人是", "联系人为", "联系人姓名："]),
    some.sampled_from(SURNAMES),
    some.text(GIVEN, min_size=1, max_size=2),
    some.sampled_from(
        ["", "，", "。", " 13912345678", "（经理）", "13912345678", "、", "经理，", "电话88891234", "已到场"]
    ),
)
@settings(max_examples=300, deadline=None)
def test_no_name_behind_its_word_is_left(label: str, surname: str, given_name: str, behind: str) -> None:
    (text,) = hidden(f"资料已交，{label}{surname}{given_name}{behind}")
    assert surname + given_name not in text
    assert text.startswith(f"资料已交，{label}{surname}**")
    assert "12345678" not in text


def test_what_is_hidden_is_counted_and_said(tmp_path: Path) -> None:
    text = visits("V1", "V2").replace("走访专班\n", "走访专班,了解情况\n")
    text = text.replace("V1,P1,2025-06-03,现场,施工许可", "V1,P1,2025-06-03,现场,施工许可,联系人：王建国")
    text = text.replace("V2,P1,2025-06-03,现场,施工许可", "V2,P1,2025-06-03,现场,施工许可,电话0532-88891234")
    (verdict,) = check(source(tmp_path, "走访记录.csv", text))
    assert {fault.rule: fault.value for fault in verdict.faults} == {
        "personName": "联系人：王**",
        "phoneNumber": "电话0532-****1234",
    }
    assert [row["了解情况"] for row in verdict.preview] == ["联系人：王**", "电话0532-****1234"]
    assert "有 1 格里像是有人的姓名（如第 2 行），入库时只留姓" in verdict.faults[0].message


@pytest.mark.parametrize("text", ["联系人", "联系人：", "电话：", "业主：，", "联系人：**"])
def test_a_word_without_a_name_stays_as_it_is(text: str) -> None:
    assert hidden(text) == [text]
