/* Products of words by halves, against those of the compiler. */
#include <stdlib.h>

#define WIDE_BY_HALVES
#include "base/wide.h"
#include "ok.h"
#include "random.h"

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 whole;

static bool
is(struct wide a, whole b)
{
	return a.high == (uint64_t)(b >> 64) && a.low == (uint64_t)b;
}

static void
test_products(void)
{
	static const uint64_t edge[] = { 0, 1, 0xffffffff, 0x100000000, UINT64_MAX - 1, UINT64_MAX };
	enum { EDGES = sizeof edge / sizeof *edge };
	bool products = true, scaled = true;

	for (int i = 0; i < 100000; i++) {
		uint64_t a = i < EDGES * EDGES ? edge[i / EDGES] : random_bits();
		uint64_t b = i < EDGES * EDGES ? edge[i % EDGES] : random_bits(), c = random_bits();
		whole upper = (whole)a * b + (uint64_t)((whole)c * b >> 64);

		products = products && is(wide_product(a, b), (whole)a * b);
		scaled = scaled && is(wide_scaled((struct wide){ a, c }, b), upper);
	}
	ok(products, "products of 64 bits");
	ok(scaled, "products of 128 bits by 64, cut off");
}
#endif

int
main(void)
{
#ifdef __SIZEOF_INT128__
	test_products();
#endif
	ok(wide_product(UINT64_MAX, UINT64_MAX).high == UINT64_MAX - 1, "the largest product");
	return ok_done();
}
