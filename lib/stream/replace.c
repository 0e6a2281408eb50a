/* replace - a file that is replaced all at once. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/files.h"
#include "stream/replace.h"

/* LINKS are followed one after the other, as many as Linux does; NAME bytes of
 * a file's own name stand in the temporary one, of which a folder takes 255. */
enum { LINKS = 40, NAME = 200 };

/* The files to take away when the filter ends early; state, because a signal
 * handler has no arguments. */
static char *volatile unfinished[REPLACE_FILES];

static void
remove_unfinished(void)
{
	for (int i = 0; i < REPLACE_FILES; i++)
		if (unfinished[i] != NULL) {
			unlink(unfinished[i]);
			unfinished[i] = NULL;
		}
}

/* Ends the program by the signal, as it would have without us. */
static void
on_signal(int sig)
{
	remove_unfinished();
	signal(sig, SIG_DFL);
	raise(sig);
}

/* Puts a file among the unfinished, in a free place (path NULL), or takes it
 * out. */
static void
replace_unfinished(const char *path, char *by)
{
	for (int i = 0; i < REPLACE_FILES; i++)
		if (unfinished[i] == path) {
			unfinished[i] = by;
			return;
		}
}

/* Whether the signal, left alone, does not end the program. */
static bool
harmless(int sig)
{
	static const int signals[] = { SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP,
	    SIGTTIN, SIGTTOU, SIGURG, SIGWINCH };
	bool found = false;

	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		found = found || signals[i] == sig;
	return found;
}

/* Removes the temporary files on every signal that would end the program: not
 * on those that are ignored (nohup) or that somebody else waits for.  All
 * others wait meanwhile. */
static void
watch_signals(void)
{
	struct sigaction act, old;

	memset(&act, 0, sizeof act);
	act.sa_handler = on_signal;
	sigfillset(&act.sa_mask);
	for (int sig = 1; sig < NSIG; sig++)
		if (!harmless(sig) && sigaction(sig, NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(sig, &act, NULL);
}

/* The folder of a path, with its slash. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? mem_copy("./", 2) : mem_copy(path,
	    (size_t)(slash - path) + 1);
}

static _Noreturn void
not_regular(const char *path)
{
	die("%s: not a regular file; -o replaces a file, use > here", path);
}

/* Refuses a link in that folder that the kernel would not follow, and one of a
 * process's open files. */
static void
check_link(const char *path, const struct stat *link, const char *folder)
{
	struct stat dir;
	struct statfs fs;

	if (statfs(folder, &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC)
		not_regular(path);
	if (stat(folder, &dir) != 0)
		die_sys("%s", path);
	if ((dir.st_mode & S_ISVTX) != 0 && (dir.st_mode & S_IWOTH) != 0 &&
	    link->st_uid != geteuid() && link->st_uid != dir.st_uid)
		die("%s: a link of another user's, in a folder where all may write, is not followed",
		    path);
}

/* Where the path points to in the end: a link's target is what is replaced.
 * Its state is in *st, and false in *old if there is none. */
static char *
resolve(const char *path, struct stat *st, bool *old)
{
	char link[PATH_MAX];
	char *at = mem_copy(path, strlen(path));

	for (int hops = 0; (*old = lstat(at, st) == 0) && S_ISLNK(st->st_mode);
	    hops++) {
		char *next, *folder = folder_of(at);
		size_t dir = strlen(folder);
		ssize_t n;

		check_link(path, st, folder);
		n = readlink(at, link, sizeof link - 1);
		if (hops == LINKS) {
			errno = ELOOP;
			n = -1;
		}
		if (n < 0)
			die_sys("%s: cannot be followed", path);
		if (link[0] == '/')
			dir = 0;
		next = mem_array(dir + (size_t)n + 1, 1);
		memcpy(next, folder, dir);
		memcpy(next + dir, link, (size_t)n);
		free(folder);
		free(at);
		at = next;
	}
	if (!*old && errno != ENOENT)
		die_sys("%s", path);
	return at;
}

/* Creates the temporary file and has it removed from then on: no signal comes
 * between. */
static int
create(struct replace *r, mode_t mode)
{
	const char *slash = strrchr(r->path, '/');
	size_t folder = slash == NULL ? 0 : (size_t)(slash - r->path) + 1;
	size_t n = strlen(r->path) + 40;
	sigset_t all, before;
	int fd = -1;

	watch_signals();
	die_cleanup(remove_unfinished);
	r->temporary = mem_array(n, 1);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &before);
	for (int i = 0; i < 100 && fd < 0; i++) {
		snprintf(r->temporary, n, "%.*s%.*s.%ld-%d.tmp", (int)folder,
		    r->path, NAME, r->path + folder, (long)getpid(), i);
		fd = open(r->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		    mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		die_sys("%s", r->temporary);
	replace_unfinished(NULL, r->temporary);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return fd;
}

/* Gives the new file the old one's access control list, which makes the group's
 * part of the mode only the most that anybody named there may. */
static void
take_list(const struct replace *r, int fd)
{
	static const char list[] = "system.posix_acl_access";
	ssize_t n = getxattr(r->path, list, NULL, 0);
	void *p = mem_array(n > 0 ? (size_t)n : 0, 1);

	if (n > 0)
		n = getxattr(r->path, list, p, (size_t)n);
	if (n > 0 && fsetxattr(fd, list, p, (size_t)n, 0) != 0)
		die_sys("%s", r->temporary);
	/* One that comes from the folder is not the old file's. */
	if (n <= 0 && fremovexattr(fd, list) != 0)
		errno = 0;
	free(p);
}

/* Gives the new file the old one's group, rights and owner, in this order, so
 * that it is never open to a group that the old one was shut to.  What the
 * system does not allow is left. */
static void
take_over(const struct replace *r, int fd, const struct stat *old)
{
	if (fchown(fd, (uid_t)-1, old->st_gid) != 0)
		errno = 0;
	take_list(r, fd);
	if (fchmod(fd, old->st_mode & 01777) != 0)
		die_sys("%s", r->temporary);
	if (fchown(fd, old->st_uid, (gid_t)-1) != 0)
		errno = 0;
}

int
replace_open(struct replace *r, const char *path)
{
	struct stat st, dir;
	char *folder;
	bool old;
	int fd;

	r->path = resolve(path, &st, &old);
	if (old && !S_ISREG(st.st_mode))
		not_regular(path);
	folder = folder_of(r->path);
	if (stat(folder, &dir) != 0)
		die_sys("%s", path);
	files_replaced(path, r->path, old ? &st : NULL, &dir);
	free(folder);
	fd = create(r, old ? st.st_mode & 0700 : 0666);
	if (old)
		take_over(r, fd, &st);
	return fd;
}

/* Makes a rename last: the folder is what holds the name. */
static void
sync_folder(const char *path)
{
	char *dir = folder_of(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL) || close(fd) != 0)
		die_sys("%s", dir);
	free(dir);
}

void
replace_finish(struct replace *r, int fd)
{
	if (fsync(fd) != 0 || close(fd) != 0 || rename(r->temporary,
	    r->path) != 0)
		die_sys("%s", r->path);
	replace_unfinished(r->temporary, NULL);
	sync_folder(r->path);
	free(r->temporary);
	free(r->path);
	*r = (struct replace){ NULL, NULL };
}
