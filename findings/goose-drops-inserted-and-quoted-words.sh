#!/usr/bin/env bash
# Guess: struck-out words go, inserted and quoted words stay.
# Seen:  ins and q elements vanish with their words: "The ministry the licence", "He called it and left".
# With:  goose3==3.1.22, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet goose3==3.1.22
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from goose3 import Goose

filler = "<p>" + "More words about the plant are here so that the page has a length. " * 8 + "</p>"
page = (
    "<html><head><title>Licence</title></head><body><article><h1>Licence</h1>"
    "<p>The ministry <del>granted</del> <ins>refused</ins> the licence to the company on Monday, officials said in a statement to reporters at noon.</p>"
    "<p>He called it <q>a mistake</q> and left, and the plant stayed shut for the year that followed the opening, the company said on its site.</p>"
    + filler + "</article></body></html>"
)
text = Goose().extract(raw_html=page).cleaned_text
print(text[:250])
kept = [w for w in ("granted", "refused", "a mistake") if w in text]
print("kept of [granted (del), refused (ins), a mistake (q)]:", kept)
raise SystemExit(0 if "The ministry the licence" in text and "He called it and left" in text else "this has changed")
PYTHON
