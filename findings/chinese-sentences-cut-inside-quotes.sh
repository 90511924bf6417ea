#!/usr/bin/env bash
# Guess: a quotation of two sentences stays with its speaker, or at worst is cut after its closing mark.
# Seen:  the cut comes before the closing mark, which then opens the next sentence; a sentence in the middle of the quotation stands without speaker or marks.
# With:  pysbd==0.3.4, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet pysbd==0.3.4
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import pysbd

text = "他说：“不会。我们没有。”随后离开。公司称：“这是谣言！”监管部门未回应。"
spans = pysbd.Segmenter(language="zh", clean=False, char_span=True).segment(text)
sentences = [span.sent for span in spans]
for sentence in sentences:
    print(sentence)
expected = ["他说：“不会。", "我们没有。", "”随后离开。", "公司称：“这是谣言！", "”监管部门未回应。"]
raise SystemExit(0 if sentences == expected else "this has changed")
PYTHON
