/* Steps: where a value could come to among others, by hand. */
#include <math.h>

#include "method/steps.h"
#include "ok.h"

static struct step step[6];

static void
read_steps(void)
{
	static const char *const text[] = { "median", "upper", "next", "top10", "best", "+10%" };
	static const char *const wrong[] = { "", "medians", "top", "+%", "+0%", "+-5%", "5%", "+5" };
	bool fine = true;

	for (int i = 0; i < 6; i++)
		fine = step_read(text_of(text[i]), &step[i]) && step[i].kind == (enum step_kind)i && fine;
	ok(fine && step[5].percent == 10, "all six kinds of step are read");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct step s;

		ok(!step_read(text_of(wrong[i]), &s), "'%s' is no step", wrong[i]);
	}
}

/* Are these the targets?  `steps` of each has a digit 0 to 5 for each step. */
static bool
leads_to(const double *ascending, size_t n, double x, size_t count, const double *to,
    const char *const *steps)
{
	struct target t[6];
	size_t found = steps_targets(step, 6, ascending, n, x, t);
	bool same = found == count;

	for (size_t i = 0; i < found && same; i++) {
		unsigned long bits = 0;

		for (const char *s = steps[i]; *s != '\0'; s++)
			bits |= 1UL << (*s - '0');
		same = fabs(t[i].x - to[i]) < 1e-12 && t[i].steps == bits;
	}
	return same;
}

int
main(void)
{
	static const double five[] = { 1, 2, 3, 4, 10 };
	static const double ten[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
	static const double tied[] = { 0.3, 0.1 + 0.2, 0.5 };

	read_steps();
	ok(leads_to(five, 5, 2.5, 4, (double[]){ 3, 4, 10, 2.75 },
	    (const char *const[]){ "02", "1", "4", "5" }),
	    "the median is the next, too; of five values there is no tenth best");
	ok(leads_to(five, 5, 4, 2, (double[]){ 10, 4.4 }, (const char *const[]){ "24", "5" }),
	    "what is no higher is no target");
	ok(leads_to(five, 5, -4, 5, (double[]){ 3, 4, 1, 10, -3.6 },
	    (const char *const[]){ "0", "1", "2", "4", "5" }),
	    "of a negative value, 10 %% more is less negative");
	ok(leads_to(ten, 10, 0, 4, (double[]){ 5.5, 7.75, 1, 10 },
	    (const char *const[]){ "0", "1", "23", "4" }),
	    "the tenth best of ten is the last; of 0, 10 %% more is not more");
	ok(leads_to(tied, 3, 0.3, 3, (double[]){ 0.4, 0.5, 0.33 }, (const char *const[]){ "1", "24", "5" }),
	    "what ties at 12 digits is no higher");
	ok(leads_to(tied, 3, 0.2, 4, (double[]){ 0.3, 0.4, 0.5, 0.22 },
	    (const char *const[]){ "02", "1", "4", "5" }), "and is one target");
	ok(leads_to(ten, 10, 10, 1, (double[]){ 11 }, (const char *const[]){ "5" }),
	    "the best can only have more");
	return ok_done();
}
