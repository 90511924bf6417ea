#!/usr/bin/env bash
# Guess: each extractor keeps long Chinese paragraphs, as its article extractor does.
# Seen:  words are counted between spaces, so a paragraph is one word: the default and the sentence extractor give nothing, without a warning.
# With:  boilerpy3==1.0.7, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet boilerpy3==1.0.7
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from boilerpy3 import extractors

paragraph = "法院周二宣布受理塔维克汽车的重整申请。公司表示生产不受影响，员工工资将照常发放，供应商的货款也会按合同支付。" * 3
page = "<html><head><title>重整</title></head><body>" + f"<p>{paragraph}</p>" * 6 + "</body></html>"
lengths = {}
for name in ("ArticleExtractor", "DefaultExtractor", "ArticleSentencesExtractor"):
    lengths[name] = len(getattr(extractors, name)().get_content(page))
    print(name, lengths[name], "characters of", len(paragraph) * 6)
raise SystemExit(0 if lengths["ArticleExtractor"] and not lengths["DefaultExtractor"] and not lengths["ArticleSentencesExtractor"] else "this has changed")
PYTHON
