/* Curves, trends and balanced weights: cases worked on paper. */
#include <math.h>
#include <stddef.h>

#include "method/correlate.h"
#include "method/method.h"
#include "method/treat.h"
#include "method/trend.h"
#include "method/weights.h"
#include "number/sum.h"
#include "ok.h"
#include "random.h"

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-14 * fmax(1, fabs(b));
}

/* 0 1 4 is skewed to the top, 0 3 4 to the bottom; the range is 4, its hundredth 0.04. */
static void
curves(void)
{
	const struct method log = { .id = TREAT_LOG }, square = { .number = 2 };
	double up[] = { 0, 1, 4 }, down[] = { 0, 3, 4 }, x[] = { 0, 1, 4 }, y[] = { 0, 3, 4 };
	double one[] = { 0, 1, 4 }, power[] = { 0, 1, 4 }, low[] = { 0, 0.3, 1 };

	treat_log(&log, x, 3);
	ok(near(x[0], log1p(0.04 - 1)) && near(x[1], log1p(0.04)) && near(x[2], log1p(3.04)), "log");
	treat_log_signed(&log, up, 3);
	ok(up[0] == x[0] && up[1] == x[1] && up[2] == x[2], "log-signed to the top is log");
	treat_log_signed(&log, down, 3);
	ok(down[0] == -x[2] && down[1] == -x[1] && down[2] == -x[0], "to the bottom its mirror");
	treat_log1(&log, one, 3);
	ok(one[0] == 0 && near(one[1], log1p(1)) && near(one[2], log1p(4)), "log1");
	treat_log_gii(&log, y, 3);
	ok(y[0] == 0 && near(y[1], log1p(2.25)) && near(y[2], log1p(3)), "log-gii: ln 3.25, ln 4");
	treat_log_gii(&log, low, 3);
	ok(isnan(low[0]) && isnan(low[2]), "none where no value is above 1");
	treat_box_cox(&square, power, 3);
	ok(power[0] == 0 && power[1] == 1.5 && power[2] == 12, "Box and Cox: (2^2 - 1)/2, (5^2 - 1)/2");
}

static void
trends(void)
{
	const double year[] = { 2020, 2021, 2023 }, even[] = { 2020, 2021, 2022, 2023 }, y[] = { 10, 13, 16 };
	const double huge[] = { 1e308, 1.3e308, 1.6e308 }, from_0[] = { 0, 0.1, 0.2, 0.3 };
	const double tiny[] = { 0x10p-1074, 0x13p-1074, 0x16p-1074 };

	ok(near(trend_growth(100, 121, 2), 10) && trend_growth(4, 0, 3) == -100 &&
	    near(trend_growth(-2, -4, 1), 100), "growth");
	ok(isnan(trend_growth(0, 4, 1)) && isnan(trend_growth(-1, 1, 2)) &&
	    isnan(trend_growth(1, 2, 0)) && isnan(trend_growth(2, 1, 0)),
	    "no growth from 0, over 0, or in no time");
	/* About 4/3 and 13: 27/14 a year, from 13 - 18/7 = 73/7. */
	ok(near(trend_change(year, y, 3), 100 * (27.0 / 14) / (73.0 / 7)), "change");
	ok(near(trend_change(year, huge, 3), trend_change(year, y, 3)), "of what is near the last double");
	/* Likewise about 19 of 2^-1074, from 19 - 18/7. */
	ok(near(trend_change(year, tiny, 3), 100 * (27.0 / 14) / (115.0 / 7)), "and near the first");
	ok(isnan(trend_change(even, from_0, 4)), "no change from what is 0 on paper");
	ok(isnan(trend_change(year, y, 1)), "no change of one year");
}

/* 1 2 3 4 and 1 3 2 4 correlate by 0.8. */
static void
balance(void)
{
	double x[] = { 1, 2, 3, 4, 10, 30, 20, 40 }, copy[] = { 1, 2, 3, 4, 2, 4, 6, 8 }, w[2];
	const double equal[] = { 0.5, 0.5 }, share[] = { 0.25, 0.75 };
	const struct weights_scores s = { 2, 4, x }, same = { 2, 4, copy };

	ok(weights_balanced(&s, equal, w) == WEIGHTS_BALANCED && near(w[0], 10 * w[1]), "halves");
	ok(weights_balanced(&s, share, w) == WEIGHTS_STAY_0 && w[0] == 0 && w[1] > 0,
	    "more than a quarter even at 0");
	ok(weights_balanced(&same, equal, w) == WEIGHTS_OPEN, "a copy leaves them open");
}

/* Of siblings that have much in common: the share where there is a weight, and more where there is
 * none. */
static void
random_balance(void)
{
	enum { K = 5, N = 12 };
	double x[K * N], w[K], share[K];
	const struct weights_scores s = { K, N, x };
	unsigned stayed = 0;
	bool right = true;

	for (int t = 0; t < 500; t++) {
		for (int j = 0; j < N; j++)
			for (int i = 0; i < K; i++)
				x[i * N + j] = (double)(i * j % 7) + (double)random_below(9);
		for (int i = 0; i < K; i++)
			share[i] = (double)(1 + random_below(9)) / 10;
		stayed += weights_balanced(&s, share, w) == WEIGHTS_STAY_0;
		for (int i = 0; i < K; i++) {
			double of = 0;

			for (int j = 0; j < K; j++)
				of += w[j] * sum_sd(x + j * N, N) * correlate_pearson(x + i * N, x + j * N, N);
			right &= w[i] > 0 ? fabs(of - share[i]) < 1e-9 : w[i] == 0 && of > share[i] - 1e-9;
		}
	}
	ok(right && stayed > 100 && stayed < 400, "by definition, %u of 500 with a weight of 0", stayed);
}

int
main(void)
{
	curves();
	trends();
	balance();
	random_balance();
	return ok_done();
}
