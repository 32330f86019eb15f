#ifndef CCURL_H
#define CCURL_H

// The macros that check types would hide the functions that the lines below call.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

// libcurl is loaded when the first webhook is to be sent: it brings some twenty libraries along, which cost a server that
// sends none a third of its start and 5 MB of memory. Only its types and constants are used directly.

/// Loads libcurl, whichever flavour is there; later calls do nothing. Returns NULL, or why it cannot be loaded.
/// Nothing below may be called before it has returned NULL.
const char *ccurl_load(void);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *easy);
const char *ccurl_easy_strerror(CURLcode code);
struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *line);
void ccurl_slist_free_all(struct curl_slist *list);

CURLM *ccurl_multi_init(void);
void ccurl_multi_cleanup(CURLM *multi);
CURLMcode ccurl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode ccurl_multi_perform(CURLM *multi, int *running);
CURLMcode ccurl_multi_wakeup(CURLM *multi);
/// Waits so many milliseconds at most, for the transfers alone.
CURLMcode ccurl_multi_wait(CURLM *multi, int milliseconds);
/// The next transfer that has ended, or NULL.
CURL *ccurl_multi_next_ended(CURLM *multi, CURLcode *code);

// Options and answers go through variable arguments, which Swift cannot call: here each type has a name.
CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_context(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_writer(CURL *easy, CURLoption option, curl_write_callback value);
/// HTTP and HTTPS may be spoken, and nothing else.
CURLcode ccurl_set_protocols(CURL *easy);

long ccurl_status(CURL *easy);
const char *ccurl_address(CURL *easy);
void *ccurl_context(CURL *easy);

#endif
