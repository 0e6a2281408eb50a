/* Texts become the nearest double, doubles the shortest text, and rounding is what
 * it says.  The referees are glibc's strtod and printf. */
#include "num_referee.h"
#include "number/pow10.h"
#include "ok.h"
#include "random.h"

#define COUNT(a) (sizeof (a) / sizeof (a)[0])

/* Reads a text that stands between digits, and one that ends where its block does (for the address
 * sanitizer): all must agree, or it is -1. */
static int
read_enclosed(const char *s, double *x)
{
	size_t n = strlen(s);
	char *block = malloc(n + 1), *wide = malloc(n + 32);
	double y = 0, z = 0;
	int kind, again, ahead;

	if (block == NULL || wide == NULL)
		abort();
	memcpy(block + 1, s, n);
	memset(wide, '9', n + 32);
	memcpy(wide + 16, s, n);
	*x = 0;
	kind = (int)num_read((struct text){ block + 1, n }, x);
	again = (int)num_read((struct text){ wide + 16, n }, &y);
	ahead = (int)num_read_ahead((struct text){ wide + 16, n }, &z);
	free(block);
	free(wide);
	return kind == again && kind == ahead && memcmp(x, &y, sizeof *x) == 0 &&
	    memcmp(x, &z, sizeof *x) == 0 ? kind : -1;
}

static void
test_read_numbers(void)
{
	static const struct {
		const char *text;
		double x;
	} table[] = {
		{ "0", 0 }, { "-0", 0 }, { "-0.0", 0 }, { "0e99", 0 }, { "-0e999999999999999999999", 0 },
		{ "+5", 5 }, { ".5", 0.5 }, { "5.", 5 }, { "-5.", -5 }, { "+.5", 0.5 }, { "1E5", 1e5 },
		{ "5.e1", 50 }, { ".5e+1", 5 }, { "007", 7 }, { "45.3", 45.3 }, { "-45.3", -45.3 },
		{ "1234567", 1234567 }, { "12345678", 12345678 }, { "1234567.", 1234567 },
		{ ".1234567", .1234567 }, { "123456789", 123456789 }, { "12345678.", 12345678 },
		{ "1234567890123456", 1234567890123456 }, { "9999999999999999", 1e16 },
		{ ".123456789012345", .123456789012345 }, { "123456789012345.", 123456789012345 },
		{ "45.301234567890123", 45.301234567890123 }, { "4.5301234567890123", 4.5301234567890123 },
		{ "1234567890.1234567890123", 1234567890.1234567890123 },
		{ "0.12345678901234567", 0.12345678901234567 }, { "-100.00000000000001", -100.00000000000001 },
		{ "0000000000000000000000001", 1 }, { "0.000000000000000000000001", 1e-24 },
		{ "5e-324", 0x1p-1074 }, { "4.9e-324", 0x1p-1074 }, { "2.4703282292062328e-324", 0x1p-1074 },
		{ "2.4703282292062327e-324", 0 }, { "1e-400", 0 }, { "-1e-400", 0 }, { "1e-999999999999", 0 },
		{ "2.2250738585072011e-308", 0x0.fffffffffffffp-1022 },
		{ "2.2250738585072012e-308", 0x1p-1022 }, { "2.2250738585072014e-308", 0x1p-1022 },
		{ "1e308", 1e308 }, { "1.7976931348623157e308", 0x1.fffffffffffffp1023 },
		{ "1.7976931348623158e308", 0x1.fffffffffffffp1023 },
		{ "0.00000000000000000017976931348623157e327", 0x1.fffffffffffffp1023 },
		{ "9007199254740993", 0x1p53 }, { "9007199254740993.0000000000000000000001", 0x1p53 + 2 },
		{ "9007199254740995", 0x1p53 + 4 }, { "-9007199254740992.9999999", -0x1p53 },
		{ "9007199254740993e22", 9007199254740993e22 }, { "1e23", 1e23 }, { "8.5e23", 8.5e23 },
		{ "3.518437208883201171875e13", 0x1.0000000000002p45 },
	};
	double x;

	for (size_t i = 0; i < COUNT(table); i++) {
		int kind = read_enclosed(table[i].text, &x);

		ok(kind == NUM_FINITE && x == table[i].x && !(x == 0 && signbit(x)) &&
		    read_agrees(table[i].text), "%s is read", table[i].text);
	}
}

