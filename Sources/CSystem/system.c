// The signals and process calls that the program needs and that Swift cannot make in safe code.
// sigset_t is a struct of the C library with macros around it; prctl is variadic and not imported.

#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static sigset_t watched_signals(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    return signals;
}

int csystem_block_signals(void) {
    const sigset_t signals = watched_signals();
    return pthread_sigmask(SIG_BLOCK, &signals, NULL);
}

int csystem_wait_for_signal(void) {
    const sigset_t signals = watched_signals();
    int number = 0;
    int error = 0;
    do {
        error = sigwait(&signals, &number);
    } while (error == EINTR);
    return error == 0 ? number : -error;
}

int csystem_wait_for_signal_within(int milliseconds) {
    const sigset_t signals = watched_signals();
    const struct timespec patience = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    const int number = sigtimedwait(&signals, NULL, &patience);
    if (number >= 0) {
        return number;
    }
    return errno == EAGAIN || errno == EINTR ? 0 : -errno;
}

void csystem_request_stop(void) {
    kill(getpid(), SIGTERM);
}

void csystem_ignore_broken_pipes(void) {
    signal(SIGPIPE, SIG_IGN);
}

int csystem_stop_with_parent(int parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0) != 0) {
        return errno;
    }
    if (getppid() != parent) {
        csystem_request_stop();
    }
    return 0;
}

int csystem_parent(void) {
    return getppid();
}

int csystem_process(void) {
    return getpid();
}

void csystem_give_back_memory(void) {
    malloc_trim(0);
}

bool csystem_output_is_terminal(void) {
    return isatty(STDOUT_FILENO) == 1;
}

bool csystem_error_is_terminal(void) {
    return isatty(STDERR_FILENO) == 1;
}
