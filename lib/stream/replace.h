/* replace - a file that is replaced all at once.
 *
 * What is written goes to a temporary file beside FILE, which takes its place
 * in the end: first synced, then renamed, then its folder synced.  It has the
 * old file's mode, less set-uid and set-gid, and its owner and group as far as
 * the system allows that, and is never open to anybody whom the old file was
 * shut to; a new file has what umask leaves of 0666.  It is removed when the
 * filter fails, and by every signal that ends a program but SIGKILL.
 *
 * FILE is new or a regular file.  A link is followed where the kernel would let
 * one write through it: not one of another user in a folder where all may write
 * and none may remove what is not theirs (Linux: fs.protected_symlinks, which
 * is kept to wherever it is not set, too), and not one to a file that is open,
 * as /dev/stdout is.
 */
#ifndef REPLACE_H
#define REPLACE_H

/* REPLACE_FILES: how many may be open at a time. */
enum { REPLACE_FILES = 2 };

struct replace {
	char *path;             /* the file that is replaced, NULL for none */
	char *temporary;        /* the one that takes its place */
};

/* Opens the temporary file for `path` and returns its descriptor.  Dies if path
 * is there and no regular file, is read, or cannot be made. */
int replace_open(struct replace *, const char *path);

/* Puts the file in place, syncs and closes.  Dies if anything fails. */
void replace_finish(struct replace *, int fd);

#endif
