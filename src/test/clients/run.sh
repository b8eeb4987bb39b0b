#!/usr/bin/env bash
# Generates clients of four languages from the OpenAPI document that a service serves, compiles them, and has each make a
# deposit and a refused withdrawal, and read a page of history:
#
#   ./mvnw quarkus:dev                             # in another terminal
#   src/test/clients/run.sh [http://localhost:8080]
#
# The service must run with PASSBOOK_AUTH=none, as quarkus:dev does. A language whose compiler is missing is left out, and the
# script says so. Everything is made under target/clients. The exit status is 0 if no client failed.
set -uo pipefail

url=${1:-http://localhost:8080}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
out=$root/target/clients
generator=7.17.0
passed=() failed=() left_out=()

prepare() {
  mkdir -p "$out" || return 1
  local jar=$out/openapi-generator-cli-$generator.jar
  if [ ! -f "$jar" ]; then
    "$root/mvnw" -q -f "$root/pom.xml" dependency:copy -Dartifact="org.openapitools:openapi-generator-cli:$generator" \
      -DoutputDirectory="$out" || return 1
  fi
  curl -fsS --max-time 20 "$url/q/openapi" -o "$out/openapi.yaml"
}

# usage: generate <generator> <folder> [option ...]
generate() {
  local kind=$1 folder=$2
  shift 2
  rm -rf "${out:?}/$folder"
  java -jar "$out/openapi-generator-cli-$generator.jar" generate -i "$out/openapi.yaml" -g "$kind" -o "$out/$folder" "$@"
}

# Amounts as decimals: this is what the document recommends to those who calculate with them.
in_java() {
  generate java java --library native --type-mappings double=BigDecimal \
    --import-mappings BigDecimal=java.math.BigDecimal &&
    cp "$here/java/Deposit.java" "$out/java/src/main/java/" &&
    "$root/mvnw" -q -f "$out/java/pom.xml" -DskipTests compile dependency:build-classpath \
      -Dmdep.outputFile="$out/java/classpath" &&
    java -cp "$out/java/target/classes:$(cat "$out/java/classpath")" Deposit "$url"
}

in_typescript() {
  generate typescript-fetch typescript --additional-properties=importFileExtension=.js &&
    cp "$here/typescript/"* "$out/typescript/" &&
    cd "$out/typescript" && npm install --silent && npx tsc -p . && node build/deposit.js "$url"
}

# Takes pydantic, urllib3 and python-dateutil from an environment of its own, or else from where Python has them.
in_python() {
  generate python python && cp "$here/python/deposit.py" "$out/python/" && cd "$out/python" || return 1
  if ! python3 -c 'import pydantic, urllib3, dateutil' 2>/dev/null; then
    python3 -m venv venv && venv/bin/pip install -q -r requirements.txt && PATH=$PWD/venv/bin:$PATH || return 1
  fi
  python3 -m compileall -q openapi_client && python3 deposit.py "$url"
}

# The generated module needs one other; where Go's proxy is out of reach, Debian's golang-gopkg-validator.v2-dev has it.
in_go() {
  local debian=/usr/share/gocode/src/gopkg.in/validator.v2
  rm -rf "${out:?}/go"
  generate go go/passbook --additional-properties=packageName=passbook,isGoSubmodule=true,withGoMod=false &&
    rm -rf "$out/go/passbook/test" && cp "$here/go/"* "$out/go/" && cd "$out/go" || return 1
  if ! go mod download 2>/dev/null && [ -d "$debian" ]; then
    mkdir -p validator && cp "$debian"/*.go validator/ && rm -f validator/*_test.go &&
      (cd validator && go mod init gopkg.in/validator.v2) && go mod edit -replace gopkg.in/validator.v2=./validator
  fi
  go vet ./... && go build -o deposit . && ./deposit "$url"
}

# usage: try <language> <command that it needs>
try() {
  local language=$1 needed=$2
  if ! command -v "$needed" >/dev/null; then
    echo "$language: left out, there is no $needed here"
    left_out+=("$language")
  elif (set -e; "in_$language") >"$out/$language.log" 2>&1; then
    tail -n 1 "$out/$language.log"
    passed+=("$language")
  else
    echo "$language: failed, see $out/$language.log"
    tail -n 15 "$out/$language.log"
    failed+=("$language")
  fi
}

if ! prepare; then
  echo "No document at $url/q/openapi, or no generator." >&2
  exit 2
fi
try java javac
try typescript npm
try python python3
try go go
echo "passed: ${passed[*]:-none}; failed: ${failed[*]:-none}; left out: ${left_out[*]:-none}"
[ ${#failed[@]} -eq 0 ]
