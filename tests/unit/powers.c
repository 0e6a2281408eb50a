/* Logarithms and powers of e: against mpmath's with 50 digits, and what must be exact. */
#include <float.h>
#include <math.h>

#include "number/logs.h"
#include "number/powers.h"
#include "ok.h"
#include "random.h"

/* x, ln x, the decimal logarithm and e^x - 1 */
static const struct {
	double x, ln, tens, exp_less;
} known[] = {
	{ 0.001, -6.9077552789821370312, -2.999999999999999991, 0.0010005001667083416889 },
	{ 0.7, -0.35667494393873244235, -0.15490195998574319684, 1.0137527074704764322 },
	{ 0.7071067811865476, -0.34657359027997258635, -0.15051499783199056792, 1.0281149816474725491 },
	{ 0.71, -0.34249030894677599674, -0.14874165128092473564, 1.0339912586467505397 },
	{ 0.9999999, -1.0000000494736474329e-7, -4.3429450338938390739e-8, 1.7182815566308761239 },
	{ 1.0000001, 9.9999995058387045178e-8, 4.3429446044209944784e-8, 1.7182821002872418314 },
	{ 1.5, 0.40546510810816438198, 0.17609125905568124208, 3.4816890703380648226 },
	{ 2, 0.69314718055994530942, 0.30102999566398119521, 6.3890560989306502272 },
	{ 7.25, 1.9810014688665834083, 0.86033800657099369691, 1407.104848204695575 },
	{ 123.456, 4.815884817283263908, 2.0915122016277716919, 4.1329443527781061358e+53 },
	{ 700, 6.5510803350434046731, 2.8450980400142568307, 1.0142320547350045095e+304 }
};

/* Decimal logarithms that lie nearly between two doubles. */
static const struct {
	double x, tens;
} between[] = {
	{ 645, 2.8095597146352675 }, { 1705, 3.2317243833285163 }, { 2404, 3.380934463330702 },
	{ 2826, 3.45117215751254 }, { 3568, 3.5524248457040857 }, { 5061, 3.7042363373087874 }
};

/* The double or a neighbour of it */
static bool
near(double a, double b)
{
	return a == b || nextafter(a, b) == b;
}

static bool
is_plain(struct twice x, double plain)
{
	return x.hi == plain && fabs(x.lo) <= fabs(plain) * 0x1p-61;
}

/* Is it known to 2^-64? */
static bool
is_apart(struct twice x, double hi, double lo)
{
	return x.hi == hi && fabs(x.lo - lo) <= hi * 0x1p-64;
}

static void
test_known(void)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		double x = known[i].x, ln = x, tens = x;

		logs_of(&ln, 1, false);
		logs_of(&tens, 1, true);
		ok(near(ln, known[i].ln) && near(tens, known[i].tens), "logarithms of %g", x);
		ok(logs_one(x) == ln, "one logarithm of %g is as among many", x);
		ok(near(powers_exp_less((struct twice){ x, 0 }).hi, known[i].exp_less), "e^%g - 1", x);
	}
	for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
		double x = between[i].x;

		logs_of(&x, 1, true);
		ok(x == between[i].tens, "the double that is nearest to the decimal logarithm of %g",
		    between[i].x);
	}
}

