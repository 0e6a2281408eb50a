/* harness - functions that die come back, and what they held is given back. */
#include <errno.h>
#include <csv.h>
#include <fcntl.h>
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/die.h"
#include "harness.h"
#include "stream/files.h"

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
int __real_open(const char *, int, ...);
ssize_t __real_read(int, void *, size_t);
ssize_t __real_write(int, const void *, size_t);
iconv_t __real_iconv_open(const char *, const char *);
int __real_iconv_close(iconv_t);
void __real_csv_free(struct csv_parser *);
_Noreturn void __real__exit(int);

void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void __wrap_free(void *);
int __wrap_open(const char *, int, ...);
ssize_t __wrap_read(int, void *, size_t);
ssize_t __wrap_write(int, const void *, size_t);
ssize_t __wrap_getrandom(void *, size_t, unsigned);
iconv_t __wrap_iconv_open(const char *, const char *);
int __wrap_iconv_close(iconv_t);
void __wrap_csv_free(struct csv_parser *);
_Noreturn void __wrap__exit(int);

enum { FILES = 256, DECODERS = 8 };

size_t fuzz_chunk;
char fuzz_said[8192];
unsigned fuzz_refused;
unsigned char fuzz_seed;

static size_t said;
static bool running;
static jmp_buf back;
static void **held;             /* what has been allocated and not freed */
static size_t nheld, held_cap;
static int descriptor[FILES];
static size_t ndescriptor;
static iconv_t decoder[DECODERS];
static size_t ndecoder;

static void *
hold(void *p)
{
	if (p == NULL)
		return p;
	if (nheld == held_cap) {
		held_cap = held_cap * 2 + 64;
		held = __real_realloc(held, held_cap * sizeof *held);
		if (held == NULL)
			abort();
	}
	held[nheld++] = p;
	return p;
}

/* What is no longer held; most live short. */
static void
let_go(const void *p)
{
	for (size_t i = nheld; i-- > 0;)
		if (held[i] == p) {
			held[i] = held[--nheld];
			return;
		}
}

void *
__wrap_malloc(size_t n)
{
	return hold(__real_malloc(n));
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return hold(__real_calloc(n, size));
}

void *
__wrap_realloc(void *p, size_t n)
{
	if (p != NULL)
		let_go(p);
	return hold(__real_realloc(p, n));
}

void
__wrap_free(void *p)
{
	if (p != NULL)
		let_go(p);
	__real_free(p);
}

int
__wrap_open(const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;
	int fd;

	if (flags & O_CREAT) {
		va_start(ap, flags);
		mode = va_arg(ap, mode_t);
		va_end(ap);
	}
	fd = __real_open(path, flags, mode);
	if (fd >= 0 && ndescriptor < FILES)
		descriptor[ndescriptor++] = fd;
	return fd;
}

ssize_t
__wrap_read(int fd, void *p, size_t n)
{
	return __real_read(fd, p, fuzz_chunk > 0 && n > fuzz_chunk ? fuzz_chunk : n);
}

ssize_t
__wrap_write(int fd, const void *p, size_t n)
{
	size_t left = sizeof fuzz_said - 1 - said;

	if (fd != STDERR_FILENO)
		return __real_write(fd, p, n);
	memcpy(fuzz_said + said, p, n < left ? n : left);
	said += n < left ? n : left;
	fuzz_said[said] = '\0';
	return (ssize_t)n;
}

iconv_t
__wrap_iconv_open(const char *to, const char *from)
{
	iconv_t d = __real_iconv_open(to, from);

	if (d != (iconv_t)-1) {
		fuzz_require(ndecoder < DECODERS, "decoders are few");
		decoder[ndecoder++] = d;
	}
	return d;
}

int
__wrap_iconv_close(iconv_t d)
{
	for (size_t i = 0; i < ndecoder; i++)
		if (decoder[i] == d) {
			decoder[i] = decoder[--ndecoder];
			break;
		}
	return __real_iconv_close(d);
}

/* libcsv frees what it had from our realloc, but by a free that is not ours. */
void
__wrap_csv_free(struct csv_parser *p)
{
	csv_set_free_func(p, __wrap_free);
	__real_csv_free(p);
}

/* The seed of hashes, so that an input always takes the same way. */
ssize_t
__wrap_getrandom(void *p, size_t n, unsigned flags)
{
	(void)flags;
	memset(p, fuzz_seed, n);
	return (ssize_t)n;
}

void
__wrap__exit(int status)
{
	if (!running)
		__real__exit(status);
	longjmp(back, status == 0 ? 256 : status);
}

void
fuzz_require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "broken promise: %s\n%s", what, fuzz_said);
	abort();
}

char *
fuzz_file(const void *s, size_t n)
{
	int fd = memfd_create("input", MFD_CLOEXEC);
	char *path = hold(__real_malloc(40));

	if (fd < 0 || path == NULL || ndescriptor == FILES ||
	    (n > 0 && __real_write(fd, s, n) != (ssize_t)n))
		abort();
	descriptor[ndescriptor++] = fd;
	snprintf(path, 40, "/proc/self/fd/%d", fd);
	return path;
}

int
fuzz_run(void (*f)(void *), void *arg)
{
	volatile int status = 0;
	int way;

	said = 0;
	fuzz_said[0] = '\0';
	running = true;
	way = setjmp(back);
	if (way == 0)
		f(arg);
	else
		status = way;
	running = false;
	die_cleanup(NULL);
	files_forget();
	if (status == 0) {
		fuzz_require(said == 0, "success is silent");
		return 0;
	}
	fuzz_refused++;
	fuzz_require(status == DIE_DATA || status == DIE_USAGE, "the status is 1 or 2");
	fuzz_require(strncmp(fuzz_said, "sci", 3) == 0, "a message names the filter");
	fuzz_require(said > 0 && strchr(fuzz_said, '\n') == fuzz_said + said - 1,
	    "a message is one line");
	return status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_chunk = 0;
	fuzz_seed = 0x5a;
	fuzz_refused = 0;
	fuzz_one(data, n);
	while (ndecoder > 0)
		__real_iconv_close(decoder[--ndecoder]);
	while (nheld > 0)
		__real_free(held[--nheld]);
	while (ndescriptor > 0)
		close(descriptor[--ndescriptor]);
	return 0;
}
