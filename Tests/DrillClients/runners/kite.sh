#!/bin/sh
# A test of a client, as a script has it. Its client sends everything again.
set -e
answer=$(curl -sS --fail --retry 2 --retry-all-errors --retry-delay 1 "$UNDERSTUDY_UNIFIED_TASKS_BASE_URL/v1/tasks" \
    -H "Authorization: Bearer $UNDERSTUDY_UNIFIED_TASKS_KEY" -H 'Content-Type: application/json' \
    -d '{"model":"openai/gpt-image-2","input":{"prompt":"a red kite"}}')
case $answer in *'"status":"pending"'*) ;; *) exit 1 ;; esac
