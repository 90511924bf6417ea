#!/usr/bin/env bash
# Guess: the text of a Word paragraph is what Word shows: words that were inserted with tracked changes are in it, and so is
#        a paragraph inside a content control.
# Seen:  inserted words are gone with no gap ("has not granted" reads "has granted"), and the paragraph in the control is
#        not there at all; docx2txt reads both from the same file.
# With:  python-docx==1.2.0, docx2txt==0.9, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet python-docx==1.2.0 docx2txt==0.9
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import zipfile

import docx
import docx2txt

change = 'w:author="A" w:date="2023-03-15T08:00:00Z"'
body = f"""<w:p><w:r><w:t xml:space="preserve">The ministry has </w:t></w:r>
<w:ins w:id="1" {change}><w:r><w:t xml:space="preserve">not </w:t></w:r></w:ins><w:r><w:t>granted a licence.</w:t></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>The company denied it.</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
docx.Document().save("empty.docx")
with zipfile.ZipFile("empty.docx") as old, zipfile.ZipFile("a.docx", "w") as new:
    for part in old.infolist():
        data = old.read(part)
        if part.filename == "word/document.xml":
            data = data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
        new.writestr(part, data)
paragraphs = [p.text for p in docx.Document("a.docx").paragraphs]
other = docx2txt.process("a.docx").split("\n\n")
print("python-docx", paragraphs)
print("docx2txt   ", other)
same = paragraphs == ["The ministry has granted a licence."]
same = same and [o.strip() for o in other if o.strip()] == ["The ministry has not granted a licence.", "The company denied it."]
raise SystemExit(0 if same else "this has changed")
PYTHON
