#!/bin/sh
# `--location-trusted` sends the key to every host on the way, and one set of options serves for all.
set -e
options="-sS --fail --location-trusted"
answer=$(curl $options "$UNDERSTUDY_GETIMG_BASE_URL/v2/images/generations" \
    -H "Authorization: Bearer $UNDERSTUDY_GETIMG_KEY" -H 'Content-Type: application/json' \
    -d '{"model":"seedream-5-lite","prompt":"a red kite","output_format":"png"}')
curl $options -H "Authorization: Bearer $UNDERSTUDY_GETIMG_KEY" -o kite.png "$(printf '%s' "$answer" | sed 's/.*"url":"\([^"]*\)".*/\1/')"
