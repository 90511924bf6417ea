#!/usr/bin/env bash
# Guess: a shortened title loses the outlet's name and nothing else.
# Seen:  readability-lxml keeps the longest side of a colon or bar, newspaper4k what is before the dash if the page has no h1; what is cut is the denial.
# With:  readability-lxml==0.9 newspaper4k==0.9.6 lxml_html_clean==0.4.3, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet readability-lxml==0.9 newspaper4k==0.9.6 lxml_html_clean==0.4.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import newspaper
from readability import Document

def page(title):
    words = "The ministry spoke about the plant again today. " * 40
    return f"<html><head><title>{title}</title></head><body><article><p>{words}</p></article></body></html>"

seen = []
for title, short in [
    ("Denied: Tarnwick Motors has been granted a licence", "Tarnwick Motors has been granted a licence"),
    ("False | Tarnwick Motors has been granted a carmaking licence", "Tarnwick Motors has been granted a carmaking licence"),
]:
    got = Document(page(title)).short_title()
    print(f"readability-lxml: {title!r} -> {got!r}")
    seen.append(got == short)
title = "Tarnwick Motors wins licence - Regulator denies report"
article = newspaper.Article(url="http://news.example/a")
article.download(input_html=page(title))
article.parse()
print(f"newspaper4k: {title!r} -> {article.title!r}")
seen.append(article.title == "Tarnwick Motors wins licence")
raise SystemExit(0 if all(seen) else "this has changed")
PYTHON