static void
test_read_others(void)
{
	static const char *const bad[] = {
		"nan", "inf", "-inf", "0x10", " 1", "1 ", "1,5", "1e", "1e+", ".", "+", "-", "--1", "+-1",
		"1_0", "na", "-NA", "NAN", "N", "NA ", "e5", ".e5", "-.", "+.", "1.2.3", "1..2", "..", "1e5.",
		"1e5e5", "1e 5", "12345678 ", "123456789:", "/12345678", "1234567890123456x",
		"1234567890:1234567890", "1.34567890.1234567890",
		"12345678901234567890123x", "12.345678901234567.8", "1234.5678901234:", "1\t2",
		"12345678901234567,5", "45.3012345678901;3", "4.530123456789\xb2" "1", "\xb0", "1\xb9", "\xae" "5",
		"1.234567890123456789e", "1.234567890123456789e5x", "12345678\xb0", "1-", "1+1", "5d", "1e5\n",
	};
	static const char *const over[] = {
		"1.7976931348623159e308", "1e309", "-1e309", "1e999999999999", "1e99999999999999999999999",
		"179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017"
		"977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273"
		"854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704"
		"342711559699508093042880177904174497792",
	};
	static const char *const middle[] = {
		"0.000000000000000", "00.0000000000000000000",
		"9007199254740993.0", "9007199254740995.0", "9007199254740993.00", "4503599627370496.5",
		"4503599627370497.50", "1125899906842624.125", "1125899906842624.375",
		"1125899906842624.3751", "1125899906842624.3749", "562949953421312.0625",
	};
	double x;

	for (size_t i = 0; i < COUNT(bad); i++)
		ok(read_enclosed(bad[i], &x) == NUM_BAD && x == 0, "line %zu of what is no number is refused", i);
	for (size_t i = 0; i < COUNT(over); i++)
		ok(read_enclosed(over[i], &x) == NUM_OVERFLOW && x == 0, "%.24s overflows", over[i]);
	for (size_t i = 0; i < COUNT(middle); i++)
		ok(read_agrees(middle[i]), "%s, in the middle of two doubles or near it, is read", middle[i]);
	ok(num_read((struct text){ NULL, 0 }, &x) == NUM_MISSING && isnan(x), "nothing is missing");
	ok(num_read(text_of("NA"), &x) == NUM_MISSING && isnan(x), "NA is missing");
}

/* All texts of up to four bytes of these: no shape is forgotten. */
static void
test_read_shapes(void)
{
	static const char alphabet[] = "059.-+eE ,";
	bool right = true;
	char text[5];

	for (int code = 1; code < 100000; code++) {
		int n = 0, digits = 0;
		enum num_kind kind;
		char *end;
		double x, y;

		for (int rest = code; rest > 0 && n < 4; rest /= 10)
			text[n++] = alphabet[rest % 10];
		text[n] = '\0';
		y = strtod(text, &end);
		for (const char *p = text; *p != '\0' && *p != 'e' && *p != 'E'; p++)
			digits += *p >= '0' && *p <= '9';
		kind = num_read((struct text){ text, (size_t)n }, &x);
		if (*end != '\0' || digits == 0 || text[0] == ' ')
			right &= kind == NUM_BAD;
		else
			right &= isinf(y) ? kind == NUM_OVERFLOW : kind == NUM_FINITE && x == y;
	}
	ok(right, "texts of up to four bytes are read as strtod reads them");
}

/* num_plain, a byte at a time. */
static bool
plain(const char *s, size_t n)
{
	size_t digits = 0, points = 0, sign = n > 0 && *s == '-';

	for (size_t i = sign; i < n; i++) {
		digits += s[i] >= '0' && s[i] <= '9';
		points += s[i] == '.';
	}
	return digits > 0 && points < 2 && digits + points + sign == n && n - sign <= 300;
}

