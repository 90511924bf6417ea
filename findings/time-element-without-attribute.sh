#!/usr/bin/env bash
# Guess: the value of a time element without datetime is its text, as HTML says (whatwg.org, microdata, values).
# Seen:  the property is there with an empty string, so a page whose date is plain to see has none.
# With:  extruct==0.18.0, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet extruct==0.18.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import extruct

page = """<div itemscope itemtype="https://schema.org/NewsArticle">
<time itemprop="datePublished">2023-05-05</time>
<time itemprop="dateModified" datetime="2023-05-06">yesterday</time></div>"""
found = extruct.extract(page, syntaxes=["microdata"])["microdata"][0]["properties"]
print(found)
raise SystemExit(0 if found == {"datePublished": "", "dateModified": "2023-05-06"} else "this has changed")
PYTHON
