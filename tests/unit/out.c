/* The writer: the last newline is held back until all is well, -o replaces whole files. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

#include "base/die.h"
#include "child.h"
#include "ok.h"
#include "random.h"
#include "stream/out.h"

static char path[128];

/* What the file holds, its size in *n; NULL if it is not there. */
static char *
content(const char *file, size_t *n)
{
	static char s[4 << 20];
	FILE *f = fopen(file, "r");

	if (f == NULL)
		return NULL;
	*n = fread(s, 1, sizeof s, f);
	fclose(f);
	return s;
}

static bool
holds(const char *file, const char *expected)
{
	size_t n = 0;
	char *s = content(file, &n);

	return s != NULL && n == strlen(expected) && memcmp(s, expected, n) == 0;
}

/* How many files the folder has. */
static int
files(void)
{
	char command[96];
	FILE *p;
	int n = -1;

	snprintf(command, sizeof command, "ls -A %s | wc -l", child_folder());
	p = popen(command, "r");
	if (p == NULL || fscanf(p, "%d", &n) != 1)
		abort();
	pclose(p);
	return n;
}

static void
to_path(void)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
		abort();
}

static void
write_and_flush(void *arg)
{
	struct out o;

	(void)arg;
	to_path();
	out_open(&o, NULL);
	out_string(&o, "a\tb\n1\t2\n");
	out_flush(&o);
}

static void
write_and_finish(void *arg)
{
	struct out o;

	(void)arg;
	to_path();
	out_open(&o, NULL);
	out_string(&o, "a\tb\n");
	out_flush(&o);
	out_flush(&o);
	out_number(&o, 0.1);
	out_char(&o, '\t');
	out_number(&o, (double)NAN);
	out_char(&o, '\n');
	_exit(out_finish(&o));
}

static void
write_file(void *arg)
{
	struct out o;

	out_open(&o, arg);
	out_string(&o, "new\n");
	_exit(out_finish(&o));
}

static void
write_file_and_die(void *arg)
{
	struct out o;

	out_open(&o, arg);
	out_string(&o, "new\n");
	out_flush(&o);
	die("no more");
}

static void
write_full(void *arg)
{
	struct out o;
	int fd = open("/dev/full", O_WRONLY);

	(void)arg;
	if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
		abort();
	out_open(&o, NULL);
	out_string(&o, "x\n");
	_exit(out_finish(&o));
}

/* A few MiB in pieces of any size. */
static void
write_much(void *arg)
{
	static char big[300000];
	struct out o;

	(void)arg;
	to_path();
	memset(big, 'x', sizeof big);
	out_open(&o, NULL);
	for (int i = 0; i < 40; i++) {
		size_t n = random_below(2) ? random_below(200000) : random_below(70);

		out_bytes(&o, big, n);
		out_text(&o, (struct text){ big, n / 2 });
		out_char(&o, '\n');
		if (random_below(4) == 0)
			out_flush(&o);
	}
	_exit(out_finish(&o));
}

static void
test_newline(void)
{
	ok(child_status(write_and_flush, NULL) == 0 && holds(path, "a\tb\n1\t2"),
	    "the newline is held back");
	ok(child_status(write_and_finish, NULL) == 0 && holds(path, "a\tb\n0.1\t\n"),
	    "and written in the end, once");
	ok(child_dies(write_full, NULL, "standard output: No space left on device"), "a full device");
}

static void
test_much(void)
{
	size_t n = 0, expected = 0, lines = 0, seen = 0;
	uint64_t state = random_state;
	char *s;

	ok(child_status(write_much, NULL) == 0, "much is written");
	random_state = state;
	for (int i = 0; i < 40; i++) {
		size_t k = random_below(2) ? random_below(200000) : random_below(70);

		expected += k + k / 2 + 1;
		lines++;
		(void)random_below(4);
	}
	s = content(path, &n);
	for (size_t i = 0; s != NULL && i < n; i++)
		seen += s[i] == '\n';
	ok(s != NULL && n == expected && seen == lines && s[n - 1] == '\n', "all of it");
}

static void
test_file(void)
{
	char file[128], gone[128], link[128];
	struct stat st;
	int before;

	snprintf(file, sizeof file, "%s/published", child_folder());
	snprintf(gone, sizeof gone, "%s/none/x", child_folder());
	snprintf(link, sizeof link, "%s/link", child_folder());
	umask(027);
	ok(child_status(write_file, file) == 0 && holds(file, "new\n"), "a new file");
	ok(stat(file, &st) == 0 && (st.st_mode & 0777) == 0640, "has the mode of the umask");
	if (chmod(file, 0604) != 0 || symlink("published", link) != 0 || truncate(file, 0) != 0)
		abort();
	ok(child_status(write_file, link) == 0 && holds(file, "new\n") && lstat(link, &st) == 0 &&
	    S_ISLNK(st.st_mode), "a symlink is followed");
	ok(stat(file, &st) == 0 && (st.st_mode & 0777) == 0604, "the old file's mode stays");
	if (truncate(file, 2) != 0)
		abort();
	before = files();
	ok(child_dies(write_file_and_die, file, "no more") && holds(file, "ne") && files() == before,
	    "who dies leaves the old file and nothing beside it");
	ok(child_dies(write_file, gone, "No such file or directory"), "no folder");
	ok(child_dies(write_file, (void *)(size_t)child_folder(), "not a regular file"), "a folder");
	ok(child_status(write_file, (void *)(size_t)"/dev/null") == 1, "a device");
}

#ifdef __linux__
/* Owner rw, one user r, group nothing, the most r, others nothing: mode 0640, of which the group has
 * nothing.  Entries are a tag, rights and an id, little-endian, behind a version (posix_acl_xattr.h). */
static void
test_list(void)
{
	static const char list[] = "system.posix_acl_access", inherited[] = "system.posix_acl_default";
	static const unsigned char some[] = { 2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255, 2, 0, 4, 0, 33, 0,
		0, 0, 4, 0, 0, 0, 255, 255, 255, 255, 16, 0, 4, 0, 255, 255, 255, 255, 32, 0, 0, 0, 255, 255,
		255, 255 };
	char file[160], folder[128];
	unsigned char now[sizeof some];
	struct stat st;

	snprintf(folder, sizeof folder, "%s/lists", child_folder());
	snprintf(file, sizeof file, "%s/file", folder);
	if (mkdir(folder, 0777) != 0 || creat(file, 0640) < 0)
		abort();
	if (setxattr(file, list, some, sizeof some, 0) != 0) {
		ok(errno == ENOTSUP, "no access control lists here");
		return;
	}
	ok(child_status(write_file, file) == 0 && holds(file, "new\n") &&
	    getxattr(file, list, now, sizeof now) == sizeof some && memcmp(now, some, sizeof some) == 0 &&
	    stat(file, &st) == 0 && (st.st_mode & 07777) == 0640, "the old file's list stays");
	if (removexattr(file, list) != 0 || chmod(file, 0640) != 0 ||
	    setxattr(folder, inherited, some, sizeof some, 0) != 0)
		abort();
	ok(child_status(write_file, file) == 0 && getxattr(file, list, now, sizeof now) < 0 &&
	    stat(file, &st) == 0 && (st.st_mode & 07777) == 0640, "none comes from the folder");
}
#endif

int
main(void)
{
	die_name("out");
	snprintf(path, sizeof path, "%s/out", child_folder());
	test_newline();
	test_much();
	test_file();
#ifdef __linux__
	test_list();
#endif
	child_clean();
	return ok_done();
}
