/* replay - runs a target on files, each in a process of its own: what stands in for
 * libFuzzer where inputs are only looked at again.  Says which of them were refused. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"

enum { REFUSED = 3 };

static _Noreturn void
replay(const char *path)
{
	enum { MOST = 1 << 20 };
	uint8_t *data = malloc(MOST);
	FILE *f = fopen(path, "rb");
	size_t n;

	if (data == NULL || f == NULL)
		abort();
	n = fread(data, 1, MOST, f);
	fclose(f);
	LLVMFuzzerTestOneInput(data, n);
	exit(fuzz_refused > 0 ? REFUSED : 0);
}

int
main(int argc, char **argv)
{
	int bad = 0;

	for (int i = 1; i < argc; i++) {
		pid_t pid;
		int status;

		fflush(stdout);
		pid = fork();

		if (pid == 0)
			replay(argv[i]);
		if (pid < 0 || waitpid(pid, &status, 0) != pid)
			abort();
		if (WIFEXITED(status) && WEXITSTATUS(status) == REFUSED)
			printf("refused: %s\n", argv[i]);
		else if (status != 0) {
			fprintf(stderr, "%s: status %d\n", argv[i], status);
			bad++;
		}
	}
	printf("%d inputs, %d bad\n", argc - 1, bad);
	return bad > 0;
}