/* Texts of 0 to 29 bytes, mostly digits, and long ones; what stands around them is none of theirs. */
static void
test_plain(void)
{
	static const char often[] = "0123456789", seldom[] = ".-.-+eE ,:/\t\xb0x";
	char text[400];
	bool right = true, finite = true;
	int plains = 0;
	double x;

	for (int i = 0; i < 300000; i++) {
		size_t n = random_below(30), odd = random_below(4);
		char *s = text + 1;

		for (size_t k = 0; k < 60; k++)
			text[k] = often[random_below(10)];
		while (odd-- > 0)
			s[random_below(n + 1)] = seldom[random_below(sizeof seldom - 1)];
		if (random_below(4) == 0)
			s[0] = '-';
		right &= num_plain((struct text){ s, n }) == plain(s, n);
		finite &= !plain(s, n) || num_read((struct text){ s, n }, &x) == NUM_FINITE;
		plains += plain(s, n);
	}
	memset(text, '9', sizeof text);
	for (size_t n = 1; n < 40; n++)
		right &= num_plain((struct text){ text, n }) == (n <= 32);
	ok(right && plains > 30000, "plain numbers are what they are, a byte at a time");
	ok(finite, "plain numbers are finite");
}

/* The text halfway between x and the next double, exactly, and its neighbours. */
static bool
halfway_agrees(double x)
{
	long double next = (long double)nextafter(x, (double)INFINITY), half = ((long double)x + next) / 2;
	char text[1200];
	char *e;
	bool right;

	snprintf(text, sizeof text, "%.780Le", half);
	right = read_agrees(text);
	e = strchr(text, 'e');
	memmove(e + 1, e, strlen(e) + 1);
	*e = '1';
	right &= read_agrees(text);
	memmove(e + 200, e, strlen(e) + 1);
	memset(e, '0', 200);
	right &= read_agrees(text);
	for (*--e = '9'; e[-1] == '0'; e--)
		e[-1] = '9';
	e[-1]--;
	right &= e[-1] < '0' || read_agrees(text);
	snprintf(text, sizeof text, "%.18Le", half);
	right &= read_agrees(text);
	snprintf(text, sizeof text, "%.19Le", half);
	return right && read_agrees(text);
}

static void
test_powers(void)
{
	bool two = true, half = true, ten = true;
	char text[48];

	for (int e = -1074; e < 1024; e++) {
		double x = ldexp(1, e);

		two &= put_agrees(x) && put_agrees(-x) && put_agrees(nextafter(x, 0)) &&
		    put_agrees(nextafter(x, 2 * x < (double)INFINITY ? 2 * x : x));
		half &= halfway_agrees(x) && halfway_agrees(nextafter(x, 0));
	}
	for (int e = -400; e <= 400; e++) {
		snprintf(text, sizeof text, "1e%d", e);
		ten &= read_agrees(text) && (e < -323 || e > 308 || put_agrees(strtod(text, NULL)));
		snprintf(text, sizeof text, "-99999999999999999999e%+d", e);
		ten &= read_agrees(text);
		snprintf(text, sizeof text, "18446744073709551615e%d", e);
		ten &= read_agrees(text);
	}
	ok(two, "powers of two and their neighbours are written");
	ok(half, "texts halfway above powers of two, and beside, are read");
	ok(ten, "powers of ten go both ways");
}

/* A whole number of 32 bits a limb, the lowest first. */
enum { LIMBS = 64 };

static int
top_bit(const uint64_t *a)
{
	int i = 32 * LIMBS - 1;

	while (i >= 0 && (a[i / 32] >> i % 32 & 1) == 0)
		i--;
	return i;
}

static void
times(uint64_t *a, uint64_t by)
{
	uint64_t carry = 0;

	for (int i = 0; i < LIMBS; i++, carry >>= 32) {
		carry += a[i] * by;
		a[i] = (uint32_t)carry;
	}
}

/* Of 10^k the first 128 bits are those of 5^k, or of 1/5^-k: there g 5^-k must be a power of two and
 * less than 5^-k more. */
