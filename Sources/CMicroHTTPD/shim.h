// What Swift cannot call by itself: libmicrohttpd's variadic functions under typed names, the headers of epoll,
// and a few system calls whose signatures Swift does not import well.
#ifndef UNDERSTUDY_MICROHTTPD_SHIM_H
#define UNDERSTUDY_MICROHTTPD_SHIM_H

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>

#include <microhttpd.h>

/// libmicrohttpd before 0.9.76 cuts header lines at a NUL and glues folded lines onto names; later ones refuse both.
static const bool microhttp_head_is_lenient = MHD_VERSION < 0x00097600;

/// What a content reader returns at the end of the body, and to break the connection off.
static const ssize_t microhttp_content_end = MHD_CONTENT_READER_END_OF_STREAM;
static const ssize_t microhttp_content_broken = MHD_CONTENT_READER_END_WITH_ERROR;

/// The path is used raw, so the library must leave it as it is.
static inline size_t microhttp_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    size_t length = 0;
    while (text[length] != 0) length++;
    return length;
}

/// Keeps the library from taking apart what nobody asks it for, the parameters of the query and the cookies: each part would take memory
/// of the connection, and where that runs out, libmicrohttpd before 1.0 waits for ever or closes without an answer.
///
/// To be called with the request line at hand, while the target still lies in the library's own buffer and no field has come. Gives how
/// many fields were put before those of the client: an empty one with cookies, since the library looks at the first alone.
static inline int microhttp_keep_whole(struct MHD_Connection *connection, const char *target) {
    char *query = target ? strchr((char *)target, '?') : NULL;
    if (query && query[1] != 0) query[1] = 0;
    return MHD_set_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_COOKIE, "") == MHD_YES;
}

/// Keeps the library from saying 100 Continue: it looks at the first `Expect` alone, which is an empty one then. To be called where the
/// one above is, and gives the same.
static inline int microhttp_withhold_continue(struct MHD_Connection *connection) {
    return MHD_set_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_EXPECT, "") == MHD_YES;
}

/// Who is told of the requests that the library refuses by itself.
struct microhttp_observer {
    void *context;
    void (*refused)(void *context, unsigned int status);
};

/// What the library tells its log is heard for that alone.
static inline void microhttp_log(void *observer, const char *format, va_list values) {
    static const char beginning[] = "Error processing request (HTTP response code is %u ";
    if (strncmp(format, beginning, sizeof beginning - 1) != 0) return;
    const struct microhttp_observer *told = (const struct microhttp_observer *)observer;
    told->refused(told->context, va_arg(values, unsigned int));
}

/// Starts a daemon in external epoll mode, which is handed its connections and sets no limit to their number. The observer must outlive it.
/// `strict` 1 is as strict as the library gets; the rest is the gate's. SIGPIPE is blocked on the loop threads.
static inline struct MHD_Daemon *microhttp_start(
    size_t memory, void *context, MHD_AccessHandlerCallback handler,
    MHD_RequestCompletedCallback completed, MHD_NotifyConnectionCallback connected,
    const struct microhttp_observer *observer, void *(*target)(void *context, const char *target, struct MHD_Connection *connection)) {
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, handler, context,
        MHD_OPTION_EXTERNAL_LOGGER, microhttp_log, observer,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned int)INT_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory,
        MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, connected, context,
        MHD_OPTION_URI_LOG_CALLBACK, target, context,
        MHD_OPTION_UNESCAPE_CALLBACK, microhttp_keep_escapes, NULL,
        MHD_OPTION_END);
}

/// Accepts one connection and hands it to the library. 0, or what the system said.
static inline int microhttp_accept(struct MHD_Daemon *daemon, int socket) {
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof address;
    int accepted = accept4(socket, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (accepted < 0) return errno;
    // The library closes the socket when it cannot take it.
    return MHD_add_connection(daemon, accepted, (const struct sockaddr *)&address, length) == MHD_YES ? 0 : errno;
}

/// The library's own epoll descriptor, to be waited on inside ours.
static inline int microhttp_epoll(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info ? info->epoll_fd : -1;
}

static inline int microhttp_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

static inline void *microhttp_socket_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/// The bytes from the method to the end of the empty line after the fields.
static inline size_t microhttp_head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

/// Writes the client's address without its port; false when it has none.
static inline int microhttp_peer(struct MHD_Connection *connection, char *text, socklen_t capacity) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (!info || !info->client_addr) return 0;
    const struct sockaddr *address = (const struct sockaddr *)info->client_addr;
    const void *bytes = address->sa_family == AF_INET6 ? (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr
                                                       : (const void *)&((const struct sockaddr_in *)address)->sin_addr;
    return inet_ntop(address->sa_family, bytes, text, capacity) != NULL;
}

/// Both Content-Length fields go out when the caller asks for one of its own.
static inline void microhttp_allow_own_length(struct MHD_Response *response) {
    MHD_set_response_options(response, MHD_RF_INSANITY_HEADER_CONTENT_LENGTH, MHD_RO_END);
}

/// Aborts the TCP connection: the peer sees a reset. SO_LINGER would not do it, since the library shuts the socket down first.
static inline void microhttp_abort(int socket) {
    struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    (void)connect(socket, &nowhere, sizeof nowhere);
}

/// Lets out what the kernel still holds back for a fuller segment.
static inline void microhttp_flush(int socket) {
    int on = 1;
    (void)setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static inline void microhttp_name_thread(const char *name) {
    (void)prctl(PR_SET_NAME, name);
}

/// Waits with nanosecond precision; -ENOSYS where libc or kernel lack the call.
static inline int microhttp_wait(int poller, struct epoll_event *events, int capacity, const struct timespec *pause) {
#if defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
    int count = epoll_pwait2(poller, events, capacity, pause, NULL);
    return count < 0 ? -errno : count;
#else
    return -ENOSYS;
#endif
#else
    return -ENOSYS;
#endif
}

#endif
