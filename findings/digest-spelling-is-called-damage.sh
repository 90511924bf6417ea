#!/usr/bin/env bash
# Guess: a reader that checks a record's digest tells three things apart: right, wrong, and a spelling that it does not know.
# Seen:  both readers know right and wrong alone. A right digest in lower-case base32 is wrong to both, a right md5 is wrong
#        to one of them, a right sha-256 (spelt with its dash) or base64 to the other.
# With:  fastwarc==2.0.1, warcio==1.8.1, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet fastwarc==2.0.1 warcio==1.8.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import base64
import hashlib
import io

import fastwarc.warc
import warcio.archiveiterator

http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The port is shut.</p>"
sha1, sha256 = hashlib.sha1(http).digest(), hashlib.sha256(http).digest()


def record(digest):
    head = f"""WARC/1.1
WARC-Type: response
WARC-Record-ID: <urn:uuid:0f0f0f0f-0000-4000-8000-000000000000>
WARC-Target-URI: https://harbour.example/
WARC-Date: 2023-03-15T08:30:00Z
Content-Type: application/http; msgtype=response
WARC-Block-Digest: {digest}
Content-Length: {len(http)}

"""
    return io.BytesIO(head.replace("\n", "\r\n").encode() + http + b"\r\n\r\n")


def fast(digest):
    [found] = [r.verify_block_digest() for r in fastwarc.warc.ArchiveIterator(record(digest), parse_http=False)]
    return found


def slow(digest):
    for found in warcio.archiveiterator.ArchiveIterator(record(digest), check_digests=True):
        found.content_stream().read()
        return found.digest_checker.passed


spellings = {
    "base32": "sha1:" + base64.b32encode(sha1).decode(),
    "hex": "sha1:" + sha1.hex(),
    "base32, lower case": "sha1:" + base64.b32encode(sha1).decode().lower(),
    "md5": "md5:" + hashlib.md5(http).hexdigest(),
    "sha-256": "sha-256:" + sha256.hex(),
    "base64": "sha1:" + base64.b64encode(sha1).decode(),
    "sha-256 that is wrong": "sha-256:" + "0" * 64,
}
found = {name: (fast(digest), slow(digest)) for name, digest in spellings.items()}
print("digest                  fastwarc  warcio")
for name, (one, other) in found.items():
    print(f"{name:22}  {one!s:8}  {other}")
expected = {
    "base32": (True, True),
    "hex": (True, True),
    "base32, lower case": (False, False),
    "md5": (True, False),
    "sha-256": (False, True),
    "base64": (False, True),
    "sha-256 that is wrong": (False, False),
}
raise SystemExit(0 if found == expected else "this has changed")
PYTHON
