/* fma - whether the processor has fma, one rounding for a*b + c, as an instruction where the
 * compiler may not take it for granted.
 *
 * With it the exact product of two doubles costs 2 instructions instead of 17 (twice.h), with the
 * same result.  So what multiplies much is there twice: a function that FMA_TARGET stands
 * before, called where FMA_THERE, and one for the others.
 */
#ifndef FMA_H
#define FMA_H

#if defined(__x86_64__) && !defined(__FMA__)
#define FMA_TARGET __attribute__((target("fma")))
#define WIDE_TARGET __attribute__((target("avx2,fma")))
#if __has_include(<sys/platform/x86.h>)
/* What the loader knows already: to ask the processor again takes a tenth of a millisecond on a
 * virtual machine, whether the filter wants to know or not. */
#include <sys/platform/x86.h>
#define FMA_THERE CPU_FEATURE_ACTIVE(FMA)
#else
#define FMA_THERE __builtin_cpu_supports("fma")
#endif
#else
#define FMA_TARGET
#define WIDE_TARGET
#define FMA_THERE false
#endif

#endif
