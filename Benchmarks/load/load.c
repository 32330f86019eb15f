// Load for `make bench`: a closed loop of kept connections, or a crowd of held requests. Plain C, one epoll, one thread.
//
// usage: load --port N [--host A] [--connections 64] [--seconds S | --requests N] [--method M] [--path P]
//             [--header "Name: value"]… [--body TEXT | --body-file F]
//        load --port N --hold N --expect MS [--ramp S] …     opens N connections, sends one request on each, spread over
//             S seconds, waits for all, and tells how much later than MS after its request each answer came
//        load --port N --hold N --trigger-path P [--trigger-body TEXT] [--settle MS] …     the same, but MS after the last
//             request POSTs to P, which makes all answers due, and tells how long after that each came
//
// Where the body or the path has "########", each request has its own number there; `--first N`: from N on.
//
// Prints one line of JSON. A request counts as an error when its answer is not 2xx (`--status N`: not N), when it is cut
// short, or when the connection is lost; a lost connection is opened again.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 16384 };

struct client {
    int socket;
    size_t sent;
    int64_t started;
    size_t filled;
    /// Bytes of the answer still to come, once its head is read; -1 before.
    int64_t left;
    int chunked, good, done;
    char buffer[BUFFER];
};

static struct sockaddr_in server;
static char *request;
static size_t request_length;
/// Where each request has its number; NULL where all are the same.
static char *numbered;
static long first_number;
static int wanted_status;
static const char *trigger_path, *trigger_body = "";
static int settle_ms = 1000;
static double ramp;
static long errors, finished;
static long limit = -1, issued;
static int64_t end_time;

// Latencies in a histogram of 1 µs up to 1 s, so that memory stays small; held requests are few and kept one by one.
enum { SLOTS = 1000000 };
static uint32_t *histogram;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void die(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void open_client(int poller, struct client *client, int add) {
    int on = 1;
    client->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (client->socket < 0) die("socket");
    if (connect(client->socket, (struct sockaddr *)&server, sizeof server)) die("connect");
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(client->socket, F_SETFL, O_NONBLOCK);
    if (!add) return;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = client};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, client->socket, &event)) die("epoll");
}

static int may_issue(void) {
    if (limit >= 0) return issued < limit;
    return now() < end_time;
}

/// Writes the number of the next request into it.
static void number_request(void) {
    enum { DIGITS = 8 };
    long rest = first_number + issued;
    for (int digit = DIGITS - 1; numbered && digit >= 0; digit--, rest /= 10) numbered[digit] = (char)('0' + rest % 10);
}

/// Sends the whole request; requests are small enough for the socket's buffer, or the client waits a moment.
static void issue(struct client *client) {
    client->filled = 0;
    client->left = -1;
    client->chunked = 0;
    number_request();
    client->started = now();
    issued++;
    size_t sent = 0;
    while (sent < request_length) {
        ssize_t count = send(client->socket, request + sent, request_length - sent, MSG_NOSIGNAL);
        if (count > 0) sent += (size_t)count;
        else if (errno == EAGAIN) usleep(100);
        else return;
    }
}

static char *field(char *head, const char *name) {
    size_t length = strlen(name);
    for (char *line = strstr(head, "\r\n"); line && line[2] != '\r'; line = strstr(line + 2, "\r\n")) {
        if (!strncasecmp(line + 2, name, length) && line[2 + length] == ':') return line + 3 + length;
    }
    return NULL;
}

/// Reads the head when it is complete. What lies behind it counts as body.
static void read_head(struct client *client) {
    client->buffer[client->filled] = 0;
    char *end = strstr(client->buffer, "\r\n\r\n");
    if (!end) return;
    int status = atoi(client->buffer + 9);
    client->good = wanted_status ? status == wanted_status : status >= 200 && status < 300;
    char *length = field(client->buffer, "Content-Length");
    size_t body = client->filled - (size_t)(end + 4 - client->buffer);
    client->chunked = !length && field(client->buffer, "Transfer-Encoding");
    client->left = (length ? atoll(length) : 0) - (int64_t)(client->chunked ? 0 : body);
    memmove(client->buffer, end + 4, body);
    client->filled = client->chunked ? body : 0;
}

