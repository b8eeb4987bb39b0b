#!/usr/bin/env bash
# Runs the service in the current folder against DynamoDB Local, sends it a few hundred requests, and leaves the
# classes and code that they needed in app.aot:
#   train.sh <the command that starts DynamoDB Local>
# It needs bash and curl. DATABASE_PORT, QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT change the ports.
set -euo pipefail

export DATABASE_PORT=${DATABASE_PORT:-8000}
export QUARKUS_HTTP_PORT=${QUARKUS_HTTP_PORT:-8080} QUARKUS_MANAGEMENT_PORT=${QUARKUS_MANAGEMENT_PORT:-9000}
export QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE=http://localhost:$DATABASE_PORT QUARKUS_SHUTDOWN_DELAY=0s
export AWS_REGION=eu-west-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
export PASSBOOK_TABLE_CREATE=true PASSBOOK_AUTH=none
api=http://localhost:$QUARKUS_HTTP_PORT management=http://localhost:$QUARKUS_MANAGEMENT_PORT

"$@" -inMemory -sharedDb -disableTelemetry -port "$DATABASE_PORT" >database.log 2>&1 &
database=$!
trap 'kill $database 2>/dev/null || true; rm -f database.log' EXIT

java -XX:AOTCacheOutput=app.aot -XX:+UseSerialGC -Xmx256m -jar quarkus-run.jar &
service=$!
for ((second = 0; ; second++)); do
  curl -fs -o /dev/null "$management/q/health/ready" && break
  [[ $second -lt 180 ]] && kill -0 $service || { cat database.log >&2; exit 1; }
  sleep 1
done

# Refusals are part of the training. Only a service that does not respond ends it.
ask() { curl -sS -o /dev/null -H 'Content-Type: application/json' "$@"; }
post() { ask -H "Idempotency-Key: training-$((keys += 1))" -d "$2" "$api$1"; }
keys=0
for ((round = 0; round < 40; round++)); do
  accounts=()
  for ((opened = 0; opened < 2; opened++)); do
    accounts+=("$(curl -fsS -D - -o /dev/null -X POST "$api/accounts" | sed -n 's/^[Ll]ocation: \([^[:cntrl:]]*\).*/\1/p')")
  done
  post "${accounts[0]}/credits" '{"amount": 100.00, "reference": "training"}'
  post "${accounts[0]}/withdrawals" '{"amount": 10.5}'
  post "${accounts[0]}/withdrawals" '{"amount": 1000}'
  post "${accounts[0]}/holds" '{"amount": 5}'
  post /transfers "{\"from\": \"${accounts[0]##*/}\", \"to\": \"${accounts[1]##*/}\", \"amount\": 1.00}"
  for path in "${accounts[0]}" "${accounts[0]}/events" "${accounts[0]}?version=1" "${accounts[0]}/holds" /nowhere; do
    ask "$api$path"
  done
done
for path in live ready started; do ask "$management/q/health/$path"; done
for path in metrics info; do ask "$management/q/$path"; done
ask "$api/q/openapi"

kill -TERM $service
wait $service || true
[[ -s app.aot ]]
