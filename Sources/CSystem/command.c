// Commands that the program starts, and the signals that come meanwhile. The macros around a child's status, the attributes of
// posix_spawn and `environ` are nothing that Swift can use in safe code.

#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

// As they were before csystem_prepare_commands, for the commands.
static sigset_t earlier_mask;
static bool broken_pipes_were_ignored;
// What csystem_next_signal waits for.
static sigset_t awaited;

static bool is_ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO) && action.sa_handler == SIG_IGN;
}

int csystem_prepare_commands(void) {
    const int ends[] = {SIGTERM, SIGINT, SIGHUP};
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    for (size_t index = 0; index < sizeof ends / sizeof *ends; index++) {
        if (!is_ignored(ends[index])) {
            sigaddset(&awaited, ends[index]);
        }
    }
    broken_pipes_were_ignored = is_ignored(SIGPIPE);
    signal(SIGPIPE, SIG_IGN);
    // Where it is ignored the kernel keeps nothing of a child that has ended.
    signal(SIGCHLD, SIG_DFL);
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
        return errno;
    }
    return pthread_sigmask(SIG_BLOCK, &awaited, &earlier_mask);
}

// A list of texts that stand one after the other, with room for `more`; ends with NULL. NULL: no memory.
static char **list(const char *texts, int count, size_t more) {
    char **all = calloc((size_t)count + more + 1, sizeof *all);
    for (int index = 0; all != NULL && index < count; index++) {
        all[index] = (char *)texts;
        texts += strlen(texts) + 1;
    }
    return all;
}

static bool has_name_of(char *const *variables, int count, const char *variable) {
    const size_t length = strcspn(variable, "=") + 1;
    for (int index = 0; index < count; index++) {
        if (strncmp(variables[index], variable, length) == 0) {
            return true;
        }
    }
    return false;
}

// The variables of this process behind those that are given.
static char **environment(const char *variables, int count) {
    size_t own = 0;
    while (environ[own] != NULL) {
        own++;
    }
    char **all = list(variables, count, own);
    size_t next = (size_t)count;
    for (size_t index = 0; all != NULL && index < own; index++) {
        if (!has_name_of(all, count, environ[index])) {
            all[next++] = environ[index];
        }
    }
    return all;
}

static int spawn(char **arguments, char **variables, bool own_group, int *process) {
    posix_spawnattr_t attributes;
    int error = posix_spawnattr_init(&attributes);
    if (error != 0) {
        return error;
    }
    sigset_t standard;
    sigemptyset(&standard);
    if (!broken_pipes_were_ignored) {
        sigaddset(&standard, SIGPIPE);
    }
    // Process group 0: that of the child's own number.
    posix_spawnattr_setsigdefault(&attributes, &standard);
    posix_spawnattr_setsigmask(&attributes, &earlier_mask);
    const int group = own_group ? POSIX_SPAWN_SETPGROUP : 0;
    posix_spawnattr_setflags(&attributes, (short)(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | group));
    error = posix_spawnp(process, arguments[0], NULL, &attributes, arguments, variables);
    posix_spawnattr_destroy(&attributes);
    return error;
}

int csystem_start_command(
    const char *arguments, int argument_count, const char *variables, int variable_count, bool own_group,
    int *process) {
    char **words = list(arguments, argument_count, 0);
    char **all = environment(variables, variable_count);
    const int error = words == NULL || all == NULL ? ENOMEM : spawn(words, all, own_group, process);
    free(words);
    free(all);
    return error;
}

int csystem_next_signal(int milliseconds, bool *by_terminal) {
    siginfo_t told;
    memset(&told, 0, sizeof told);
    const struct timespec patience = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    const int number = milliseconds < 0 ? sigwaitinfo(&awaited, &told) : sigtimedwait(&awaited, &told, &patience);
    *by_terminal = number > 0 && told.si_code == SI_KERNEL;
    if (number >= 0) {
        return number;
    }
    return errno == EAGAIN || errno == EINTR ? 0 : -errno;
}

bool csystem_reap(int process, struct csystem_end *end) {
    bool found = false;
    int status = 0;
    for (pid_t child = waitpid(-1, &status, WNOHANG); child > 0; child = waitpid(-1, &status, WNOHANG)) {
        if (child != process) {
            continue;
        }
        found = true;
        end->by_signal = WIFSIGNALED(status);
        end->number = end->by_signal ? WTERMSIG(status) : WEXITSTATUS(status);
    }
    return found;
}

bool csystem_is_in_foreground(void) {
    const int terminal = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) {
        return false;
    }
    const pid_t group = tcgetpgrp(terminal);
    close(terminal);
    return group == getpgrp();
}

int csystem_group(void) {
    return getpgrp();
}
