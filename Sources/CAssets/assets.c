// The catalogs, the shipped scenarios and the OpenAPI documents, taken from their files at compile time.
// All lists are in the order of their names.

#include "CAssets.h"

// #embed is of C23; the compiler offers it, with a warning, in the older dialect that the package manager asks for.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char catalog_getimg[] = {
#embed "../../Fixtures/catalogs/getimg.yaml"
};
static const unsigned char catalog_lemondata[] = {
#embed "../../Fixtures/catalogs/lemondata.yaml"
};
static const unsigned char catalog_llm_stats[] = {
#embed "../../Fixtures/catalogs/llm-stats.yaml"
};
static const unsigned char catalog_openrouter[] = {
#embed "../../Fixtures/catalogs/openrouter.yaml"
};
static const unsigned char catalog_unified_tasks[] = {
#embed "../../Fixtures/catalogs/unified-tasks.yaml"
};

static const unsigned char scenario_account_trouble[] = {
#embed "../../scenarios/presets/account-trouble.yaml"
};
static const unsigned char scenario_bad_downloads[] = {
#embed "../../scenarios/presets/bad-downloads.yaml"
};
static const unsigned char scenario_cdn_outage[] = {
#embed "../../scenarios/presets/cdn-outage.yaml"
};
static const unsigned char scenario_changing_files[] = {
#embed "../../scenarios/presets/changing-files.yaml"
};
static const unsigned char scenario_content_policy[] = {
#embed "../../scenarios/content-policy.yaml"
};
static const unsigned char scenario_double_charge[] = {
#embed "../../scenarios/presets/double-charge.yaml"
};
static const unsigned char scenario_duplicate_webhook[] = {
#embed "../../scenarios/drills/duplicate-webhook.yaml"
};
static const unsigned char scenario_empty_balance[] = {
#embed "../../scenarios/drills/empty-balance.yaml"
};
static const unsigned char scenario_eventual_consistency[] = {
#embed "../../scenarios/presets/eventual-consistency.yaml"
};
static const unsigned char scenario_expired_link[] = {
#embed "../../scenarios/drills/expired-link.yaml"
};
static const unsigned char scenario_expiring_links[] = {
#embed "../../scenarios/presets/expiring-links.yaml"
};
static const unsigned char scenario_failed_job[] = {
#embed "../../scenarios/drills/failed-job.yaml"
};
static const unsigned char scenario_flaky[] = {
#embed "../../scenarios/flaky.yaml"
};
static const unsigned char scenario_flaky_gateway[] = {
#embed "../../scenarios/presets/flaky-gateway.yaml"
};
static const unsigned char scenario_forged_webhook[] = {
#embed "../../scenarios/drills/forged-webhook.yaml"
};
static const unsigned char scenario_gateway_timeout_after_commit[] = {
#embed "../../scenarios/drills/gateway-timeout-after-commit.yaml"
};
static const unsigned char scenario_half_results[] = {
#embed "../../scenarios/presets/half-results.yaml"
};
static const unsigned char scenario_healthy[] = {
#embed "../../scenarios/healthy.yaml"
};
static const unsigned char scenario_html_instead_of_file[] = {
#embed "../../scenarios/drills/html-instead-of-file.yaml"
};
static const unsigned char scenario_ignored_retry_after[] = {
#embed "../../scenarios/drills/ignored-retry-after.yaml"
};
static const unsigned char scenario_key_revoked[] = {
#embed "../../scenarios/drills/key-revoked.yaml"
};
static const unsigned char scenario_lossy_network[] = {
#embed "../../scenarios/presets/lossy-network.yaml"
};
static const unsigned char scenario_lost_answer[] = {
#embed "../../scenarios/drills/lost-answer.yaml"
};
static const unsigned char scenario_never_finishes[] = {
#embed "../../scenarios/presets/never-finishes.yaml"
};
static const unsigned char scenario_poll_flood[] = {
#embed "../../scenarios/drills/poll-flood.yaml"
};
static const unsigned char scenario_rate_limit_basic[] = {
#embed "../../scenarios/presets/rate-limit-basic.yaml"
};
static const unsigned char scenario_rate_limit_nasty[] = {
#embed "../../scenarios/presets/rate-limit-nasty.yaml"
};
static const unsigned char scenario_rate_limited[] = {
#embed "../../scenarios/rate-limited.yaml"
};
static const unsigned char scenario_redirect_with_key[] = {
#embed "../../scenarios/drills/redirect-with-key.yaml"
};
static const unsigned char scenario_retry_storm[] = {
#embed "../../scenarios/drills/retry-storm.yaml"
};
static const unsigned char scenario_slow[] = {
#embed "../../scenarios/slow.yaml"
};
static const unsigned char scenario_slow_answer[] = {
#embed "../../scenarios/drills/slow-answer.yaml"
};
static const unsigned char scenario_slow_origin[] = {
#embed "../../scenarios/presets/slow-origin.yaml"
};
static const unsigned char scenario_sse_torture[] = {
#embed "../../scenarios/presets/sse-torture.yaml"
};
static const unsigned char scenario_strange_states[] = {
#embed "../../scenarios/presets/strange-states.yaml"
};
static const unsigned char scenario_stuck_job[] = {
#embed "../../scenarios/drills/stuck-job.yaml"
};
static const unsigned char scenario_truncated_download[] = {
#embed "../../scenarios/drills/truncated-download.yaml"
};
static const unsigned char scenario_webhook_chaos[] = {
#embed "../../scenarios/presets/webhook-chaos.yaml"
};
static const unsigned char scenario_webhook_drill[] = {
#embed "../../scenarios/webhook-drill.yaml"
};

