#!/usr/bin/env bash
# Writes rules.yaml as an object for the Prometheus Operator, with a link to each alert's runbook:
#   deploy/observability/prometheus-rule.sh [the address of your copy of src/docs/runbooks.md]
# Run it after each change of the rules. A test compares both files.
set -euo pipefail
cd "$(dirname "$0")"
runbooks=${1:-https://git.example.com/passbook/src/docs/runbooks.md}

cat > ../kubernetes/components/alerts/prometheus-rule.yaml <<END
# Written by deploy/observability/prometheus-rule.sh from rules.yaml beside it. Change that file.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: passbook
  labels:
    app.kubernetes.io/name: passbook
spec:
$(awk -v runbooks="$runbooks" '
  /^#|^ +runbook_url:/ { next }
  /- alert: / { alert = tolower($3) }
  { print ($0 == "" ? "" : "  " $0) }
  /^ +annotations:$/ {
    match($0, /[^ ]/)
    printf "  %*s%s: %s#%s\n", RSTART + 1, "", "runbook_url", runbooks, alert
  }' rules.yaml)
END
