#ifndef KRUMTAP_CCURL_SHIM_H
#define KRUMTAP_CCURL_SHIM_H

#include <curl/curl.h>

// Swift cannot call variadic C functions: one wrapper for each type of argument.

typedef size_t (*krumtap_curl_callback)(char *bytes, size_t size, size_t count, void *context);
typedef int (*krumtap_curl_progress)(
    void *context, curl_off_t to_receive, curl_off_t received, curl_off_t to_send, curl_off_t sent);

static inline CURLcode krumtap_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode krumtap_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode krumtap_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text.
static inline CURLcode krumtap_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl does not copy the list: it must outlive the transfer.
static inline CURLcode krumtap_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode krumtap_curl_set_callback(CURL *handle, CURLoption option, krumtap_curl_callback value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode krumtap_curl_set_progress(CURL *handle, krumtap_curl_progress value) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

static inline CURLcode krumtap_curl_set_context(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode krumtap_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

// -1 when no connection is open any more.
static inline int krumtap_curl_get_socket(CURL *handle) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK ? (int)socket : -1;
}

#endif