static int is_complete(struct client *client) {
    if (client->left < 0) return 0;
    if (!client->chunked) return client->left == 0;
    return client->filled >= 5 && !memcmp(client->buffer + client->filled - 5, "0\r\n\r\n", 5);
}

/// 1: the answer is complete; 0: more is to come; -1: the connection is lost.
static int receive(struct client *client) {
    for (;;) {
        if (client->filled == BUFFER - 1) {
            memmove(client->buffer, client->buffer + BUFFER - 8, 7);
            client->filled = 7;
        }
        ssize_t count = recv(client->socket, client->buffer + client->filled, BUFFER - 1 - client->filled, 0);
        if (count < 0 && errno == EAGAIN) return 0;
        if (count <= 0) return -1;
        if (client->left < 0) {
            client->filled += (size_t)count;
            read_head(client);
        } else if (client->chunked) {
            client->filled += (size_t)count;
        } else {
            client->left -= count;
        }
        if (is_complete(client)) return 1;
    }
}

static void count_latency(int64_t nanoseconds) {
    int64_t slot = nanoseconds / 1000;
    histogram[slot < 0 ? 0 : slot >= SLOTS ? SLOTS - 1 : slot]++;
}

static double percentile(double share) {
    uint64_t all = 0, seen = 0;
    for (int slot = 0; slot < SLOTS; slot++) all += histogram[slot];
    for (int slot = 0; slot < SLOTS; slot++) {
        seen += histogram[slot];
        if (seen && (double)seen >= share * (double)all) return slot / 1000.0;
    }
    return 0;
}

