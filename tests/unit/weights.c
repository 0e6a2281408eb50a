/* Weights that data give, of two siblings, by hand. */
#include <math.h>

#include "method/weights.h"
#include "ok.h"

static bool
near(double x, double y)
{
	return fabs(x - y) <= 1e-14;
}

static void
principal(void)
{
	double together[] = { 0, 1, 2, 0, 2, 1 }, against[] = { 0, 1, 2, 2, 0, 1 };
	double apart[] = { -1, 1, -1, 1, -1, -1, 1, 1 }, loading[2];

	ok(weights_principal(&(struct weights_scores){ 2, 3, together }, loading) == WEIGHTS_SIGNED &&
	    near(loading[0], sqrt(0.5)) && near(loading[1], sqrt(0.5)),
	    "two siblings that go together load alike");
	ok(weights_principal(&(struct weights_scores){ 2, 3, against }, loading) == WEIGHTS_SIGN_OPEN &&
	    near(loading[0], sqrt(0.5)) && near(loading[1], -sqrt(0.5)),
	    "of two that go against each other the first is positive");
	ok(weights_principal(&(struct weights_scores){ 2, 4, apart }, loading) == WEIGHTS_TWO_FIRST,
	    "two that have nothing in common have no first component");
}

int
main(void)
{
	double x[] = { 1, 1, 2, 5, 5, 5 }, together[] = { 0, 1, 2, 0, 2, 1 };
	double wide[] = { 0, 1, 2, 0, 4, 2 }, same[] = { 0, 1, 3, 0, 2, 6 };
	static const double half[] = { 0.5, 0.5 };
	double w[2];

	/* Shares 1/4, 1/4, 1/2: e = (ln 4 + ln 2)/(2 ln 3). */
	ok(near(weights_divergence(&(struct weights_scores){ 2, 3, x }, 0), 0.053605369642813844),
	    "divergence of 1, 1, 2");
	ok(near(weights_divergence(&(struct weights_scores){ 2, 3, x }, 1), 0),
	    "equal scores say nothing");
	/* The deviation of 0, 1/2, 1 is 1/2, the correlation 1/2. */
	ok(near(weights_critic(&(struct weights_scores){ 2, 3, together }, 0), 0.25),
	    "critic: deviation times 1 - r");
	principal();
	ok(weights_balanced(&(struct weights_scores){ 2, 3, wide }, half, w) == WEIGHTS_BALANCED &&
	    near(w[0] / w[1], 2), "what spreads twice as far weighs half as much");
	ok(weights_balanced(&(struct weights_scores){ 2, 3, same }, half, w) == WEIGHTS_OPEN,
	    "siblings that are the same cannot be balanced");
	return ok_done();
}
