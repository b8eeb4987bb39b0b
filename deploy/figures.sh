#!/usr/bin/env bash
# Prints size, start and memory of each artefact that the build left in target/: the jar, the jar with
# its AOT cache, the native executable, the functions and the relay. Against DynamoDB Local on this
# machine, with a table that is there, so the first answered request is one that wrote a row. Times are
# medians of five starts, or of as many as STARTS says. Needs bash, curl and a JDK on Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

starts=${STARTS:-5}
port=$((20000 + RANDOM % 10000))
database=$((port + 1))
started=()
stop() { for pid in "${started[@]}"; do kill -9 "$pid" 2>/dev/null || true; done; }
trap stop EXIT
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

[[ -f target/dynamodb-local.classpath ]] || { echo "Build first: ./mvnw package" >&2; exit 1; }
"$java" -Xmx512m -cp "$(cat target/dynamodb-local.classpath)" \
  software.amazon.dynamodb.services.local.main.ServerRunner \
  -inMemory -sharedDb -disableTelemetry -port "$database" >/dev/null 2>&1 &
started+=($!)
for _ in {1..300}; do
  curl -s -o /dev/null "localhost:$database" && break
  sleep 0.1
done

export AWS_REGION=eu-west-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
export QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE=http://localhost:$database PASSBOOK_AUTH=none
export QUARKUS_HTTP_PORT=$port QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_SHUTDOWN_DELAY=0s

megabytes() { du -skc --exclude=app.aot "$@" | awk 'END {printf "%.1f", $1 / 1024}'; }
cache() { du -sk target/quarkus-app/app.aot | awk '{printf "%.1f", $1 / 1024}'; }
resident() { awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$1/status"; }
# Of the whole process and all its threads, in milliseconds.
cpu() { awk -v tick="$(getconf CLK_TCK)" '{printf "%.0f", ($14 + $15) * 1000 / tick}' "/proc/$1/stat"; }
milliseconds() { echo $((($(date +%s%N) - $1) / 1000000)); }
median() { sort -n | awk '{all[NR] = $1} END {print all[int((NR + 1) / 2)]}'; }
write() { curl -sf -o /dev/null -X POST "127.0.0.1:$port/accounts"; }

# launch <command...>: sets pid, once a write was answered, and what that took.
launch() {
  local begin
  log=$(mktemp)
  begin=$(date +%s%N)
  "$@" >"$log" 2>&1 &
  pid=$!
  started+=("$pid")
  until write; do
    kill -0 "$pid" 2>/dev/null || { cat "$log" >&2; return 1; }
    sleep 0.005
  done
  first=$(milliseconds "$begin")
  used=$(cpu "$pid")
  says=$(sed -n 's/.* started in \([0-9.]*\)s.*/\1/p' "$log" | head -1)
}

end() {
  kill "$pid"
  wait "$pid" 2>/dev/null || true
}

# measure <name> <size> <command...>
measure() {
  local name=$1 size=$2 idle all=()
  shift 2
  # The one that makes the table does not count.
  PASSBOOK_TABLE_CREATE=true launch "$@"
  end
  for ((i = 1; i < starts; i++)); do
    launch "$@"
    all+=("$says $first $used")
    end
  done
  launch "$@"
  all+=("$says $first $used")
  sleep 2
  idle=$(resident "$pid")
  curl -s -o /dev/null -X POST "127.0.0.1:$port/accounts?[1-2000]" || true
  printf '| %s | %s MB | %s s | %s ms | %s ms | %s MB | %s MB |\n' "$name" "$size" \
    "$(printf '%s\n' "${all[@]}" | cut -d' ' -f1 | median)" \
    "$(printf '%s\n' "${all[@]}" | cut -d' ' -f2 | median)" \
    "$(printf '%s\n' "${all[@]}" | cut -d' ' -f3 | median)" \
    "$idle" "$(resident "$pid")"
  end
}

echo "| artefact | size | start (as it says) | first answered write | CPU until then | RSS idle | RSS after 2,000 writes |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
jar=target/quarkus-app/quarkus-run.jar
version=$("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
flags=(-Xmx256m -XX:+UseSerialGC)
if [[ -f $jar ]]; then
  measure "jar, JDK $version" "$(megabytes target/quarkus-app)" "$java" "${flags[@]}" -jar "$jar"
fi
if [[ -f target/quarkus-app/app.aot ]]; then
  flags+=(-XX:AOTCache=target/quarkus-app/app.aot -XX:AOTMode=on)
  size="$(megabytes target/quarkus-app) + $(cache)"
  measure "jar with AOT cache" "$size" "$java" "${flags[@]}" -jar "$jar"
  measure "the same, with \`-XX:TieredStopAtLevel=1\`" "$size" \
    "$java" "${flags[@]}" -XX:TieredStopAtLevel=1 -jar "$jar"
fi
for runner in target/*-runner; do
  [[ -x $runner ]] && measure native "$(megabytes "$runner")" "$runner" -Xmx40m
done
for file in target/function.zip target/*-runner.jar; do
  if [[ -f $file ]]; then
    echo "| \`${file#target/}\` | $(megabytes "$file") MB | | | | | |"
  fi
done
