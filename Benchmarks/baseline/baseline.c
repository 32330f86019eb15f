// What Understudy is measured against: a plain C program on libmicrohttpd that does the same I/O.
//
// External epoll loops, one daemon a loop on copies of one listening socket, as many loops as Understudy has.
// A POST's body is gathered whole and answered with 600 bytes of JSON; a GET is answered with 400. A POST to /hold is
// suspended until somebody posts to /release; then all of them are answered.
//
// usage: baseline [--port N] [--loops N]     prints "port N" when it listens

#define _GNU_SOURCE
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
    char *body;
    size_t length, capacity;
    int is_due;
};

struct loop {
    struct MHD_Daemon *daemon;
    int poller, bell;
    struct held {
        struct MHD_Connection *connection;
        struct request *request;
    } *held;
    size_t held_count, held_capacity;
};

static struct loop *loops[4];
static long loop_count;

static char post_answer[601], get_answer[401];

static void fill(char *text, size_t size) {
    static const char start[] = "{\"id\":\"gen_0123456789abcdef\",\"status\":\"completed\",\"padding\":\"";
    memset(text, 'x', size);
    memcpy(text, start, sizeof start - 1);
    memcpy(text + size - 2, "\"}", 2);
}

static enum MHD_Result answer(struct MHD_Connection *connection, const char *method) {
    int posts = strcmp(method, "POST") == 0;
    size_t size = posts ? 600 : 400;
    char *copy = malloc(size);
    memcpy(copy, posts ? post_answer : get_answer, size);
    struct MHD_Response *response = MHD_create_response_from_buffer(size, copy, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(response, "Content-Type", "application/json");
    MHD_add_response_header(response, "X-Request-Id", "req_0123456789abcdef");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static void hold(struct loop *loop, struct MHD_Connection *connection, struct request *request) {
    if (loop->held_count == loop->held_capacity) {
        loop->held_capacity = loop->held_capacity * 2 + 1024;
        loop->held = realloc(loop->held, loop->held_capacity * sizeof *loop->held);
    }
    loop->held[loop->held_count++] = (struct held){connection, request};
    MHD_suspend_connection(connection);
}

static void release_held(struct loop *loop) {
    for (size_t index = 0; index < loop->held_count; index++) {
        loop->held[index].request->is_due = 1;
        MHD_resume_connection(loop->held[index].connection);
    }
    loop->held_count = 0;
}

static void ring_all(void) {
    uint64_t one = 1;
    for (long index = 0; index < loop_count; index++) {
        if (write(loops[index]->bell, &one, sizeof one) < 0) perror("baseline");
    }
}

static enum MHD_Result shown(void *context, struct MHD_Connection *connection, const char *path, const char *method,
                             const char *version, const char *piece, size_t *size, void **slot) {
    struct request *request = *slot;
    (void)version;
    if (!request) {
        *slot = calloc(1, sizeof *request);
        return MHD_YES;
    }
    if (*size) {
        if (request->length + *size > request->capacity) {
            request->capacity = (request->length + *size) * 2;
            request->body = realloc(request->body, request->capacity);
        }
        memcpy(request->body + request->length, piece, *size);
        request->length += *size;
        *size = 0;
        return MHD_YES;
    }
    if (strcmp(path, "/hold") == 0 && !request->is_due) {
        hold(context, connection, request);
        return MHD_YES;
    }
    if (strcmp(path, "/release") == 0) ring_all();
    return answer(connection, method);
}

static void completed(void *context, struct MHD_Connection *connection, void **slot,
                      enum MHD_RequestTerminationCode reason) {
    struct request *request = *slot;
    (void)context;
    (void)connection;
    (void)reason;
    if (!request) return;
    free(request->body);
    free(request);
    *slot = NULL;
}

static void *run(void *argument) {
    struct loop *loop = argument;
    for (;;) {
        MHD_UNSIGNED_LONG_LONG pause = 0;
        int timeout = MHD_get_timeout(loop->daemon, &pause) == MHD_YES ? (int)pause : -1;
        struct epoll_event event = {0};
        int count = epoll_wait(loop->poller, &event, 1, timeout);
        if (count == 1 && event.data.fd == loop->bell) {
            uint64_t rings;
            if (read(loop->bell, &rings, sizeof rings) > 0) release_held(loop);
        }
        MHD_run(loop->daemon);
    }
    return NULL;
}

static int listening_socket(uint16_t *port) {
    int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(*port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 4096)) {
        perror("baseline");
        exit(3);
    }
    getsockname(listener, (struct sockaddr *)&address, &length);
    *port = ntohs(address.sin_port);
    return listener;
}

static void start(struct loop *loop, int listener) {
    loop->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, shown, loop,
        MHD_OPTION_LISTEN_SOCKET, dup(listener),
        MHD_OPTION_CONNECTION_LIMIT, 100000u,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(32 << 10),
        MHD_OPTION_NOTIFY_COMPLETED, completed, NULL,
        MHD_OPTION_END);
    if (!loop->daemon) exit(3);
    loop->poller = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = -1};
    int inner = MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    epoll_ctl(loop->poller, EPOLL_CTL_ADD, inner, &event);
    loop->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    event.data.fd = loop->bell;
    epoll_ctl(loop->poller, EPOLL_CTL_ADD, loop->bell, &event);
}

int main(int count, char **arguments) {
    uint16_t port = 0;
    loop_count = sysconf(_SC_NPROCESSORS_ONLN);
    for (int index = 1; index + 1 < count; index += 2) {
        if (!strcmp(arguments[index], "--port")) port = (uint16_t)atoi(arguments[index + 1]);
        if (!strcmp(arguments[index], "--loops")) loop_count = atol(arguments[index + 1]);
    }
    if (loop_count > 4) loop_count = 4;
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    fill(post_answer, 600);
    fill(get_answer, 400);
    int listener = listening_socket(&port);
    for (long index = 0; index < loop_count; index++) {
        loops[index] = calloc(1, sizeof *loops[index]);
        start(loops[index], listener);
    }
    for (long index = 0; index < loop_count; index++) {
        pthread_t thread;
        pthread_create(&thread, NULL, run, loops[index]);
    }
    printf("port %u\n", port);
    fflush(stdout);
    pause();
    return 0;
}
