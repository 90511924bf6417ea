#!/usr/bin/env bash
# Guess: the paragraphs of an OpenDocument text are what a reader sees.
# Seen:  a word that was deleted with tracked changes comes as a paragraph of its own, and a comment is glued into the
#        sentence that it stands beside, with its author's name and its time, and comes once more as a paragraph.
# With:  odfpy==1.4.1, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet odfpy==1.4.1
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import zipfile

from odf import teletype
from odf.opendocument import OpenDocumentText, load
from odf.text import P

info = "<dc:creator>A</dc:creator><dc:date>2023-03-15T08:00:00</dc:date>"
body = f"""<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>{info}</office:change-info>
<text:p>not </text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p>The ministry has <text:change text:change-id="c1"/>granted a licence<office:annotation>{info}
<text:p>Is this true?</text:p></office:annotation>.</text:p>"""
OpenDocumentText().save("empty.odt")
with zipfile.ZipFile("empty.odt") as old, zipfile.ZipFile("a.odt", "w") as new:
    for part in old.infolist():
        data = old.read(part)
        if part.filename == "content.xml":
            text = data.decode()
            start = text.index("<office:text")
            end = text.index(">", start)
            head = text[start:end].rstrip("/")
            rest = text[end + 1 :].replace("</office:text>", "")
            data = (text[:start] + head + ">" + body + "</office:text>" + rest).encode()
        new.writestr(part, data)
found = [" ".join(teletype.extractText(p).split()) for p in load("a.odt").getElementsByType(P)]
print(found)
same = found == ["not", "The ministry has granted a licenceA2023-03-15T08:00:00 Is this true?.", "Is this true?"]
raise SystemExit(0 if same else "this has changed")
PYTHON