static const unsigned char openapi_control[] = {
#embed "../../Fixtures/openapi/control.json"
};
static const unsigned char openapi_getimg[] = {
#embed "../../Fixtures/openapi/getimg.json"
};
static const unsigned char openapi_lemondata[] = {
#embed "../../Fixtures/openapi/lemondata.json"
};
static const unsigned char openapi_llm_stats[] = {
#embed "../../Fixtures/openapi/llm-stats.json"
};
static const unsigned char openapi_openrouter[] = {
#embed "../../Fixtures/openapi/openrouter.json"
};
static const unsigned char openapi_unified_tasks[] = {
#embed "../../Fixtures/openapi/unified-tasks.json"
};

static const CAsset catalogs[] = {
    {"getimg", catalog_getimg, sizeof catalog_getimg},
    {"lemondata", catalog_lemondata, sizeof catalog_lemondata},
    {"llm-stats", catalog_llm_stats, sizeof catalog_llm_stats},
    {"openrouter", catalog_openrouter, sizeof catalog_openrouter},
    {"unified-tasks", catalog_unified_tasks, sizeof catalog_unified_tasks},
};

static const CAsset scenarios[] = {
    {"account-trouble", scenario_account_trouble, sizeof scenario_account_trouble, "presets"},
    {"bad-downloads", scenario_bad_downloads, sizeof scenario_bad_downloads, "presets"},
    {"cdn-outage", scenario_cdn_outage, sizeof scenario_cdn_outage, "presets"},
    {"changing-files", scenario_changing_files, sizeof scenario_changing_files, "presets"},
    {"content-policy", scenario_content_policy, sizeof scenario_content_policy, ""},
    {"double-charge", scenario_double_charge, sizeof scenario_double_charge, "presets"},
    {"duplicate-webhook", scenario_duplicate_webhook, sizeof scenario_duplicate_webhook, "drills"},
    {"empty-balance", scenario_empty_balance, sizeof scenario_empty_balance, "drills"},
    {"eventual-consistency", scenario_eventual_consistency, sizeof scenario_eventual_consistency, "presets"},
    {"expired-link", scenario_expired_link, sizeof scenario_expired_link, "drills"},
    {"expiring-links", scenario_expiring_links, sizeof scenario_expiring_links, "presets"},
    {"failed-job", scenario_failed_job, sizeof scenario_failed_job, "drills"},
    {"flaky", scenario_flaky, sizeof scenario_flaky, ""},
    {"flaky-gateway", scenario_flaky_gateway, sizeof scenario_flaky_gateway, "presets"},
    {"forged-webhook", scenario_forged_webhook, sizeof scenario_forged_webhook, "drills"},
    {"gateway-timeout-after-commit", scenario_gateway_timeout_after_commit, sizeof scenario_gateway_timeout_after_commit, "drills"},
    {"half-results", scenario_half_results, sizeof scenario_half_results, "presets"},
    {"healthy", scenario_healthy, sizeof scenario_healthy, ""},
    {"html-instead-of-file", scenario_html_instead_of_file, sizeof scenario_html_instead_of_file, "drills"},
    {"ignored-retry-after", scenario_ignored_retry_after, sizeof scenario_ignored_retry_after, "drills"},
    {"key-revoked", scenario_key_revoked, sizeof scenario_key_revoked, "drills"},
    {"lossy-network", scenario_lossy_network, sizeof scenario_lossy_network, "presets"},
    {"lost-answer", scenario_lost_answer, sizeof scenario_lost_answer, "drills"},
    {"never-finishes", scenario_never_finishes, sizeof scenario_never_finishes, "presets"},
    {"poll-flood", scenario_poll_flood, sizeof scenario_poll_flood, "drills"},
    {"rate-limit-basic", scenario_rate_limit_basic, sizeof scenario_rate_limit_basic, "presets"},
    {"rate-limit-nasty", scenario_rate_limit_nasty, sizeof scenario_rate_limit_nasty, "presets"},
    {"rate-limited", scenario_rate_limited, sizeof scenario_rate_limited, ""},
    {"redirect-with-key", scenario_redirect_with_key, sizeof scenario_redirect_with_key, "drills"},
    {"retry-storm", scenario_retry_storm, sizeof scenario_retry_storm, "drills"},
    {"slow", scenario_slow, sizeof scenario_slow, ""},
    {"slow-answer", scenario_slow_answer, sizeof scenario_slow_answer, "drills"},
    {"slow-origin", scenario_slow_origin, sizeof scenario_slow_origin, "presets"},
    {"sse-torture", scenario_sse_torture, sizeof scenario_sse_torture, "presets"},
    {"strange-states", scenario_strange_states, sizeof scenario_strange_states, "presets"},
    {"stuck-job", scenario_stuck_job, sizeof scenario_stuck_job, "drills"},
    {"truncated-download", scenario_truncated_download, sizeof scenario_truncated_download, "drills"},
    {"webhook-chaos", scenario_webhook_chaos, sizeof scenario_webhook_chaos, "presets"},
    {"webhook-drill", scenario_webhook_drill, sizeof scenario_webhook_drill, ""},
};

static const CAsset openapi_documents[] = {
    {"control", openapi_control, sizeof openapi_control},
    {"getimg", openapi_getimg, sizeof openapi_getimg},
    {"lemondata", openapi_lemondata, sizeof openapi_lemondata},
    {"llm-stats", openapi_llm_stats, sizeof openapi_llm_stats},
    {"openrouter", openapi_openrouter, sizeof openapi_openrouter},
    {"unified-tasks", openapi_unified_tasks, sizeof openapi_unified_tasks},
};

size_t cassets_catalog_count(void) {
    return sizeof catalogs / sizeof catalogs[0];
}

CAsset cassets_catalog(size_t index) {
    return catalogs[index];
}

size_t cassets_scenario_count(void) {
    return sizeof scenarios / sizeof scenarios[0];
}

CAsset cassets_scenario(size_t index) {
    return scenarios[index];
}

size_t cassets_openapi_count(void) {
    return sizeof openapi_documents / sizeof openapi_documents[0];
}

CAsset cassets_openapi(size_t index) {
    return openapi_documents[index];
}
