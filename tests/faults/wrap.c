/* wrap - calls of the system that fail when the environment says so.
 *
 * Linked into a test build with -Wl,--wrap=CALL for each call below.  Calls are
 * counted together, in the order they are made, writes to standard error aside:
 *
 *	FAULT_CALL=NAME  only calls of this name are counted
 *	FAULT_N=N        the Nth call fails
 *	FAULT_FOREVER=1  so do all after it
 *	FAULT_KILL=N     it does not fail: the process is killed there by SIGKILL, in a write when
 *	                 N pages have been taken (of a pipe pages of what is written, else of the file)
 *	FAULT_CUT=1      a write that fails has first written up to its last newline,
 *	                 as a disk does that becomes full
 *	FAULT_SHORT=N    no read or write moves more than N bytes
 *	FAULT_EINTR=1    every other read and write is interrupted first
 *	FAULT_STDERR=1   nothing can be written to standard error
 *	FAULT_COUNT=FILE the number of calls is written there in the end
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
int __real_open(const char *, int, ...);
ssize_t __real_read(int, void *, size_t);
ssize_t __real_write(int, const void *, size_t);
int __real_fsync(int);
int __real_close(int);
int __real_rename(const char *, const char *);
int __real_fchmod(int, mode_t);
int __real_fchown(int, uid_t, gid_t);
int __real_fcntl(int, int, ...);
int __real_fstat(int, struct stat *);
int __real_ftruncate(int, off_t);
ssize_t __real_pwrite(int, const void *, size_t, off_t);
_Noreturn void __real__exit(int);

void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
int __wrap_open(const char *, int, ...);
ssize_t __wrap_read(int, void *, size_t);
ssize_t __wrap_write(int, const void *, size_t);
int __wrap_fsync(int);
int __wrap_close(int);
int __wrap_rename(const char *, const char *);
int __wrap_fchmod(int, mode_t);
int __wrap_fchown(int, uid_t, gid_t);
int __wrap_fcntl(int, int, ...);
int __wrap_fstat(int, struct stat *);
int __wrap_ftruncate(int, off_t);
ssize_t __wrap_pwrite(int, const void *, size_t, off_t);
_Noreturn void __wrap__exit(int);

void __gcov_dump(void) __attribute__((weak));

enum { PAGE = 4096 };

static const char *only;
static long fault_n, calls, turns, most, pages = -1;
static bool forever, cut, interrupts, silent;

static long
number(const char *name)
{
	const char *s = getenv(name);

	return s == NULL ? 0 : atol(s);
}

/* Says how many calls there were. */
static void
leave(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *f;

	if (path == NULL || (f = fopen(path, "w")) == NULL)
		return;
	fprintf(f, "%ld\n", calls);
	fclose(f);
}

__attribute__((constructor))
static void
begin(void)
{
	only = getenv("FAULT_CALL");
	fault_n = number("FAULT_N");
	pages = getenv("FAULT_KILL") == NULL ? -1 : number("FAULT_KILL");
	most = number("FAULT_SHORT");
	forever = number("FAULT_FOREVER") != 0;
	cut = number("FAULT_CUT") != 0;
	interrupts = number("FAULT_EINTR") != 0;
	silent = number("FAULT_STDERR") != 0;
	atexit(leave);
}

/* True if this call is to fail; errno is then why. */
static bool
fails(const char *name, int error)
{
	if (only != NULL && strcmp(only, name) != 0)
		return false;
	calls++;
	if (fault_n == 0 || calls < fault_n || (calls > fault_n && !forever))
		return false;
	if (pages >= 0 && strcmp(name, "write") != 0)
		raise(SIGKILL);
	errno = error;
	return true;
}

void *
__wrap_malloc(size_t n)
{
	return fails("malloc", ENOMEM) ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return fails("calloc", ENOMEM) ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return fails("realloc", ENOMEM) ? NULL : __real_realloc(p, n);
}

int
__wrap_open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	if (flags & O_CREAT) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	return fails("open", EACCES) ? -1 : __real_open(path, flags, mode);
}

ssize_t
__wrap_read(int fd, void *p, size_t n)
{
	if (interrupts && turns++ % 2 == 0) {
		errno = EINTR;
		return -1;
	}
	if (fails("read", EIO))
		return -1;
	return __real_read(fd, p, most > 0 && n > (size_t)most ? (size_t)most : n);
}

/* Writes what the kernel may have taken of n bytes when it sees that the process is to end. */
static void
kill_in_write(int fd, const void *p, size_t n)
{
	off_t at = lseek(fd, 0, SEEK_CUR);
	size_t k = (size_t)pages * PAGE - (at < 0 || pages == 0 ? 0 : (size_t)at % PAGE);

	if (__real_write(fd, p, k < n ? k : n) >= 0)
		raise(SIGKILL);
	abort();
}

ssize_t
__wrap_write(int fd, const void *p, size_t n)
{
	const char *s = p;

	if (fd == STDERR_FILENO) {
		if (!silent)
			return __real_write(fd, p, n);
		errno = ENOSPC;
		return -1;
	}
	if (interrupts && turns++ % 2 == 0) {
		errno = EINTR;
		return -1;
	}
	if (most > 0 && n > (size_t)most)
		n = (size_t)most;
	if (!fails("write", ENOSPC))
		return __real_write(fd, p, n);
	if (pages >= 0)
		kill_in_write(fd, p, n);
	if (!cut || calls != fault_n)
		return -1;
	/* The part is written; the next call is the one that fails. */
	while (n > 0 && (--n == 0 || s[n - 1] != '\n'))
		;
	fault_n++;
	if (n > 0)
		return __real_write(fd, p, n);
	errno = ENOSPC;
	return -1;
}

int
__wrap_fsync(int fd)
{
	return fails("fsync", EIO) ? -1 : __real_fsync(fd);
}

int
__wrap_close(int fd)
{
	return fails("close", EIO) ? -1 : __real_close(fd);
}

int
__wrap_rename(const char *from, const char *to)
{
	return fails("rename", EACCES) ? -1 : __real_rename(from, to);
}

int
__wrap_fchmod(int fd, mode_t mode)
{
	return fails("fchmod", EPERM) ? -1 : __real_fchmod(fd, mode);
}

int
__wrap_fchown(int fd, uid_t owner, gid_t group)
{
	return fails("fchown", EPERM) ? -1 : __real_fchown(fd, owner, group);
}

int
__wrap_fcntl(int fd, int command, ...)
{
	va_list ap;
	long arg;

	va_start(ap, command);
	arg = va_arg(ap, long);
	va_end(ap);
	return fails("fcntl", EPERM) ? -1 : __real_fcntl(fd, command, arg);
}

int
__wrap_fstat(int fd, struct stat *st)
{
	return fails("fstat", EIO) ? -1 : __real_fstat(fd, st);
}

int
__wrap_ftruncate(int fd, off_t n)
{
	/* What follows a write that was cut is a write. */
	return !cut && fails("ftruncate", EIO) ? -1 : __real_ftruncate(fd, n);
}

ssize_t
__wrap_pwrite(int fd, const void *p, size_t n, off_t at)
{
	return fails("pwrite", ENOSPC) ? -1 : __real_pwrite(fd, p, n, at);
}

/* die ends without atexit; coverage is written all the same, by calls that do not fail. */
void
__wrap__exit(int status)
{
	leave();
	fault_n = 0;
	forever = interrupts = false;
	most = 0;
	if (__gcov_dump != NULL)
		__gcov_dump();
	__real__exit(status);
}
