#!/usr/bin/env bash
# Guess: a calendar that leaves out days closed by typhoons leaves out all of them.
# Seen:  2023-07-17 and 2023-09-01/2023-09-08 were all closed by storms; the first is no session, the other two are, from open to close. A term in trading days counted over them is off.
# With:  exchange_calendars==4.13.2, Python 3.11.7 on Linux. Needs python3 with venv and the network. No onrecord.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --upgrade pip
"$folder/venv/bin/pip" install --quiet exchange_calendars==4.13.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import exchange_calendars

calendar = exchange_calendars.get_calendar("XHKG")
days = {"2023-07-17": False, "2023-09-01": True, "2023-09-08": True}
changed = False
for day, expected in days.items():
    session = calendar.is_session(day)
    print(day, "session" if session else "no session")
    changed |= session != expected
print("sessions from 2023-08-31 to 2023-09-11:", len(calendar.sessions_in_range("2023-08-31", "2023-09-11")))
raise SystemExit("this has changed" if changed else 0)
PYTHON
