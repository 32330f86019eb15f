#!/bin/sh
# `--retry-all-errors` is for what may be repeated, and a create may not.
set -e
answer=$(curl -sS --fail-with-body --retry 3 --retry-all-errors --retry-delay 1 "$UNDERSTUDY_GETIMG_BASE_URL/v2/images/generations" \
    -H "Authorization: Bearer $UNDERSTUDY_GETIMG_KEY" -H 'Content-Type: application/json' \
    -d '{"model":"seedream-5-lite","prompt":"a red kite","output_format":"png"}')
curl -sS --fail -o kite.png "$(printf '%s' "$answer" | sed 's/.*"url":"\([^"]*\)".*/\1/')"
