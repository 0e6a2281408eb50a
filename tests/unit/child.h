/* child - for functions that die: run in a child, with the message kept. */
#ifndef CHILD_H
#define CHILD_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char child_said[4096];   /* what the last child wrote to standard error */

/* Runs f(arg) in a child; returns its exit status, 0 if f returns, 255 for a signal. */
static inline int
child_status(void (*f)(void *), void *arg)
{
	int p[2], status = 0;
	size_t n = 0;
	ssize_t got;
	pid_t pid;

	fflush(NULL);
	if (pipe(p) != 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		dup2(p[1], STDERR_FILENO);
		close(p[0]);
		close(p[1]);
		f(arg);
		_exit(0);
	}
	close(p[1]);
	while (n + 1 < sizeof child_said &&
	    (got = read(p[0], child_said + n, sizeof child_said - 1 - n)) > 0)
		n += (size_t)got;
	child_said[n] = '\0';
	close(p[0]);
	if (waitpid(pid, &status, 0) != pid)
		abort();
	return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

/* True if f(arg) dies with status 1 and one line that holds `words`. */
static inline bool
child_dies(void (*f)(void *), void *arg, const char *words)
{
	char *newline;

	if (child_status(f, arg) != 1)
		return false;
	newline = strchr(child_said, '\n');
	return newline != NULL && newline[1] == '\0' && strstr(child_said, words) != NULL;
}

/* The folder for files of a test, made when it is first asked for. */
static inline const char *
child_folder(void)
{
	static char folder[] = "/tmp/unit.XXXXXX";
	static bool made;

	if (!made && mkdtemp(folder) == NULL)
		abort();
	made = true;
	return folder;
}

/* Writes n bytes to a new file; returns its path, which lives until the next but 15 calls. */
static inline char *
child_file(const char *s, size_t n)
{
	static char path[16][64];
	static unsigned int count;
	char *p = path[count % 16];
	FILE *f;

	snprintf(p, sizeof *path, "%s/%u", child_folder(), count++);
	f = fopen(p, "w");
	if (f == NULL || fwrite(s, 1, n, f) != n || fclose(f) != 0)
		abort();
	return p;
}

/* Removes the folder with all that child_file has written. */
static inline void
child_clean(void)
{
	char command[64];

	snprintf(command, sizeof command, "rm -rf %s", child_folder());
	if (system(command) != 0)
		abort();
}

#endif
