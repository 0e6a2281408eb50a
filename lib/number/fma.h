/* fma - loops that the compiler may lay out for processors with fma, one
 * rounding for a*b + c, and vectors of four doubles, where it may not take them
 * for granted.
 *
 * With fma the exact product of two doubles costs 2 instructions instead of 17
 * (twice.h), with the same result.  So what multiplies much is there twice: a
 * function that WIDE_TARGET stands before, called where WIDE_THERE, and one for
 * the others.
 */
#ifndef FMA_H
#define FMA_H

#if defined(__x86_64__) && !defined(__FMA__)
#define WIDE_TARGET __attribute__((target("avx2,fma")))
#if __has_include(<sys/platform/x86.h>)
/* What the loader knows already: to ask the processor again takes a tenth of a
 * millisecond on a virtual machine, whether the filter wants to know or not. */
#include <sys/platform/x86.h>
#define WIDE_THERE (CPU_FEATURE_ACTIVE(FMA) && CPU_FEATURE_ACTIVE(AVX2))
#else
#define WIDE_THERE (__builtin_cpu_supports("fma") && __builtin_cpu_supports("avx2"))
#endif
#else
#define WIDE_TARGET
#define WIDE_THERE false
#endif

#endif