static int ascending(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

static void closed_loop(int connections, double seconds) {
    int poller = epoll_create1(0);
    struct client *clients = calloc((size_t)connections, sizeof *clients);
    for (int index = 0; index < connections; index++) open_client(poller, &clients[index], 1);
    int64_t started = now();
    end_time = started + (int64_t)(seconds * 1e9);
    int busy = 0;
    for (int index = 0; index < connections && may_issue(); index++, busy++) issue(&clients[index]);
    struct epoll_event events[256];
    while (busy > 0) {
        int count = epoll_wait(poller, events, 256, 20000);
        if (count == 0) {
            errors += busy;
            break;
        }
        for (int index = 0; index < count; index++) {
            struct client *client = events[index].data.ptr;
            int result = receive(client);
            if (result == 0) continue;
            finished++;
            if (result < 0 || !client->good) errors++;
            if (result < 0) {
                close(client->socket);
                open_client(poller, client, 1);
            } else {
                count_latency(now() - client->started);
            }
            if (may_issue()) issue(client);
            else busy--;
        }
    }
    double took = (double)(now() - started) / 1e9;
    printf("{\"requests\":%ld,\"seconds\":%.4f,\"rate\":%.1f,\"errors\":%ld,\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n", finished,
           took, (double)finished / took, errors, percentile(0.5), percentile(0.99));
}

/// Waits until all requests are held, then makes them due. Tells when.
static int64_t trigger(const char *headers) {
    struct client client = {0};
    char *text;
    usleep((useconds_t)settle_ms * 1000);
    int size = asprintf(&text, "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                        trigger_path, headers, strlen(trigger_body), trigger_body);
    open_client(-1, &client, 0);
    int64_t instant = now();
    if (size < 0 || send(client.socket, text, (size_t)size, MSG_NOSIGNAL) != size) die("trigger");
    free(text);
    return instant;
}

static void hold(int count, double expected, const char *headers) {
    int poller = epoll_create1(0);
    struct client *clients = calloc((size_t)count, sizeof *clients);
    int64_t *late = calloc((size_t)count, sizeof *late);
    for (int index = 0; index < count; index++) open_client(poller, &clients[index], 1);
    int64_t started = now();
    for (int index = 0; index < count; index++) {
        int64_t place = started + (int64_t)(ramp * 1e9 * index / count);
        while (ramp > 0 && now() < place) usleep(200);
        issue(&clients[index]);
    }
    double sending = (double)(now() - started) / 1e9;
    int64_t instant = trigger_path ? trigger(headers) : 0;
    struct epoll_event events[256];
    int open = count;
    while (open > 0) {
        int ready = epoll_wait(poller, events, 256, 60000);
        if (ready == 0) break;
        for (int index = 0; index < ready; index++) {
            struct client *client = events[index].data.ptr;
            int result = receive(client);
            if (result == 0) continue;
            open--;
            if (result < 0 || !client->good) errors++;
            else late[finished++] = now() - (instant ? instant : client->started) - (int64_t)(expected * 1e6);
            epoll_ctl(poller, EPOLL_CTL_DEL, client->socket, NULL);
        }
    }
    double took = (double)(now() - started) / 1e9;
    errors += open;
    qsort(late, (size_t)finished, sizeof *late, ascending);
    long last = finished ? finished - 1 : 0;
    printf("{\"requests\":%d,\"answered\":%ld,\"seconds\":%.4f,\"sending_seconds\":%.4f,\"errors\":%ld,"
           "\"late_p50_ms\":%.3f,\"late_p99_ms\":%.3f,\"late_max_ms\":%.3f,\"late_min_ms\":%.3f}\n",
           count, finished, took, sending, errors, (double)late[last / 2] / 1e6,
           (double)late[(long)((double)last * 0.99)] / 1e6, (double)late[last] / 1e6, (double)late[0] / 1e6);
}

static char *file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    char *text = calloc(1, 1 << 20);
    if (fread(text, 1, (1 << 20) - 1, file) == 0 && ferror(file)) die(path);
    fclose(file);
    return text;
}

int main(int count, char **arguments) {
    int connections = 64, held = 0, port = 0;
    double seconds = 3, expected = 0;
    const char *method = "GET", *path = "/", *body = "", *host = "127.0.0.1";
    char headers[8192] = "";
    for (int index = 1; index + 1 < count; index += 2) {
        const char *name = arguments[index];
        char *value = arguments[index + 1];
        if (!strcmp(name, "--port")) port = atoi(value);
        else if (!strcmp(name, "--host")) host = value;
        else if (!strcmp(name, "--connections")) connections = atoi(value);
        else if (!strcmp(name, "--seconds")) seconds = atof(value);
        else if (!strcmp(name, "--requests")) limit = atol(value);
        else if (!strcmp(name, "--method")) method = value;
        else if (!strcmp(name, "--path")) path = value;
        else if (!strcmp(name, "--body")) body = value;
        else if (!strcmp(name, "--body-file")) body = file(value);
        else if (!strcmp(name, "--first")) first_number = atol(value);
        else if (!strcmp(name, "--hold")) held = atoi(value);
        else if (!strcmp(name, "--expect")) expected = atof(value);
        else if (!strcmp(name, "--ramp")) ramp = atof(value);
        else if (!strcmp(name, "--settle")) settle_ms = atoi(value);
        else if (!strcmp(name, "--trigger-path")) trigger_path = value;
        else if (!strcmp(name, "--trigger-body")) trigger_body = value;
        else if (!strcmp(name, "--status")) wanted_status = atoi(value);
        else if (!strcmp(name, "--header")) {
            strncat(headers, value, sizeof headers - strlen(headers) - 3);
            strcat(headers, "\r\n");
        } else {
            fprintf(stderr, "load: unknown option %s\n", name);
            return 2;
        }
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    server.sin_family = AF_INET;
    server.sin_port = htons((uint16_t)port);
    inet_pton(AF_INET, host, &server.sin_addr);
    int has_body = strlen(body) > 0 || strcmp(method, "POST") == 0;
    char length[96] = "";
    if (has_body) snprintf(length, sizeof length, "Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen(body));
    int size = asprintf(&request, "%s %s HTTP/1.1\r\nHost: %s:%d\r\n%s%s\r\n%s", method, path, host, port, headers, length, body);
    if (size < 0) die("memory");
    request_length = (size_t)size;
    numbered = strstr(request, "########");
    histogram = calloc(SLOTS, sizeof *histogram);
    if (held > 0) hold(held, expected, headers);
    else closed_loop(connections, seconds);
    return errors > 0;
}
