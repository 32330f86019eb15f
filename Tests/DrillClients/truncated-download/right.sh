#!/bin/sh
# Fetches a file again until it is whole, under another name until then.
set -e
answer=$(curl -sS --fail "$UNDERSTUDY_GETIMG_BASE_URL/v2/images/generations" \
    -H "Authorization: Bearer $UNDERSTUDY_GETIMG_KEY" -H 'Content-Type: application/json' \
    -d '{"model":"seedream-5-lite","prompt":"a red kite","output_format":"png"}')
link=$(printf '%s' "$answer" | sed 's/.*"url":"\([^"]*\)".*/\1/')
for attempt in 1 2 3; do
    if curl -sS --fail -o kite.png.part "$link"; then
        mv kite.png.part kite.png
        exit 0
    fi
done
exit 1
