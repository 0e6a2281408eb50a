/* collide - prints 65,536 keys of 80 letters: `random` ones, or such as collide under a
 * hash without a secret, 31 (h * 31 + c), 33 (djb2) or fnv (FNV-1a), of 32 bits.
 *
 * Two blocks of five letters that lead a state of the hash to the same next state can be
 * exchanged wherever they stand; sixteen such pairs make 2^16 keys (Joux 2004, "Multicollisions
 * in iterated hash functions"). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS = 16, BLOCK = 5, LETTERS = 64, BLOCKS = 1 << 18 };

static uint32_t
step(const char *hash, uint32_t h, unsigned char c)
{
	if (strcmp(hash, "fnv") == 0)
		return (h ^ c) * UINT32_C(16777619);
	return h * (uint32_t)strtoul(hash, NULL, 10) + c;
}

/* The i-th of BLOCKS blocks, which look random. */
static void
block(char *p, uint32_t i)
{
	i *= UINT32_C(2654435761);
	i = (i ^ i >> 15) * UINT32_C(2246822519);
	i ^= i >> 13;
	for (int k = 0; k < BLOCK; k++, i /= LETTERS)
		p[k] = (char)('0' + i % LETTERS);
}

static uint32_t
after(const char *hash, uint32_t h, const char *p)
{
	for (int k = 0; k < BLOCK; k++)
		h = step(hash, h, (unsigned char)p[k]);
	return h;
}

struct found {
	uint32_t hash, block;
};

static int
compare(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Finds two blocks that lead from *h to the same state, which *h becomes. */
static void
find_pair(const char *hash, uint32_t *h, char pair[2][BLOCK])
{
	static struct found found[BLOCKS];
	char p[BLOCK];

	for (uint32_t i = 0; i < BLOCKS; i++) {
		block(p, i);
		found[i] = (struct found){ after(hash, *h, p), i };
	}
	qsort(found, BLOCKS, sizeof *found, compare);
	for (uint32_t i = 1; i < BLOCKS; i++)
		if (found[i].hash == found[i - 1].hash) {
			block(pair[0], found[i - 1].block);
			block(pair[1], found[i].block);
			if (memcmp(pair[0], pair[1], BLOCK) == 0)
				continue;
			*h = found[i].hash;
			return;
		}
	abort();
}

int
main(int argc, char **argv)
{
	char pair[PAIRS][2][BLOCK];
	const char *hash = argc > 1 ? argv[1] : "random";
	uint32_t h = strcmp(hash, "fnv") == 0 ? UINT32_C(2166136261) : 5381, all = 0;

	srand(1);
	for (int k = 0; k < PAIRS && strcmp(hash, "random") != 0; k++)
		find_pair(hash, &h, pair[k]);
	for (uint32_t i = 0; i < 1U << PAIRS; i++) {
		char key[PAIRS * BLOCK];
		uint32_t end = strcmp(hash, "fnv") == 0 ? UINT32_C(2166136261) : 5381;

		for (int k = 0; k < PAIRS; k++)
			if (strcmp(hash, "random") == 0)
				block(key + k * BLOCK, (uint32_t)rand() % BLOCKS);
			else
				memcpy(key + k * BLOCK, pair[k][i >> k & 1], BLOCK);
		for (int k = 0; k < PAIRS; k++)
			end = after(hash, end, key + k * BLOCK);
		all += i == 0 || end == h;
		printf("%.*s\n", (int)sizeof key, key);
	}
	/* All but random ones end in the same state. */
	return strcmp(hash, "random") != 0 && all != 1U << PAIRS;
}
