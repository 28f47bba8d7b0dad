/* Calls of the system that fail, or are the last thing a process does.
 *
 * Belongs here: standing between a program and the C library (LD_PRELOAD), for calls that write. Does not belong here:
 * which call, of which file, which time: the environment says so (see points.py).
 *
 *   FAILING_LOG   file to which every matching call is told, one line each; nothing fails then
 *   FAILING_CALL  name of the call: write fsync syncfs rename link
 *   FAILING_PATH  pattern (fnmatch) of the file's path; a rename or link is known by where it leads
 *   FAILING_NTH   the how manieth matching call of a process it is
 *   FAILING_WHEN  before | after
 *   FAILING_HOW   kill, or a number of an error
 *   FAILING_ODDS  instead of the above: one of so many calls below FAILING_PATH fails, by FAILING_SEED
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int counted, owner;
static unsigned long chance;

static const char *told(const char *name) { const char *value = getenv(name); return value ? value : ""; }

static int drawn(int odds) {
    if (owner != getpid()) { owner = getpid(); counted = 0; chance = strtoul(told("FAILING_SEED"), NULL, 10) * 2654435761UL + 12345; }
    chance = chance * 6364136223846793005UL + 1442695040888963407UL;
    return odds > 0 && (chance >> 33) % odds == 0;
}

/* Tell whether this is the call; the error to give, -1 to be killed, 0 to go on. */
static int meant(const char *call, const char *path) {
    const char *pattern = getenv("FAILING_PATH");
    if (!pattern || fnmatch(pattern, path, 0) != 0) return 0;
    const char *log = getenv("FAILING_LOG");
    if (log) {
        int file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
        if (file >= 0) { dprintf(file, "%s %s\n", call, path); close(file); }
        return 0;
    }
    int odds = atoi(told("FAILING_ODDS")), lucky = drawn(odds);
    if (odds > 0) return lucky ? atoi(told("FAILING_HOW")) : 0;
    if (strcmp(call, told("FAILING_CALL")) != 0 || ++counted != atoi(told("FAILING_NTH"))) return 0;
    return strcmp(told("FAILING_HOW"), "kill") == 0 ? -1 : atoi(told("FAILING_HOW"));
}

static void place(int descriptor, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, size - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void die(void) { killpg(getpgrp(), SIGKILL); pause(); }

#define AROUND(call, path, real)                                   \
    int how = meant(call, path);                                   \
    int late = strcmp(told("FAILING_WHEN"), "after") == 0;         \
    if (how > 0) { errno = how; return -1; }                       \
    if (how < 0 && !late) die();                                   \
    __typeof__(real) result = real;                                \
    if (how < 0) die();                                            \
    return result;

#define NEXT(name) dlsym(RTLD_NEXT, #name)

static int watched(void) { return getenv("FAILING_PATH") != NULL; }

ssize_t write(int file, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = NEXT(write);
    if (!watched()) return real(file, data, size);
    char path[4096];
    place(file, path, sizeof path);
    AROUND("write", path, real(file, data, size))
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = NEXT(pwrite64);
    if (!watched()) return real(file, data, size, at);
    char path[4096];
    place(file, path, sizeof path);
    AROUND("write", path, real(file, data, size, at))
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return pwrite64(file, data, size, at); }

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = NEXT(fsync);
    if (!watched()) return real(file);
    char path[4096];
    place(file, path, sizeof path);
    AROUND("fsync", path, real(file))
}

int syncfs(int file) {
    static int (*real)(int);
    if (!real) real = NEXT(syncfs);
    if (!watched()) return real(file);
    char path[4096];
    place(file, path, sizeof path);
    AROUND("syncfs", path, real(file))
}

int rename(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = NEXT(rename);
    if (!watched()) return real(from, to);
    AROUND("rename", to, real(from, to))
}

int link(const char *from, const char *to) {
    static int (*real)(const char *, const char *);
    if (!real) real = NEXT(link);
    if (!watched()) return real(from, to);
    AROUND("link", to, real(from, to))
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    static int (*real)(int, const char *, int, const char *, int);
    if (!real) real = NEXT(linkat);
    if (!watched()) return real(from_folder, from, to_folder, to, flags);
    AROUND("link", to, real(from_folder, from, to_folder, to, flags))
}
