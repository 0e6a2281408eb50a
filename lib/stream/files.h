/* files - which files a filter reads and which it writes: none may be both, nor
 * be written twice.
 *
 * Files are told by device and inode, so that a second name, a link or a
 * descriptor of one hides nothing; a file that is not there yet by its folder
 * and name.  Only regular files count: a terminal may be read and written.
 * Whoever opens a file says so here before it is changed.
 */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <sys/stat.h>

/* Opens a file for reading ("-": standard input) and returns its descriptor.
 * Dies if it cannot be read, or with status 2 if it is written as well. */
int files_read(const char *path);

/* Says that these will be read in their turn, so that none is written
 * meanwhile. */
void files_to_read(char *const *path, size_t n);

/* Says that standard output, with this state, will be written; dies if it is
 * read. */
void files_written(const struct stat *);

/* Says that -o, or an option like it, will put a file in the place of `target`,
 * called `path`; its state, NULL if it is new, in the folder whose state is
 * given.  Dies if it is read. */
void files_replaced(const char *path, const char *target,
    const struct stat *old, const struct stat *folder);

/* Forgets all of them: for programs that run a filter more than once. */
void files_forget(void);

#endif
