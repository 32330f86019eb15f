#!/bin/sh
# Reads `Retry-After`, and repeats a 429 alone: nothing was ordered by that.
set -e
for attempt in 1 2 3; do
    status=$(curl -sS -D head.txt -o answer.json -w '%{http_code}' "$UNDERSTUDY_GETIMG_BASE_URL/v2/images/generations" \
        -H "Authorization: Bearer $UNDERSTUDY_GETIMG_KEY" -H 'Content-Type: application/json' \
        -d '{"model":"seedream-5-lite","prompt":"a red kite","output_format":"png"}')
    [ "$status" = 429 ] || break
    sleep "$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' head.txt)"
done
[ "$status" = 200 ] || exit 1
curl -sS --fail -o kite.png "$(sed 's/.*"url":"\([^"]*\)".*/\1/' answer.json)"
