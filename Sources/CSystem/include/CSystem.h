#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stdbool.h>

/// Blocks SIGTERM, SIGINT and SIGHUP for the calling thread and every thread it starts later, so that
/// `csystem_wait_for_signal` is the only place where they arrive. Call it before the first thread is started.
/// Returns 0, or the error number.
int csystem_block_signals(void);

/// Sleeps until one of the blocked signals comes, and returns its number. Returns a negative error number if it cannot wait.
int csystem_wait_for_signal(void);

/// The same, but returns 0 when none has come within that many milliseconds.
int csystem_wait_for_signal_within(int milliseconds);

/// Sends SIGTERM to this process, as if from outside: lets another thread wake the one that waits for signals.
void csystem_request_stop(void);

/// Makes writing to a connection that the other side has closed an error instead of the end of the process.
void csystem_ignore_broken_pipes(void);

/// Asks the kernel for a SIGTERM when the parent ends. `parent` is its process id, read before: a parent that has
/// ended in between, so that the kernel would say nothing, gives the signal at once.
/// The kernel watches the thread that started this process, which for every shell and test runner is its process.
/// Returns 0, or the error number.
int csystem_stop_with_parent(int parent);

/// The process id of the parent; 1 (or that of a subreaper) once it has ended.
int csystem_parent(void);

/// This process.
int csystem_process(void);

/// Gives memory that was freed back to the system, which the C library else keeps for later.
void csystem_give_back_memory(void);

/// Whether a person may be looking at standard output.
bool csystem_output_is_terminal(void);

/// The same for standard error.
bool csystem_error_is_terminal(void);

/// Makes this process one that starts commands: blocks SIGCHLD, and those of SIGTERM, SIGINT and SIGHUP that are not ignored (a shell
/// ignores SIGINT for what it starts behind an `&`, `nohup` SIGHUP), for the calling thread and every thread it starts later, so that
/// `csystem_next_signal` is the only place where they arrive. Whoever a command leaves behind becomes a child of this process.
/// Call it once, before the first thread is started. Returns 0, or the error number.
int csystem_prepare_commands(void);

/// Starts a command, which is looked for in PATH. It inherits the standard streams, the environment, and signals as they were before
/// `csystem_prepare_commands`. Arguments and variables stand one after the other, each with its terminating zero; a variable is
/// `NAME=VALUE` and goes before one of that name that this process has. `own_group` makes it the leader of a process group.
/// Returns 0, or the error number.
int csystem_start_command(
    const char *arguments, int argument_count, const char *variables, int variable_count, bool own_group, int *process);

/// Sleeps until a signal comes, for at most so many milliseconds (for ever where that is negative), and returns its number; 0 when none
/// has come; a negative error number if it cannot wait. `by_terminal`: somebody pressed a key, so every process of the terminal's
/// foreground group has got it as well.
int csystem_next_signal(int milliseconds, bool *by_terminal);

/// How a child ended: by itself with a code, or by a signal.
struct csystem_end {
    bool by_signal;
    int number;
};

/// Takes notice of all children that have ended. Returns whether that one is among them.
bool csystem_reap(int process, struct csystem_end *end);

/// Whether this process belongs to the group that reads the terminal and gets what its keys send.
bool csystem_is_in_foreground(void);

/// The process group of this process.
int csystem_group(void);

#endif
