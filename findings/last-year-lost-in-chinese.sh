#!/usr/bin/env bash
# Guess: "去年12月5日" (5 December last year), said in February 2023, is 2022-12-05.
# Seen:  the match begins after 去, so "last year" is lost and the day is 2023-12-05, ten months ahead; the same words with the
#        year in figures are right.
# With:  chrono-node 2.10.3 (locale zh.hans), Node on Linux. Needs node with npm and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent chrono-node@2.10.3 >/dev/null
TZ=UTC node - <<'NODE'
const chrono = require("chrono-node");
const said = new Date(Date.UTC(2023, 1, 14, 12));
const day = (date) => date.toISOString().slice(0, 10);
const expected = { "去年12月5日": ["年12月5日", "2023-12-05"], "2022年12月5日": ["2022年12月5日", "2022-12-05"] };
let changed = false;
for (const [words, [match, date]] of Object.entries(expected)) {
  const [found] = chrono.zh.hans.parse(words, said);
  console.log(words, "->", found.text, day(found.start.date()));
  changed ||= found.text !== match || day(found.start.date()) !== date;
}
process.exit(changed ? 1 : 0);
NODE
