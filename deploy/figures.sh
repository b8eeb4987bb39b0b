#!/usr/bin/env bash
# Builds each artefact in turn, or those that are named, and prints its size, start, memory and CPU:
#   deploy/figures.sh [service] [function] [function-rest] [relay] [relay-function] [relay-pods]
# It prints medians of five starts, or of as many as STARTS says, against DynamoDB Local on this machine, with
# a table that exists already. The first answer of the service is the response to a request that wrote a row,
# that of the relay is a published event, and that of its pod is the startup probe's.
# Maven takes options from MAVEN_ARGS. With -Dnative among them, the script measures native executables.
# It needs bash, curl and a JDK on Linux, and for the relay also Node, which runs a Kinesis API.
set -euo pipefail
cd "$(dirname "$0")/.."

starts=${STARTS:-5}
port=$((20000 + RANDOM % 10000))
database=$((port + 1)) kinesis=$((port + 2)) regions=$((port + 4))
declare -A gateways=([http]=$((port + 5)) [rest]=$((port + 6)))
management=$((port + 7))
jdk=${JAVA_HOME:+$JAVA_HOME/bin/}
version=$("${jdk}java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
serial=("${jdk}java" -Xmx256m -XX:+UseSerialGC)
# As the images limit a native executable's heap.
heap=$(sed -n 's/^CMD \["\(.*\)"\]$/\1/p' deploy/docker/Dockerfile.native)
scratch=$(mktemp -d)
trap 'kill -9 $(jobs -p) 2>/dev/null || true; rm -rf "$scratch"' EXIT

export LC_ALL=C
export AWS_REGION=eu-west-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local PASSBOOK_AUTH=none
export QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE=http://127.0.0.1:$database
export QUARKUS_HTTP_PORT=$port QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_SHUTDOWN_DELAY=0s
export QUARKUS_MANAGEMENT_PORT=$management QUARKUS_MANAGEMENT_HOST=127.0.0.1

is_native() { [[ " ${MAVEN_ARGS:-} " == *" -Dnative"* ]]; }
megabytes() { du -skc "$@" | awk 'END {printf "%.1f", $1 / 1024}'; }
resident() { awk '/^VmRSS/ {printf "%.0f", $2 / 1024}' "/proc/$1/status"; }
# Of the whole process and all its threads, in milliseconds.
cpu() { awk -v tick="$(getconf CLK_TCK)" '{printf "%.0f", ($14 + $15) * 1000 / tick}' "/proc/$1/stat"; }
now() { date +%s%3N; }
median() { cut -d' ' -f"$1" <<<"$all" | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# stand_in <port> <command...>: starts what the artefacts talk to, and waits until it listens.
stand_in() {
  local at=$1
  shift
  listens "$at" && return
  "$@" &>"$scratch/$at.log" &
  for _ in {1..300}; do
    listens "$at" && return
    sleep 0.1
  done
  cat "$scratch/$at.log" >&2
  return 1
}

# dynamodb <action> <what>
dynamodb() {
  curl -sf --aws-sigv4 "aws:amz:$AWS_REGION:dynamodb" --user local:local -H "X-Amz-Target: DynamoDB_20120810.$1" \
    -H 'Content-Type: application/x-amz-json-1.0' -d "$2" "127.0.0.1:$database" >/dev/null
}

build() {
  ./mvnw -q package -DskipTests -Dspotless.check.skip=true "$@" </dev/null >&2
  stand_in "$database" "${jdk}java" -Xmx512m -cp "$(cat target/dynamodb-local.classpath)" \
    software.amazon.dynamodb.services.local.main.ServerRunner \
    -inMemory -sharedDb -disableTelemetry -port "$database"
  # Its own first answer takes longer than the artefacts have patience.
  dynamodb ListTables '{}'
}

# How an artefact is asked for the first time, and for thousands more.
serves() { curl -sf -o /dev/null -X POST "127.0.0.1:$at/accounts"; }
serves_more() {
  local account
  account=127.0.0.1:$at$(curl -sf -D - -o /dev/null -X POST "127.0.0.1:$at/accounts" \
    | tr -d '\r' | sed -n 's/^[Ll]ocation: *[^/]*\(.*\)/\1/p')
  pay() { curl -sf -o /dev/null -H 'Content-Type: application/json' -d '{"amount": '"$1"'}' "$account/$2"; }
  pay 1000000 credits
  per_read=$(each "$account#[1-1000]") || return 1
  per_withdrawal=$(each -H 'Content-Type: application/json' -d '{"amount": 0.01}' "$account/withdrawals#[1-1000]")
}
# each <curl's arguments for 1,000 requests>: sends them five times, 32 at a time, and prints the median CPU of one.
each() {
  local round before
  for round in {1..5}; do
    before=$(cpu "$pid")
    curl -sf -o /dev/null --parallel --parallel-max 32 "$@" 2>/dev/null || return 1
    awk -v used="$(($(cpu "$pid") - before))" 'BEGIN {print used / 1000}'
  done | sort -n | sed -n 3p
}
# A relay's pod publishes once it holds the leases, which takes minutes that are the library's own.
lives() { curl -sf -o /dev/null "127.0.0.1:$management/q/health/started"; }
lives_more() { return 1; }
publishes() { open_accounts 1 && has_published 1; }
publishes_more() {
  for _ in {1..80}; do open_accounts 25; done
  until has_published 2000; do sleep 0.1; done
}
handles() { open_accounts 1 && hand_over; }
handles_more() {
  for _ in {1..80}; do open_accounts 25 && hand_over; done
}

# open_accounts <number>: puts their rows into the table as the service does, and their ids into "ids".
open_accounts() {
  local puts=() n id
  ids=()
  [[ $(tr -d ' \n' <src/test/resources/rows/account-created.json) =~ ^(.*\"account-)[^\"]*(.*)$ ]]
  for ((n = 0; n < $1; n++)); do
    id=$(</proc/sys/kernel/random/uuid)
    ids+=("$id")
    puts+=("{\"PutRequest\":{\"Item\":${BASH_REMATCH[1]}$id${BASH_REMATCH[2]}}}")
  done
  dynamodb BatchWriteItem "{\"RequestItems\":{\"$PASSBOOK_TABLE_NAME\":[$(IFS=, && echo "${puts[*]}")]}}"
}

has_published() {
  curl -s "127.0.0.1:$management/q/metrics" \
    | awk -v least="$1" '/^passbook_relay_published_total/ {n = $NF} END {exit n < least}'
}

# Hands the relay's function what the table's stream says of the accounts just opened.
hand_over() {
  local records=() id
  for id in "${ids[@]}"; do
    records+=('{"eventName":"INSERT","dynamodb":{"SequenceNumber":"1","Keys":{"StreamId":{"S":"account-'"$id"'"},"Version":{"N":"1"}}}}')
  done
  [[ $(curl -s -H 'Content-Type: application/json' -d "{\"Records\":[$(IFS=, && echo "${records[*]}")]}" \
    "127.0.0.1:$at/_lambda_") == '{"batchItemFailures":[]}' ]]
}

# launch <command...>: sets pid, once it has answered, and what that took.
launch() {
  local log begin
  log=$(mktemp -p "$scratch")
  begin=$(now)
  "$@" &>"$log" &
  pid=$!
  until "$ask"; do
    kill -0 "$pid" 2>/dev/null || { cat "$log" >&2; return 1; }
    sleep 0.005
  done
  first=$(($(now) - begin))
  used=$(cpu "$pid")
  # A function has started when it comes for its first event: the gateway notes when.
  if [[ $at == "$port" ]]; then
    start=$(sed -n 's/.* started in \([0-9.]*\)s.*/\1/p' "$log" | head -1)
  else
    start=$(awk -v begin="$begin" '$1 ~ /^[0-9]+$/ && $1 + 0 > begin {print ($1 - begin) / 1000; exit}' "$scratch/$at.log")
  fi
}

end() {
  kill "$pid"
  wait "$pid" 2>/dev/null || true
}

# measure <name> <size> <ask> <port to ask at> <command...>
measure() {
  local name=$1 size=$2 ask=$3 at=$4 all='' idle after='' per_read='' per_withdrawal='' i
  shift 4
  export PASSBOOK_TABLE_NAME=Figures-$RANDOM
  # The one that makes the table does not count.
  PASSBOOK_TABLE_CREATE=true launch "$@"
  for ((i = 0; i < starts; i++)); do
    end
    launch "$@"
    all+=${all:+$'\n'}"$start $first $used"
  done
  sleep 2
  idle=$(resident "$pid")
  "${ask}_more" && after="$(resident "$pid") MB"
  printf '| %s | %s MB | %.3f s | %.3f s | %.2f s | %s MB | %s | %s | %s |\n' "$name" "$size" "$(median 1)" \
    "$(median 2)e-3" "$(median 3)e-3" "$idle" "$after" "${per_read:+$per_read ms}" "${per_withdrawal:+$per_withdrawal ms}"
  end
}

measure_service() {
  local app=target/quarkus-app runner size cached
  if is_native; then
    build
    runner=$(echo target/*-runner)
    measure "native executable" "$(megabytes "$runner")" serves "$port" "$runner" "$heap"
  else
    build $([[ $version != 25* ]] || echo -Paot)
    size=$(megabytes --exclude=app.aot $app)
    measure jar "$size" serves "$port" "${serial[@]}" -jar $app/quarkus-run.jar
    if [[ -f $app/app.aot ]]; then
      size+=" + $(megabytes $app/app.aot)"
      cached=("${serial[@]}" -XX:AOTCache=$app/app.aot -XX:AOTMode=on)
      measure "jar with AOT cache" "$size" serves "$port" "${cached[@]}" -jar $app/quarkus-run.jar
      measure "the same without C2" "$size" serves "$port" \
        "${cached[@]}" -XX:TieredStopAtLevel=1 -jar $app/quarkus-run.jar
    fi
  fi
}

# API Gateway and Lambda's Runtime API are the tests' own; "runtime" is what AWS runs Java functions by.
start_gateway() {
  [[ -d $scratch/gateway ]] || {
    build -Plambda
    cp -r target/test-classes-function-http "$scratch/gateway"
    cp target/function.zip "$scratch"
    libraries=$(./mvnw -q -Plambda org.codehaus.mojo:exec-maven-plugin:3.5.1:exec -Dexec.executable=echo \
      -Dexec.classpathScope=test -Dexec.args=%classpath </dev/null)
    runtime=$(tr : '\n' <<<"$libraries" \
      | grep -E '/(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-[^/]*$' | paste -sd: -)
  }
  stand_in "${gateways[$1]}" "${jdk}java" -Dgateway="$1" -cp "$scratch/gateway:$libraries" \
    dev.passbook.lambda.ApiGateway "${gateways[$1]}"
}

# measure_function <name> <zip> <ask> <port of its gateway>: as Lambda runs it; a Java one without C2, as AWS starts it.
measure_function() {
  local handler=io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest
  local folder command
  folder=$(mktemp -d -p "$scratch")
  (zip=$(realpath "$2") && cd "$folder" && "${jdk}jar" xf "$zip")
  if is_native; then
    chmod +x "$folder/bootstrap"
    command=("$folder/bootstrap")
  else
    command=("${serial[@]}" -XX:TieredStopAtLevel=1 -cp "$runtime"
      com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$handler")
  fi
  measure "$1" "$(megabytes "$2")" "$3" "$4" env -C "$folder" \
    AWS_LAMBDA_RUNTIME_API="127.0.0.1:$4/_lambda_" AWS_LAMBDA_FUNCTION_NAME=passbook \
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512 LAMBDA_TASK_ROOT="$folder" _HANDLER="$handler" "${command[@]}"
}

start_kinesis() {
  export PASSBOOK_RELAY_KINESIS_ENDPOINT=http://127.0.0.1:$kinesis
  local package
  package=$(sed -n 's/.*PACKAGE = "\(.*\)".*/\1/p' src/test/java/dev/passbook/streaming/KinesisLocal.java)
  npm install --silent --no-audit --no-fund --prefix "$scratch" "$package" >&2
  stand_in "$kinesis" env -C "$scratch/node_modules/kinesis-local" KINESIS_MOCK_PLAIN_PORT=$kinesis \
    KINESIS_MOCK_TLS_PORT=$((kinesis + 1)) INITIALIZE_STREAMS=passbook-events:2:$AWS_REGION node main.js
}

measure_artefact() {
  case $1 in
    service) measure_service ;;
    function)
      start_gateway http
      measure_function "function, HTTP API" "$scratch/function.zip" serves "${gateways[http]}"
      ;;
    function-rest)
      start_gateway rest
      build -Plambda -Dgateway=rest
      measure_function "function, REST API" target/function.zip serves "${gateways[rest]}"
      ;;
    relay)
      start_kinesis
      build -Prelay
      if is_native; then
        measure "relay's process" "$(megabytes target/*-runner)" publishes "$port" target/*-runner "$heap"
      else
        measure "relay's process" "$(megabytes target/*-runner.jar target/lib)" publishes "$port" \
          "${serial[@]}" -jar target/*-runner.jar
      fi
      ;;
    relay-function)
      start_gateway http
      start_kinesis
      build -Prelay -Dfunction
      measure_function "relay's function" target/function.zip handles "${gateways[http]}"
      ;;
    relay-pods)
      start_kinesis
      build -Prelay -Dleases
      # The library wants a region in the ARNs of the table's stream.
      stand_in "$regions" "${jdk}java" -cp target/test-classes-relay-leases dev.passbook.streaming.RegionInArns \
        "$QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE" "$regions"
      QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE=http://127.0.0.1:$regions
      measure "relay's pod" "$(megabytes target/*-runner.jar target/lib)" lives "$port" \
        "${serial[@]}" -Djava.util.concurrent.ForkJoinPool.common.parallelism=16 -jar target/*-runner.jar
      ;;
    *) echo "No artefact: $1" >&2 && return 1 ;;
  esac
}

[[ $# -gt 0 ]] || set -- service function function-rest relay relay-function relay-pods
echo "$(nproc) cores of $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)," \
  "$(awk '/^MemTotal/ {printf "%.0f", $2 / 1048576}' /proc/meminfo) GB; JDK $version, medians of $starts"
echo
echo "| artefact | size | start | first answer | CPU until then | RSS idle | RSS after load | CPU per read | per withdrawal |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
for artefact in "$@"; do
  measure_artefact "$artefact"
done
