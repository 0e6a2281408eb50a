/* pow10 - tables of powers of ten. */
#include "number/pow10.h"

/* So many times 32 bits tell for every k on which side of a whole number 10^k
 * lies: what is cut off on the way there is below 2^-150 of it. */
enum { LIMBS = 5 };

struct wide pow10_table[POW10_MAX - POW10_MIN + 1];

/* Takes a number, its first 32 bits first, so many times, and divides it by the
 * second or by twice that, so that its highest bit stays 1. */
static void
scale(uint64_t limb[LIMBS], uint64_t times, uint64_t by)
{
	uint64_t rest = 0;

	for (int i = LIMBS; i-- > 0; rest >>= 32) {
		rest += times * limb[i];
		limb[i] = (uint32_t)rest;
	}
	limb[0] += rest << 32;
	if (limb[0] / by >> 32 != 0)
		by *= 2;
	rest = 0;
	for (int i = 0; i < LIMBS; i++) {
		uint64_t all = rest << 32 | limb[i];

		limb[i] = all / by;
		rest = all % by;
	}
}

/* Makes the entries from that of 10^0 to the last one, or the first. */
static void
make_half(int to)
{
	uint64_t limb[LIMBS] = { UINT64_C(1) << 31 };
	int step = to < 0 ? -1 : 1;

	for (int k = 0;; k += step) {
		struct wide *entry = &pow10_table[k - POW10_MIN];

		entry->high = limb[0] << 32 | limb[1];
		entry->low = (limb[2] << 32 | limb[3]) + (limb[4] != 0);
		entry->high += entry->low == 0 && limb[4] != 0;
		if (k == to)
			return;
		/* Up by 5/4 or 5/8, down by 8/5 or 8/10. */
		scale(limb, step > 0 ? 5 : 8, step > 0 ? 4 : 5);
	}
}

void
pow10_make(void)
{
	make_half(POW10_MAX);
	make_half(POW10_MIN);
}

const uint64_t pow10_whole[POW10_WHOLE + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
	100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
	10000000000000000, 100000000000000000
};
