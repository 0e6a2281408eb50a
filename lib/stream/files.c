/* files - which files a filter reads and which it writes. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/mem.h"
#include "stream/files.h"

/* Files, or names that are not there yet in a folder. */
struct files {
	struct file {
		dev_t device;
		ino_t inode;
		char *name;     /* NULL: the file itself */
	} *file;
	size_t n, cap;
};

/* State, because those who open files know nothing of each other. */
static struct files reads, writes;

/* Whether the file is among these. */
static bool
among(const struct files *all, struct file f)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct file *a = &all->file[i];

		if (a->device == f.device && a->inode == f.inode &&
		    (f.name == NULL ? a->name == NULL : a->name != NULL &&
		    strcmp(a->name, f.name) == 0))
			return true;
	}
	return false;
}

/* Adds a file to those that are read or written; dies if it must not be. */
static void
add(struct files *to, struct file f, const char *path)
{
	if (to == &writes && among(&writes, f))
		die_usage("%s: two outputs are one file", path);
	if (among(to == &writes ? &reads : &writes, f))
		die_usage("%s: a file that is read would be written; an output needs one of its own",
		    path);
	to->file = mem_grow(to->file, &to->cap, to->n + 1, sizeof *to->file);
	to->file[to->n++] = f;
}

static void
add_read(const struct stat *st, const char *path)
{
	if (S_ISREG(st->st_mode))
		add(&reads, (struct file){ st->st_dev, st->st_ino, NULL },
		    path);
}

int
files_read(const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		die_sys("%s", path);
	if (fstat(fd, &st) == 0)
		add_read(&st, standard ? "standard input" : path);
	return fd;
}

void
files_to_read(char *const *path, size_t n)
{
	struct stat st;

	/* What cannot be looked at cannot be opened either, and that is said in
	 * its turn. */
	for (size_t i = 0; i < n; i++)
		if (strcmp(path[i], "-") != 0 && stat(path[i], &st) == 0)
			add_read(&st, path[i]);
}

void
files_written(const struct stat *st)
{
	if (S_ISREG(st->st_mode))
		add(&writes, (struct file){ st->st_dev, st->st_ino, NULL },
		    "standard output");
}

void
files_replaced(const char *path, const char *target, const struct stat *old,
    const struct stat *folder)
{
	const char *slash = strrchr(target, '/'), *name = slash == NULL ?
	    target : slash + 1;

	if (old != NULL)
		add(&writes, (struct file){ old->st_dev, old->st_ino, NULL },
		    path);
	else
		add(&writes, (struct file){ folder->st_dev, folder->st_ino,
		    mem_copy(name, strlen(name)) }, path);
}

static void
forget(struct files *all)
{
	while (all->n > 0)
		free(all->file[--all->n].name);
	free(all->file);
	*all = (struct files){ NULL, 0, 0 };
}

void
files_forget(void)
{
	forget(&reads);
	forget(&writes);
}
