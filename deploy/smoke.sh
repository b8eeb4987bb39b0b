#!/usr/bin/env bash
# Checks from outside that the service at a URL works. It opens an account, credits it, withdraws, sends the
# withdrawal again with its key, tries to overdraw, reads the account, and then empties and closes it.
#
#   deploy/smoke.sh BASE [TOKEN]
#
# BASE is the address of the API, such as https://bank.example.com. The token, also from PASSBOOK_TOKEN, needs
# the scopes accounts:open, accounts:read, accounts:write and accounts:credit. The exit code is 0 if every
# step is right, 1 if one is not or ten seconds are over (SMOKE_SECONDS, for a slow machine), and 2 if the command
# is wrong. It needs only bash and curl.
set -euo pipefail

readonly LIMIT=${SMOKE_SECONDS:-10}

usage() {
  echo "usage: deploy/smoke.sh BASE [TOKEN]    (or the token in PASSBOOK_TOKEN)" >&2
  [[ -z ${1:-} ]] || echo "$1" >&2
  exit 2
}

[[ $# == 1 || $# == 2 ]] || usage
readonly base=${1%/} token=${2:-${PASSBOOK_TOKEN:-}}
[[ $LIMIT =~ ^[1-9][0-9]*$ ]] || usage "SMOKE_SECONDS must be a whole number of seconds, not '$LIMIT'."
[[ $base =~ ^https?://[^[:space:]]+$ ]] || usage "BASE must be a URL that begins with http:// or https://, not '$base'."
[[ $token =~ ^[A-Za-z0-9._~+/=-]*$ ]] || usage "The token has a character that no token has, such as a blank or a line break."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly work run="smoke-$(date +%s)-$$-$RANDOM"
step=start

fail() {
  echo "FAIL $step: $*"
  exit 1
}

# Sends a request and leaves its response in status, headers and body.
call() {
  local method=$1 path=$2 key=${3:-} json=${4:-} left=$((LIMIT - SECONDS))
  ((left > 0)) || fail "$LIMIT seconds are over"
  local options=(--silent --show-error --max-time "$left" --request "$method"
    --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}')
  [[ -z $key ]] || options+=(--header "Idempotency-Key: $run-$key")
  [[ -z $json ]] || options+=(--header "Content-Type: application/json" --data "$json")
  : >"$work/body"
  # The token does not become an argument, which every user of the machine could read.
  status=$({ [[ -z $token ]] || echo "header = \"Authorization: Bearer $token\""; } |
    curl --config - "${options[@]}" "$base$path" 2>"$work/error") ||
    fail "$method $path: $(head -n 1 "$work/error")"
  headers=$(tr -d '\r' <"$work/headers")
  body=$(<"$work/body")
}

# Prints a member of the response's JSON object.
member() {
  [[ $body =~ \"$1\"[[:space:]]*:[[:space:]]*\"?([^\",}]*) ]] && printf '%s' "${BASH_REMATCH[1]}" || true
}

expect_status() {
  [[ $status == "$1" ]] || fail "expected status $1, not $status: ${body:0:300}"
}

expect() {
  local value
  value=$(member "$1")
  [[ $value == "$2" ]] || fail "expected $1 $2, not ${value:-nothing}: ${body:0:300}"
}

ok() {
  printf 'ok   %-9s %s\n' "$step" "$*"
}

step=open
call POST /accounts open '{"currency": "EUR", "owner": "smoke test"}'
expect_status 201
expect balance 0.00
account=$(member id)
[[ $account =~ ^[0-9a-f-]{36}$ ]] || fail "no account id: ${body:0:300}"
ok "account $account"

step=credit
call POST "/accounts/$account/credits" credit '{"amount": 10.00, "reference": "smoke test"}'
expect_status 201
expect balance 10.00
ok "10.00"

step=withdraw
call POST "/accounts/$account/withdrawals" withdraw '{"amount": 4.00, "reference": "smoke test"}'
expect_status 201
expect balance 6.00
expect version 3
ok "4.00 of it"
withdrawn=$body

step=replay
call POST "/accounts/$account/withdrawals" withdraw '{"amount": 4.00, "reference": "smoke test"}'
expect_status 201
shopt -s nocasematch
[[ $headers =~ Idempotency-Replayed:[[:space:]]*true ]] || fail "the key was not recognised"
shopt -u nocasematch
[[ $body == "$withdrawn" ]] || fail "another response than the first: ${body:0:300}"
ok "the same response, and nothing applied twice"

step=refuse
call POST "/accounts/$account/withdrawals" "" '{"amount": 6.01}'
expect_status 422
expect type urn:passbook:problem:insufficient-funds
ok "an overdraft"

step=read
call GET "/accounts/$account"
expect_status 200
expect balance 6.00
expect version 3
ok "balance 6.00 at version 3"

step=close
call POST "/accounts/$account/withdrawals" empty '{"amount": 6.00, "reference": "smoke test"}'
expect_status 201
call POST "/accounts/$account/closure" close
expect_status 201
expect type AccountClosed
ok "empty and closed"

echo "ok   $base works, in ${SECONDS} s"
