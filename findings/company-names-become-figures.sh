#!/usr/bin/env bash
# Guess: a converter of Chinese numerals in running text changes those with a unit or a year behind them, and leaves names alone.
# Seen:  numerals that begin a name or end it are changed too: "三一" becomes 31, "一汽" 1汽, "六安" 6安, and a person called 张三
#        becomes 张3, so that the text no longer holds the name; "一半" (half) becomes 1半.
# With:  cn2an==0.5.24, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet cn2an==0.5.24
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import cn2an

seen = []
for text, wanted in [
    ("三一重工交付两万辆", "31重工交付20000辆"),
    ("一汽集团二〇二三年停产", "1汽集团2023年停产"),
    ("六安市有三百人", "6安市有300人"),
    ("张三称，一半员工离职", "张3称，1半员工离职"),
]:
    got = cn2an.transform(text, "cn2an")
    print(f"{text} -> {got}")
    seen.append(got == wanted)
raise SystemExit(0 if all(seen) else "this has changed")
PYTHON
