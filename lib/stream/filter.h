/* filter - what a filter is written with, in one header: options, rows in, rows out.
 *
 * A filter's file reads from top to bottom as its manual does: what --help says, the options, what
 * is done to a row or a group, and main.
 *
 *     static const char *list;
 *     static const struct opt_row options[] = { { "columns", 'c', .text = &list }, { 0 } };
 *     ...
 *             opt_read(&opt, argc, argv, help, options);
 *             opt_open(&opt, &table);
 *             ...
 *             out_open(&out, opt.output);
 *             tsv_tie(&table, &out);
 *             while (tsv_row(&table))
 *                     write_row(&out);
 *             return out_finish(&out);
 *
 * opt.h has the options, tsv.h the rows that come in, out.h what goes out, pass.h rows that are
 * only passed; die.h ends with a message, mem.h has memory, names.h makes numbers of texts.  Who
 * needs it adds opt_argument.h for arguments taken apart, rows.h for rows kept and sorted.
 * What must see a whole table of figures before it writes has table/figures.h instead of tsv.h; the
 * framework is table/framework.h.
 */
#ifndef FILTER_H
#define FILTER_H

#include "base/die.h"
#include "base/mem.h"
#include "base/names.h"
#include "base/text.h"
#include "stream/opt.h"
#include "stream/out.h"
#include "stream/pass.h"
#include "stream/tsv.h"

#endif