static bool
entry_is_right(int k)
{
	struct wide g = pow10_entry(k);
	uint64_t power[LIMBS] = { 1 }, limbs[4] = { (uint32_t)g.low, g.low >> 32, (uint32_t)g.high,
	    g.high >> 32 }, sum[LIMBS] = { 0 };
	int n, cut, low = 0;

	for (int i = 0; i < abs(k); i++)
		times(power, 5);
	n = top_bit(power);
	if (k >= 0) {
		for (int i = n; i < 127; i++)
			times(power, 2);
		cut = n > 127 ? n - 127 : 0;
		while (low < cut && (power[low / 32] >> low % 32 & 1) == 0)
			low++;
		/* Taken up, unless nothing but zeros is cut off. */
		limbs[0] -= low < cut;
		for (int i = 0; i < 128; i++)
			if ((power[(i + cut) / 32] >> (i + cut) % 32 & 1) != (limbs[i / 32] >> i % 32 & 1))
				return false;
		return true;
	}
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < LIMBS - 4; j++) {
			uint64_t p = limbs[i] * power[j];

			sum[i + j] += (uint32_t)p;
			sum[i + j + 1] += p >> 32;
		}
	times(sum, 1);
	n = top_bit(sum);
	sum[n / 32] -= UINT64_C(1) << n % 32;
	n = LIMBS - 1;
	while (n > 0 && sum[n] == power[n])
		n--;
	return sum[n] < power[n];
}

static void
test_entries(void)
{
	bool right = true;

	for (int k = POW10_MIN; k <= POW10_MAX; k++)
		right = entry_is_right(k) && right;
	ok(right, "the first 128 bits of every power of ten are right");
}

static void
test_long_texts(void)
{
	static const char *const tails[] = { "", "e-400", "e-100", "e-700", ".5", ".5e-390", "e9" };
	char text[1100];
	bool right = true;

	for (int n = 17; n < 1000; n += n < 60 ? 1 : 37)
		for (size_t i = 0; i < COUNT(tails); i++) {
			for (int j = 0; j < n; j++)
				text[j] = (char)('0' + (n * 7 + j * j) % 10);
			strcpy(text + n, tails[i]);
			right &= read_agrees(text);
			memset(text, '0', (size_t)n / 2);
			right &= read_agrees(text);
			text[n / 3] = '.';
			right &= tails[i][0] == '.' || read_agrees(text);
		}
	ok(right, "texts of up to 1000 digits are read");
}

static void
test_put(void)
{
	static const struct {
		double x;
		const char *text;
	} table[] = {
		{ 0, "0" }, { -0.0, "0" }, { 1, "1" }, { -1, "-1" }, { 10, "10" }, { 99999999, "99999999" },
		{ 1e8, "100000000" }, { 45.3, "45.3" }, { -0.5, "-0.5" }, { 0.1 + 0.2, "0.30000000000000004" },
		{ 1e20, "100000000000000000000" }, { 1e21, "1e+21" }, { 1.5e21, "1.5e+21" },
		{ 123456789012345680000.0, "123456789012345680000" }, { 0.000001, "0.000001" },
		{ -1.2345678901234567e-6, "-0.0000012345678901234567" }, { 1e-7, "1e-7" },
		{ 1.5e-7, "1.5e-7" }, { 5e-324, "5e-324" }, { -5e-324, "-5e-324" },
		{ 1.7976931348623157e308, "1.7976931348623157e+308" }, { 0x1p53, "9007199254740992" },
		{ 123456789.125, "123456789.125" }, { 1234567890123456.5, "1234567890123456.5" },
		{ 100.00000000000001, "100.00000000000001" }, { 2.2250738585072014e-308, "2.2250738585072014e-308" },
		{ 9.5367431640625e-7, "9.5367431640625e-7" }, { 0x1p-19, "0.0000019073486328125" }, { 1e23, "1e+23" }, { 2e-323, "2e-323" },
	};
	char buf[NUM_PUT + 8];
	bool inside = true;

	for (size_t i = 0; i < COUNT(table); i++) {
		*num_put(buf, table[i].x) = '\0';
		ok(strcmp(buf, table[i].text) == 0, "%s is written", table[i].text);
	}
	for (int e = -323; e <= 308; e++) {
		memset(buf, '#', sizeof buf);
		num_put(buf, -1.2345678901234567 * pow(10, e));
		inside &= memcmp(buf + NUM_PUT, "########", 8) == 0;
	}
	ok(inside, "num_put stays within NUM_PUT bytes");
}

/* Doubles near whole numbers: of them many lie just between two texts, or a text just at the end
 * of what reads back to them, in 2^-60 of which num_put takes another way. */
static void
test_put_ends(void)
{
	bool right = true;

	for (int q = -30; q <= 40; q++)
		for (int i = 0; i < 2000; i++)
			right &= put_agrees(ldexp((double)((random_bits() >> 12) | UINT64_C(1) << 52), q));
	ok(right, "ends of intervals and middles between texts are decided as they are");
}

