"""Libraries loaded before the C library, compiled when they are needed: a disk with errors, a slow one, another clock."""

import datetime
import mmap
import os
import shutil
import struct
import subprocess
import time

from harness import Skipped


def compiled(bench, name, source):
    """A library to be loaded before the C library."""
    compiler = next((name for name in ["cc", "gcc", "clang"] if shutil.which(name)), None)
    if not compiler:
        raise Skipped("needs a C compiler")
    path = os.path.join(bench.folder, name)
    with open(path + ".c", "w", encoding="ascii") as file:
        file.write(source)
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", path + ".so", path + ".c", "-ldl"], check=True, capture_output=True)
    return path + ".so"


class Preloaded:
    """A library that reads what it shall do from a page it shares with us, so that it can be told at any time."""

    SOURCE = ""

    def __init__(self, bench):
        name = type(self).__name__.lower()
        library, control = compiled(bench, name, self.HEAD + self.SOURCE), os.path.join(bench.folder, name)
        with open(control, "wb") as file:
            file.write(b"\0" * 4096)
        with open(control, "r+b") as file:
            self.page = mmap.mmap(file.fileno(), 4096)
        self.environment = {"LD_PRELOAD": library, "PRELOADED": control}

    HEAD = r"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/mman.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static volatile void *page;
        __attribute__((constructor)) static void begin(void) {
            int fd = open(getenv("PRELOADED"), O_RDONLY | O_CLOEXEC);
            void *shared = fd < 0 ? MAP_FAILED : mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
            if (shared != MAP_FAILED) page = shared;
        }
        """


class Misfortune(Preloaded):
    """Lets writes to the database's files go wrong, each in so many of a hundred cases."""

    SOURCE = r"""
        enum { write_fails, no_room, write_is_short, sync_fails };
        static int happens(int what, int fd) {
            char link[64], path[4096];
            volatile unsigned char *shares = page;
            if (!shares || !shares[what] || random() % 100 >= shares[what]) return 0;
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            ssize_t length = readlink(link, path, sizeof path - 1);
            path[length < 0 ? 0 : length] = 0;
            return strstr(path, "/krumtap.db") != NULL;
        }
        typedef ssize_t (*writer)(int, const void *, size_t, off_t);
        static ssize_t put(const char *name, int fd, const void *bytes, size_t count, off_t at) {
            writer real = (writer)dlsym(RTLD_NEXT, name);
            if (happens(write_fails, fd)) { errno = EIO; return -1; }
            if (happens(no_room, fd)) { errno = ENOSPC; return -1; }
            return real(fd, bytes, count > 1 && happens(write_is_short, fd) ? count / 2 : count, at);
        }
        ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return put("pwrite", fd, bytes, count, at); }
        ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) { return put("pwrite64", fd, bytes, count, at); }
        static int sync_by(const char *name, int fd) {
            if (happens(sync_fails, fd)) { errno = EIO; return -1; }
            return ((int (*)(int))dlsym(RTLD_NEXT, name))(fd);
        }
        int fdatasync(int fd) { return sync_by("fdatasync", fd); }
        int fsync(int fd) { return sync_by("fsync", fd); }
        """

    def be(self, write_fails=0, no_room=0, write_is_short=0, sync_fails=0):
        self.page[0:4] = bytes([write_fails, no_room, write_is_short, sync_fails])


class SlowDisk(Preloaded):
    """A disk that takes its time to say that it has written."""

    SOURCE = r"""
        #include <sys/syscall.h>
        int fsync(int fd) { usleep(25000); return syscall(SYS_fsync, fd); }
        int fdatasync(int fd) { usleep(25000); return syscall(SYS_fdatasync, fd); }
        """


class WallClock(Preloaded):
    """Puts the clock that says what day it is, and no other: libfaketime would also put the one Swift's timers go by."""

    SOURCE = r"""
        static int64_t ahead(void) { return page ? *(volatile int64_t *)page : 0; }
        int clock_gettime(clockid_t clock, struct timespec *now) {
            static int (*real)(clockid_t, struct timespec *);
            if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            int result = real(clock, now);
            if (!result && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += ahead();
            return result;
        }
        int gettimeofday(struct timeval *now, void *zone) {
            struct timespec exact;
            int result = clock_gettime(CLOCK_REALTIME, &exact);
            now->tv_sec = exact.tv_sec;
            now->tv_usec = exact.tv_nsec / 1000;
            return result;
        }
        time_t time(time_t *now) {
            struct timespec exact;
            clock_gettime(CLOCK_REALTIME, &exact);
            if (now) *now = exact.tv_sec;
            return exact.tv_sec;
        }
        """

    def put(self, when):
        """Seconds ahead of the machine's, or a moment; a text is one in UTC."""
        if isinstance(when, str):
            when = datetime.datetime.fromisoformat(when).replace(tzinfo=datetime.timezone.utc)
        if isinstance(when, datetime.datetime):
            when = when.timestamp() - time.time()
        self.ahead = int(when)
        self.page[0:8] = struct.pack("q", self.ahead)

    def now(self):
        return time.time() + self.ahead
