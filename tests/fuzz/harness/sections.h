/* sections - included before a filter that is linked into the pipeline target: its
 * variables stand in sections of their own and can be set back. */
#ifdef __clang__
#pragma clang section bss="filter_bss" data="filter_data"
#endif
