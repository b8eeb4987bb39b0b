#!/usr/bin/env bash
# Prints size, start and memory of each artefact that the build left in target/: the jar, the jar with
# its AOT cache, the native executable, the function. Against DynamoDB Local on this machine, so the
# first answered request is one that wrote a row. Needs bash, curl and a JDK on Linux.
set -euo pipefail
cd "$(dirname "$0")/.."

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
export QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE=http://localhost:$database PASSBOOK_TABLE_CREATE=true
export QUARKUS_HTTP_PORT=$port QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_SHUTDOWN_DELAY=0s

megabytes() { du -sk "$@" | awk '{sum += $1} END {printf "%.1f", sum / 1024}'; }
resident() { awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$1/status"; }
milliseconds() { echo $((($(date +%s%N) - $1) / 1000000)); }

# measure <name> <size in MB> <command...>
measure() {
  local name=$1 size=$2 log begin first pid idle tool
  shift 2
  log=$(mktemp)
  begin=$(date +%s%N)
  "$@" >"$log" 2>&1 &
  pid=$!
  started+=("$pid")
  until curl -sf -o /dev/null -X POST "127.0.0.1:$port/accounts"; do
    kill -0 "$pid" 2>/dev/null || { cat "$log" >&2; return 1; }
    sleep 0.005
  done
  first=$(milliseconds "$begin")
  tool=$(sed -n 's/.* started in \([0-9.]*s\).*/\1/p' "$log" | head -1)
  sleep 2
  idle=$(resident "$pid")
  curl -s -o /dev/null -X POST "127.0.0.1:$port/accounts?[1-2000]" || true
  printf '| %s | %s MB | %s | %s ms | %s MB | %s MB |\n' \
    "$name" "$size" "$tool" "$first" "$idle" "$(resident "$pid")"
  kill "$pid"
  wait "$pid" 2>/dev/null || true
}

echo "| artefact | size | start (as it says) | first answered write | RSS idle | RSS after 2,000 writes |"
echo "| --- | --- | --- | --- | --- | --- |"
jar=target/quarkus-app/quarkus-run.jar
version=$("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
if [[ -f $jar ]]; then
  measure "jar, JDK $version" "$(megabytes target/quarkus-app)" "$java" -Xmx256m -XX:+UseSerialGC -jar "$jar"
fi
if [[ -f target/quarkus-app/app.aot ]]; then
  measure "jar with AOT cache, JDK $version" "$(megabytes target/quarkus-app)" \
    "$java" -Xmx256m -XX:+UseSerialGC -XX:AOTCache=target/quarkus-app/app.aot -XX:AOTMode=on -jar "$jar"
fi
for runner in target/*-runner; do
  [[ -x $runner ]] && measure native "$(megabytes "$runner")" "$runner" -Xmx40m
done
if [[ -f target/function.zip ]]; then
  echo "| function.zip | $(megabytes target/function.zip) MB | | | | |"
fi
