#!/usr/bin/env bash
# Shows Headway with three invented clients, from nothing to their lead velocity rates.
#
# `make demo` runs it. Everything it makes is below .demo/, which git ignores; each run begins by
# removing that of the run before, so that what you see is what a fresh machine shows.
# DEMO_BUILD=release builds optimised (slower to build, faster to run).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

place="$PWD/.demo"
files="$place/files"
rejects="$place/rejects"
# The demo never touches a database that is somebody's.
unset HEADWAY_DATABASE_URL
export HEADWAY_HOME="$place/home"

bold="" plain=""
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\033[1m' plain=$'\033[0m'; fi
say() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }
note() { printf '   %s\n' "$@"; }
# Shows the command as one would type it, then runs it.
run() {
  local shown="$*"
  printf '%s$ headway %s%s\n' "$bold" "${shown//"$PWD/"/}" "$plain"
  "$binary" "$@"
}

# A server that an earlier demo left running holds files that are about to go.
stop_earlier_server() {
  local file pid tries
  while IFS= read -r file; do
    pid="$(head -n 1 "$file")"
    # The number may belong to another program by now.
    case "$(ps -o comm= -p "$pid" 2>/dev/null || true)" in *postgres*) ;; *) continue ;; esac
    note "stopping the database of the demo before (process $pid)"
    kill -INT "$pid"
    for tries in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      [ "$tries" -lt 100 ] || { echo "It does not stop; stop process $pid and try again." >&2; exit 1; }
      sleep 0.1
    done
  done < <(find "$place" -name postmaster.pid 2>/dev/null)
}

# 2026-11 as 2026-10: the newest month that is over.
last_month() {
  local year month
  year="$(date +%Y)"
  month="$((10#$(date +%m) - 1))"
  if [ "$month" -eq 0 ]; then month=12 year=$((year - 1)); fi
  printf '%d-%02d' "$year" "$month"
}

configuration="${DEMO_BUILD:-debug}"
case "$configuration" in debug | release) ;; *) echo "DEMO_BUILD is debug or release" >&2; exit 2 ;; esac

say "Headway, shown with three invented clients of a lead-generation agency"
note "1  install what is missing and build" \
  "2  start a private PostgreSQL, with everything below .demo/" \
  "3  write some fourteen months of files, as the clients' own tools would export them" \
  "4  create the clients, say what each calls qualified, import the files" \
  "5  compute, and print each client's lead velocity rate"
SECONDS=0

say "1  Installing what is missing, building ($configuration; the first time takes some minutes)"
Deploy/dev/install-needs
swift build -c "$configuration" --product headway
swift build -c "$configuration" --product sample-clients
bin="$(swift build -c "$configuration" --show-bin-path)"
binary="$bin/headway"

say "2  A fresh place: .demo/"
if [ -e "$place" ]; then
  stop_earlier_server
  note "removing that of the demo before"
  rm -rf "$place"
fi
mkdir -p "$files" "$rejects"
note "HEADWAY_HOME is .demo/home; the PostgreSQL in it listens on no network port"
run migrate

say "3  Writing the files of three clients into .demo/files/"
"$bin/sample-clients" "$files" | while IFS= read -r line; do note "$line"; done
note "Some rows are bad on purpose, some people are in there twice: such are real exports."

say "4  Creating the clients and importing"
run tenant create --from "$files/clients.csv"
clients=()
while IFS=, read -r slug _; do [ "$slug" = slug ] || clients+=("$slug"); done <"$files/clients.csv"
for client in "${clients[@]}"; do
  printf '\n'
  run definition set "$client" "$files/$client/definition.yaml"
  for kind in leads events deals; do
    run import "$kind" "$client" "$files/$client/$kind.csv" --rejects "$rejects/$client-$kind.csv"
  done
done

say "5  Computing"
run worker --once
for client in "${clients[@]}"; do
  printf '\n'
  run lvr "$client"
done

month="$(last_month)"
say "Done in $((SECONDS / 60)) min $((SECONDS % 60)) s. What to type next"
cat <<NEXT
   export HEADWAY_HOME="$HEADWAY_HOME"
   export PATH="$bin:\$PATH"

   headway explain lvr ${clients[0]} $month       which leads entered and left, and what did it
   headway lvr ${clients[0]} --grain week         the same, week by week
   headway lvr ${clients[1]} --by account.country  who brought the growth
   headway lvr ${clients[2]} --by category --format csv
   headway lead conflicts ${clients[0]}            people who are in the CRM twice
   headway psql ${clients[1]}                      the client's own rows, nobody else's; for instance:
       select period_start, opening, entered, closing, lvr, band
       from report.lvr where grain = 'month' order by period_start;

   What was rejected, with the reasons:    .demo/rejects/
   What each client calls qualified:       .demo/files/CLIENT/definition.yaml
   Your own leads:                         headway tenant create --help, headway import --help
NEXT
