/* fields DELIMITER - counts the fields of the CSV on standard input with libcsv, and does nothing
 * else: what sci-import is measured by. */
#include <csv.h>
#include <stdio.h>
#include <unistd.h>

static unsigned long fields;

static void
count(void *s, size_t n, void *data)
{
	(void)s;
	(void)n;
	(void)data;
	fields++;
}

int
main(int argc, char **argv)
{
	static char block[1 << 16];
	struct csv_parser parser;
	ssize_t n;

	if (argc != 2 || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return 2;
	csv_set_delim(&parser, (unsigned char)*argv[1]);
	while ((n = read(STDIN_FILENO, block, sizeof block)) > 0)
		if (csv_parse(&parser, block, (size_t)n, count, NULL, NULL) != (size_t)n)
			return 1;
	if (n < 0 || csv_fini(&parser, count, NULL, NULL) != 0)
		return 1;
	printf("%lu\n", fields);
	csv_free(&parser);
	return 0;
}