static void
test_fixed(void)
{
	static const struct {
		double x;
		int decimals;
		const char *text;
	} table[] = {
		{ 0.7345, 3, "0.735" }, { 1.005, 2, "1.01" }, { 2.5, 0, "3" }, { -2.5, 0, "-3" }, { -0.4, 0, "0" },
		{ 0.5, 0, "1" }, { 0.05, 0, "0" }, { -0.004, 2, "0.00" }, { -0.005, 2, "-0.01" }, { 0, 0, "0" },
		{ -0.0, 1, "0.0" }, { 1e22, 2, "10000000000000000000000.00" }, { 9.995, 2, "10.00" },
		{ 0.1 + 0.2, 20, "0.30000000000000000000" }, { 2.0 / 3, 20, "0.66666666666666700000" },
		{ 99.95, 1, "100.0" }, { 1e-30, 30, "0.000000000000000000000000000001" }, { 5e-324, 30,
		"0.000000000000000000000000000000" }, { 123456789.987654321, 8, "123456789.98765400" },
		{ 999999999999999, 0, "999999999999999" }, { 999999999999999.9, 0, "1000000000000000" },
		{ 100, 1, "100.0" }, { 62.349999999999994, 1, "62.4" }, { 62.3499999999999, 1, "62.3" }, { 62.35, 1, "62.4" },
	}, even[] = {
		{ 0.625, 2, "0.62" }, { 0.635, 2, "0.64" }, { -0.625, 2, "-0.62" }, { 0.62500000000001, 2, "0.63" },
		{ 0.5, 0, "0" }, { 1.5, 0, "2" }, { -0.5, 0, "0" }, { 0.05, 0, "0" }, { 0.15, 1, "0.2" }, { 9.95, 1, "10.0" },
		{ 62.349999999999994, 1, "62.4" }, { 62.25, 1, "62.2" }, { 5e-31, 30, "0.000000000000000000000000000000" },
	};
	char buf[NUM_FIXED + 1];

	for (size_t i = 0; i < COUNT(table); i++) {
		*num_fixed(buf, table[i].x, table[i].decimals) = '\0';
		ok(strcmp(buf, table[i].text) == 0, "%.17g with %d decimals is %s", table[i].x,
		    table[i].decimals, table[i].text);
	}
	for (size_t i = 0; i < COUNT(even); i++) {
		*num_fixed_even(buf, even[i].x, even[i].decimals) = '\0';
		ok(strcmp(buf, even[i].text) == 0, "%.17g with %d decimals, a half to even, is %s",
		    even[i].x, even[i].decimals, even[i].text);
	}
	ok(num_fixed(buf, -1.7976931348623157e308, NUM_DECIMALS) - buf == 341,
	    "the largest double has 309 digits");
}

static void
test_tie(void)
{
	static const struct {
		double a, b;
		bool tie;
	} table[] = {
		{ 0.1 + 0.2, 0.3, true }, { 1, 1, true }, { 0, -0.0, true }, { 1, 1.00000000001, false },
		{ 1, 1.0000000000001, true }, { 1, -1, false }, { 5e-324, -5e-324, false }, { 0, 5e-324, false },
		{ 5e-324, 1e-323, false }, { 1e308, -1e308, false }, { 999999999999.4, 999999999999.2, true },
		{ 999999999999.6, 999999999999.4, false }, { 999999999999.6, 1e12, true }, { 1e-300, 1.00000000000001e-300, true },
		{ 1e-300, 1.0000000001e-300, false }, { 0.1234567890125, 0.1234567890125001, false }, { -3, -3.0000000000000004, true },
	};

	for (size_t i = 0; i < COUNT(table); i++)
		ok(num_tie(table[i].a, table[i].b) == table[i].tie && num_tie(table[i].b, table[i].a) == table[i].tie,
		    "%.17g and %.17g %s", table[i].a, table[i].b, table[i].tie ? "tie" : "differ");
}

int
main(void)
{
	test_read_numbers();
	test_read_others();
	test_read_shapes();
	test_plain();
	test_powers();
	test_entries();
	test_long_texts();
	test_put();
	test_put_ends();
	test_fixed();
	test_tie();
	return ok_done();
}
