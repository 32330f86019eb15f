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

#endif
