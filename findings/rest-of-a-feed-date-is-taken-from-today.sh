#!/usr/bin/env bash
# Guess: a feed reader that cannot read "2023年2月14日" gives no date, and a sitemap that says "2023-02" is of that month.
# Seen:  feedparser keeps the year and takes the month from the day on which it runs, without a warning: the item is of the first
#        day of that month in 2023. ultimate-sitemap-parser takes the missing day, or month and day, from today in the same way.
# With:  feedparser==6.0.14 ultimate-sitemap-parser==1.8.1, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet feedparser==6.0.14 ultimate-sitemap-parser==1.8.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import datetime

import feedparser
from usp.tree import sitemap_from_str

today = datetime.date.today()
other = (today.month + 5) % 12 + 1  # half a year away, so that nothing fits by chance

def item(date):
    feed = f"<rss version='2.0'><channel><title>t</title><item><title>a</title><pubDate>{date}</pubDate></item></channel></rss>"
    return tuple(feedparser.parse(feed).entries[0].published_parsed[:3])

def page(date):
    sitemap = (
        "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<url><loc>https://news.example/a</loc><lastmod>{date}</lastmod></url></urlset>"
    )
    return next(iter(sitemap_from_str(sitemap).all_pages())).last_modified.date()

seen = []
for date in (f"2023年{other}月14日", f"2023/{other}/14"):
    print(f"feedparser: {date} -> {item(date)}")
    seen.append(item(date) == (2023, today.month, 1))
# February has 28 days: a later day of the month is cut to its last.
print(f"ultimate-sitemap-parser: 2023-02 -> {page('2023-02')}, 2023 -> {page('2023')}")
seen.append(page("2023-02") == datetime.date(2023, 2, min(today.day, 28)))
seen.append((page("2023").month, page("2023").year) == (today.month, 2023))
raise SystemExit(0 if all(seen) else "this has changed")
PYTHON
