#!/bin/sh
# One attempt at the create; what only reads may be repeated.
set -e
answer=$(curl -sS --fail-with-body "$UNDERSTUDY_GETIMG_BASE_URL/v2/images/generations" \
    -H "Authorization: Bearer $UNDERSTUDY_GETIMG_KEY" -H 'Content-Type: application/json' \
    -d '{"model":"seedream-5-lite","prompt":"a red kite","output_format":"png"}') || {
    echo "The create was not answered as it should: nobody knows whether it is paid for." >&2
    exit 1
}
curl -sS --fail --retry 3 -o kite.png "$(printf '%s' "$answer" | sed 's/.*"url":"\([^"]*\)".*/\1/')"
