"""Which client each drill is run with, and what its verdict must say."""

import dataclasses
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclasses.dataclass(frozen=True)
class Case:
    drill: str
    # Below the folder of the drill.
    client: str
    # The check that must fail; None where everything must hold.
    fails: str | None = None
    options: tuple[str, ...] = ()
    # One of the few that ./test runs.
    quick: bool = False

    @property
    def path(self):
        return HERE / self.drill / self.client

    @property
    def runner(self):
        return {".py": sys.executable, ".sh": "sh", ".mjs": "node"}[self.path.suffix]

    @property
    def command(self):
        return [self.runner, str(self.path)]

    @property
    def is_missing_its_runner(self):
        return shutil.which(self.runner) is None

    def __str__(self):
        return f"{self.drill}/{self.client}"


PRODUCT = ("--product", "kite.png")
# What never ends is ended after that.
PATIENCE = ("--patience", "20s")

CASES = [
    Case("lost-answer", "wrong.py", "no_duplicate_creates", quick=True),
    Case("lost-answer", "right.py", quick=True),
    Case("lost-answer", "wrong.mjs", "no_duplicate_creates"),
    Case("lost-answer", "right.mjs"),
    Case("gateway-timeout-after-commit", "wrong.py", "no_duplicate_creates"),
    Case("gateway-timeout-after-commit", "right.py"),
    Case("gateway-timeout-after-commit", "wrong.sh", "no_duplicate_creates"),
    Case("gateway-timeout-after-commit", "right.sh"),
    Case("slow-answer", "wrong.py", "no_duplicate_creates"),
    Case("slow-answer", "right.py"),
    Case("retry-storm", "wrong.py", "count"),
    Case("retry-storm", "right.py"),
    Case("retry-storm", "wrong.mjs", "count"),
    Case("retry-storm", "right.mjs"),
    Case("ignored-retry-after", "wrong.py", "retry_after_respected"),
    Case("ignored-retry-after", "right.py"),
    Case("ignored-retry-after", "wrong.sh", "retry_after_respected"),
    Case("ignored-retry-after", "right.sh"),
    Case("poll-flood", "wrong.py", "no_busy_poll"),
    Case("poll-flood", "right.py"),
    Case("poll-flood", "wrong.mjs", "no_busy_poll"),
    Case("poll-flood", "right.mjs"),
    Case("expired-link", "wrong.py", "no_paid_and_dropped"),
    Case("expired-link", "right.py"),
    Case("truncated-download", "wrong.py", "no_paid_and_dropped"),
    Case("truncated-download", "right.py"),
    Case("truncated-download", "wrong.sh", "no_paid_and_dropped"),
    Case("truncated-download", "right.sh"),
    Case("html-instead-of-file", "wrong.py", "no_false_success", PRODUCT),
    Case("html-instead-of-file", "right.py", options=PRODUCT),
    Case("html-instead-of-file", "wrong.sh", "no_false_success", PRODUCT, quick=True),
    Case("html-instead-of-file", "right.sh", options=PRODUCT, quick=True),
    Case("stuck-job", "wrong.py", "command"),
    Case("stuck-job", "wrong.mjs", "gives_up", PATIENCE),
    Case("stuck-job", "right.py"),
    Case("failed-job", "wrong.py", "command"),
    Case("failed-job", "right.py"),
    Case("empty-balance", "wrong.py", "count"),
    Case("empty-balance", "right.py"),
    Case("forged-webhook", "wrong.py", "forged_webhooks_rejected"),
    Case("forged-webhook", "right.py"),
    Case("duplicate-webhook", "wrong.py", "duplicate_webhooks_ignored"),
    Case("duplicate-webhook", "right.py"),
    Case("redirect-with-key", "wrong.py", "no_secret_leaks"),
    Case("redirect-with-key", "right.py"),
    Case("redirect-with-key", "wrong.sh", "no_secret_leaks"),
    Case("redirect-with-key", "right.sh"),
    Case("redirect-with-key", "wrong.mjs", "no_secret_leaks", quick=True),
    Case("redirect-with-key", "right.mjs", quick=True),
    Case("key-revoked", "wrong.py", "count"),
    Case("key-revoked", "right.py"),
]
