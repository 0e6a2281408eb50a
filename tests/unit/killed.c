/* killed - kills a command again and again, by what it has written, and looks at what it leaves.
 *
 *	killed KIND ROUNDS COMMAND ARGUMENT...
 *
 * The command writes to a KIND: `file`, `append` (a file opened for that), `pipe` or `socket`.
 * First it runs to its end; then, ROUNDS times, it is killed when it has written a part of that:
 * when the file has grown so far, or when so much has been taken from pipe or socket and no more
 * finds room there.  Prints how often
 * it was killed before its end, and how often what it left ends in a newline all the same. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ALL ((off_t)1 << 40)    /* more than a command writes */

static const char path[] = "killed.out";
static char **command;

/* What the command writes to, at the other end of which is *ours (a file: the same). */
static int
target(const char *kind, int *ours)
{
	int fd[2];

	if (strcmp(kind, "pipe") == 0 || strcmp(kind, "socket") == 0) {
		if (kind[0] == 'p' ? pipe(fd) != 0 : socketpair(AF_UNIX, SOCK_STREAM, 0, fd) != 0)
			abort();
		*ours = fd[0];
		return fd[1];
	}
	fd[1] = open(path, O_WRONLY | O_CREAT | O_TRUNC | (kind[0] == 'a' ? O_APPEND : 0), 0666);
	*ours = open(path, O_RDONLY);
	if (fd[1] < 0 || *ours < 0)
		abort();
	return fd[1];
}

static pid_t
start(int out, int ours)
{
	pid_t pid = fork();

	if (pid < 0)
		abort();
	if (pid == 0) {
		if (dup2(out, STDOUT_FILENO) < 0)
			abort();
		close(out);
		close(ours);
		execvp(command[0], command);
		_exit(127);
	}
	close(out);
	return pid;
}

/* Takes up to n bytes; their number, the last of them in *last. */
static off_t
take(int fd, off_t n, char *last)
{
	static char buffer[1 << 16];
	off_t all = 0;

	while (all < n) {
		off_t left = n - all;
		ssize_t k = read(fd, buffer, left < (off_t)sizeof buffer ? (size_t)left : sizeof buffer);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			break;
		*last = buffer[k - 1];
		all += k;
	}
	return all;
}

/* Waits until the file has n bytes or its writer is gone. */
static void
wait_for_size(int fd, off_t n, pid_t pid)
{
	struct stat st;
	siginfo_t end;

	do {
		end.si_pid = 0;
		if (fstat(fd, &st) != 0 || waitid(P_PID, (id_t)pid, &end, WEXITED | WNOHANG | WNOWAIT) != 0)
			abort();
	} while (st.st_size < n && end.si_pid == 0);
}

/* Waits until a process waits, or is gone: nobody takes what it writes. */
static void
wait_until_full(pid_t pid)
{
	char name[64], text[512];
	const char *state;

	snprintf(name, sizeof name, "/proc/%ld/stat", (long)pid);
	do {
		FILE *f = fopen(name, "r");
		size_t n = f == NULL ? 0 : fread(text, 1, sizeof text - 1, f);

		text[n] = '\0';
		state = strrchr(text, ')');
		if (f == NULL || fclose(f) != 0 || state == NULL || strlen(state) < 3)
			abort();
	} while (state[2] != 'S' && state[2] != 'Z');
}

/* Runs the command, kills it after n bytes if it writes so many; what it has written in all, the last byte in *last,
 * and whether it was killed in *killed. */
static off_t
run(const char *kind, off_t n, char *last, bool *killed)
{
	bool file = kind[0] == 'f' || kind[0] == 'a';
	off_t got = 0;
	int ours, status, out = target(kind, &ours);
	pid_t pid = start(out, ours);

	if (file)
		wait_for_size(ours, n, pid);
	else
		got = take(ours, n, last);
	if (!file && n < ALL)
		wait_until_full(pid);
	if (n < ALL)
		kill(pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid)
		abort();
	*killed = WIFSIGNALED(status);
	if (!*killed && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
		abort();
	got += take(ours, ALL, last);
	close(ours);
	return got;
}

int
main(int argc, char **argv)
{
	long rounds, nkilled = 0, nwhole = 0;
	bool killed;
	char last = 0;
	off_t size;

	if (argc < 4)
		return 2;
	command = argv + 3;
	rounds = atol(argv[2]);
	size = run(argv[1], ALL, &last, &killed);
	if (killed || size == 0 || last != '\n')
		abort();
	for (long i = 0; i < rounds; i++) {
		off_t got = run(argv[1], 1 + size * i / rounds, &last, &killed);

		nkilled += killed;
		nwhole += killed && got < size && got > 0 && last == '\n';
	}
	printf("%ld killed, %ld look whole\n", nkilled, nwhole);
	return 0;
}
