#!/usr/bin/env bash
# Prints the notes of a release: what .github/CHANGELOG.md says about it, and the commits since the release before.
#   .github/release-notes.sh v1.2.0
set -euo pipefail
cd "$(dirname "$0")/.."
tag=$1

awk -v heading="## ${tag#v}" '
  index($0, "## ") == 1 { printing = index($0 " ", heading " ") == 1; next }
  printing' .github/CHANGELOG.md

before=$(git describe --tags --abbrev=0 --match 'v*' "$tag^" 2>/dev/null || true)
echo "## Commits${before:+ since $before}"
echo
git log --no-merges --format='- %s (%h)' "${before:+$before..}$tag"
