"""Days and hours as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from courtyard.web import times

NOW = datetime(2026, 6, 12, 5, 5, tzinfo=UTC)  # 13:05 in Shanghai


@pytest.mark.parametrize(
    ("moment", "chinese", "english"),
    [
        (NOW, "6月12日13:05", "12 June, 13:05"),
        (NOW.replace(hour=17), "6月13日01:05", "13 June, 01:05"),
        (NOW.replace(year=2025), "2025年6月12日13:05", "12 June 2025, 13:05"),
        (date(2026, 6, 12), "6月12日", "12 June"),
    ],
)
def test_a_moment_is_said_in_the_zone_of_the_estate(moment: date, chinese: str, english: str) -> None:
    in_chinese = times.said(moment, NOW)
    with translation.override("en"):
        in_english = times.said(moment, NOW)

    assert (in_chinese, in_english) == (chinese, english)


def test_a_day_has_its_weekday() -> None:
    in_chinese = times.day_and_weekday(NOW)
    with translation.override("en"):
        in_english = times.day_and_weekday(NOW)

    assert (in_chinese, in_english) == ("6月12日 星期五", "Friday 12 June")


@pytest.mark.parametrize(
    ("passed", "chinese", "english"),
    [
        (timedelta(seconds=20), "刚刚", "just now"),
        (timedelta(minutes=1), "1分钟前", "1 minute ago"),
        (timedelta(minutes=59), "59分钟前", "59 minutes ago"),
        (timedelta(hours=23, minutes=59), "23小时前", "23 hours ago"),
        (timedelta(days=3), "3天前", "3 days ago"),
    ],
)
def test_how_long_ago(passed: timedelta, chinese: str, english: str) -> None:
    in_chinese = times.ago(NOW - passed, NOW)
    with translation.override("en"):
        in_english = times.ago(NOW - passed, NOW)

    assert (in_chinese, in_english) == (chinese, english)


@pytest.mark.parametrize(
    ("rest", "chinese", "english"),
    [
        (timedelta(days=4, hours=2), "还剩4天", "4 days left"),
        (timedelta(hours=2), "还剩2小时", "2 hours left"),
        (timedelta(0), "还剩0分钟", "0 minutes left"),
        (timedelta(seconds=-1), "超时1分钟", "1 minute overdue"),
        (timedelta(hours=-5), "超时5小时", "5 hours overdue"),
        (timedelta(days=-1), "超时1天", "1 day overdue"),
    ],
)
def test_what_is_left_and_what_is_overdue(rest: timedelta, chinese: str, english: str) -> None:
    in_chinese = times.left(NOW + rest, NOW)
    with translation.override("en"):
        in_english = times.left(NOW + rest, NOW)

    assert (in_chinese, in_english) == (chinese, english)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(minutes=18), "18分钟"),
        (timedelta(hours=44, minutes=45), "44小时45分"),
        (timedelta(hours=2), "2小时"),
        (timedelta(days=2), "2天"),
        (timedelta(days=3, hours=5, minutes=50), "3天5小时"),
    ],
)
def test_how_long_something_took(length: timedelta, words: str) -> None:
    assert times.span(length) == words