/* Logarithms there and back; products of powers; ln(1 + x) of an x that 1 + x loses. */
static void
test_exact(void)
{
	double power = 1, ten = 1;
	bool all = true, back = true;

	for (int i = 0; i <= 300; i++, power *= 10) {
		double tens = power, x = i / 7.0 + 0x1p-30;

		logs_of(&tens, 1, true);
		all = all && (i > 22 ? near(tens, i) : tens == i);
		back = back && is_plain(powers_exp(logs_ln((struct twice){ x, 0 })), x);
	}
	ok(all, "the decimal logarithms of powers of ten are whole");
	ok(back, "e^ln x is x");
	ok(logs_one_more(1e-300) == 1e-300 && near(logs_one_more(-1e-9), -1.0000000005000000003e-9),
	    "ln(1 + x) where x is small");
	ok(powers_exp_less((struct twice){ 1e-300, 0 }).hi == 1e-300, "e^x - 1 where x is small");
	ok(is_apart(powers_exp_less((struct twice){ 1e-17, 0 }), 0x1.70ef54646d497p-57, 0x1.09d8792fb4c4ap-114) &&
	    is_apart(powers_exp_less((struct twice){ 0.7, 0 }), 0x1.03854c24d130dp+0, 0x1.8be83ac405682p-56),
	    "and its second half, by mpmath");
	ok(is_plain(logs_ln((struct twice){ 1, 0x1p-80 }), 0x1p-80), "a logarithm of what no double is");
	logs_of(&ten, 1, false);
	ok(ten == 0 && logs_one(DBL_TRUE_MIN) == -744.4400719213812 &&
	    logs_one(DBL_MAX) == 709.782712893384, "logarithms of 1 and at the ends of the doubles");
}

static void
test_edges(void)
{
	double x[] = { 0, -1, (double)NAN, 2 }, tens[] = { 0, -1, (double)NAN };
	struct twice lost = { (double)-INFINITY, 0 };

	logs_of(x, 4, false);
	logs_of(tens, 3, true);
	ok(tens[0] == -HUGE_VAL && tens[1] == -HUGE_VAL && isnan(tens[2]), "nor a decimal one");
	ok(x[0] == -HUGE_VAL && x[1] == -HUGE_VAL && isnan(x[2]) && x[3] == 0.6931471805599453 &&
	    logs_one((double)INFINITY) == HUGE_VAL, "no logarithm of what has none");
	ok(powers_exp(lost).hi == 0 && powers_exp_less(lost).hi == -1 && logs_one_more(-1) == -HUGE_VAL,
	    "e^-infinity is 0");
	ok(powers_exp((struct twice){ 710, 0 }).hi == HUGE_VAL &&
	    powers_exp_less((struct twice){ 710, 0 }).hi == HUGE_VAL &&
	    powers_exp((struct twice){ -746, 0 }).hi == 0 &&
	    powers_exp((struct twice){ -745, 0 }).hi == DBL_TRUE_MIN, "e^x at the ends of the doubles");
	ok(powers_hypotenuse(3, -4) == 5 && powers_hypotenuse(3e300, 4e300) == 5e300 &&
	    powers_hypotenuse(1, 1e300) == 1e300 && powers_hypotenuse(1e-300, 0) == 1e-300 &&
	    powers_hypotenuse(0, 0) == 0 && powers_hypotenuse(1, 1) == sqrt(2), "the hypotenuse");
}

/* Many at once are those one by one, to the bit, and the nearest doubles by their logarithms. */
static void
test_many(void)
{
	enum { N = 37 };
	double hi[N], lo[N], y[N], ln[N], rest[N], worst = 0;
	bool alike = true;

	for (int turn = 0; turn < 3000; turn++) {
		for (int i = 0; i < N; i++) {
			hi[i] = ((double)random_below(1 << 30) / (1 << 29) - 1) * (turn % 3 == 0 ? 1000 : 6);
			lo[i] = hi[i] * ((double)random_below(1 << 30) * 0x1p-83);
		}
		if (turn % 4 == 0)
			hi[turn % N] = turn % 8 == 0 ? (double)NAN : turn % 12 == 0 ? HUGE_VAL : 0;
		powers_exps(hi, lo, N, y);
		logs(y, N, ln, rest);
		for (int i = 0; i < N; i++) {
			double one = powers_exp((struct twice){ hi[i], lo[i] }).hi;

			alike = alike && (one == y[i] || (isnan(one) && isnan(y[i])));
			if (y[i] > 1e-290 && y[i] < DBL_MAX)
				worst = fmax(worst, fabs((hi[i] - ln[i]) + (lo[i] - rest[i])));
		}
	}
	ok(alike, "many powers of e: as one by one");
	ok(worst <= 0x1.0001p-53, "the nearest doubles: %g", worst);
}

int
main(void)
{
	test_known();
	test_many();
	test_exact();
	test_edges();
	return ok_done();
}
