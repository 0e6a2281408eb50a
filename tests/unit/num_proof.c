/* Reads, prints and rounds many random doubles and texts, and compares with glibc:
 * num_proof [COUNT [SEED]], 10^8 by default. */
#include "num_referee.h"
#include "ok.h"

/* A double as data have it: a few decimals, or full precision. */
static double
random_figure(void)
{
	double scale = pow(10, (double)random_below(12)), unit = pow(10, (double)random_below(8));
	double x = (double)(random_bits() >> 11) * 0x1p-53 * scale;

	return random_below(2) == 0 ? x : round(x * unit) / unit;
}

int
main(int argc, char **argv)
{
	uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 100000000;
	uint64_t printed = 0, read = 0, rounded = 0, fixed = 0;
	char text[64];

	random_state = argc > 2 ? strtoull(argv[2], NULL, 10) | 1 : 1;
	for (uint64_t i = 0; i < count; i++) {
		double x = i % 2 == 0 ? random_finite() : random_figure();
		int n = 1 + (int)random_below(15);

		if (!put_agrees(x) && printed++ < 10)
			printf("# prints %a\n", x);
		if (fabs(x) >= 0x1p-1022 && !round_agrees(x, n) && rounded++ < 10)
			printf("# rounds %a to %d digits\n", x, n);
		n = (int)random_below(NUM_DECIMALS + 1);
		if (i % 16 < 2 && !fixed_agrees(x, n) && fixed++ < 10)
			printf("# writes %a with %d decimals\n", x, n);
		random_decimal(text);
		if (!read_agrees(text) && read++ < 10)
			printf("# reads %s\n", text);
	}
	ok(printed == 0, "prints %llu doubles as glibc's shortest text", (unsigned long long)count);
	ok(rounded == 0, "rounds %llu doubles as printf", (unsigned long long)count);
	ok(fixed == 0, "writes %llu doubles with decimals as on paper", (unsigned long long)count / 8);
	ok(read == 0, "reads %llu texts as strtod", (unsigned long long)count);
	return ok_done();
}
