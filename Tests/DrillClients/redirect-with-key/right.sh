#!/bin/sh
# `--location` leaves the key behind when the host changes, and the link to a file is fetched without one anyway.
set -e
answer=$(curl -sS --fail "$UNDERSTUDY_GETIMG_BASE_URL/v2/images/generations" \
    -H "Authorization: Bearer $UNDERSTUDY_GETIMG_KEY" -H 'Content-Type: application/json' \
    -d '{"model":"seedream-5-lite","prompt":"a red kite","output_format":"png"}')
curl -sS --fail --location -o kite.png "$(printf '%s' "$answer" | sed 's/.*"url":"\([^"]*\)".*/\1/')"
