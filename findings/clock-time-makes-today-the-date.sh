#!/usr/bin/env bash
# Guess: a page whose one date is "2023年2月14日 10:30" is of 14 February 2023, or of no day.
# Seen:  the clock time is read, the Chinese date is not, and the missing day is filled with the day on which the program
#        runs: an old page is of today, 10:30. Without the clock time the answer is null.
# With:  metascraper and metascraper-date 5.49.24, Node on Linux. Needs node with npm and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent metascraper@5.49.24 metascraper-date@5.49.24 >/dev/null
TZ=UTC node - <<'NODE'
const scraper = require("metascraper")([require("metascraper-date")()]);
const dateOf = async (words) => {
  const html = `<html lang="zh"><head><title>标题</title></head><body><article><p class="date">${words}</p><p>正文。</p></article></body></html>`;
  return (await scraper({ html, url: "https://example.com/a" })).date;
};
(async () => {
  const withClock = await dateOf("2023年2月14日 10:30");
  const withoutClock = await dateOf("2023年2月14日");
  const inFigures = await dateOf("2023-02-14 10:30");
  console.log("2023年2月14日 10:30 ->", withClock);
  console.log("2023年2月14日 ->", withoutClock);
  console.log("2023-02-14 10:30 ->", inFigures);
  const today = new Date().toISOString().slice(0, 10);
  const same = withClock === `${today}T10:30:00.000Z` && withoutClock === null && inFigures.startsWith("2023-02-14");
  process.exit(same ? 0 : 1);
})();
NODE
